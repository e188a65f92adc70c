import type { AttachStreams } from "../../api/engine.ts";
import { Conflict } from "../../api/errors.ts";
import type { Cancel } from "../../std/cancel.ts";
import type { Reader, Writer } from "../../std/stream.ts";
import type { Daemon } from "../daemon.ts";
import { emitContainer } from "./emit.ts";
import type { LiveContainer } from "./live.ts";
import { findContainer, liveOf } from "./lookup.ts";
import { createChannel } from "./output.ts";
import type { ContainerRecord } from "./record.ts";
import { isRestarting } from "./refusals.ts";

/**
 * `docker attach`, and what `run` does before the start: the client sees what is printed from now on, up to the end of the
 * run. With `logs` what was printed before comes first.
 */
export function attachContainer(
  d: Daemon,
  text: string,
  options: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean; readonly logs: boolean },
  cancel: Cancel,
): AttachStreams {
  const record = findContainer(d, text);
  const live = liveOf(d, record);
  if (record.state.status === "paused") {
    throw new Conflict(`container ${text} is paused, unpause the container before attach`);
  }
  if (record.state.status === "restarting") throw isRestarting(record.id);
  const tty = record.config.Tty;
  const client = {
    stdout: options.stdout ? createChannel(d.kernel) : undefined,
    stderr: options.stderr && !tty ? createChannel(d.kernel) : undefined,
  };
  if (options.logs) for (const entry of live.log.entries) void client[entry.stream]?.push(entry.data);
  live.output.attach(client);
  emitContainer(d, "attach", record);
  const stdin = options.stdin && record.config.OpenStdin ? inputOf(record, live) : NO_INPUT;
  const detach = () => live.output.detach(client);
  cancel.onCancel(() => {
    detach();
    if (options.stdin) stdin.close();
  });
  return {
    stdin,
    stdout: client.stdout?.reader ?? NOTHING,
    stderr: tty ? null : (client.stderr?.reader ?? NOTHING),
    detach,
  };
}

const NOTHING: Reader = { read: async () => null };
const NO_INPUT: Writer = { async write() {}, close() {} };

/**
 * What the client types: it waits for the start where that is still to come. Its end closes the container's input when
 * that is for one client only (`run -i`); a terminal has no end.
 */
function inputOf(record: ContainerRecord, live: LiveContainer): Writer {
  const once = record.config.StdinOnce && !record.config.Tty;
  let closed = false;
  return {
    async write(chunk) {
      while (!live.input && !live.gone && !closed) {
        if (live.run) return;
        await live.changed.wait();
      }
      if (!closed) await live.input?.write(chunk);
    },
    close() {
      if (closed) return;
      closed = true;
      if (!once) return;
      if (live.input) live.input.close();
      else if (!live.run) live.inputClosed = true;
    },
  };
}

/** The size of the container's terminal. */
export function resizeContainer(
  d: Daemon,
  text: string,
  size: { readonly columns: number; readonly rows: number },
): void {
  const record = findContainer(d, text);
  const { run } = liveOf(d, record);
  if (!run) throw new Conflict(`container ${record.id} is not running`);
  run.pty?.resize(size);
}
