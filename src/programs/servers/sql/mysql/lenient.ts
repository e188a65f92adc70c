import type { ColumnDefinition } from "../ast.ts";
import type { Session } from "../session.ts";
import { baseType, cast, WHOLE } from "../values/cast.ts";
import { toNumber } from "../values/compare.ts";
import { parseDecimal } from "../values/decimal.ts";
import { show } from "../values/show.ts";
import { Decimal, Instant, type Value } from "../values/value.ts";
import { warn } from "./warnings.ts";

const LIMITS: Readonly<Record<string, number>> = {
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  integer: 32,
  bigint: 64,
};

/**
 * A value that does not fit its column, cut to what does: what INSERT IGNORE and a server that is not strict put in the
 * place of an error. `number`: the error's.
 */
export function lenient(
  s: Session,
  c: ColumnDefinition,
  value: Value,
  number: number,
  row: number,
  message: string,
): Value {
  const base = baseType(c.type);
  const at = `for column '${c.name}' at row ${row + 1}`;
  if (number === 1406) {
    warn(s, 1265, `Data truncated ${at}`);
    const limit = Number(/\((\d+)\)/.exec(c.type)?.[1] ?? 0);
    return cast([...show(value)].slice(0, limit).join(""), c.type);
  }
  warn(s, number, message);
  if (number === 1264) return nearest(c.type, base, value);
  if (number === 1265 && base === "enum") return "";
  if (WHOLE.test(base)) return Number.parseInt(show(value), 10) || 0;
  if (/^(decimal|numeric|dec)/.test(base))
    return cast(parseDecimal(/^\s*[+-]?\d*\.?\d+/.exec(show(value))?.[0] ?? "0") ?? 0, c.type);
  if (/^(float|double|real)/.test(base)) return cast(toNumber(value), c.type);
  if (/^(date|datetime|timestamp)/.test(base)) return zeroDate(base);
  if (/^time/.test(base)) return new Instant(0, "time");
  return null;
}

/** The value of a type that lies nearest. */
function nearest(type: string, base: string, value: Value): Value {
  const below = toNumber(value) < 0;
  if (/^(decimal|numeric|dec)/.test(base)) {
    const [, precision = "10", scale = "0"] = /\((\d+)(?:,\s*(\d+))?\)/.exec(type) ?? [];
    const most = 10n ** BigInt(precision) - 1n;
    return new Decimal(below ? (/ unsigned/.test(type) ? 0n : -most) : most, Number(scale));
  }
  const bits = LIMITS[base] ?? 32;
  if (/ unsigned/.test(type)) return below ? 0 : bits === 64 ? new Decimal(2n ** 64n - 1n, 0) : 2 ** bits - 1;
  if (bits === 64) return new Decimal(below ? -(2n ** 63n) : 2n ** 63n - 1n, 0);
  return below ? -(2 ** (bits - 1)) : 2 ** (bits - 1) - 1;
}

/** `0000-00-00`, as a text: it is no day. */
function zeroDate(base: string): Value {
  return base === "date" ? "0000-00-00" : "0000-00-00 00:00:00";
}
