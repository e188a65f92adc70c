import type { ExecConfig } from "../../../api/container.ts";
import { StartFailed } from "../../../api/errors.ts";
import { type Cancel, Cancelled, createCancel } from "../../../std/cancel.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeContainers, completeFiles } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { containerName } from "./each.ts";
import { envError, readEnvironment } from "./run-flags/environment.ts";
import { completeEnv } from "./run-flags/process.ts";
import { checkTerminal, chosenKeys } from "./streams/attach-options.ts";
import { DEFAULT_DETACH_KEYS, DetachKeysError, parseDetachKeys } from "./streams/detach-keys.ts";
import { withSignals } from "./streams/signals.ts";
import { type RunningCopy, startCopying } from "./streams/streams.ts";
import { followWindow } from "./streams/window.ts";

/** `docker container exec`. */
export const containerExec: Command = {
  name: "exec",
  usage: "[OPTIONS] CONTAINER COMMAND [ARG...]",
  short: "Run a command in a running container",
  args: { kind: "min", count: 2 },
  aliasPaths: ["docker container exec", "docker exec"],
  stopAtFirstArgument: true,

  flags: flagTable(
    `
    -d, --detach | Run the command in the background
        --detach-keys string | Keys that leave the command running
    -e, --env list | Environment variables
        --env-file list | Files of environment variables
    -i, --interactive | Keep STDIN open, attached or not
        --privileged | Give the command all that the host may do
    -t, --tty | Give it a terminal
    -u, --user string | User or UID ("<name|uid>[:<group|gid>]")
    -w, --workdir string | Working folder inside
  `,
    { env: { validate: envError, complete: completeEnv }, "env-file": { complete: completeFiles } },
  ),
  complete: completeContainers({ which: (c) => c.State !== "paused" }),
  run: execIn,
};

/** `docker exec`. */
export const exec: Command = { ...containerExec, group: "Common Commands" };

/** Checked in this order: the container, the terminal, then all that the daemon checks when the exec is made. */
async function execIn(context: CommandContext): Promise<number> {
  const { cancel, engine, flags, host } = context;
  const config = execConfig(context);
  const name = containerName(context.args[0] ?? "");
  await engine.containerInspect(name, { size: false }, cancel);
  const detach = flags.bool("detach");
  if (!detach) checkTerminal(host, config.AttachStdin, config.Tty);
  const { Id } = await engine.execCreate(name, config, cancel);
  const keys = execKeys(config.DetachKeys);
  if (detach) {
    await engine.execStart(Id, { detach, tty: config.Tty }, cancel);
    return 0;
  }
  let copying: RunningCopy | undefined;
  const own = createCancel(cancel);
  // A signal ends the client alone, with status 0: the command goes on inside.
  const onTermination = () => {
    own.cancel();
    copying?.stop();
  };
  return withSignals(context, { proxy: undefined, onTermination }, async () => {
    try {
      return await execAttached(context, Id, config, keys, own.token, (running) => {
        copying = running;
      });
    } catch (error) {
      if (error instanceof Cancelled && own.token.cancelled) return 0;
      throw error;
    }
  });
}

function execConfig(context: CommandContext): ExecConfig {
  const { args, flags, host } = context;
  const attach = !flags.bool("detach");
  const tty = flags.bool("tty");
  const size = tty && host.stdout.isTerminal ? host.terminal?.size() : undefined;
  return {
    User: flags.string("user"),
    Privileged: flags.bool("privileged"),
    Tty: tty,
    ...(size && { ConsoleSize: [size.rows, size.columns] as [number, number] }),
    AttachStdin: attach && flags.bool("interactive"),
    AttachStdout: attach,
    AttachStderr: attach,
    DetachKeys: chosenKeys(context),
    Env: readEnvironment(host, flags.list("env-file"), flags.list("env")),
    WorkingDir: flags.string("workdir"),
    Cmd: args.slice(1),
  };
}

/** Wrong keys are the daemon's to refuse, when the exec is made. */
function execKeys(keys: string): Uint8Array {
  try {
    return parseDetachKeys(keys || DEFAULT_DETACH_KEYS);
  } catch (error) {
    if (!(error instanceof DetachKeysError)) throw error;
    throw new CliError(`Error response from daemon: Invalid escape keys (${keys}) provided`);
  }
}

async function execAttached(
  context: CommandContext,
  id: string,
  config: ExecConfig,
  detachKeys: Uint8Array,
  leave: Cancel,
  onCopying: (copying: RunningCopy) => void,
): Promise<number> {
  const { cancel, engine, host } = context;
  const { AttachStdin: stdin, Tty: tty } = config;
  let streams: Awaited<ReturnType<typeof engine.execStart>>;
  try {
    streams = await engine.execStart(id, { detach: false, tty }, leave);
  } catch (error) {
    if (!(error instanceof StartFailed)) throw error;
    await printAsOutput(context, config, error.message);
    return (await engine.execInspect(id, cancel)).ExitCode ?? error.exitCode;
  }
  if (!streams) return 0;
  const copying = startCopying(host, { streams, tty, stdin, stdout: true, stderr: true, detachKeys });
  onCopying(copying);
  const unfollow =
    tty && host.stdin.isTerminal ? await followWindow(host, (size) => engine.execResize(id, size, cancel)) : undefined;
  const end = await copying.join();
  unfollow?.();
  if (end === "detached") throw new CliError("read escape sequence");
  if (end === "stopped") return 0;
  return (await engine.execInspect(id, cancel)).ExitCode ?? 0;
}

/** The daemon writes why the command did not start where its output would have gone: on the terminal in raw mode, if so. */
async function printAsOutput({ host }: CommandContext, config: ExecConfig, text: string): Promise<void> {
  const raw = config.Tty && config.AttachStdin && host.stdin.isTerminal;
  const restore = raw ? host.terminal?.setRaw() : undefined;
  try {
    await host.stdout.print(`${text}\r\n`);
  } finally {
    restore?.();
  }
}
