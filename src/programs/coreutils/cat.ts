import { isErrno } from "../../std/errno.ts";
import type { Reader } from "../../std/stream.ts";
import { openInput } from "../lib/input.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  "number-nonblank": "b",
  number: "n",
  "squeeze-blank": "s",
  "show-nonprinting": "v",
  "show-ends": "E",
  "show-tabs": "T",
  "show-all": "A",
};

interface Marks {
  readonly number: "all" | "nonblank" | "none";
  readonly ends: boolean;
  readonly squeeze: boolean;
  readonly tabs: boolean;
  readonly nonprinting: boolean;
}

interface Marker {
  chunk(bytes: Uint8Array): Uint8Array;
  /** What is still to be written at an input's end: BusyBox ends a numbered line that has no line feed. */
  end(): Uint8Array;
}

/** Copies its inputs to the output as they come; with options it marks lines, which go on from one input to the next. */
export const cat = defineTool(
  {
    name: "cat",
    syntax: { short: "AbeEnstTuv", long: LONG },
    busybox: { short: "nbvteA" },
    usage: "[OPTION]... [FILE]...",
  },
  async (c) => {
    const o = c.options;
    const marks: Marks = {
      number: o.has("b") ? "nonblank" : o.has("n") ? "all" : "none",
      ends: o.has("A") || o.has("e") || o.has("E"),
      squeeze: o.has("s"),
      tabs: o.has("A") || o.has("t") || o.has("T"),
      nonprinting: o.has("A") || o.has("e") || o.has("t") || o.has("v"),
    };
    const plain = marks.number === "none" && !marks.ends && !marks.squeeze && !marks.tabs && !marks.nonprinting;
    const mark = plain ? undefined : createMarker(marks, c.flavour.busybox && marks.number !== "none");
    for (const path of c.operands.length ? c.operands : ["-"]) await copyOne(c, path, mark);
    return undefined;
  },
);

async function copyOne(c: Call, path: string, mark: Marker | undefined): Promise<void> {
  let opened = false;
  try {
    const input = await openInput(c.p, path);
    opened = true;
    await copyChunks(c, input, mark);
    input.close();
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    const busybox = opened || e.code === "EISDIR" ? `read error: ${e.strerror}` : `can't open '${path}': ${e.strerror}`;
    await c.complain(c.flavour.pick(`${c.quoteIfNeeded(path)}: ${e.strerror}`, busybox));
  }
}

async function copyChunks(c: Call, from: Reader, mark: Marker | undefined): Promise<void> {
  for (let chunk = await from.read(); chunk; chunk = await from.read())
    await c.p.write(1, mark ? mark.chunk(chunk) : chunk);
  const rest = mark?.end();
  if (rest?.length) await c.p.write(1, rest);
}

/** What -A -b -E -n -s -T -v make of the bytes, chunk by chunk. */
function createMarker(marks: Marks, wholeLines: boolean): Marker {
  let lineNumber = 0;
  let atStart = true;
  let blanks = 0;
  const chunk = (bytes: Uint8Array): Uint8Array => {
    const out: number[] = [];
    const text = (s: string) => {
      for (let i = 0; i < s.length; i++) out.push(s.charCodeAt(i));
    };
    for (const byte of bytes) {
      if (byte === 10) {
        blanks = atStart ? blanks + 1 : 0;
        if (marks.squeeze && atStart && blanks > 1) continue;
        if (atStart && marks.number === "all") text(`${String(++lineNumber).padStart(6)}\t`);
        text(marks.ends ? "$\n" : "\n");
        atStart = true;
        continue;
      }
      if (atStart && marks.number !== "none") text(`${String(++lineNumber).padStart(6)}\t`);
      atStart = false;
      blanks = 0;
      if (byte === 9) text(marks.tabs ? "^I" : "\t");
      else if (marks.nonprinting) text(visible(byte));
      else out.push(byte);
    }
    return Uint8Array.from(out);
  };
  const end = () => (wholeLines && !atStart ? chunk(Uint8Array.of(10)) : new Uint8Array(0));
  return { chunk, end };
}

/** `^X` for control characters, `M-` before what has the high bit set. */
function visible(byte: number): string {
  if (byte >= 128) return `M-${visible(byte - 128)}`;
  if (byte < 32) return `^${String.fromCharCode(byte + 64)}`;
  return byte === 127 ? "^?" : String.fromCharCode(byte);
}
