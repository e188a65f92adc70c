import type { Terminal } from "../../kernel/terminal.ts";
import { isErrno } from "../../std/errno.ts";
import { decode } from "../../std/text.ts";
import { SECOND } from "../../std/time.ts";
import type { Shell } from "../shell.ts";
import { interruptible } from "../traps.ts";

/** What was typed. Keys are named as in GNU readline's documentation: `C-a`, `M-b`, `left`. */
export type Key =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "key"; readonly name: string }
  /** Pasted between the marks of bracketed paste. */
  | { readonly kind: "paste"; readonly text: string }
  /** A signal came: Ctrl-C or a new window size. */
  | { readonly kind: "signal" }
  | { readonly kind: "hangup" };

const CSI: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  H: "home",
  F: "end",
  "1~": "home",
  "7~": "home",
  "4~": "end",
  "8~": "end",
  "2~": "insert",
  "3~": "delete",
  "5~": "page-up",
  "6~": "page-down",
  "1;5C": "M-f",
  "1;5D": "M-b",
  "1;3C": "M-f",
  "1;3D": "M-b",
  "5C": "M-f",
  "5D": "M-b",
  "3;5~": "M-d",
  "200~": "paste",
};

/** How long a lone Escape waits for what makes it a key. */
const ESCAPE_TIME = SECOND / 2;

/** Keys from the terminal. */
export interface KeyReader {
  next(): Promise<Key>;
  /** Whether a key is there already. */
  pending(): Promise<boolean>;
  /** Gives back what was read and not used: the program that the line starts may want it. */
  release(): void;
}

type Byte = number | "signal" | "hangup";

/** Reads keys as they come. */
export function keyReader(sh: Shell, tty: Terminal): KeyReader {
  let rest: Uint8Array = new Uint8Array(0);
  const byte = async (): Promise<Byte> => {
    if (rest.length === 0) {
      try {
        rest = (await interruptible(sh, () => sh.p.read(0, 4096))) ?? rest;
        if (rest.length === 0) return "hangup";
      } catch (e) {
        if (isErrno(e, "EINTR")) return "signal";
        if (isErrno(e)) return "hangup";
        throw e;
      }
    }
    const first = rest[0] ?? 0;
    rest = rest.subarray(1);
    return first;
  };
  const pending = async (timeout = 0) => rest.length > 0 || (await sh.p.poll([0], timeout)) !== undefined;

  return {
    pending: () => pending(),
    release() {
      tty.unread(rest);
      rest = rest.subarray(rest.length);
    },
    async next() {
      const first = await byte();
      if (typeof first === "string") {
        // Ctrl-C drops what was typed before it.
        if (first === "signal") rest = rest.subarray(rest.length);
        return { kind: first };
      }
      if (first === 0x1b) return (await pending(ESCAPE_TIME)) ? escape(byte) : { kind: "key", name: "escape" };
      if (first === 0x7f) return { kind: "key", name: "C-h" };
      if (first < 0x20) return { kind: "key", name: `C-${String.fromCharCode(first + 0x60)}` };
      if (first < 0x80) return { kind: "text", text: String.fromCharCode(first) };
      const bytes = [first];
      for (let n = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1; n > 0; n--) {
        const more = await byte();
        if (typeof more === "string") return { kind: more };
        bytes.push(more);
      }
      return { kind: "text", text: decode(Uint8Array.from(bytes)) };
    },
  };
}

async function escape(byte: () => Promise<Byte>): Promise<Key> {
  const second = await byte();
  if (typeof second === "string") return { kind: second };
  const c = String.fromCharCode(second);
  if (c === "[" || c === "O") {
    let sequence = "";
    for (;;) {
      const next = await byte();
      if (typeof next === "string") return { kind: next };
      sequence += String.fromCharCode(next);
      if ((next >= 0x40 && next <= 0x7e) || sequence.length > 16) break;
    }
    const name = CSI[sequence];
    if (name === "paste") return { kind: "paste", text: await pasted(byte) };
    return { kind: "key", name: name ?? "unknown" };
  }
  if (second === 0x7f || second === 0x08) return { kind: "key", name: "M-backspace" };
  return { kind: "key", name: `M-${c}` };
}

const PASTE_END = [0x1b, 0x5b, 0x32, 0x30, 0x31, 0x7e];

/** What stands before the closing mark. */
async function pasted(byte: () => Promise<Byte>): Promise<string> {
  const bytes: number[] = [];
  let matched = 0;
  while (matched < PASTE_END.length) {
    const next = await byte();
    if (typeof next === "string") {
      if (next === "signal") continue;
      break;
    }
    bytes.push(next);
    matched = next === PASTE_END[matched] ? matched + 1 : next === 0x1b ? 1 : 0;
  }
  return decode(Uint8Array.from(bytes.slice(0, bytes.length - matched))).replace(/\r\n?/g, "\n");
}
