import type { Fn } from "../functions/function.ts";
import { toNumber } from "../values/compare.ts";
import { show } from "../values/show.ts";
import { Float, type Value } from "../values/value.ts";

const floating =
  (f: (...n: number[]) => number): Fn =>
  (args) => {
    if (args.includes(null)) return null;
    const n = f(...args.map(toNumber));
    return Number.isFinite(n) ? new Float(n) : null;
  };

const UUID = /^\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i;

export const mysqlOthers: Readonly<Record<string, Fn>> = {
  acos: floating(Math.acos),
  asin: floating(Math.asin),
  atan: floating((a, b) => (b === undefined ? Math.atan(a) : Math.atan2(a, b))),
  atan2: floating(Math.atan2),
  cot: floating((n) => 1 / Math.tan(n)),
  log: floating((a, b) => (b === undefined ? Math.log(a) : Math.log(b) / Math.log(a))),
  bit_count: ([v = null]) =>
    v === null
      ? null
      : BigInt(Math.trunc(toNumber(v)))
          .toString(2)
          .replaceAll("0", "").length,
  benchmark: () => 0,
  found_rows: (_a, s) => s.session.foundRows,
  inet_aton: ([v = null]) => {
    const parts = v === null ? [] : show(v).split(".").map(Number);
    return parts.length === 4 && parts.every((n) => n >= 0 && n < 256) ? parts.reduce((a, b) => a * 256 + b, 0) : null;
  },
  inet_ntoa: ([v = null]) => {
    if (v === null) return null;
    const n = toNumber(v);
    return [24, 16, 8, 0].map((by) => Math.floor(n / 2 ** by) % 256).join(".");
  },
  interval: ([n = null, ...rest]) =>
    n === null ? -1 : rest.filter((r) => r !== null && toNumber(r) <= toNumber(n)).length,
  is_uuid: ([v = null]): Value => (v === null ? null : Number(UUID.test(show(v)))),
  name_const: ([, v = null]) => v,
  pi: () => new Float(Math.PI),
  uuid_short: (_a, s) => 1_000_000_000_000_000 + Math.floor(s.session.random() * 1e12),
};
