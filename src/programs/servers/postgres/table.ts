import { stringWidth } from "../../../std/width.ts";
import type { Column } from "../sql/session.ts";

/** What a client gets for a value. */
export type Cell = string | number | boolean | null;

/** A value as psql shows it. */
function show(v: Cell): string {
  return v === null ? "" : typeof v === "boolean" ? (v ? "t" : "f") : String(v);
}

/** How psql lays rows out. */
export interface Layout {
  tuplesOnly: boolean;
  aligned: boolean;
  expanded: boolean;
  /** Between columns that are not aligned. */
  separator: string;
  csv: boolean;
  /** What stands for NULL. */
  nullText: string;
}

/** A result as psql prints it. */
export function table(
  columns: readonly Pick<Column, "name" | "numeric">[],
  rows: readonly (readonly Cell[])[],
  layout: Layout,
  title?: string,
): string {
  const cells = rows.map((r) => columns.map((_, i) => (r[i] === null ? layout.nullText : show(r[i] ?? null))));
  const names = columns.map((c) => c.name);
  const footer = `(${rows.length} ${rows.length === 1 ? "row" : "rows"})\n`;
  if (layout.csv) {
    const field = (t: string) => (/[",\n]/.test(t) ? `"${t.replaceAll('"', '""')}"` : t);
    return [...(layout.tuplesOnly ? [] : [names]), ...cells].map((r) => `${r.map(field).join(",")}\n`).join("");
  }
  if (!layout.aligned) {
    const lines = cells.map((r) => `${r.join(layout.separator)}\n`).join("");
    return layout.tuplesOnly ? lines : `${names.join(layout.separator)}\n${lines}${footer}`;
  }
  if (layout.expanded) return expanded(names, cells, layout.tuplesOnly);
  const widths = names.map((n, i) =>
    Math.max(
      layout.tuplesOnly ? 0 : stringWidth(n),
      ...cells.map((r) => Math.max(...(r[i] ?? "").split("\n").map(stringWidth))),
    ),
  );
  const line = (parts: readonly (string | undefined)[], more: (i: number) => boolean) =>
    `${parts
      .map((part, i) => {
        const text = part ?? "";
        const gap = " ".repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(text)));
        const goesOn = more(i);
        const last = i === parts.length - 1;
        if (columns[i]?.numeric) return ` ${gap}${text}${last && !goesOn ? "" : goesOn ? "+" : " "}`;
        return ` ${text}${last && !goesOn ? "" : gap + (goesOn ? "+" : " ")}`;
      })
      .join("|")}\n`;
  const body = cells
    .map((r) => {
      const split = r.map((t) => t.split("\n"));
      const height = Math.max(1, ...split.map((x) => x.length));
      return Array.from({ length: height }, (_, n) =>
        line(
          split.map((x) => x[n]),
          (i) => n + 1 < (split[i]?.length ?? 0),
        ),
      ).join("");
    })
    .join("");
  if (layout.tuplesOnly) return `${body}\n`;
  const head = names
    .map((n, i) => {
      const gap = (widths[i] ?? 0) - stringWidth(n);
      const left = Math.floor(gap / 2);
      return ` ${" ".repeat(left)}${n}${" ".repeat(gap - left)} `;
    })
    .join("|");
  const rule = widths.map((w) => "-".repeat(w + 2)).join("+");
  const heading =
    title === undefined ? "" : `${" ".repeat(Math.max(0, Math.floor((rule.length - title.length) / 2)))}${title}\n`;
  return `${heading}${head}\n${rule}\n${body}${footer}\n`;
}

function expanded(names: readonly string[], rows: readonly (readonly string[])[], tuplesOnly: boolean): string {
  const width = Math.max(0, ...names.map(stringWidth));
  const value = Math.max(0, ...rows.flat().flatMap((c) => c.split("\n").map(stringWidth)));
  const parts = rows.map((r, n) => {
    const title = `-[ RECORD ${n + 1} ]`;
    // The rule has its crossing where the names end, unless the title reaches over it.
    const rule = title.padEnd(width + 1, "-");
    const head =
      rule.length > width + 1 ? `${rule.padEnd(width + value + 3, "-")}\n` : `${rule}+${"-".repeat(value + 1)}\n`;
    const body = names
      .map((name, i) => {
        const [first = "", ...more] = (r[i] ?? "").split("\n");
        const rest = more.map((m) => `\n${" ".repeat(width)} | ${m}`).join("");
        return `${name.padEnd(width)} | ${first}${rest}\n`;
      })
      .join("");
    return (tuplesOnly ? "" : head) + body;
  });
  return rows.length ? `${parts.join(tuplesOnly ? "\n" : "")}\n` : "(0 rows)\n\n";
}
