import { ErrnoError } from "../std/errno.ts";
import { type Pty, type Terminal, usable } from "./terminal.ts";
import type { Tty } from "./tty.ts";

const CHUNK = 65_536;
/** Bytes that may wait behind a full line discipline before who types has to wait: so ^C still comes through. */
const TYPE_AHEAD = 65_536;

/** The master side of a terminal. */
export function createMaster(tty: Tty): Pty {
  return {
    terminal: plainTerminal(tty),
    output: {
      async read() {
        for (;;) {
          const data = tty.takeOutput(CHUNK);
          if (data !== undefined) {
            const yielded = tty.scheduler.finish();
            if (yielded) await yielded;
            return data;
          }
          await tty.outputQueue.wait();
        }
      },
    },
    input: {
      async write(chunk) {
        if (tty.hungUp) throw new ErrnoError("EIO");
        tty.type(chunk);
        while (tty.typedAhead > TYPE_AHEAD && !tty.hungUp) await tty.inputQueue.wait();
        const yielded = tty.scheduler.finish();
        if (yielded) await yielded;
      },
      close: () => tty.hangUp(),
    },
    onOutput: (fn) => tty.listen(fn),
    push: (bytes) => tty.type(bytes),
    resize: (size) => tty.setSize(size),
    close: () => tty.hangUp(),
  };
}

/** The terminal for who is no process: nobody can be in its background. */
function plainTerminal(tty: Tty): Terminal {
  return {
    get name() {
      return tty.name;
    },
    get size() {
      return usable(tty.size);
    },
    get windowSize() {
      return tty.size;
    },
    get mode() {
      return tty.discipline.mode;
    },
    setMode: (mode) => tty.setMode(mode),
    setSize: (size) => tty.setSize(size),
    unread: (bytes) => tty.unread(bytes),
    get foregroundGroup() {
      return tty.foreground?.leader?.pid ?? 0;
    },
    set foregroundGroup(_group) {
      throw new ErrnoError("ENOTTY");
    },
  };
}
