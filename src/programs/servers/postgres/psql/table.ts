import { stringWidth } from "../../../../std/width.ts";
import type { Cell } from "../client.ts";
import { floatText } from "../engine/types/text.ts";

export interface ShownColumn {
  readonly name: string;
  readonly numeric: boolean;
  readonly type?: string;
}

/** How psql lays rows out. */
export interface Layout {
  tuplesOnly: boolean;
  format: "aligned" | "unaligned" | "csv" | "html" | "wrapped";
  expanded: boolean;
  /** Between columns that are not aligned. */
  separator: string;
  recordSeparator: string;
  /** What stands for NULL. */
  nullText: string;
  border: number;
  title: string | undefined;
  footer: boolean;
  unicode: boolean;
  pager: boolean;
}

export const newLayout = (): Layout => ({
  tuplesOnly: false,
  format: "aligned",
  expanded: false,
  separator: "|",
  recordSeparator: "\n",
  nullText: "",
  border: 1,
  title: undefined,
  footer: true,
  unicode: false,
  pager: true,
});

/** A value as psql shows it. */
function show(v: Cell, type: string | undefined): string {
  if (v === null) return "";
  if (typeof v === "boolean") return v ? "t" : "f";
  if (typeof v === "number" && (type === "double precision" || type === "real")) return floatText(v, type === "real");
  return String(v);
}

/** Tabs as the blanks up to the next eighth column. */
function tabbed(text: string): string {
  if (!text.includes("\t")) return text;
  let out = "";
  for (const c of text) out += c === "\t" ? " ".repeat(8 - (stringWidth(out.slice(out.lastIndexOf("\n") + 1)) % 8)) : c;
  return out;
}

const escapeHtml = (t: string): string =>
  t
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "<br />\n");

/** A result as psql prints it. `footer`: what stands instead of the count of rows; null: nothing. */
export function table(
  columns: readonly ShownColumn[],
  rows: readonly (readonly Cell[])[],
  layout: Layout,
  title?: string,
  footer?: string | null,
): string {
  const spread = layout.format === "aligned" || layout.format === "wrapped" ? tabbed : (t: string) => t;
  const cells = rows.map((r) =>
    columns.map((c, i) => (r[i] === null ? layout.nullText : spread(show(r[i] ?? null, c.type)))),
  );
  const names = columns.map((c) => c.name);
  const count = `(${rows.length} ${rows.length === 1 ? "row" : "rows"})`;
  const end = footer === undefined ? (layout.footer ? count : null) : footer;
  switch (layout.format) {
    case "csv":
      return csv(names, cells, layout);
    case "html":
      return html(columns, cells, layout, title, end);
    case "unaligned":
      return unaligned(names, cells, layout, title, end);
    default:
      return layout.expanded ? expanded(names, cells, layout, title) : aligned(columns, cells, layout, title, end);
  }
}

function csv(names: readonly string[], cells: readonly (readonly string[])[], layout: Layout): string {
  const field = (t: string) => (/[",\n\r]/.test(t) ? `"${t.replaceAll('"', '""')}"` : t);
  if (layout.expanded) return cells.flatMap((r) => r.map((c, i) => `${field(names[i] ?? "")},${field(c)}\n`)).join("");
  return [...(layout.tuplesOnly ? [] : [names]), ...cells].map((r) => `${r.map(field).join(",")}\n`).join("");
}

function unaligned(
  names: readonly string[],
  cells: readonly (readonly string[])[],
  layout: Layout,
  title: string | undefined,
  end: string | null,
): string {
  const { separator, recordSeparator, tuplesOnly } = layout;
  if (layout.expanded)
    return (
      cells.map((r) => r.map((c, i) => `${names[i]}${separator}${c}`).join("\n")).join("\n\n") +
      (cells.length ? "\n" : "")
    );
  const lines = [
    ...(tuplesOnly ? [] : [...(title === undefined ? [] : [title]), names.join(separator)]),
    ...cells.map((r) => r.join(separator)),
    ...(tuplesOnly || end === null ? [] : [end]),
  ];
  return lines.length ? `${lines.join(recordSeparator)}\n` : "";
}

function html(
  columns: readonly ShownColumn[],
  cells: readonly (readonly string[])[],
  layout: Layout,
  title: string | undefined,
  end: string | null,
): string {
  const head = layout.tuplesOnly
    ? ""
    : `${title === undefined ? "" : `  <caption>${escapeHtml(title)}</caption>\n`}  <tr>\n${columns.map((c) => `    <th align="center">${escapeHtml(c.name)}</th>\n`).join("")}  </tr>\n`;
  const body = cells
    .map(
      (r) =>
        `  <tr valign="top">\n${r.map((t, i) => `    <td align="${columns[i]?.numeric ? "right" : "left"}">${t.trim() === "" ? "&nbsp; " : escapeHtml(t)}</td>\n`).join("")}  </tr>\n`,
    )
    .join("");
  return `<table border="${layout.border}">\n${head}${body}</table>\n${layout.tuplesOnly || end === null ? "" : `<p>${escapeHtml(end)}<br />\n</p>\n`}`;
}

const LINES = {
  ascii: { h: "-", v: "|", cross: "+", top: "+", bottom: "+", left: "+", right: "+", corners: "++++" },
  unicode: { h: "─", v: "│", cross: "┼", top: "┬", bottom: "┴", left: "├", right: "┤", corners: "┌┐└┘" },
} as const;

function aligned(
  columns: readonly ShownColumn[],
  cells: readonly (readonly string[])[],
  layout: Layout,
  title: string | undefined,
  end: string | null,
): string {
  const { border, tuplesOnly } = layout;
  const style = layout.unicode ? LINES.unicode : LINES.ascii;
  const names = columns.map((c) => c.name);
  const lines = (t: string) => t.split("\n");
  const widths = names.map((n, i) =>
    Math.max(stringWidth(n), ...cells.map((r) => Math.max(...lines(r[i] ?? "").map(stringWidth)))),
  );
  const rule = (left: string, mid: string, right: string): string => {
    const parts = widths.map((w) => style.h.repeat(border === 0 ? w : w + 2));
    return border === 0
      ? `${parts.join(" ")}\n`
      : border === 1
        ? `${parts.join(mid)}\n`
        : `${left}${parts.join(mid)}${right}\n`;
  };
  const row = (parts: readonly (string | undefined)[], more: (i: number) => boolean, center = false): string => {
    const shown = parts.map((part, i) => {
      const text = part ?? "";
      const gap = Math.max(0, (widths[i] ?? 0) - stringWidth(text));
      const last = i === parts.length - 1;
      const mark = more(i) ? (layout.unicode ? "↵" : "+") : " ";
      const body = center
        ? " ".repeat(Math.floor(gap / 2)) + text + " ".repeat(gap - Math.floor(gap / 2))
        : columns[i]?.numeric
          ? last && border < 2 && part === undefined
            ? ""
            : " ".repeat(gap) + text
          : text + (last && border < 2 && !more(i) ? "" : " ".repeat(gap));
      if (border === 0) return `${body}${more(i) ? "+" : last && !center ? "" : " "}`;
      const tail = last && border < 2 && !more(i) && !center ? "" : mark;
      return ` ${body}${tail}`;
    });
    if (border === 0) return `${shown.join("")}\n`;
    if (border === 1) return `${shown.join(style.v)}\n`;
    return `${style.v}${shown.join(style.v)}${style.v}\n`;
  };
  const body = cells
    .map((r) => {
      const split = r.map(lines);
      const height = Math.max(1, ...split.map((x) => x.length));
      return Array.from({ length: height }, (_, n) =>
        row(
          split.map((x) => x[n]),
          (i) => n + 1 < (split[i]?.length ?? 0),
        ),
      ).join("");
    })
    .join("");
  const [tl, tr, bl, br] = [...style.corners];
  const bottom = border >= 2 ? rule(bl ?? "+", style.bottom, br ?? "+") : "";
  if (tuplesOnly) return `${border >= 2 ? rule(tl ?? "+", style.top, tr ?? "+") : ""}${body}${bottom}\n`;
  if (columns.length === 0) return `--\n${end === null ? "" : `${end}\n`}\n`;
  const width = stringWidth(rule(style.left, style.cross, style.right).trimEnd());
  const heading = title === undefined ? "" : `${titleLine(title, width)}\n`;
  const top = border >= 2 ? rule(tl ?? "+", style.top, tr ?? "+") : "";
  // A name of several lines stands above itself.
  const heads = names.map(lines);
  const height = Math.max(1, ...heads.map((h) => h.length));
  const head = Array.from({ length: height }, (_, n) =>
    row(
      heads.map((h) => h[n]),
      (i) => n + 1 < (heads[i]?.length ?? 0),
      true,
    ),
  ).join("");
  return `${heading}${top}${border === 0 ? head.replace(/\n$/, "\n") : head}${rule(style.left, style.cross, style.right)}${body}${bottom}${end === null ? "" : `${end}\n`}\n`;
}

function titleLine(title: string, width: number): string {
  const own = stringWidth(title);
  return own >= width ? title : " ".repeat(Math.floor((width - own) / 2)) + title;
}

function expanded(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  layout: Layout,
  title: string | undefined,
): string {
  const { border, tuplesOnly } = layout;
  const style = layout.unicode ? LINES.unicode : LINES.ascii;
  const width = Math.max(0, ...names.map(stringWidth));
  const least = border >= 2 ? `[ RECORD ${rows.length} ]`.length + 4 - width - 7 : 0;
  const value = Math.max(0, least, ...rows.flat().flatMap((c) => c.split("\n").map(stringWidth)));
  if (rows.length === 0) return tuplesOnly ? "\n" : "(0 rows)\n\n";
  const parts = rows.map((r, n) => {
    const label = `[ RECORD ${n + 1} ]`;
    // The rule has its crossing where the names end, unless the label reaches over it.
    let head: string;
    if (border === 0) head = `* Record ${n + 1}${" ".repeat(Math.max(0, width + value - 8 - String(n + 1).length))}\n`;
    else {
      const line = `${style.h}${label}`;
      const rule = line.padEnd(width + 1, style.h);
      head =
        rule.length > width + 1
          ? `${rule.padEnd(width + value + 3, style.h)}`
          : `${rule}${style.cross}${style.h.repeat(value + 1)}`;
      if (border >= 2)
        head = `+-${label}${"-".repeat(Math.max(0, width + value + 4 - label.length))}+`.replace(
          new RegExp(`^(.{${width + 3}})-`),
          label.length < width + 2 ? "$1+" : "$1-",
        );
      head += "\n";
    }
    const body = names
      .map((name, i) => {
        const lines = (r[i] ?? "").split("\n");
        return lines
          .map((text, k) => {
            const left = k === 0 ? name : "";
            const gap = " ".repeat(width - stringWidth(left));
            const more = k + 1 < lines.length ? "+" : "";
            const filled = more ? text + " ".repeat(Math.max(0, value - stringWidth(text))) : text;
            if (border === 0) return `${left}${gap} ${filled}${more}\n`;
            if (border === 1) return `${left}${gap} ${style.v} ${filled}${more}\n`;
            return `${style.v} ${left}${gap} ${style.v} ${text}${" ".repeat(Math.max(0, value - stringWidth(text)))} ${style.v}\n`;
          })
          .join("");
      })
      .join("");
    return (tuplesOnly ? "" : head) + body;
  });
  const heading = title === undefined || tuplesOnly ? "" : `${title}\n`;
  const bottom = border >= 2 ? `+${"-".repeat(width + 2)}+${"-".repeat(value + 2)}+\n` : "";
  return `${heading}${parts.join(tuplesOnly ? "\n" : "")}${bottom}\n`;
}
