import type { ContainerInspect } from "../../../api/container.ts";
import type { PendingWait } from "../../../api/engine.ts";
import type { Cancel } from "../../../std/cancel.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { errorText, RUN_FAILED } from "../../errors.ts";
import { flagTable } from "../../grammar/table.ts";
import { containerName, unlessDone } from "./each.ts";
import { attachKeys } from "./streams/attach-options.ts";
import { withSignals } from "./streams/signals.ts";
import { type RunningCopy, startCopying } from "./streams/streams.ts";
import { followWindow } from "./streams/window.ts";

/** `docker container start`. */
export const start: Command = {
  name: "start",
  usage: "[OPTIONS] CONTAINER [CONTAINER...]",
  short: "Start stopped containers",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container start", "docker start"],

  flags: flagTable(
    `
    -a, --attach | Show its output and hand on signals
        --checkpoint string | Go on from this checkpoint
        --checkpoint-dir string | Folder of checkpoints
        --detach-keys string | Keys that leave the container running
    -i, --interactive | Attach STDIN too
  `,
    { checkpoint: { hidden: "completed" }, "checkpoint-dir": { hidden: "completed" } },
  ),
  complete: completeContainers({ all: true, which: (c) => ["created", "exited"].includes(c.State) }),
  run: startContainers,
};

async function startContainers(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  const experimental = ["checkpoint", "checkpoint-dir"].find((name) => flags.changed(name));
  if (experimental) {
    throw new CliError(`"--${experimental}" is only supported on a Docker daemon with experimental features enabled`);
  }
  if (!flags.bool("attach") && !flags.bool("interactive")) return startAll(context);
  if (args.length > 1) throw new CliError("you cannot start and attach multiple containers at once");
  const container = await context.engine.containerInspect(
    containerName(args[0] ?? ""),
    { size: false },
    context.cancel,
  );
  let copying: RunningCopy | undefined;
  let left = false;
  const plan = {
    proxy: container.Config.Tty ? undefined : container.Id,
    // The real client hands the signal on and is gone, with status 0.
    onTermination: () => {
      left = true;
      copying?.stop();
    },
  };
  return withSignals(context, plan, async (leave) => {
    const status = await startAttached(context, container, leave, (running) => {
      copying = running;
      if (left) running.stop();
    });
    return status;
  });
}

async function startAttached(
  context: CommandContext,
  container: ContainerInspect,
  leave: Cancel,
  onCopying: (copying: RunningCopy) => void,
): Promise<number> {
  const { cancel, engine, flags, host } = context;
  const { Id: id, Config, HostConfig } = container;
  const tty = Config.Tty;
  const stdin = flags.bool("interactive") && Config.OpenStdin;
  const detachKeys = attachKeys(context);
  const streams = await engine.containerAttach(id, { stdin, stdout: true, stderr: true, logs: false }, leave);
  const copying = startCopying(host, { streams, tty, stdin, stdout: true, stderr: true, detachKeys });
  onCopying(copying);
  let pending: PendingWait | undefined;
  try {
    pending = await engine.containerWait(id, HostConfig.AutoRemove ? "removed" : "next-exit", leave);
    await unlessDone(engine.containerStart(id, cancel));
  } catch (error) {
    copying.stop();
    await copying.join();
    if (HostConfig.AutoRemove) await pending?.response();
    throw error;
  }
  const unfollow =
    tty && host.stdout.isTerminal
      ? await followWindow(host, (size) => engine.containerResize(id, size, cancel))
      : undefined;
  const end = await copying.join();
  unfollow?.();
  if (end !== "ended") return 0;
  const { StatusCode, error } = await pending.response();
  return error === undefined ? StatusCode : RUN_FAILED;
}

/** One after the other; the errors as they come, and at the end the names of those that did not start. */
async function startAll(context: CommandContext): Promise<number> {
  const { args, cancel, engine, host } = context;
  const failed: string[] = [];
  for (const name of args) {
    try {
      await unlessDone(engine.containerStart(containerName(name), cancel));
    } catch (error) {
      await host.stderr.print(`${errorText(error)}\n`);
      failed.push(name);
      continue;
    }
    await host.stdout.print(`${name}\n`);
  }
  if (failed.length > 0) throw new CliError(`Error: failed to start containers: ${failed.join(", ")}`);
  return 0;
}
