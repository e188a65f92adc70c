import { isArray, isNumber, isObject, type JqValue, sortedKeys } from "./value.ts";

/** How values are printed. */
export interface WriteOptions {
  /** What one level is indented by; undefined for all on one line. */
  readonly indent: string | undefined;
  readonly sortKeys: boolean;
  readonly ascii: boolean;
  readonly colors: Colors | undefined;
}

export interface Colors {
  readonly null: string;
  readonly false: string;
  readonly true: string;
  readonly number: string;
  readonly string: string;
  readonly array: string;
  readonly object: string;
  readonly key: string;
}

const COMPACT: WriteOptions = { indent: undefined, sortKeys: false, ascii: false, colors: undefined };

/** As `tojson` and `-c` write it. */
export function toJson(v: JqValue): string {
  return writeJson(v, COMPACT);
}

export function writeJson(v: JqValue, o: WriteOptions): string {
  return write(v, o, "");
}

function write(v: JqValue, o: WriteOptions, margin: string): string {
  if (isArray(v) || isObject(v)) return writeContainer(v, o, margin);
  const text = scalar(v, o.ascii);
  if (!o.colors) return text;
  const color =
    v === null
      ? o.colors.null
      : v === false
        ? o.colors.false
        : v === true
          ? o.colors.true
          : typeof v === "string"
            ? o.colors.string
            : o.colors.number;
  return paint(color, text);
}

function scalar(v: JqValue, ascii: boolean): string {
  if (v === null) return "null";
  if (typeof v === "boolean") return String(v);
  if (typeof v === "string") return quote(v, ascii);
  return isNumber(v) ? numberText(v) : "null";
}

function writeContainer(v: JqValue, o: WriteOptions, margin: string): string {
  const array = isArray(v);
  const [open, close] = array ? ["[", "]"] : ["{", "}"];
  const color = o.colors?.[array ? "array" : "object"];
  const mark = (text: string) => (color === undefined ? text : paint(color, text));
  const pretty = o.indent !== undefined;
  const inner = margin + (o.indent ?? "");
  const items: string[] = [];
  if (isArray(v)) for (const item of v) items.push(write(item, o, inner));
  else if (isObject(v))
    for (const key of o.sortKeys ? sortedKeys(v) : v.keys()) {
      const name = o.colors ? paint(o.colors.key, quote(key, o.ascii)) : quote(key, o.ascii);
      items.push(`${name}${mark(":")}${pretty ? " " : ""}${write(v.get(key) ?? null, o, inner)}`);
    }
  if (!items.length) return mark(open + close);
  const newline = pretty ? "\n" : "";
  const separator = mark(",");
  const body = items.map((item) => newline + (pretty ? inner : "") + item).join(separator);
  return `${mark(open)}${body}${newline}${pretty ? margin : ""}${mark(close)}`;
}

function paint(color: string, text: string): string {
  return `\x1b[${color}m${text}\x1b[0m`;
}

/** Seventeen digits at most; exponents as C's dtoa writes them. A number that was only read is written as it was. */
export function numberText(v: JqValue): string {
  if (!isNumber(v)) return "null";
  if (typeof v !== "number") return v.literal;
  if (Number.isNaN(v)) return "null";
  const n = Number.isFinite(v) ? v : v > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;
  if (Object.is(n, -0)) return "-0";
  const [mantissa = "", exponent = "0"] = n
    .toExponential()
    .replace("-", n < 0 ? "" : "-")
    .split("e");
  const digits = mantissa.replace(".", "");
  const point = Number(exponent) + 1;
  const sign = n < 0 ? "-" : "";
  if (n === 0) return "0";
  if (point <= -4 || point > digits.length + 15) {
    const e = point - 1;
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${fraction}e${e < 0 ? "-" : "+"}${String(Math.abs(e)).padStart(2, "0")}`;
  }
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function quote(text: string, ascii: boolean): string {
  const escaped = JSON.stringify(text).replace(/\x7f/g, "\\u007f");
  if (!ascii) return escaped;
  return escaped.replace(/[^\0-\x7e]/g, (c) =>
    c === "\x7f" ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
