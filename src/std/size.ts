/*
 * Sizes as Docker prints and reads them (its go-units package): decimal units for images, layers and `ps -s`, binary
 * ones for memory.
 */

const DECIMAL = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
const BINARY = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

/** A text that names no size; the message is the one that flags report. */
export class SizeError extends Error {
  override readonly name = "SizeError";
}

/** `1.98MB`, `13.3kB`: at most `precision` digits (4; `docker images` and `ps -s` use 3), thousands. */
export function humanSize(bytes: number, precision = 4): string {
  return scaled(bytes, 1000, DECIMAL, precision);
}

/** `31.3MiB`: at most four digits, powers of 1024. */
export function bytesSize(bytes: number): string {
  return scaled(bytes, 1024, BINARY, 4);
}

/** The bytes that `512m`, `1.5g`, `64KiB` name, in powers of 1024. Throws SizeError. */
export function parseRamBytes(text: string): number {
  return parse(text, 1024);
}

/** The bytes that `10kB`, `1.5GB` name, in powers of 1000. Throws SizeError. */
export function parseHumanSize(text: string): number {
  return parse(text, 1000);
}

function scaled(bytes: number, base: number, units: readonly string[], precision: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= base && unit < units.length - 1) {
    size /= base;
    unit++;
  }
  return `${formatG(size, precision)}${units[unit]}`;
}

/**
 * A number as C's and Go's `%.Ng` print it: N significant digits, no trailing zeros, an exponent where the number has
 * more digits than that (so 999.9 with three is `1e+03`).
 */
export function formatG(value: number, precision: number): string {
  if (value === 0) return "0";
  const [mantissa = "", power = "0"] = value.toExponential(precision - 1).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= precision) {
    const sign = exponent < 0 ? "-" : "+";
    return `${trimZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  return trimZeros(value.toFixed(precision - 1 - exponent));
}

function trimZeros(digits: string): string {
  return digits.includes(".") ? digits.replace(/0+$/, "").replace(/\.$/, "") : digits;
}

/**
 * A number, perhaps one space, perhaps a unit of up to three letters in any case: `b`, or one of k m g t p alone, with
 * `b` or with `ib`. All units count in the same base. The number ends at the last digit, dot or space of the text.
 */
function parse(text: string, base: number): number {
  const cut = lastIndexAny(text);
  if (cut < 0) throw new SizeError(`invalid size: '${text}'`);
  const number = text[cut] === " " ? text.slice(0, cut) : text.slice(0, cut + 1);
  const suffix = text.slice(cut + 1);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number)) {
    throw new SizeError(`strconv.ParseFloat: parsing ${JSON.stringify(number)}: invalid syntax`);
  }
  const size = Number(number);
  if (size < 0) throw new SizeError(`invalid size: '${text}'`);
  if (suffix === "") return Math.trunc(size);
  const unit = suffix.toLowerCase();
  const power = "bkmgtp".indexOf(unit[0] ?? "");
  const tail = unit.slice(1);
  if (suffix.length > 3) throw new SizeError(`invalid suffix: '${suffix}'`);
  if (power < 0 || (power === 0 ? tail !== "" : tail !== "" && tail !== "b" && tail !== "ib")) {
    throw new SizeError(`invalid suffix: '${unit}'`);
  }
  return Math.trunc(size * base ** power);
}

function lastIndexAny(text: string): number {
  for (let i = text.length - 1; i >= 0; i--) if ("0123456789. ".includes(text[i] ?? "")) return i;
  return -1;
}
