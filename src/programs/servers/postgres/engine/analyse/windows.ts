import type { Value } from "../types/type.ts";
import type { Frame, Scope } from "./scope.ts";
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
  // Rows come as the last window has put them in order.
  const order = windowOrder(frames, sc);
  return order.map((n) => ({ ...(frames[n] as Frame), wins: values[n] ?? [] }));
}

function windowOrder(frames: readonly Frame[], sc: Scope): number[] {
  const places = frames.map((_, n) => n);
  const w = sc.wins.at(-1);
  if (!w) return places;
  const by = [...w.partition.map((ex) => ({ ex, descending: false, nullsFirst: false })), ...w.order];
  const keys = frames.map((f) => by.map((k) => k.ex.ev(f)));
  return places.sort((a, b) => compareKeys(by, keys[a] ?? [], keys[b] ?? []) || a - b);
}
