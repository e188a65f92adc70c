import { stringWidth } from "../../../std/width.ts";
import type { Value } from "../sql/ast.ts";
import { show } from "../sql/evaluate.ts";
import type { Column } from "../sql/session.ts";

/** How psql lays rows out. */
export interface Layout {
  readonly tuplesOnly: boolean;
  readonly aligned: boolean;
  readonly expanded: boolean;
  /** Between columns that are not aligned. */
  readonly separator: string;
  readonly csv: boolean;
}

/** A result as psql prints it. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Value[])[],
  layout: Layout,
  title?: string,
): string {
  const cells = rows.map((r) => columns.map((_, i) => show(r[i] ?? null)));
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
  if (layout.expanded) return expanded(names, cells);
  const widths = names.map((n, i) =>
    Math.max(
      layout.tuplesOnly ? 0 : stringWidth(n),
      ...cells.map((r) => Math.max(...(r[i] ?? "").split("\n").map(stringWidth))),
    ),
  );
  const pad = (text: string, i: number, right: boolean) => {
    const gap = " ".repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(text)));
    return right ? gap + text : text + gap;
  };
  const body = cells
    .map(
      (r) =>
        `${r
          .map((t, i) => ` ${pad(t, i, columns[i]?.numeric ?? false)} `)
          .join("|")
          .replace(/ +$/, columns.at(-1)?.numeric ? " " : "")
          .replace(/\s+$/, "")}\n`,
    )
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

function expanded(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = Math.max(0, ...names.map(stringWidth));
  const value = Math.max(0, ...rows.flat().map(stringWidth));
  const parts = rows.map((r, n) => {
    const title = `-[ RECORD ${n + 1} ]`;
    const rule = `${title}${"-".repeat(Math.max(0, width + 1 - title.length))}`;
    const head = `${rule}${rule.length > width + 1 ? "" : "+"}${"-".repeat(Math.max(0, value + 1 - Math.max(0, rule.length - width - 1)))}\n`;
    return head + names.map((name, i) => `${name.padEnd(width)} | ${r[i] ?? ""}\n`).join("");
  });
  return rows.length ? `${parts.join("")}\n` : "(0 rows)\n\n";
}
