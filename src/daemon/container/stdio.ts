import type { Description } from "../../kernel/descriptor.ts";
import type { Pty } from "../../kernel/terminal.ts";
import { isErrno } from "../../std/errno.ts";
import type { Daemon } from "../daemon.ts";
import { outputDrained } from "./exit.ts";
import type { LiveContainer } from "./live.ts";
import type { ContainerRecord } from "./record.ts";

/** What a container without a terminal reads: a pipe that attached clients fill, or nothing. */
export function openInput(d: Daemon, record: ContainerRecord, live: LiveContainer): Description {
  if (!record.config.OpenStdin) return d.kernel.nullDescription();
  const pipe = d.kernel.createPipe();
  const { writer } = pipe;
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    writer.close();
  };
  pipe.writeEnd.release();
  live.input = {
    async write(chunk) {
      if (closed) return;
      try {
        await writer.write(chunk);
      } catch (e) {
        // Nobody reads any more: what is typed is dropped.
        if (!isErrno(e)) throw e;
        close();
      }
    },
    close,
  };
  if (live.inputClosed) close();
  live.inputClosed = false;
  return pipe.readEnd;
}

/** Carries what a container prints on its terminal to log and clients, and lets clients type. */
export function feedTerminal(d: Daemon, record: ContainerRecord, live: LiveContainer, pty: Pty): void {
  live.input = record.config.OpenStdin
    ? {
        async write(chunk) {
          try {
            await pty.input.write(chunk);
          } catch (e) {
            if (!isErrno(e)) throw e;
          }
        },
        close: () => {},
      }
    : undefined;
  d.kernel.thread(`tty ${record.name}`, async () => {
    for (let chunk = await pty.output.read(); chunk; chunk = await pty.output.read()) {
      const pending = live.output.write("stdout", chunk);
      if (pending) await pending;
    }
    outputDrained(d, live);
  });
}
