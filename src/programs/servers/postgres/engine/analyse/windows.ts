import type { Value } from "../types/type.ts";
import type { Frame, Scope, WindowCall } from "./scope.ts";
import { compareKeys } from "./sorting.ts";
import { partitionKey } from "./window-calls.ts";

/** Works out the window functions of each row. */
export function windows(frames: readonly Frame[], sc: Scope): Frame[] {
  const values: Value[][] = frames.map(() => []);
  const sorted = frames.map((_, n) => n);
  sc.wins.forEach((w, k) => {
    const parts = new Map<string, number[]>();
    for (const n of sorted) {
      const f = frames[n];
      if (!f) continue;
      const key = partitionKey(w, f);
      const there = parts.get(key);
      if (there) there.push(n);
      else parts.set(key, [n]);
    }
    for (const part of parts.values()) {
      const rows = part.map((n) => ({
        n,
        f: frames[n] as Frame,
        keys: w.order.map((o) => o.ex.ev(frames[n] as Frame)),
      }));
      rows.sort((a, b) => compareKeys(w.order, a.keys, b.keys));
      const starts: number[] = [];
      rows.forEach((r, x) => {
        const before = rows[x - 1];
        starts[x] = before && compareKeys(w.order, before.keys, r.keys) === 0 ? (starts[x - 1] ?? 0) : x;
      });
      const ends: number[] = [];
      for (let x = rows.length - 1; x >= 0; x--)
        ends[x] = x + 1 < rows.length && starts[x + 1] === starts[x] ? (ends[x + 1] ?? x + 1) : x + 1;
      const got = w.run(
        rows.map((r) => r.f),
        (x) => [starts[x] ?? 0, ends[x] ?? rows.length],
      );
      rows.forEach((r, x) => {
        const list = values[r.n];
        if (list) list[k] = got[x] ?? null;
      });
    }
  });
  const order = windowOrder(frames, sc);
  return order.map((n) => ({ ...(frames[n] as Frame), wins: values[n] ?? [] }));
}

/**
 * The window whose order the rows are left in: the one that is worked out last. What the windows sort by is numbered as it
 * comes up, each window's own order before its parts; those with the greater number come first, of two that begin
 * alike the longer one, which leaves the shorter one nothing to sort.
 */
function lastSorted(sc: Scope): WindowCall | undefined {
  const numbers = new Map<string, number>();
  const number = (text: string): number => {
    const n = numbers.get(text) ?? numbers.size + 1;
    numbers.set(text, n);
    return n;
  };
  const ranked = sc.wins.map((w) => {
    const order = w.order.map((o) => number(o.ex.show(false)));
    return { w, keys: [...w.partition.map((p) => number(p.show(false))), ...order] };
  });
  ranked.sort((a, b) => {
    for (let i = 0; i < Math.min(a.keys.length, b.keys.length); i++) {
      const c = (b.keys[i] ?? 0) - (a.keys[i] ?? 0);
      if (c !== 0) return c;
    }
    return b.keys.length - a.keys.length;
  });
  let last: (typeof ranked)[number] | undefined;
  for (const r of ranked) if (!last || r.keys.some((k, i) => last?.keys[i] !== k)) last = r;
  return last?.w;
}

function windowOrder(frames: readonly Frame[], sc: Scope): number[] {
  const places = frames.map((_, n) => n);
  const w = lastSorted(sc);
  if (!w) return places;
  const by = [...w.partition.map((ex) => ({ ex, descending: false, nullsFirst: false })), ...w.order];
  const keys = frames.map((f) => by.map((k) => k.ex.ev(f)));
  return places.sort((a, b) => compareKeys(by, keys[a] ?? [], keys[b] ?? []) || a - b);
}
