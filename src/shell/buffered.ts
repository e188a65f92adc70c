import { isErrno } from "../std/errno.ts";
import { concat } from "../std/text.ts";
import { fromBytes } from "./bytes.ts";
import type { LineSource } from "./complete-command.ts";
import type { Shell } from "./shell.ts";
import { interruptible, runPending } from "./traps.ts";

/** Lines out of what was read at once. On a terminal that is one line. */
export function buffered(sh: Shell): LineSource {
  let rest: Uint8Array = new Uint8Array(0);
  let ended = false;
  return {
    async next() {
      for (;;) {
        const at = rest.indexOf(10);
        if (at >= 0) {
          const line = fromBytes(rest.subarray(0, at));
          rest = rest.subarray(at + 1);
          return line;
        }
        if (ended) {
          if (rest.length === 0) return undefined;
          const line = fromBytes(rest);
          rest = new Uint8Array(0);
          return line;
        }
        try {
          const chunk = await interruptible(sh, () => sh.p.read(0, 8192));
          if (!chunk) ended = true;
          else rest = rest.length ? concat([rest, chunk]) : chunk;
        } catch (e) {
          if (!isErrno(e, "EINTR")) throw e;
          const interrupted = sh.pending.has("SIGINT") && !sh.traps.has("SIGINT");
          await runPending(sh);
          if (interrupted && sh.interactive) {
            rest = new Uint8Array(0);
            sh.unwind = undefined;
            return null;
          }
          if (sh.unwind) return undefined;
        }
      }
    },
  };
}
