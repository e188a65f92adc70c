import type { Args } from "./args.ts";
import { general, LuaFault } from "./value.ts";

const quoted = (text: string): string =>
  `"${text
    .replace(/["\\\n]/g, "\\$&")
    .replace(/\r/g, "\\r")
    .replace(/\0/g, "\\000")}"`;

function signed(text: string, flags: string): string {
  if (text.startsWith("-")) return text;
  return flags.includes("+") ? `+${text}` : flags.includes(" ") ? ` ${text}` : text;
}

function number(letter: string, flags: string, precision: number | undefined, n: number): string {
  switch (letter) {
    case "d":
    case "i":
      return signed(
        `${n < 0 ? "-" : ""}${BigInt(Math.trunc(Math.abs(n)))
          .toString()
          .padStart(precision ?? 1, "0")}`,
        flags,
      );
    case "u":
      return BigInt.asUintN(64, BigInt(Math.trunc(n))).toString();
    case "o":
    case "x":
    case "X": {
      const text = BigInt.asUintN(64, BigInt(Math.trunc(n))).toString(letter === "o" ? 8 : 16);
      return (letter === "X" ? text.toUpperCase() : text).padStart(precision ?? 1, "0");
    }
    case "f":
      return signed(Number.isFinite(n) ? n.toFixed(precision ?? 6) : general(n, 6), flags);
    case "e":
    case "E": {
      const text = n.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, "e$10$2");
      return signed(letter === "E" ? text.toUpperCase() : text, flags);
    }
    default: {
      const text = general(n, precision ?? 6);
      return signed(letter === "G" ? text.toUpperCase() : text, flags);
    }
  }
}

/** string.format. */
export function formatted(a: Args): string {
  let next = 0;
  return a
    .text(0)
    .replace(
      /%(%|([-+ #0]*)(\d{0,2})(?:\.(\d{0,2}))?([^]?))/g,
      (all, rest: string, flags: string, width: string, precision: string | undefined, letter: string) => {
        if (rest === "%") return "%";
        const i = ++next;
        const digits = precision === undefined ? undefined : Number(precision);
        let text: string;
        if (letter === "c") text = String.fromCharCode(a.integer(i) & 255);
        else if (letter === "s") text = a.text(i).slice(0, digits);
        else if (letter === "q") return quoted(a.text(i));
        else if (/[diuoxXfeEgG]/.test(letter)) text = number(letter, flags, digits, a.number(i));
        else throw new LuaFault(`invalid option '${all}' to 'format'`);
        const size = Number(width);
        if (flags.includes("-")) return text.padEnd(size);
        if (!flags.includes("0") || /[sc]/.test(letter)) return text.padStart(size);
        const sign = /^[-+ ]/.exec(text)?.[0] ?? "";
        return sign + text.slice(sign.length).padStart(size - sign.length, "0");
      },
    );
}
