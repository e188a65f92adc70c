import type { Row } from "../types/type.ts";
import { joinRows } from "./join.ts";
import type { Frame } from "./scope.ts";
import { type Condition, holds, pad, type Source } from "./source.ts";

/** The rows of FROM that WHERE keeps. Conditions are looked at as early as what they need is there. */
export function rowReader(
  sources: readonly Source[],
  where: readonly Condition[],
): (up: Frame | undefined) => readonly Row[] {
  const { list, conditions } = flatten(sources);
  const open: Condition[] = [...conditions, ...where];
  const steps = list.map((source, i) => {
    const end = source.offset + source.width;
    const ready = open.filter((c) => [...c.touched].every((t) => t < end));
    for (const c of ready) open.splice(open.indexOf(c), 1);
    const own = ready.filter((c) => [...c.touched].some((t) => t >= source.offset) || i === 0);
    return { source, own, other: ready.filter((c) => !own.includes(c)) };
  });
  return (up) => {
    let rows: readonly Row[] = [[]];
    if (list.length === 0) return where.every((c) => c.ex.ev({ row: [], up }) === true) ? rows : [];
    steps.forEach(({ source, own, other }, i) => {
      const filters = [...own, ...other];
      if (i === 0) {
        rows =
          source.range?.table !== undefined
            ? source.get([], up, filters)
            : source.get([], up, []).filter((r) => filters.length === 0 || holds(filters, [], r, up));
        return;
      }
      const scanned = source.range?.table !== undefined;
      const indexed =
        scanned &&
        filters.some((c) => c.ex.equal?.some((x) => x.column?.level === 0 && x.column.index >= source.offset));
      if (indexed && rows.length < 200) {
        const out: Row[] = [];
        for (const r of rows) for (const b of source.get(r, up, filters)) out.push([...r, ...b]);
        rows = out;
        return;
      }
      const before = rows;
      const left: Source = {
        offset: 0,
        width: source.offset,
        independent: true,
        item: source.item,
        range: undefined,
        get: () => before as Row[],
      };
      // What needs this part alone is looked at as its rows are read.
      const early = filters.filter((c) => [...c.touched].every((t) => t >= source.offset));
      const late = filters.filter((c) => !early.includes(c));
      const right: Source =
        early.length && source.independent ? { ...source, get: (p, u) => filtered(source, p, u, early) } : source;
      rows = joinRows(left, right, "inner", early.length && source.independent ? late : filters, [], up);
    });
    return rows;
  };
}

function filtered(source: Source, prefix: Row, up: Frame | undefined, filters: readonly Condition[]): Row[] {
  if (source.range?.table !== undefined) return source.get(pad(source.offset), up, filters);
  return source.get(prefix, up, []).filter((r) => holds(filters, pad(source.offset), r, up));
}

/** Inner joins as one list, with their conditions; others stay as they are. */
function flatten(sources: readonly Source[]): { list: Source[]; conditions: Condition[] } {
  const list: Source[] = [];
  const conditions: Condition[] = [];
  const add = (x: Source) => {
    const { parts } = x;
    if (!parts) {
      list.push(x);
      return;
    }
    add(parts.l);
    add(parts.r);
    conditions.push(...parts.conditions);
  };
  for (const x of sources) add(x);
  return { list, conditions };
}
