// What C's printf does with one conversion, for printf, awk, seq -f, stat and find -printf.

export interface Conversion {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  /** d i u o x X c s e E f F g G a A */
  readonly letter: string;
}

/** `%[flags][width][.precision]letter`; `*` is left to the caller. */
export const CONVERSION = /%([-+ #0']*)(\d+|\*)?(?:\.(\d+|\*)?)?(?:hh|h|ll|l|L|q|j|z|t)?([a-zA-Z%])/;

/** Pads to the width: blanks on the left, on the right with `-`, zeros with `0` for numbers. */
function pad(text: string, c: Conversion, zeros: boolean): string {
  const width = c.width ?? 0;
  if (text.length >= width) return text;
  if (c.flags.includes("-")) return text.padEnd(width);
  if (!zeros || !c.flags.includes("0")) return text.padStart(width);
  const m = /^([-+ ]?(?:0[xX])?)(.*)$/s.exec(text);
  return (m?.[1] ?? "") + (m?.[2] ?? "").padStart(width - (m?.[1]?.length ?? 0), "0");
}

function sign(negative: boolean, flags: string): string {
  return negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
}

export function formatText(text: string, c: Conversion): string {
  const chars = c.precision === undefined ? text : [...text].slice(0, c.precision).join("");
  const missing = (c.width ?? 0) - [...chars].length;
  if (missing <= 0) return chars;
  return c.flags.includes("-") ? chars + " ".repeat(missing) : " ".repeat(missing) + chars;
}

/** d i (signed), u o x X (as 64 bits without sign). */
export function formatInteger(value: bigint, c: Conversion): string {
  const signed = c.letter === "d" || c.letter === "i";
  const absolute = signed ? (value < 0n ? -value : value) : BigInt.asUintN(64, value);
  const radix = c.letter === "o" ? 8 : c.letter === "x" || c.letter === "X" ? 16 : 10;
  let digits = absolute.toString(radix);
  if (c.precision !== undefined) digits = c.precision === 0 && absolute === 0n ? "" : digits.padStart(c.precision, "0");
  if (c.flags.includes("#") && radix === 8 && !digits.startsWith("0")) digits = `0${digits}`;
  if (c.flags.includes("#") && radix === 16 && absolute !== 0n) digits = `0x${digits}`;
  const text = (signed ? sign(value < 0n, c.flags) : "") + digits;
  const padded = pad(text, c, c.precision === undefined);
  return c.letter === "X" ? padded.toUpperCase() : padded;
}

/** e E f F g G, and a A. */
export function formatFloat(value: number, c: Conversion): string {
  const negative = value < 0 || Object.is(value, -0);
  const absolute = Math.abs(value);
  const lower = c.letter.toLowerCase();
  if (!Number.isFinite(value)) {
    const word = Number.isNaN(value) ? "nan" : "inf";
    const text = pad(sign(negative, c.flags) + word, { ...c, flags: c.flags.replaceAll("0", "") }, false);
    return c.letter === lower ? text : text.toUpperCase();
  }
  const precision = c.precision ?? 6;
  const body =
    lower === "f"
      ? fixed(absolute, precision)
      : lower === "e"
        ? exponential(absolute, precision)
        : lower === "a"
          ? hexadecimal(absolute)
          : general(absolute, precision, c.flags.includes("#"));
  const dotted =
    c.flags.includes("#") && precision === 0 && lower !== "g" && !body.includes(".")
      ? body.replace(/^(\d+)/, "$1.")
      : body;
  const text = pad(sign(negative, c.flags) + dotted, c, true);
  return c.letter === lower ? text : text.toUpperCase();
}

function fixed(value: number, precision: number): string {
  if (value < 1e21) return value.toFixed(Math.min(precision, 100));
  const whole = BigInt(value).toString();
  return precision ? `${whole}.${"0".repeat(precision)}` : whole;
}

function exponential(value: number, precision: number): string {
  return value.toExponential(Math.min(precision, 100)).replace(/e([-+])(\d)$/, "e$10$2");
}

function general(value: number, precision: number, alternate: boolean): string {
  const significant = precision || 1;
  if (value === 0) return alternate ? `0.${"0".repeat(significant - 1)}` : "0";
  const exponent = Number(value.toExponential(significant - 1).split("e")[1]);
  const useExponent = exponent < -4 || exponent >= significant;
  const text = useExponent ? exponential(value, significant - 1) : fixed(value, significant - 1 - exponent);
  if (alternate || !text.includes(".")) return text;
  return text.replace(/\.?0+(?=e|$)/, "");
}

function hexadecimal(value: number): string {
  if (value === 0) return "0x0p+0";
  let exponent = Math.floor(Math.log2(value));
  let mantissa = value / 2 ** exponent;
  if (mantissa >= 2) {
    mantissa /= 2;
    exponent++;
  }
  let digits = "";
  for (let rest = mantissa - 1; rest > 0; ) {
    rest *= 16;
    const digit = Math.floor(rest);
    digits += digit.toString(16);
    rest -= digit;
  }
  return `0x1${digits ? `.${digits}` : ""}p${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
}

/** One number through a format with one floating conversion (seq -f). */
export function formatNumber(format: string, value: number): string {
  return format.replace(new RegExp(`%%|${CONVERSION.source}`, "g"), (all, flags, width, precision, letter) => {
    if (all === "%%") return "%";
    return formatFloat(value, {
      flags: flags ?? "",
      width: width === undefined ? undefined : Number(width),
      precision: precision === undefined ? (all.includes(".") ? 0 : undefined) : Number(precision),
      letter,
    });
  });
}
