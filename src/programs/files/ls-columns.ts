import type { Flavour } from "../lib/flavour.ts";
import type { Output } from "../lib/output.ts";
import type { ShownName } from "./ls-names.ts";
import type { LsOptions } from "./ls-options.ts";

/** Names in rows; each cell but a row's last is filled up to its column's width. */
export interface Columns {
  readonly rows: readonly (readonly ShownName[])[];
  readonly widths: readonly number[];
}

/**
 * As many columns as fit into the width, filled downwards (-C) or across (-x). GNU gives each column its own width;
 * BusyBox makes all as wide as the longest name.
 */
export function columnsOf(names: readonly ShownName[], o: LsOptions): Columns {
  const across = o.format === "across";
  let best = layout(names, 1, across);
  const most = Math.min(names.length, Math.max(1, Math.floor(o.width / 3)));
  for (let count = most; count > 1; count--) {
    const candidate = layout(names, count, across);
    if (sum(candidate.widths) < o.width) {
      best = candidate;
      break;
    }
  }
  return best;
}

function layout(names: readonly ShownName[], count: number, across: boolean): Columns {
  const height = Math.ceil(names.length / count);
  const columns: ShownName[][] = Array.from({ length: count }, () => []);
  const rows: ShownName[][] = Array.from({ length: height }, () => []);
  names.forEach((name, i) => {
    columns[across ? i % count : Math.floor(i / height)]?.push(name);
    rows[across ? Math.floor(i / count) : i % height]?.push(name);
  });
  const widths = columns.map((names, i) => Math.max(...names.map((n) => n.width), 0) + (i < count - 1 ? 2 : 0));
  return { rows, widths };
}

/** BusyBox's rows: one width for all columns. */
function even(names: readonly ShownName[], o: LsOptions): Columns {
  const width = Math.max(...names.map((n) => n.width), 0) + 2;
  const count = Math.max(1, Math.floor(o.width / width));
  const { rows } = layout(names, Math.min(count, names.length), o.format === "across");
  return { rows, widths: rows[0]?.map(() => width) ?? [] };
}

export async function writeColumns(out: Output, columns: Columns, o: LsOptions, flavour: Flavour): Promise<void> {
  const { rows, widths } = flavour.busybox ? even(flatten(columns, o), o) : columns;
  for (const row of rows) {
    let line = "";
    let at = 0;
    let edge = 0;
    row.forEach((name, i) => {
      line += name.text;
      at += name.width;
      edge += widths[i] ?? 0;
      if (i === row.length - 1) return;
      line += fill(at, edge, o.tabs ? 8 : 0);
      at = edge;
    });
    await out.write(`${line}\n`);
  }
}

function flatten(columns: Columns, o: LsOptions): ShownName[] {
  if (o.format === "across") return columns.rows.flat();
  const out: ShownName[] = [];
  const width = Math.max(...columns.rows.map((r) => r.length), 0);
  for (let i = 0; i < width; i++) for (const row of columns.rows) if (row[i]) out.push(row[i] as ShownName);
  return out;
}

function fill(from: number, to: number, tab: number): string {
  let out = "";
  let at = from;
  while (at < to) {
    if (tab && Math.floor(to / tab) > Math.floor((at + 1) / tab)) {
      out += "\t";
      at += tab - (at % tab);
    } else {
      out += " ";
      at++;
    }
  }
  return out;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
