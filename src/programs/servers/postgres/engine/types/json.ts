import { compareDecimals, decimalText, parseDecimal } from "../../../sql/values/decimal.ts";
import { PgError } from "../error.ts";
import { Decimal, type JsonValue } from "./type.ts";

/** Reads JSON. Throws PgError as the server words it. */
export function parseJson(text: string): JsonValue {
  let i = 0;
  const fail = (detail: string, end: number): never => {
    const line = text.slice(0, end).split("\n").length;
    const start = text.lastIndexOf("\n", end - 1) + 1;
    const shown = text.slice(start, end);
    const more = end < text.length && text[end] !== "\n" ? "..." : "";
    const e = new PgError("invalid input syntax for type json", "22P02", { detail });
    e.context = [`JSON data, line ${line}: ${shown}${more}`];
    throw e;
  };
  const space = () => {
    while (/[ \t\n\r]/.test(text[i] ?? "")) i++;
  };
  /** The token that begins here, as the server's lexer sees it. */
  const token = (): string => {
    const m = /^(?:[-+.\w\u0080-\uffff]+|"(?:[^"\\]|\\.)*"?|.)/s.exec(text.slice(i));
    return m ? m[0] : "";
  };
  const unexpected = (wanted: string): never => {
    const t = token();
    if (t === "") return fail("The input string ended unexpectedly.", text.length);
    if (/^[-+.\w\u0080-\uffff]/.test(t) && !/^(true|false|null)$/.test(t) && !/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(t))
      return fail(`Token "${t}" is invalid.`, i + t.length);
    if (!/^["{}[\]:,]|^[\w-]/.test(t)) return fail(`Token "${t}" is invalid.`, i + t.length);
    const shown = t.startsWith('"') ? t : `"${t}"`;
    return fail(
      `${wanted}, but found ${shown.startsWith('"') && t.startsWith('"') ? `"${t.slice(1, -1)}"` : shown}.`,
      i + t.length,
    );
  };
  const string = (): string => {
    let out = "";
    const from = i;
    i++;
    for (;;) {
      const c = text[i];
      if (c === undefined) return fail(`Token "${text.slice(from)}" is invalid.`, text.length);
      if (c === '"') {
        i++;
        return out;
      }
      if (c === "\\") {
        const n = text[i + 1] ?? "";
        if (n === "u") {
          out += String.fromCharCode(Number.parseInt(text.slice(i + 2, i + 6), 16));
          i += 6;
          continue;
        }
        const known = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[n];
        if (known === undefined) return fail(`Escape sequence "\\${n}" is invalid.`, i + 2);
        out += known;
        i += 2;
        continue;
      }
      if (c < " ")
        return fail(`Character with value 0x${c.charCodeAt(0).toString(16).padStart(2, "0")} must be escaped.`, i);
      out += c;
      i++;
    }
  };
  const value = (): JsonValue => {
    space();
    const c = text[i];
    if (c === '"') return string();
    if (c === "{") return object();
    if (c === "[") return list();
    const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])/.exec(text.slice(i));
    if (number) {
      i += number[0].length;
      return parseDecimal(number[0]) ?? null;
    }
    const word = /^(true|false|null)(?!\w)/.exec(text.slice(i));
    if (word) {
      i += word[0].length;
      return word[0] === "null" ? null : word[0] === "true";
    }
    return unexpected(`Expected JSON value`);
  };
  const object = (): JsonValue => {
    const out = new Map<string, JsonValue>();
    i++;
    space();
    if (text[i] === "}") {
      i++;
      return out;
    }
    for (let first = true; ; first = false) {
      space();
      if (text[i] !== '"') return unexpected(first ? 'Expected string or "}"' : "Expected string");
      const key = string();
      space();
      if (text[i] !== ":") return unexpected('Expected ":"');
      i++;
      out.set(key, value());
      space();
      if (text[i] === "}") {
        i++;
        return sorted(out);
      }
      if (text[i] !== ",") return unexpected('Expected "," or "}"');
      i++;
    }
  };
  const list = (): JsonValue => {
    const out: JsonValue[] = [];
    i++;
    space();
    if (text[i] === "]") {
      i++;
      return out;
    }
    for (;;) {
      out.push(value());
      space();
      if (text[i] === "]") {
        i++;
        return out;
      }
      if (text[i] !== ",") return unexpected('Expected "," or "]"');
      i++;
    }
  };
  const v = value();
  space();
  if (i < text.length) return unexpected("Expected end of input");
  return v;
}

/** jsonb keeps keys by length, then by bytes. */
export function sorted(m: ReadonlyMap<string, JsonValue>): ReadonlyMap<string, JsonValue> {
  return new Map([...m].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)));
}

export const jsonString = (s: string): string => JSON.stringify(s).replace(/\u007f/g, "\u007f");

/** jsonb's text. */
export function jsonText(j: JsonValue): string {
  if (j === null) return "null";
  if (typeof j === "boolean") return String(j);
  if (typeof j === "string") return jsonString(j);
  if (j instanceof Decimal) return decimalText(j);
  if (j instanceof Map) return `{${[...j].map(([k, v]) => `${jsonString(k)}: ${jsonText(v)}`).join(", ")}}`;
  return `[${(j as readonly JsonValue[]).map(jsonText).join(", ")}]`;
}

export function prettyJson(j: JsonValue, indent = 0): string {
  const gap = " ".repeat(indent + 4);
  const end = " ".repeat(indent);
  if (j instanceof Map) {
    if (j.size === 0) return `{\n${end}}`;
    return `{\n${[...j].map(([k, v]) => `${gap}${jsonString(k)}: ${prettyJson(v, indent + 4)}`).join(",\n")}\n${end}}`;
  }
  if (Array.isArray(j)) {
    if (j.length === 0) return `[\n${end}]`;
    return `[\n${j.map((v: JsonValue) => gap + prettyJson(v, indent + 4)).join(",\n")}\n${end}]`;
  }
  return jsonText(j);
}

export function jsonKind(j: JsonValue): "null" | "boolean" | "string" | "number" | "object" | "array" {
  if (j === null) return "null";
  if (typeof j === "boolean") return "boolean";
  if (typeof j === "string") return "string";
  if (j instanceof Decimal) return "number";
  return j instanceof Map ? "object" : "array";
}

const RANK = { object: 5, array: 4, boolean: 3, number: 2, string: 1, null: 0 } as const;

export function compareJson(a: JsonValue, b: JsonValue): number {
  const by = RANK[jsonKind(a)] - RANK[jsonKind(b)];
  if (by !== 0 || a === null || b === null) return by;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof Decimal && b instanceof Decimal) return compareDecimals(a, b);
  if (typeof a === "boolean") return Number(a) - Number(b);
  const [x, y] = [flat(a), flat(b)];
  if (x.length !== y.length) return x.length - y.length;
  for (let i = 0; i < x.length; i++) {
    const c = compareJson(x[i] ?? null, y[i] ?? null);
    if (c !== 0) return c;
  }
  return 0;
}

const flat = (j: JsonValue): readonly JsonValue[] =>
  j instanceof Map ? [...j].flat() : Array.isArray(j) ? (j as readonly JsonValue[]) : [];

/** `@>`. */
export function jsonContains(a: JsonValue, b: JsonValue): boolean {
  if (a instanceof Map && b instanceof Map) {
    const has: ReadonlyMap<string, JsonValue> = a;
    return [...(b as ReadonlyMap<string, JsonValue>)].every(
      ([k, v]) => has.has(k) && jsonContains(has.get(k) ?? null, v),
    );
  }
  if (Array.isArray(a)) {
    const list = a as readonly JsonValue[];
    if (Array.isArray(b)) return (b as readonly JsonValue[]).every((y) => list.some((x) => jsonContains(x, y)));
    return jsonKind(b) !== "object" && list.some((x) => compareJson(x, b) === 0);
  }
  return jsonKind(a) === jsonKind(b) && compareJson(a, b) === 0;
}

/** What stands under a key or a place. */
export function jsonAt(j: JsonValue, key: string | number): JsonValue | undefined {
  if (typeof key === "string") return j instanceof Map ? (j as ReadonlyMap<string, JsonValue>).get(key) : undefined;
  if (!Array.isArray(j)) return undefined;
  return (j as readonly JsonValue[]).at(key);
}

export function jsonPath(j: JsonValue, path: readonly string[]): JsonValue | undefined {
  let at: JsonValue | undefined = j;
  for (const p of path) {
    if (at === undefined) return undefined;
    at = Array.isArray(at) ? (/^-?\d+$/.test(p) ? jsonAt(at, Number(p)) : undefined) : jsonAt(at, p);
  }
  return at;
}
