import { encode } from "../../../../../std/text.ts";
import { parseDecimal, rescale } from "../../../sql/values/decimal.ts";
import { PgError } from "../error.ts";
import { parseInterval } from "./clock.ts";
import { parseJson } from "./json.ts";
import { parseMoment } from "./parse-time.ts";
import type { TypeContext } from "./text.ts";
import { Arr, type Decimal, Jsonb, type Mod, NO_MOD, type PgType, Rec, typeText, type Value } from "./type.ts";

const LIMITS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int2: [-32768n, 32767n],
  int4: [-2147483648n, 2147483647n],
  int8: [-(2n ** 63n), 2n ** 63n - 1n],
  oid: [0n, 4294967295n],
};

function bad(type: PgType, text: string): never {
  throw new PgError(`invalid input syntax for type ${typeText(type)}: "${text}"`, "22P02");
}

export function booleanOf(text: string): boolean | undefined {
  const t = text.trim().toLowerCase();
  if (t === "on" || t === "1" || (t !== "" && ("true".startsWith(t) || "yes".startsWith(t)))) return true;
  if (t === "0" || (t.length > 1 && "off".startsWith(t)) || (t !== "" && ("false".startsWith(t) || "no".startsWith(t))))
    return false;
  return undefined;
}

/** A value of a type from its text. Throws PgError. */
export function parseValue(text: string, type: PgType, mod: Mod, cx: TypeContext): Value {
  switch (type.kind) {
    case "array":
      return parseArray(text, type, mod, cx);
    case "enum":
      if (!type.labels?.includes(text))
        throw new PgError(`invalid input value for enum ${typeText(type)}: "${text}"`, "22P02");
      return text;
    case "domain":
      return type.base ? parseValue(text, type.base, type.baseMod ?? NO_MOD, cx) : text;
    case "composite":
      return parseRecord(text, type, cx);
    default:
  }
  switch (type.name) {
    case "int2":
    case "int4":
    case "int8":
    case "oid": {
      const t = text.trim();
      if (!/^[-+]?(\d+(_\d+)*|0[xX][\da-fA-F]+)$/.test(t)) return bad(type, text);
      const n = BigInt(t.replace(/^\+/, "").replaceAll("_", "").replace(/^-0x/i, "-"));
      const [low, high] = LIMITS[type.name] ?? [0n, 0n];
      if (n < low || n > high) throw new PgError(`value "${text}" is out of range for type ${type.shown}`, "22003");
      return type.name === "int8" ? n : Number(n);
    }
    case "float4":
    case "float8": {
      const t = text.trim().toLowerCase();
      if (/^[+-]?inf(inity)?$/.test(t)) return t.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      if (t === "nan") return Number.NaN;
      if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(t)) return bad(type, text);
      return type.name === "float4" ? Math.fround(Number(t)) : Number(t);
    }
    case "numeric": {
      const d = parseDecimal(text.replaceAll("_", ""));
      if (!d) {
        if (/^\s*[-+]?(nan|inf(inity)?)\s*$/i.test(text))
          throw new PgError(`drydock: the numeric ${text.trim()} is not simulated`, "0A000");
        return bad(type, text);
      }
      return fitNumeric(d, mod);
    }
    case "bool":
      return booleanOf(text) ?? bad(type, text);
    case "text":
    case "unknown":
    case "name":
    case "char":
    case "varchar":
    case "bpchar":
    case "inet":
      return text;
    case "date":
    case "time":
    case "timetz":
    case "timestamp":
    case "timestamptz":
      return parseMoment(text, type.name, type.shown, cx.now, cx.zone);
    case "interval": {
      const i = parseInterval(text);
      if (!i) throw new PgError(`invalid input syntax for type interval: "${text}"`, "22007");
      return i;
    }
    case "uuid": {
      const hex = text.replace(/[{}-]/g, "").toLowerCase();
      if (!/^[\da-f]{32}$/.test(hex)) return bad(type, text);
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    }
    case "json":
      parseJson(text);
      return text;
    case "jsonb":
      return new Jsonb(parseJson(text));
    case "bytea":
      return parseBytea(text);
    case "regclass":
    case "regtype":
    case "regrole":
    case "regnamespace":
    case "regproc":
      return /^\d+$/.test(text) ? Number(text) : cx.oidOf(type.name, text);
    case "record":
      throw new PgError("input of anonymous composite types is not implemented", "0A000");
    case "void":
      return "";
    default:
      throw new PgError(`cannot accept a value of type ${type.shown}`, "0A000");
  }
}

/** A number rounded to its type's places; an error where it has too many digits. */
export function fitNumeric(d: Decimal, mod: Mod): Decimal {
  const [precision, scale = 0] = mod;
  if (precision === undefined) return d;
  const r = rescale(d, scale);
  const limit = 10n ** BigInt(precision);
  if ((r.n < 0n ? -r.n : r.n) >= limit)
    throw new PgError("numeric field overflow", "22003", {
      detail: `A field with precision ${precision}, scale ${scale} must round to an absolute value less than ${precision === scale ? "1" : `10^${precision - scale}`}.`,
    });
  return r;
}

function parseBytea(text: string): Uint8Array {
  if (text.startsWith("\\x")) {
    const hex = text.slice(2).replace(/\s/g, "");
    if (!/^[\da-fA-F]*$/.test(hex)) {
      const c = /[^\da-fA-F]/.exec(hex)?.[0] ?? "";
      throw new PgError(`invalid hexadecimal digit: "${c}"`, "22023");
    }
    return Uint8Array.from(hex.match(/../g) ?? [], (h) => Number.parseInt(h, 16));
  }
  const bytes: number[] = [];
  for (const m of text.matchAll(/\\\\|\\([0-7]{3})|([^\\])/gsu)) {
    if (m[0] === "\\\\") bytes.push(92);
    else if (m[1] !== undefined) bytes.push(Number.parseInt(m[1], 8));
    else bytes.push(...encode(m[2] ?? ""));
  }
  return Uint8Array.from(bytes);
}

function parseArray(text: string, type: PgType, mod: Mod, cx: TypeContext): Arr {
  const elem = type.elem;
  if (!elem) return new Arr([]);
  const malformed = (detail: string): never => {
    throw new PgError(`malformed array literal: "${text}"`, "22P02", { detail });
  };
  const body = text.trim().replace(/^(\[\d+:\d+\])+=/, "");
  if (!body.startsWith("{")) return malformed('Array value must start with "{" or dimension information.');
  let i = 0;
  const items: Value[] = [];
  const dims: number[] = [];
  const level = (depth: number): void => {
    i++;
    let count = 0;
    const skip = () => {
      while (/\s/.test(body[i] ?? "")) i++;
    };
    skip();
    if (body[i] === "}") i++;
    else
      for (;;) {
        skip();
        const c = body[i];
        if (c === undefined) return malformed("Unexpected end of input.");
        if (c === "{") level(depth + 1);
        else if (c === '"') {
          let s = "";
          i++;
          while (body[i] !== '"') {
            if (body[i] === undefined) return malformed("Unexpected end of input.");
            if (body[i] === "\\") i++;
            s += body[i++] ?? "";
          }
          i++;
          items.push(parseValue(s, elem, mod, cx));
        } else {
          const m = /^(?:\\.|[^,{}"\\])+/s.exec(body.slice(i));
          if (!m) return malformed(`Unexpected "${c}" character.`);
          i += m[0].length;
          const s = m[0].trim().replace(/\\(.)/gs, "$1");
          items.push(/^null$/i.test(s) ? null : parseValue(s, elem, mod, cx));
        }
        count++;
        skip();
        if (body[i] === ",") {
          i++;
          continue;
        }
        if (body[i] === "}") {
          i++;
          break;
        }
        return malformed(body[i] === undefined ? "Unexpected end of input." : "Unexpected array element.");
      }
    if (dims[depth] === undefined) dims[depth] = count;
    else if (dims[depth] !== count)
      return malformed("Multidimensional arrays must have sub-arrays with matching dimensions.");
  };
  level(0);
  if (body.slice(i).trim() !== "") return malformed("Junk after closing right brace.");
  return new Arr(items, items.length ? dims : []);
}

function parseRecord(text: string, type: PgType, cx: TypeContext): Rec {
  const fields = type.fields ?? [];
  const malformed = (detail: string): never => {
    throw new PgError(`malformed record literal: "${text}"`, "22P02", { detail });
  };
  const body = text.trim();
  if (!body.startsWith("(")) return malformed("Missing left parenthesis.");
  if (!body.endsWith(")")) return malformed("Unexpected end of input.");
  const parts: (string | null)[] = [];
  let part = "";
  let quoted = false;
  let inside = false;
  for (let i = 1; i < body.length; i++) {
    const c = body[i] ?? "";
    if (inside) {
      if (c === '"' && body[i + 1] === '"') part += body[++i];
      else if (c === '"') inside = false;
      else part += c === "\\" ? (body[++i] ?? "") : c;
    } else if (c === '"') {
      inside = true;
      quoted = true;
    } else if (c === "," || i === body.length - 1) {
      parts.push(part === "" && !quoted ? null : part);
      part = "";
      quoted = false;
    } else part += c;
  }
  if (parts.length < fields.length) return malformed("Too few columns.");
  if (parts.length > fields.length) return malformed("Too many columns.");
  return new Rec(
    fields.map((f, i) => {
      const p = parts[i] ?? null;
      return p === null ? null : parseValue(p, f.type, f.mod, cx);
    }),
    fields,
  );
}
