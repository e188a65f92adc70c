import type { Process } from "../../kernel/process.ts";
import { isErrno } from "../../std/errno.ts";
import { createTextDecoder, encode } from "../../std/text.ts";
import { MILLISECOND } from "../../std/time.ts";

/** A key by name: a character, `Enter`, `Up`, `^C`, `M-u`; `Resize` when the window changed, undefined at the end. */
export type Key = string | undefined;

const SEQUENCES: Readonly<Record<string, string>> = {
  "[A": "Up",
  "[B": "Down",
  "[C": "Right",
  "[D": "Left",
  OA: "Up",
  OB: "Down",
  OC: "Right",
  OD: "Left",
  "[H": "Home",
  "[F": "End",
  OH: "Home",
  OF: "End",
  "[1~": "Home",
  "[4~": "End",
  "[7~": "Home",
  "[8~": "End",
  "[2~": "Insert",
  "[3~": "Delete",
  "[5~": "PageUp",
  "[6~": "PageDown",
  "[1;5C": "^Right",
  "[1;5D": "^Left",
  "[1;5A": "^Up",
  "[1;5B": "^Down",
  "[200~": "PasteStart",
  "[201~": "PasteEnd",
};

export interface KeyReader {
  next(): Promise<Key>;
  /** What was read and not taken: the next reader of the terminal gets it. */
  rest(): Uint8Array;
}

/**
 * Reads keys from a raw terminal. A lone Escape is one that nothing follows within 50 ms;
 * with `meta`, one before a character is that character's `M-`.
 */
export function createKeyReader(p: Process, fd: number, meta: boolean): KeyReader {
  let pending = "";
  const decoder = createTextDecoder();

  const more = async (): Promise<boolean> => {
    const chunk = await p.read(fd);
    if (!chunk) return false;
    pending += decoder.push(chunk);
    return true;
  };
  const waits = async (): Promise<boolean> => (await p.poll([fd], 50 * MILLISECOND)) === undefined;
  const take = (length: number): string => {
    const text = pending.slice(0, length);
    pending = pending.slice(length);
    return text;
  };
  const escape = async (): Promise<string> => {
    for (;;) {
      const m = /^\x1b(\[[\d;]*[A-Za-z~]|O[A-Za-z])/.exec(pending);
      if (m) {
        take(m[0].length);
        return SEQUENCES[m[1] ?? ""] ?? "Unknown";
      }
      const unfinished = /^\x1b(?:\[[\d;]*|O)?$/.test(pending);
      if (!unfinished) {
        take(1);
        if (!meta) return "Escape";
        const [next = ""] = pending;
        take(next.length);
        return next === "\x1b" ? "Escape" : `M-${next}`;
      }
      if ((await waits()) || !(await more())) {
        take(1);
        return "Escape";
      }
    }
  };
  return {
    async next() {
      try {
        while (pending === "") if (!(await more())) return undefined;
      } catch (e) {
        if (isErrno(e, "EINTR")) return "Resize";
        throw e;
      }
      if (pending.startsWith("\x1b")) return await escape();
      const [ch = ""] = pending;
      take(ch.length);
      return named(ch);
    },
    rest: () => encode(take(pending.length)),
  };
}

function named(ch: string): string {
  const code = ch.charCodeAt(0);
  if (ch === "\r" || ch === "\n") return "Enter";
  if (ch === "\t") return "Tab";
  if (code === 127 || code === 8) return "Backspace";
  if (code === 0) return "^@";
  if (code < 32) return `^${String.fromCharCode(code + 64)}`;
  return ch;
}
