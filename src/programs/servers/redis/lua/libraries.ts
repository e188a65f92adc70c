import { type Args, library } from "./args.ts";
import type { LuaTable } from "./lua-table.ts";
import { less } from "./operators.ts";
import { LuaFault, type LuaFunction, type LuaValue, toText, truthy, typeOf } from "./value.ts";

function sorted(t: LuaTable, before: (a: LuaValue, b: LuaValue) => boolean): void {
  const items = Array.from({ length: t.length }, (_, i) => t.get(i + 1));
  items.sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
  items.forEach((v, i) => {
    t.set(i + 1, v);
  });
}

function insert(a: Args): readonly LuaValue[] {
  const t = a.table(0);
  const end = t.length + 1;
  if (a.count === 2) t.set(end, a.all[1]);
  else if (a.count === 3) {
    const at = a.integer(1);
    for (let i = Math.max(end, at); i > at; i--) t.set(i, t.get(i - 1));
    t.set(at, a.all[2]);
  } else throw new LuaFault("wrong number of arguments to 'insert'");
  return [];
}

function remove(a: Args): readonly LuaValue[] {
  const t = a.table(0);
  const end = t.length;
  const at = a.integer(1, end);
  if (at < 1 || at > end) return [];
  const gone = t.get(at);
  for (let i = at; i < end; i++) t.set(i, t.get(i + 1));
  t.set(end, undefined);
  return [gone];
}

export const tableLibrary: Readonly<Record<string, LuaFunction>> = library({
  insert,
  remove,
  concat(a) {
    const t = a.table(0);
    const [separator, from, to] = [a.text(1, ""), a.integer(2, 1), a.integer(3, t.length)];
    const parts: string[] = [];
    for (let i = from; i <= to; i++) {
      const text = toText(t.get(i));
      if (text === undefined)
        throw new LuaFault(`invalid value (${typeOf(t.get(i))}) at index ${i} in table for 'concat'`);
      parts.push(text);
    }
    return [parts.join(separator)];
  },
  sort(a) {
    const t = a.table(0);
    const by = a.all[1] === undefined ? undefined : a.callable(1);
    sorted(t, (x, y) => (by ? truthy(by.call([x, y])[0]) : less(x, y, false)));
    return [];
  },
  getn: (a) => [a.table(0).length],
  maxn(a) {
    let most = 0;
    for (const [key] of a.table(0).entries()) if (typeof key === "number") most = Math.max(most, key);
    return [most];
  },
  foreach(a) {
    for (const [key, value] of a.table(0).entries()) {
      const out = a.callable(1).call([key, value]);
      if (out[0] !== undefined) return out;
    }
    return [];
  },
});

const pure = (act: (n: number) => number) => (a: Args) => [act(a.number(0))];

export function mathLibrary(random: () => number): Record<string, LuaValue> {
  return {
    ...library({
      floor: pure(Math.floor),
      ceil: pure(Math.ceil),
      abs: pure(Math.abs),
      sqrt: pure(Math.sqrt),
      exp: pure(Math.exp),
      log: pure(Math.log),
      log10: pure(Math.log10),
      sin: pure(Math.sin),
      cos: pure(Math.cos),
      tan: pure(Math.tan),
      asin: pure(Math.asin),
      acos: pure(Math.acos),
      atan: pure(Math.atan),
      deg: pure((n) => (n * 180) / Math.PI),
      rad: pure((n) => (n * Math.PI) / 180),
      atan2: (a) => [Math.atan2(a.number(0), a.number(1))],
      pow: (a) => [a.number(0) ** a.number(1)],
      fmod: (a) => [a.number(0) % a.number(1)],
      mod: (a) => [a.number(0) % a.number(1)],
      modf: (a) => [Math.trunc(a.number(0)), a.number(0) - Math.trunc(a.number(0))],
      max: (a) => [Math.max(a.number(0), ...a.all.map((_, i) => a.number(i)))],
      min: (a) => [Math.min(a.number(0), ...a.all.map((_, i) => a.number(i)))],
      random(a) {
        const r = random();
        if (a.count === 0) return [r];
        const [from, to] = a.count === 1 ? [1, a.integer(0)] : [a.integer(0), a.integer(1)];
        if (from > to) a.bad(a.count - 1, "interval is empty");
        return [from + Math.floor(r * (to - from + 1))];
      },
      randomseed: () => [],
    }),
    pi: Math.PI,
    huge: Number.POSITIVE_INFINITY,
  };
}

const bits = (act: (a: number, b: number) => number) => (a: Args) => [
  a.all.map((_, i) => a.number(i) | 0).reduce(act) | 0,
];

export const bitLibrary: Readonly<Record<string, LuaFunction>> = library({
  band: bits((a, b) => a & b),
  bor: bits((a, b) => a | b),
  bxor: bits((a, b) => a ^ b),
  bnot: (a) => [~a.number(0)],
  lshift: (a) => [a.number(0) << (a.number(1) & 31)],
  rshift: (a) => [(a.number(0) >>> (a.number(1) & 31)) | 0],
  arshift: (a) => [a.number(0) >> (a.number(1) & 31)],
  tobit: (a) => [a.number(0) | 0],
  tohex(a) {
    const digits = a.integer(1, 8);
    const text = (a.number(0) >>> 0).toString(16).padStart(8, "0").slice(-Math.abs(digits));
    return [digits < 0 ? text.toUpperCase() : text];
  },
});

/** `unpack(t, from, to)`. */
export function unpack(a: Args): readonly LuaValue[] {
  const t = a.table(0);
  const [from, to] = [a.integer(1, 1), a.integer(2, t.length)];
  if (to - from > 8000) throw new LuaFault("too many results to unpack");
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => t.get(from + i));
}
