import { decodeLossless } from "./bytes.ts";

export interface Unescaped {
  readonly text: string;
  /** `\c` was met: nothing more is to be printed. */
  readonly stop: boolean;
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

/**
 * The backslash escapes of echo -e and printf's %b (octal as `\0NNN`) and of printf's format (octal as `\NNN`, and `\"`).
 * Bytes given by number that make no UTF-8 stay bytes (bytes.ts).
 */
export function unescapeText(text: string, octal: "\\0NNN" | "\\NNN"): Unescaped {
  let out = "";
  let bytes: number[] = [];
  const settle = () => {
    if (bytes.length) out += decodeLossless(Uint8Array.from(bytes));
    bytes = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (c !== "\\" || i + 1 >= text.length) {
      settle();
      out += c;
      continue;
    }
    const rest = text.slice(i + 1);
    const number = byNumber(rest, octal);
    if (number) {
      bytes.push(number.byte);
      i += number.length;
      continue;
    }
    settle();
    const unicode = /^(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(rest);
    const next = rest[0] ?? "";
    if (next === "c") return { text: out, stop: true };
    if (unicode) {
      out += String.fromCodePoint(Number.parseInt(unicode[1] ?? unicode[2] ?? "0", 16));
      i += unicode[0].length;
    } else if (SIMPLE[next] !== undefined) {
      out += SIMPLE[next];
      i++;
    } else if (next === '"' && octal === "\\NNN") {
      out += '"';
      i++;
    } else out += c;
  }
  settle();
  return { text: out, stop: false };
}

function byNumber(rest: string, octal: string): { byte: number; length: number } | undefined {
  const m =
    /^x([0-9a-fA-F]{1,2})/.exec(rest) ??
    (octal === "\\0NNN" ? /^0([0-7]{0,3})/ : /^([0-7]{1,3})/).exec(rest) ??
    undefined;
  if (!m) return undefined;
  const value = Number.parseInt(m[1] || "0", m[0].startsWith("x") ? 16 : 8);
  return { byte: value & 0xff, length: m[0].length };
}
