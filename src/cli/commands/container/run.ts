import type { ContainerCreateRequest } from "../../../api/container.ts";
import type { PendingWait } from "../../../api/engine.ts";
import { StartFailed } from "../../../api/errors.ts";
import type { Cancel } from "../../../std/cancel.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeImages } from "../../complete/objects.ts";
import { RUN_FAILED, runError } from "../../errors.ts";
import { requestOf } from "./create.ts";
import { createContainer, IdFileError } from "./create-container.ts";
import { RUN_FLAGS, refuseWindowsFlags } from "./run-flags/flags.ts";
import { attachKeys, checkTerminal } from "./streams/attach-options.ts";
import { withSignals } from "./streams/signals.ts";
import { startCopying } from "./streams/streams.ts";
import { followWindow } from "./streams/window.ts";

/** `docker container run`. */
export const containerRun: Command = {
  name: "run",
  usage: "[OPTIONS] IMAGE [COMMAND] [ARG...]",
  short: "Make a new container from an image and run it",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container run", "docker run"],
  stopAtFirstArgument: true,

  flags: RUN_FLAGS,
  complete: completeImages(),
  run: runContainer,
};

/** `docker run`. */
export const run: Command = { ...containerRun, group: "Common Commands" };

const COMMAND = "docker run";

/**
 * Creates, attaches, starts, and waits for the end; in the background: creates, prints the id, starts. The status is the
 * container's, or that of what kept it from starting.
 */
async function runContainer(context: CommandContext): Promise<number> {
  refuseWindowsFlags(context.flags);
  let request = requestOf(context, COMMAND);
  if (!context.flags.bool("detach")) checkTerminal(context.host, request.Config.AttachStdin, request.Config.Tty);
  else if (context.flags.list("attach").length > 0) {
    throw new CliError("conflicting options: cannot specify both --attach and --detach");
  } else request = inBackground(request);
  let id: string;
  try {
    id = await createContainer(context, request);
  } catch (error) {
    throw startError(error);
  }
  const { AttachStdin, AttachStdout, AttachStderr, Tty } = request.Config;
  if (AttachStdin || AttachStdout || AttachStderr) {
    const proxy = context.flags.bool("sig-proxy") && !Tty ? id : undefined;
    return withSignals(context, { proxy }, (leave) => runAttached(context, request, id, leave));
  }
  await context.host.stdout.print(`${id}\n`);
  await start(context, request, id, context.cancel);
  return 0;
}

type Request = Omit<ContainerCreateRequest, "platform">;

function inBackground(request: Request): Request {
  const none = { AttachStdin: false, AttachStdout: false, AttachStderr: false, StdinOnce: false };
  return { ...request, Config: { ...request.Config, ...none } };
}

async function runAttached(context: CommandContext, request: Request, id: string, leave: Cancel): Promise<number> {
  const { engine, host } = context;
  const { AttachStdin: stdin, AttachStdout: stdout, AttachStderr: stderr, Tty: tty } = request.Config;
  const detachKeys = attachKeys(context);
  const streams = await engine.containerAttach(id, { stdin, stdout, stderr, logs: false }, leave);
  const copying = startCopying(host, { streams, tty, stdin, stdout, stderr, detachKeys });
  let pending: PendingWait;
  try {
    pending = await start(context, request, id, leave);
  } catch (error) {
    copying.stop();
    await copying.join();
    throw error;
  }
  const unfollow =
    tty && host.stdout.isTerminal
      ? await followWindow(host, (size) => engine.containerResize(id, size, context.cancel))
      : undefined;
  const end = await copying.join();
  unfollow?.();
  if (end === "detached") return 0;
  const { StatusCode, error } = await pending.response();
  return error === undefined ? StatusCode : RUN_FAILED;
}

/** Starts it, after it is waited for already. One that removes itself is gone before the error of its start is told. */
async function start(context: CommandContext, request: Request, id: string, leave: Cancel): Promise<PendingWait> {
  const { engine } = context;
  const removed = request.HostConfig.AutoRemove;
  const pending = await engine.containerWait(id, removed ? "removed" : "next-exit", leave);
  try {
    await engine.containerStart(id, context.cancel);
  } catch (error) {
    if (removed) await pending.response();
    throw startError(error);
  }
  return pending;
}

/** 127 where a file is not there, 126 where it may not be executed, 125 for all else. */
function startError(error: unknown): CliError {
  return runError(error, COMMAND, startStatus(error));
}

function startStatus(error: unknown): number {
  if (error instanceof StartFailed && error.exitCode !== 128) return error.exitCode;
  if (error instanceof IdFileError) {
    if (error.code === "ENOENT") return 127;
    if (error.code === "EACCES" || error.code === "EISDIR") return 126;
  }
  return RUN_FAILED;
}
