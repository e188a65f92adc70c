import type { ContainerInspect } from "../../../api/container.ts";
import type { Cancel } from "../../../std/cancel.ts";
import { MILLISECOND } from "../../../std/time.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { containerName } from "./each.ts";
import { attachKeys, checkTerminal } from "./streams/attach-options.ts";
import { withSignals } from "./streams/signals.ts";
import { startCopying } from "./streams/streams.ts";
import { followWindow } from "./streams/window.ts";

/** `docker container attach`. */
export const attach: Command = {
  name: "attach",
  usage: "[OPTIONS] CONTAINER",
  short: "Connect to the streams of a running container",
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker container attach", "docker attach"],

  flags: flagTable(`
    --detach-keys string | Keys that leave the container running
    --no-stdin | Do not attach STDIN
    --sig-proxy = true | Hand on the signals that the client gets
  `),
  complete: completeContainers({ which: (c) => c.State !== "paused" }),
  run: attachTo,
};

async function attachTo(context: CommandContext): Promise<number> {
  const { flags, host } = context;
  const name = containerName(context.args[0] ?? "");
  const { Config } = await runningContainer(context, name);
  const stdin = !flags.bool("no-stdin");
  checkTerminal(host, stdin, Config.Tty);
  const proxy = flags.bool("sig-proxy") && !Config.Tty ? name : undefined;
  const options = { stdin: stdin && Config.OpenStdin, tty: Config.Tty };
  return withSignals(context, { proxy }, (leave) => attached(context, name, options, leave));
}

async function attached(
  context: CommandContext,
  name: string,
  { stdin, tty }: { readonly stdin: boolean; readonly tty: boolean },
  leave: Cancel,
): Promise<number> {
  const { engine, host } = context;
  const detachKeys = attachKeys(context);
  const pending = await engine.containerWait(name, "not-running", leave);
  const streams = await engine.containerAttach(name, { stdin, stdout: true, stderr: true, logs: false }, leave);
  // It may have ended since it was looked at.
  await runningContainer(context, name);
  const unfollow = tty && host.stdout.isTerminal ? await redraw(context, name) : undefined;
  const end = await startCopying(host, { streams, tty, stdin, stdout: true, stderr: true, detachKeys }).join();
  unfollow?.();
  if (end === "detached") throw new CliError("read escape sequence");
  const { StatusCode, error } = await pending.response();
  if (error !== undefined) throw new CliError(error);
  return StatusCode;
}

/**
 * A change of size is what makes a program show its prompt again: the terminal is one too large for a moment, long enough
 * for the program to see it.
 */
async function redraw({ cancel, engine, host }: CommandContext, name: string): Promise<() => void> {
  let first = true;
  return followWindow(host, async ({ columns, rows }) => {
    if (first) {
      await engine.containerResize(name, { columns: columns + 1, rows: rows + 1 }, cancel);
      await host.sleep(MILLISECOND, cancel);
    }
    first = false;
    await engine.containerResize(name, { columns, rows }, cancel);
  });
}

async function runningContainer({ cancel, engine }: CommandContext, name: string): Promise<ContainerInspect> {
  const container = await engine.containerInspect(name, { size: false }, cancel);
  const { State } = container;
  if (!State.Running) throw new CliError("You cannot attach to a stopped container, start it first");
  if (State.Paused) throw new CliError("You cannot attach to a paused container, unpause it first");
  if (State.Restarting) throw new CliError("You cannot attach to a restarting container, wait until it is running");
  return container;
}
