import type { Dialect } from "./shell.ts";

/**
 * Replaces backslash escapes. "echo": octal is `\0nnn`, `\c` ends; "printf": octal is `\nnn`; "percent-b": both, `\c`
 * ends; "ansi": as in `$''`. dash knows no `\x`, only bash `\u`. `stopped` tells that a `\c` was met.
 */
export function unescape(
  text: string,
  flavour: "echo" | "printf" | "percent-b" | "ansi",
  dialect: Dialect,
): { text: string; stopped: boolean } {
  if (!text.includes("\\")) return { text, stopped: false };
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (c !== "\\" || i === text.length - 1) {
      out += c;
      continue;
    }
    const next = text[++i] ?? "";
    const simple = SIMPLE[next];
    if (simple !== undefined) {
      out += simple;
      continue;
    }
    if (next === "c" && flavour !== "printf" && flavour !== "ansi") return { text: out, stopped: true };
    const octal =
      next === "0" && flavour !== "printf" && flavour !== "ansi"
        ? /^0[0-7]{0,3}/.exec(text.slice(i))
        : flavour === "echo"
          ? null
          : /^[0-7]{1,3}/.exec(text.slice(i));
    const hex = next === "x" && dialect !== "dash" ? /^x([0-9a-fA-F]{1,2})/.exec(text.slice(i)) : null;
    const unicode =
      (next === "u" || next === "U") && dialect === "bash"
        ? /^(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(text.slice(i))
        : null;
    if (octal) {
      out += byteOf(Number.parseInt(octal[0], 8) & 255);
      i += octal[0].length - 1;
    } else if (hex) {
      out += byteOf(Number.parseInt(hex[1] ?? "0", 16));
      i += hex[0].length - 1;
    } else if (unicode) {
      out += String.fromCodePoint(Math.min(Number.parseInt(unicode[1] ?? unicode[2] ?? "0", 16), 0x10ffff));
      i += unicode[0].length - 1;
    } else if ((next === '"' || next === "'" || next === "?") && flavour !== "echo") out += next;
    else out += `\\${next}`;
  }
  return { text: out, stopped: false };
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

function byteOf(code: number): string {
  return String.fromCharCode(code < 0x80 ? code : 0xdc00 + code);
}
