import { numberText } from "./json-write.ts";
import type { JqValue, NumberLiteral } from "./value.ts";

/** A text that is no JSON; `message` has the place in it. */
export class JsonError extends Error {
  override readonly name = "JsonError";
}

/** Reads JSON values one after the other from pieces of text, as jq's own parser does: with its messages and places. */
export interface JsonReader {
  /** Values that are complete; throws JsonError at the first that is none, after `values` so far. */
  push(text: string): JqValue[];
  /** The last value, at the end of the input. */
  end(): JqValue[];
}

interface Frame {
  readonly array: JqValue[] | undefined;
  readonly object: Map<string, JqValue> | undefined;
  /** The key that waits for its value. */
  key: string | undefined;
}

export function createJsonReader(): JsonReader {
  const stack: Frame[] = [];
  let next: JqValue | undefined;
  let token = "";
  let state: "normal" | "string" | "escape" = "normal";
  let line = 1;
  let column = 0;
  let out: JqValue[] = [];
  let ended = false;

  const fail = (message: string): never => {
    throw new JsonError(`${message}${ended ? " at EOF" : ""} at line ${line}, column ${column}`);
  };
  const value = (v: JqValue) => {
    if (next !== undefined) fail("Expected separator between values");
    next = v;
  };
  const done = () => {
    if (stack.length || next === undefined) return;
    out.push(next);
    next = undefined;
  };
  const literal = () => {
    if (token === "") return;
    const text = token;
    token = "";
    if (text.startsWith("'")) fail("Invalid string literal; expected \", but got '");
    if (text === "null") return value(null);
    if (text[0] === "t" || text[0] === "f") {
      if (text !== "true" && text !== "false") fail("Invalid literal");
      return value(text === "true");
    }
    const n = parseNumber(text);
    if (n === undefined) return fail("Invalid numeric literal");
    value(n);
  };
  const store = (frame: Frame) => {
    if (frame.array) frame.array.push(next ?? null);
    else {
      if (frame.key === undefined) fail("Objects must consist of key:value pairs");
      frame.object?.set(frame.key ?? "", next ?? null);
      frame.key = undefined;
    }
    next = undefined;
  };
  const structure = (ch: string) => {
    const top = stack.at(-1);
    switch (ch) {
      case "[":
      case "{":
        if (next !== undefined) fail("Expected separator between values");
        if (stack.length >= 10000) fail("Exceeds depth limit for parsing");
        stack.push(
          ch === "["
            ? { array: [], object: undefined, key: undefined }
            : { array: undefined, object: new Map(), key: undefined },
        );
        return;
      case ":":
        if (!top?.object || top.key !== undefined) return fail("':' not as part of an object");
        if (next === undefined) fail("Expected string key before ':'");
        if (typeof next !== "string") return fail("Object keys must be strings");
        top.key = next;
        next = undefined;
        return;
      case ",":
        if (next === undefined) fail("Expected value before ','");
        if (!top) return fail("',' not as part of an object or array");
        return store(top);
      case "]":
        if (!top?.array) return fail("Unmatched ']'");
        if (next !== undefined) store(top);
        else if (top.array.length) fail("Expected another array element");
        stack.pop();
        next = top.array;
        return;
      default:
        if (!top) return fail("Unmatched '}'");
        if (next !== undefined) {
          if (!top.object) return fail("Unmatched '}'");
          store(top);
        } else if (!top.object || top.key !== undefined) return fail("Unmatched '}'");
        else if (top.object.size) fail("Expected another key-value pair");
        stack.pop();
        next = top.object;
    }
  };
  const scan = (ch: string) => {
    column++;
    if (ch === "\n") {
      line++;
      column = 0;
    }
    if (state !== "normal") {
      if (state === "string" && ch === '"') {
        const text = unescapeString(token, fail);
        token = "";
        state = "normal";
        value(text);
        return done();
      }
      token += ch;
      state = state === "string" && ch === "\\" ? "escape" : "string";
      return;
    }
    if ('[]{}:,"'.includes(ch) || /\s/.test(ch)) {
      literal();
      if (ch === '"') state = "string";
      else if (!/\s/.test(ch)) structure(ch);
      return done();
    }
    token += ch;
  };
  const take = (): JqValue[] => {
    const values = out;
    out = [];
    return values;
  };
  return {
    push(text) {
      try {
        for (const ch of text) scan(ch);
      } catch (e) {
        if (e instanceof JsonError) throw new JsonFailure(e.message, take());
        throw e;
      }
      return take();
    },
    end() {
      try {
        ended = true;
        if (state !== "normal") fail("Unfinished string");
        literal();
        done();
        if (stack.length || next !== undefined) fail("Unfinished JSON term");
      } catch (e) {
        if (e instanceof JsonError) throw new JsonFailure(e.message, take());
        throw e;
      }
      return take();
    },
  };
}

/** A JsonError together with the values that were complete before it. */
export class JsonFailure extends JsonError {
  constructor(
    message: string,
    readonly values: readonly JqValue[],
  ) {
    super(message);
  }
}

/** All values of a text. Throws JsonFailure. */
export function readJson(text: string): JqValue[] {
  const reader = createJsonReader();
  const values = reader.push(text);
  return [...values, ...reader.end()];
}

function parseNumber(text: string): JqValue | undefined {
  if (/^-?nan\d*$/i.test(text)) return Number.NaN;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return undefined;
  return numberLiteral(text);
}

/** A number, with its text where that says more than the number does. */
export function numberLiteral(text: string): number | NumberLiteral {
  const value = Number(text);
  const canonical = canonicalText(text);
  return numberText(value) === canonical ? value : { literal: canonical, value };
}

/** The decimal standard's way to write what was read: `1e17` as `1E+17`, `1e-5` as `0.00001`. */
function canonicalText(text: string): string {
  const m = /^([-+]?)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text);
  if (!m) return text;
  const sign = m[1] === "-" ? "-" : "";
  const digits = ((m[2] ?? "") + (m[3] ?? "")).replace(/^0+(?=\d)/, "");
  const exponent = Number(m[4] ?? 0) - (m[3] ?? "").length;
  const adjusted = exponent + digits.length - 1;
  if (exponent <= 0 && adjusted >= -6) {
    if (exponent === 0) return sign + digits;
    const point = digits.length + exponent;
    return point > 0
      ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
      : `${sign}0.${"0".repeat(-point)}${digits}`;
  }
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${sign}${digits[0]}${fraction}E${adjusted < 0 ? "-" : "+"}${Math.abs(adjusted)}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function unescapeString(token: string, fail: (message: string) => never): string {
  if (!token.includes("\\")) return token;
  let out = "";
  for (let i = 0; i < token.length; i++) {
    const c = token[i] ?? "";
    if (c !== "\\") {
      out += c;
      continue;
    }
    const next = token[++i] ?? "";
    if (next === "u") {
      const hex = token.slice(i + 1, i + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) fail("Invalid \\uXXXX escape");
      out += String.fromCharCode(Number.parseInt(hex, 16));
      i += 4;
    } else if (ESCAPES[next] !== undefined) out += ESCAPES[next];
    else fail("Invalid escape");
  }
  return out.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
