import type { LuaTable } from "./lua-table.ts";

// Lua 5.1 as Redis has it. A Lua string is a row of bytes: a JavaScript string with one character for each byte.

export type LuaFunction = {
  readonly call: (args: readonly LuaValue[]) => readonly LuaValue[];
  readonly number: number;
};

/** `cjson.null`. */
export const NULL = { userdata: true } as const;

/** nil is undefined. */
export type LuaValue = undefined | boolean | number | string | LuaTable | LuaFunction | typeof NULL;

let functions = 0;

export const makeFunction = (call: LuaFunction["call"]): LuaFunction => ({ call, number: ++functions });

/** What `error` throws: any value. */
export class LuaError extends Error {
  override readonly name = "LuaError";
  constructor(
    readonly value: LuaValue,
    /** The line in which it came up. */
    public line = 0,
  ) {
    super(typeof value === "string" ? value : "error object");
  }
}

/** A message of the interpreter itself, which gets its place in front of it. */
export class LuaFault extends Error {
  override readonly name = "LuaFault";
}

export const isTable = (v: LuaValue): v is LuaTable => typeof v === "object" && v !== NULL && "entries" in v;
export const isFunction = (v: LuaValue): v is LuaFunction => typeof v === "object" && v !== NULL && "call" in v;

export function typeOf(v: LuaValue): string {
  if (v === undefined) return "nil";
  if (typeof v !== "object") return typeof v;
  if (v === NULL) return "userdata";
  return isTable(v) ? "table" : "function";
}

export const truthy = (v: LuaValue): boolean => v !== undefined && v !== false;

/** `%.14g`, or with another count of digits. */
export function general(n: number, digits: number): string {
  if (Number.isNaN(n)) return Object.is(n, Number.NaN) ? "nan" : "-nan";
  if (!Number.isFinite(n)) return n > 0 ? "inf" : "-inf";
  if (n === 0) return Object.is(n, -0) ? "-0" : "0";
  const [mantissa = "", exponent = "0"] = n.toExponential(Math.max(1, digits) - 1).split("e");
  const e = Number(exponent);
  const trim = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (e >= -4 && e < Math.max(1, digits)) return trim(n.toFixed(Math.max(0, digits - 1 - e)));
  return `${trim(mantissa)}e${e < 0 ? "-" : "+"}${String(Math.abs(e)).padStart(2, "0")}`;
}

/** A text as a number; undefined where it is none. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?0x[0-9a-f]+$/i.test(trimmed))
    return trimmed.startsWith("-") ? -Number(trimmed.slice(1)) : Number(trimmed.replace(/^\+/, ""));
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return undefined;
  return Number(trimmed);
}

export function toNumber(v: LuaValue): number | undefined {
  if (typeof v === "number") return v;
  return typeof v === "string" ? parseNumber(v) : undefined;
}

/** A string, or a number as one; undefined for all else. */
export function toText(v: LuaValue): string | undefined {
  if (typeof v === "string") return v;
  return typeof v === "number" ? general(v, 14) : undefined;
}
