import { type Args, library } from "./args.ts";
import { LuaTable } from "./lua-table.ts";
import { general, isTable, LuaFault, type LuaFunction, type LuaValue, NULL, typeOf } from "./value.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "/": "\\/",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const quoted = (text: string): string =>
  `"${text.replace(/["\\/\0-\x1f\x7f]/g, (c) => ESCAPES[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;

const DEEPEST = 1000;

/** How long an array a table is; -1 where it has other keys, and nothing where it has none. */
function arrayLength(t: LuaTable): number {
  let most = 0;
  let count = 0;
  for (const [key] of t.entries()) {
    if (typeof key !== "number" || !Number.isInteger(key) || key < 1) return -1;
    most = Math.max(most, key);
    count++;
  }
  if (most > count * 2 && most > 10) throw new LuaFault("Cannot serialise table: excessively sparse array");
  return count === 0 ? -1 : most;
}

function encoded(v: LuaValue, depth = 0): string {
  if (depth > DEEPEST) throw new LuaFault("Cannot serialise, excessive depth (1001)");
  if (v === undefined || v === NULL) return "null";
  if (typeof v === "string") return quoted(v);
  if (typeof v === "boolean") return String(v);
  if (typeof v === "number") {
    if (!Number.isFinite(v)) throw new LuaFault("Cannot serialise number: must not be NaN or Inf");
    return general(v, 14);
  }
  if (!isTable(v)) throw new LuaFault(`Cannot serialise ${typeOf(v)}: type not supported`);
  const length = arrayLength(v);
  if (length >= 0) return `[${Array.from({ length }, (_, i) => encoded(v.get(i + 1), depth + 1)).join(",")}]`;
  const parts: string[] = [];
  for (const [key, value] of v.entries()) {
    if (typeof key !== "string" && typeof key !== "number")
      throw new LuaFault("Cannot serialise table: table key must be a number or string");
    parts.push(`${quoted(typeof key === "number" ? general(key, 14) : key)}:${encoded(value, depth + 1)}`);
  }
  return `{${parts.join(",")}}`;
}

/** Reads JSON as cjson does, with its words for what is wrong. */
class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): LuaValue {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.wrong("the end");
    return value;
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) this.at++;
  }

  /** What stands at the place, as cjson calls it. */
  private token(): string {
    const c = this.text[this.at];
    if (c === undefined) return "T_END";
    if (c === '"') return "T_STRING";
    if (/[-\d]/.test(c)) return "T_NUMBER";
    const names: Readonly<Record<string, string>> = {
      "{": "T_OBJ_BEGIN",
      "}": "T_OBJ_END",
      "[": "T_ARR_BEGIN",
      "]": "T_ARR_END",
      ":": "T_COLON",
      ",": "T_COMMA",
    };
    return names[c] ?? "invalid token";
  }

  private wrong(wanted: string): never {
    throw new LuaFault(`Expected ${wanted} but found ${this.token()} at character ${this.at + 1}`);
  }

  private value(): LuaValue {
    this.space();
    const c = this.text[this.at];
    if (c === "{") return this.object();
    if (c === "[") return this.list();
    if (c === '"') return this.string();
    const word = /^(true|false|null)/.exec(this.text.slice(this.at, this.at + 5))?.[0];
    if (word !== undefined) {
      this.at += word.length;
      return word === "null" ? NULL : word === "true";
    }
    const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?/.exec(this.text.slice(this.at, this.at + 64))?.[0];
    if (number === undefined) this.wrong("value");
    this.at += number.length;
    return Number(number);
  }

  private object(): LuaTable {
    const t = new LuaTable();
    this.at++;
    this.space();
    if (this.text[this.at] === "}") {
      this.at++;
      return t;
    }
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.wrong("object key string");
      const key = this.string();
      this.space();
      if (this.text[this.at] !== ":") this.wrong("colon");
      this.at++;
      t.set(key, this.value());
      this.space();
      const c = this.text[this.at];
      if (c !== "," && c !== "}") this.wrong("comma or object end");
      this.at++;
      if (c === "}") return t;
    }
  }

  private list(): LuaTable {
    const t = new LuaTable();
    this.at++;
    this.space();
    if (this.text[this.at] === "]") {
      this.at++;
      return t;
    }
    for (let i = 1; ; i++) {
      t.set(i, this.value());
      this.space();
      const c = this.text[this.at];
      if (c !== "," && c !== "]") this.wrong("comma or array end");
      this.at++;
      if (c === "]") return t;
    }
  }

  private string(): string {
    let out = "";
    for (this.at++; this.text[this.at] !== '"'; this.at++) {
      const c = this.text[this.at];
      if (c === undefined)
        throw new LuaFault(`Expected value but found unexpected end of string at character ${this.at + 1}`);
      if (c !== "\\") {
        out += c;
        continue;
      }
      const next = this.text[++this.at] ?? "";
      const hex = next === "u" ? /^[0-9a-f]{4}/i.exec(this.text.slice(this.at + 1, this.at + 5))?.[0] : undefined;
      if (hex !== undefined) {
        out += unescape(encodeURIComponent(String.fromCharCode(Number.parseInt(hex, 16))));
        this.at += 4;
      } else out += { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }[next] ?? next;
    }
    this.at++;
    return out;
  }
}

export const cjson: Readonly<Record<string, LuaValue>> = {
  ...library({
    encode(a: Args) {
      if (a.count !== 1) a.bad(0, "expected 1 argument");
      return [encoded(a.all[0])];
    },
    decode: (a: Args) => [new Reader(a.text(0)).whole()],
    encode_sparse_array: () => [],
    encode_max_depth: () => [],
    decode_max_depth: () => [],
    encode_number_precision: () => [14],
  }),
  null: NULL,
} satisfies Record<string, LuaValue | LuaFunction>;
