import { isErrno } from "../../std/errno.ts";
import { concat, decode } from "../../std/text.ts";
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

/**
 * Reads keys from the terminal, a byte at a time: what is typed behind the line's end is left for the program that the
 * line starts.
 */
export function keyReader(sh: Shell): () => Promise<Key> {
  const byte = async (): Promise<number | "signal" | "hangup"> => {
    try {
      const chunk = await interruptible(sh, () => sh.p.read(0, 1));
      return chunk?.[0] ?? "hangup";
    } catch (e) {
      if (isErrno(e, "EINTR")) return "signal";
      if (isErrno(e)) return "hangup";
      throw e;
    }
  };
  const special = (what: "signal" | "hangup"): Key => ({ kind: what });

  return async () => {
    const first = await byte();
    if (typeof first === "string") return special(first);
    if (first === 0x1b) return escape(sh, byte);
    if (first === 0x7f) return { kind: "key", name: "C-h" };
    if (first < 0x20) return { kind: "key", name: `C-${String.fromCharCode(first + 0x60)}` };
    if (first < 0x80) return { kind: "text", text: String.fromCharCode(first) };
    const bytes = [first];
    for (let n = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1; n > 0; n--) {
      const next = await byte();
      if (typeof next === "string") return special(next);
      bytes.push(next);
    }
    return { kind: "text", text: decode(Uint8Array.from(bytes)) };
  };
}

async function escape(sh: Shell, byte: () => Promise<number | "signal" | "hangup">): Promise<Key> {
  if ((await sh.p.poll([0], ESCAPE_TIME)) === undefined) return { kind: "key", name: "escape" };
  const second = await byte();
  if (typeof second === "string") return { kind: second };
  const c = String.fromCharCode(second);
  if (c === "[" || c === "O") {
    let sequence = "";
    for (;;) {
      const next = await byte();
      if (typeof next === "string") return { kind: next };
      sequence += String.fromCharCode(next);
      if (next >= 0x40 && next <= 0x7e) break;
      if (sequence.length > 16) break;
    }
    const name = CSI[sequence];
    if (name === "paste") return { kind: "paste", text: await pasted(sh) };
    return { kind: "key", name: name ?? "unknown" };
  }
  if (second === 0x7f || second === 0x08) return { kind: "key", name: "M-backspace" };
  return { kind: "key", name: `M-${c}` };
}

/** What stands before the closing mark, in big pieces. */
async function pasted(sh: Shell): Promise<string> {
  const chunks: Uint8Array[] = [];
  let tail = "";
  for (;;) {
    // Piece by piece, and bytewise where the mark may begin, so that nothing behind it is taken.
    const size = tail.includes("\x1b") ? 1 : 4096;
    let chunk: Uint8Array | null;
    try {
      chunk = await sh.p.read(0, size);
    } catch (e) {
      if (isErrno(e, "EINTR")) continue;
      throw e;
    }
    if (!chunk) break;
    chunks.push(chunk);
    tail = (tail + String.fromCharCode(...chunk.subarray(-8))).slice(-8);
    if (chunk.length > 1 && !chunk.includes(0x1b)) {
      tail = "";
      continue;
    }
    const all = decode(concat(chunks));
    const end = all.indexOf("\x1b[201~");
    if (end >= 0) return normalized(all.slice(0, end));
    if (!tail.includes("\x1b")) tail = "";
  }
  return normalized(decode(concat(chunks)));
}

function normalized(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
