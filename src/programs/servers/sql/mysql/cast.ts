import { SqlError } from "../lexer.ts";
import { readNumber } from "../run/operators.ts";
import type { Scope } from "../run/scope.ts";
import { baseType, cast } from "../values/cast.ts";
import { toNumber } from "../values/compare.ts";
import { parseDecimal } from "../values/decimal.ts";
import { show } from "../values/show.ts";
import { Decimal, Float, type Value } from "../values/value.ts";
import { warnIn } from "./warnings.ts";

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i;

/** MySQL's CAST: what does not fit is cut to what does, with a warning. */
export function castMysql(v: Value, type: string, s: Scope): Value {
  if (v === null) return null;
  const base = baseType(type).replace(/ integer$/, "");
  if (base === "signed" || base === "unsigned") {
    const whole = typeof v === "string" ? leadingWhole(v, s) : v;
    return cast(whole, base);
  }
  if (/^(decimal|dec|numeric)$/.test(base)) {
    if (typeof v !== "string") return cast(v, type);
    const text = NUMBER.exec(v)?.[0] ?? "";
    if (text.trim() !== v.trim()) warnIn(s, 1292, `Truncated incorrect DECIMAL value: '${v}'`);
    return cast(parseDecimal(text) ?? 0, type);
  }
  if (/^(double|real|float)$/.test(base)) return new Float(readNumber(v, s));
  if (base === "char" || base === "nchar" || base === "binary" || base === "character") {
    const limit = /\((\d+)\)/.exec(type)?.[1];
    const text = show(v);
    if (limit === undefined || [...text].length <= Number(limit)) return text;
    warnIn(s, 1292, `Truncated incorrect CHAR(${limit}) value: '${text}'`);
    return [...text].slice(0, Number(limit)).join("");
  }
  if (base === "year") return v instanceof Decimal ? toNumber(v) : cast(v, "year");
  try {
    return cast(v, type);
  } catch (e) {
    if (!(e instanceof SqlError) || e.number !== 1292) throw e;
    warnIn(s, 1292, `Incorrect ${base === "time" ? "time" : "datetime"} value: '${show(v)}'`);
    return null;
  }
}

function leadingWhole(text: string, s: Scope): Value {
  const m = /^\s*[+-]?\d+/.exec(text)?.[0] ?? "";
  if (m.trim() !== text.trim()) warnIn(s, 1292, `Truncated incorrect INTEGER value: '${text}'`);
  return m === "" ? 0 : m;
}
