import { keyOf } from "../../types/compare.ts";
import { Arr, type Value } from "../../types/type.ts";
import { type Accumulator, agg } from "../aggregates.ts";

/** Aggregates over what WITHIN GROUP has put in order. */
export function orderedSets(): void {
  const set = (end: (fraction: Value, list: readonly Value[]) => Value) => (): Accumulator => {
    const list: Value[] = [];
    let fraction: Value = null;
    return {
      add(args) {
        fraction = args.length > 1 ? (args[0] ?? null) : null;
        const v = args.at(-1) ?? null;
        if (v !== null) list.push(v);
      },
      result: () => (list.length === 0 ? null : end(fraction, list)),
    };
  };
  const ordered = { strict: false, ordered: true };
  const cont = (f: Value, list: readonly Value[]): Value => {
    if (f instanceof Arr) return new Arr(f.items.map((x) => cont(x, list)));
    const at = Number(f) * (list.length - 1);
    const [low, high] = [Number(list[Math.floor(at)]), Number(list[Math.ceil(at)])];
    return low + (high - low) * (at - Math.floor(at));
  };
  agg("percentile_cont", "float8,float8", "float8", set(cont), ordered);
  agg("percentile_cont", "float8[],float8", "float8[]", set(cont), ordered);
  agg(
    "percentile_disc",
    "float8,anyelement",
    "anyelement",
    set((f, list) => list[Math.max(0, Math.ceil(Number(f) * list.length) - 1)] ?? null),
    ordered,
  );
  agg(
    "mode",
    "anyelement",
    "anyelement",
    set((_f, list) => {
      const counts = new Map<string, { v: Value; n: number }>();
      for (const v of list) {
        const there = counts.get(keyOf(v));
        if (there) there.n++;
        else counts.set(keyOf(v), { v, n: 1 });
      }
      let best: { v: Value; n: number } | undefined;
      for (const c of counts.values()) if (!best || c.n > best.n) best = c;
      return best?.v ?? null;
    }),
    ordered,
  );
}
