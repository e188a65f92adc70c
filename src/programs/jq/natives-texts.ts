import { asText } from "./formats.ts";
import { JsonError, readJson } from "./json-read.ts";
import { toJson } from "./json-write.ts";
import type { Native } from "./machine.ts";
import { valueNative } from "./native-kinds.ts";
import { described, splitText } from "./operators.ts";
import { isArray, isNumber, JqError, type JqValue, toNumber } from "./value.ts";

/** Functions of texts, and between texts and values. */
export function textNatives(): Record<string, Native> {
  const strings = (name: string, compute: (v: string, x: string) => JqValue) =>
    valueNative((v, x) => {
      if (typeof v !== "string" || typeof x !== "string") throw new JqError(`${name}() requires string inputs`);
      return compute(v, x);
    });
  const trimming = (compute: (text: string) => string) =>
    valueNative((v) => {
      if (typeof v !== "string") throw new JqError(`${described(v)} cannot be trimmed`);
      return compute(v);
    });
  return {
    "tostring/0": valueNative((v) => asText(v)),
    "tojson/0": valueNative((v) => toJson(v)),
    "fromjson/0": valueNative((v) => {
      if (typeof v !== "string") throw new JqError(`${described(v)} cannot be parsed as JSON`);
      try {
        const found = readJson(v);
        if (found.length > 1) throw new JqError(`${v} (while parsing '${v}')`);
        return found[0] ?? null;
      } catch (e) {
        if (!(e instanceof JsonError)) throw e;
        throw new JqError(`${e.message} (while parsing '${v}')`);
      }
    }),
    "tonumber/0": valueNative((v) => {
      if (isNumber(v)) return v;
      if (typeof v !== "string") throw new JqError(`${described(v)} cannot be parsed as a number`);
      if (!/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(v))
        throw new JqError(`${described(v)} cannot be parsed as a number`);
      return Number(v);
    }),
    "toboolean/0": valueNative((v) => {
      if (typeof v === "boolean") return v;
      if (v === "true" || v === "false") return v === "true";
      throw new JqError(`${described(v)} cannot be parsed as a boolean`);
    }),
    "utf8bytelength/0": valueNative((v) => {
      if (typeof v !== "string") throw new JqError(`${described(v)} only strings have UTF-8 byte length`);
      return [...v].reduce(
        (n, c) =>
          n +
          ((c.codePointAt(0) ?? 0) < 0x80
            ? 1
            : (c.codePointAt(0) ?? 0) < 0x800
              ? 2
              : (c.codePointAt(0) ?? 0) < 0x10000
                ? 3
                : 4),
        0,
      );
    }),
    "startswith/1": strings("startswith", (v, x) => v.startsWith(x)),
    "endswith/1": strings("endswith", (v, x) => v.endsWith(x)),
    "split/1": valueNative((v, x) => {
      if (typeof v !== "string" || typeof x !== "string")
        throw new JqError("split input and separator must be strings");
      return splitText(v, x);
    }),
    "explode/0": valueNative((v) => {
      if (typeof v !== "string") throw new JqError("explode input must be a string");
      return [...v].map((c) => c.codePointAt(0) ?? 0);
    }),
    "implode/0": valueNative((v) => {
      if (!isArray(v)) throw new JqError("implode input must be an array");
      return v.map((n) => (isNumber(n) ? String.fromCodePoint(toNumber(n)) : "")).join("");
    }),
    "trim/0": trimming((t) => t.trim()),
    "ltrim/0": trimming((t) => t.trimStart()),
    "rtrim/0": trimming((t) => t.trimEnd()),
  };
}
