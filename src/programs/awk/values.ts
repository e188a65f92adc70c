/** A text from outside (a field, getline, -v) that looks like a number: it compares as one. */
export interface NumericText {
  readonly text: string;
  readonly number: number;
}

/** undefined: never assigned, both "" and 0. */
export type AwkValue = string | number | NumericText | undefined;

const NUMBER = /^[ \t\n\r\f\v]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;

/** What a text from outside is. */
export function fromOutside(text: string): AwkValue {
  const m = NUMBER.exec(text);
  return m && /^\s*$/.test(text.slice(m[0].length)) ? { text, number: Number(m[0]) } : text;
}

export function toNumber(v: AwkValue): number {
  if (typeof v === "number") return v;
  if (v === undefined) return 0;
  if (typeof v === "object") return v.number;
  const m = NUMBER.exec(v);
  return m ? Number(m[0]) : 0;
}

/** A number is written whole when it is whole, else by CONVFMT (or OFMT in print). */
export function toText(v: AwkValue, format: (n: number) => string): string {
  if (typeof v === "string") return v;
  if (v === undefined) return "";
  if (typeof v === "object") return v.text;
  if (Number.isNaN(v)) return "-nan";
  if (!Number.isFinite(v)) return v > 0 ? "+inf" : "-inf";
  if (Number.isInteger(v) && Math.abs(v) < 2 ** 63)
    return Object.is(v, -0) ? "-0" : Math.abs(v) < 1e15 ? String(v) : BigInt(v).toString();
  return format(v);
}

export function isTrue(v: AwkValue): boolean {
  if (typeof v === "number") return v !== 0;
  if (v === undefined) return false;
  return typeof v === "object" ? v.number !== 0 : v !== "";
}

/** As numbers when neither is a text. */
export function compareAwk(a: AwkValue, b: AwkValue, text: (v: AwkValue) => string): number {
  if (typeof a === "string" || typeof b === "string") {
    const [x, y] = [text(a), text(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const [x, y] = [toNumber(a), toNumber(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
