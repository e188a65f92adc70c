import { stringWidth } from "../../../std/width.ts";
import type { Column } from "../sql/session.ts";

/** What a client gets for a value. */
export type Cell = string | number | boolean | null;

function show(value: Cell): string {
  return value === null ? "NULL" : typeof value === "boolean" ? (value ? "1" : "0") : String(value);
}

type Rows = readonly (readonly Cell[])[];

/** A result in a box, as on a terminal. */
export function boxed(columns: readonly Column[], rows: Rows, skipNames: boolean): string {
  const cells = rows.map((r) => columns.map((_, i) => show(r[i] ?? null)));
  const widths = columns.map((c, i) =>
    Math.max(skipNames ? 0 : stringWidth(c.name), ...cells.map((r) => stringWidth(r[i] ?? ""))),
  );
  const rule = `+${widths.map((w) => "-".repeat(w + 2)).join("+")}+\n`;
  const line = (texts: readonly string[], right: (i: number) => boolean) =>
    `|${texts
      .map((t, i) => {
        const gap = " ".repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(t)));
        return right(i) ? ` ${gap}${t} ` : ` ${t}${gap} `;
      })
      .join("|")}|\n`;
  const head = skipNames
    ? ""
    : `${line(
        columns.map((c) => c.name),
        () => false,
      )}${rule}`;
  return `${rule}${head}${cells.map((r) => line(r, (i) => columns[i]?.numeric ?? false)).join("")}${rule}`;
}

/** Tabs between columns, as without a terminal. */
export function tabbed(columns: readonly Column[], rows: Rows, skipNames: boolean): string {
  const escaped = (t: string) => t.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  const lines = rows.map((r) => columns.map((_, i) => escaped(show(r[i] ?? null))).join("\t"));
  return [...(skipNames ? [] : [columns.map((c) => c.name).join("\t")]), ...lines].map((l) => `${l}\n`).join("");
}

/** `\G`: a row upright. */
export function vertical(columns: readonly Column[], rows: Rows): string {
  const width = Math.max(...columns.map((c) => c.name.length));
  return rows
    .map((r, n) => {
      const stars = "*".repeat(27);
      const body = columns.map((c, i) => `${c.name.padStart(width)}: ${show(r[i] ?? null)}\n`).join("");
      return `${stars} ${n + 1}. row ${stars}\n${body}`;
    })
    .join("");
}
