import { encode } from "../../../std/text.ts";
import { stringWidth } from "../../../std/width.ts";
import type { Column } from "../sql/session.ts";

/** What a client gets for a value. */
export type Cell = string | number | boolean | null;

function show(value: Cell): string {
  if (value === null) return "NULL";
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "number" ? numberText(value) : value;
}

/** A double as MySQL writes it: `1e20`, with an exponent from 15 digits on. */
function numberText(n: number): string {
  if (Number.isInteger(n) && Math.abs(n) < 1e15) return String(n === 0 ? 0 : n);
  const size = Math.abs(n);
  const text = size >= 1e15 || (size < 1e-15 && size > 0) ? n.toExponential() : String(n);
  return text.replace("e+", "e");
}

/** The types of bytes. */
export const BINARY = /^(var)?binary|blob$|^bit/;

type Rows = readonly (readonly Cell[])[];

const bytes = (text: string) => encode(text).length;

/**
 * A result in a box, as on a terminal. A column is as wide as its longest value has bytes, and has room for NULL where
 * one may stand there; where bytes are shown as `0x616263` (`hex`), twice that, the head's name too.
 */
export function boxed(columns: readonly Column[], rows: Rows, skipNames: boolean, hex = false): string {
  const cells = rows.map((r) => columns.map((_, i) => show(r[i] ?? null)));
  const widths = columns.map((c, i) => {
    const inHex = hex && BINARY.test(c.type);
    const width = Math.max(
      skipNames ? 0 : bytes(c.name),
      c.nullable === false ? 0 : 4,
      ...cells.map((r, n) => (rows[n]?.[i] === null ? 4 : inHex ? (bytes(r[i] ?? "") - 2) / 2 : bytes(r[i] ?? ""))),
    );
    return inHex ? 2 * width + 2 : width;
  });
  const rule = `+${widths.map((w) => "-".repeat(w + 2)).join("+")}+\n`;
  const line = (texts: readonly string[], right: (i: number) => boolean) =>
    `|${texts
      .map((t, i) => {
        const gap = " ".repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(t.replace(/[\n\t]/g, " "))));
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
export function tabbed(columns: readonly Column[], rows: Rows, skipNames: boolean, raw = false): string {
  const escaped = (t: string) =>
    raw ? t : t.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\0", "\\0");
  const lines = rows.map((r) => columns.map((_, i) => escaped(show(r[i] ?? null))).join("\t"));
  return [...(skipNames ? [] : [columns.map((c) => c.name).join("\t")]), ...lines].map((l) => `${l}\n`).join("");
}

/** `\G`: a row upright. */
export function vertical(columns: readonly Column[], rows: Rows): string {
  const width = Math.max(...columns.map((c) => bytes(c.name)));
  return rows
    .map((r, n) => {
      const stars = "*".repeat(27);
      const body = columns.map((c, i) => `${c.name.padStart(width)}: ${show(r[i] ?? null)}\n`).join("");
      return `${stars} ${n + 1}. row ${stars}\n${body}`;
    })
    .join("");
}
