import { decodeLossless, encodeLossless } from "../lib/bytes.ts";
import { CONVERSION, type Conversion, formatFloat, formatInteger } from "../lib/printf.ts";

// mawk and BusyBox's awk count bytes. A text that is not ASCII is looked at as one character a byte, and turned back.

/** One character for each byte of the text's UTF-8. */
export function toByteText(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  let out = "";
  for (const b of encodeLossless(text)) out += String.fromCharCode(b);
  return out;
}

export function fromByteText(bytes: string): string {
  if (/^[\0-\x7f]*$/.test(bytes)) return bytes;
  return decodeLossless(Uint8Array.from(bytes, (c) => c.charCodeAt(0) & 255));
}

export function awkLength(text: string): number {
  return toByteText(text).length;
}

/**
 * From `start` (1 is the first), at most `length`, both cut to whole numbers. A start before the text counts as its
 * first byte; mawk then makes the length longer by as much.
 */
export function awkSubstr(text: string, start: number, length: number | undefined, busybox: boolean): string {
  const bytes = toByteText(text);
  const given = Math.trunc(start);
  const from = Math.max(1, given);
  const count =
    length === undefined ? Number.POSITIVE_INFINITY : Math.trunc(length) + (given < 1 && !busybox ? -given : 0);
  return fromByteText(bytes.slice(from - 1, Math.max(from - 1, Math.min(bytes.length, from - 1 + count))));
}

/** An argument of printf: its text, its number, and whether it is a number. */
export interface PrintfArgument {
  readonly text: string;
  readonly number: number;
  readonly isNumber: boolean;
}

/** Too few arguments for a format. */
export class TooFewArguments extends Error {
  override readonly name = "TooFewArguments";
  /** What was formatted before. */
  text = "";
}

const PIECES = new RegExp(`%%|${CONVERSION.source}|[^%]+|%`, "g");

/** printf's format. `strict`: a missing argument is an error (mawk), else empty. */
export function awkFormat(format: string, args: readonly PrintfArgument[], strict: boolean): string {
  let at = 0;
  const next = (): PrintfArgument => {
    const arg = args[at++];
    if (!arg && strict) throw new TooFewArguments();
    return arg ?? { text: "", number: 0, isNumber: false };
  };
  let out = "";
  try {
    for (const m of format.matchAll(PIECES)) out += piece(...(m as unknown as Parameters<typeof piece>));
  } catch (e) {
    if (e instanceof TooFewArguments) e.text = out;
    throw e;
  }
  return out;

  function piece(all: string, flags?: string, width?: string, precision?: string, letter?: string): string {
    if (all === "%%") return "%";
    if (letter === undefined) return all;
    const star = (text: string | undefined) =>
      text === "*" ? Math.trunc(next().number) : text === undefined ? undefined : Number(text);
    const wide = star(width);
    const conversion: Conversion = {
      flags: (flags ?? "") + (wide !== undefined && wide < 0 ? "-" : ""),
      width: wide === undefined ? undefined : Math.abs(wide),
      precision: star(precision) ?? (all.includes(".") ? 0 : undefined),
      letter: letter === "i" ? "d" : letter,
    };
    return convert(conversion, all, next);
  }
}

function convert(c: Conversion, all: string, next: () => PrintfArgument): string {
  switch (c.letter) {
    case "d":
    case "o":
    case "x":
    case "X":
    case "u": {
      const { number } = next();
      if (!Number.isFinite(number)) return formatFloat(number, { ...c, letter: "f" });
      return formatInteger(BigInt(Math.trunc(number)), c);
    }
    case "c": {
      const arg = next();
      return padBytes(
        arg.isNumber
          ? fromByteText(String.fromCharCode(arg.number & 255))
          : fromByteText(toByteText(arg.text).slice(0, 1)),
        { ...c, precision: undefined },
      );
    }
    case "s":
      return padBytes(next().text, c);
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
    case "a":
    case "A":
      return formatFloat(next().number, c);
    default:
      return all;
  }
}

function padBytes(text: string, c: Conversion): string {
  const bytes = toByteText(text);
  const cut = c.precision === undefined ? bytes : bytes.slice(0, c.precision);
  const padded = c.flags.includes("-") ? cut.padEnd(c.width ?? 0) : cut.padStart(c.width ?? 0);
  return fromByteText(padded);
}
