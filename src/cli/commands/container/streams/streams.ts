import type { AttachStreams } from "../../../../api/engine.ts";
import { Cancelled } from "../../../../std/cancel.ts";
import { isErrno } from "../../../../std/errno.ts";
import { copy, type Reader } from "../../../../std/stream.ts";
import type { Host, Output } from "../../../host.ts";
import { detachFilter } from "./detach-keys.ts";

/** What is copied between the client and a container (or an exec). */
export interface Copying {
  readonly streams: AttachStreams;
  /** Whether the container has a terminal: one output, and the client's own terminal in raw mode while it types. */
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly detachKeys: Uint8Array;
}

/** `ended`: the container closed its output. `detached`: the keys were typed. `stopped`: by `stop`. */
type CopyingEnd = "ended" | "detached" | "stopped";

export interface RunningCopy {
  /** Waits for the end and gives the terminal back. */
  join(): Promise<CopyingEnd>;
  /** Ends it from a signal's handler or where the container never started. */
  stop(): void;
}

/**
 * Copies the streams on threads of their own: one for each output, one for the input. It lasts as long as the outputs do;
 * without an output, as long as the input. The end of the input is handed on; a pending read of it ends with the copying.
 */
export function startCopying(host: Host, what: Copying): RunningCopy {
  const { streams, tty } = what;
  const raw = tty && what.stdin && host.stdin.isTerminal;
  const restore = raw ? host.terminal?.setRaw() : undefined;
  let end: CopyingEnd = "ended";

  const outputs: { join(): Promise<void>; cancel(): void }[] = [];
  const output = (from: Reader, to: Output) => outputs.push(host.thread(() => copy(from, to)));
  if (what.stdout) output(streams.stdout, host.stdout);
  if (what.stderr && !tty && streams.stderr) output(streams.stderr, host.stderr);

  const leave = (how: CopyingEnd) => {
    if (end !== "ended") return;
    end = how;
    streams.detach();
    for (const thread of outputs) thread.cancel();
  };
  const input = what.stdin
    ? host.thread(async () => {
        const detached = await copyInput(host, what, raw);
        if (detached) leave("detached");
      })
    : undefined;

  const joinQuietly = async (thread: { join(): Promise<void> }) => {
    try {
      await thread.join();
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
    }
  };
  return {
    async join() {
      try {
        if (outputs.length === 0 && input) await joinQuietly(input);
        for (const thread of outputs) await joinQuietly(thread);
      } finally {
        input?.cancel();
        restore?.();
      }
      return end;
    },
    stop() {
      leave("stopped");
      input?.cancel();
    },
  };
}

/** Copies what is typed; true when it was the detach keys that ended it. */
async function copyInput(host: Host, { streams, detachKeys }: Copying, raw: boolean): Promise<boolean> {
  const filter = raw && detachKeys.length > 0 ? detachFilter(detachKeys) : undefined;
  try {
    for (let chunk = await host.stdin.read(); chunk; chunk = await host.stdin.read()) {
      const passed = filter?.(chunk) ?? { bytes: chunk, detached: false };
      if (passed.bytes.length > 0) await streams.stdin.write(passed.bytes);
      if (passed.detached) return true;
    }
    streams.stdin.close();
  } catch (error) {
    // Nobody reads any more: the container has ended, or has closed its input.
    if (!isErrno(error)) throw error;
  }
  return false;
}
