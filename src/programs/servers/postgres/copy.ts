import { isErrno } from "../../../std/errno.ts";
import type { Psql } from "./psql.ts";

/** Where rows come from or go to, and how they are written. */
export interface Copy {
  readonly table: string;
  readonly columns: readonly string[] | undefined;
  readonly query: string | undefined;
  readonly into: boolean;
  /** A file's name; undefined for STDIN or STDOUT. */
  readonly file: string | undefined;
  readonly csv: boolean;
  readonly header: boolean;
  readonly delimiter: string;
  readonly nullText: string;
}

/** `TABLE [(columns)] FROM|TO 'file'|STDIN|STDOUT [WITH] (FORMAT csv, HEADER)`; undefined for what is none. */
export function parseCopy(text: string): Copy | undefined {
  const m =
    /^\s*(?:\((.*)\)|([\w."]+)\s*(?:\(([^)]*)\))?)\s+(from|to)\s+(?:'([^']*)'|(stdin|stdout|pstdin|pstdout)|(\S+?))\s*(?:(?:with\b)?\s*(.*?))?;?\s*$/is.exec(
      text,
    );
  if (!m) return undefined;
  const options = m[8] ?? "";
  const csv = /\bcsv\b/i.test(options);
  const given = /\bdelimiter\s+(?:as\s+)?'([^']*)'/i.exec(options)?.[1];
  return {
    query: m[1],
    table: (m[2] ?? "").replace(/^public\./, "").replaceAll('"', ""),
    columns: m[3]?.split(",").map((c) => c.trim().replaceAll('"', "")),
    into: m[4]?.toLowerCase() === "from",
    file: m[6] === undefined ? (m[5] ?? m[7]) : undefined,
    csv,
    header: /\bheader\b(?!\s+(false|off))/i.test(options),
    delimiter: given ?? (csv ? "," : "\t"),
    nullText: /\bnull\s+(?:as\s+)?'([^']*)'/i.exec(options)?.[1] ?? (csv ? "" : "\\N"),
  };
}

/** The fields of each line; null for what stands for NULL. */
export function copyRows(text: string, c: Copy): (string | null)[][] {
  const lines = c.csv
    ? csvLines(text, c)
    : text
        .split("\n")
        .filter((l, i, all) => i < all.length - 1 || l !== "")
        .map((l) =>
          l
            .replace(/\r$/, "")
            .split(c.delimiter)
            .map((f) => (f === c.nullText ? null : unescaped(f))),
        );
  return c.header ? lines.slice(1) : lines;
}

function unescaped(field: string): string {
  return field.replace(/\\(.)/g, (_all, ch: string) => ({ n: "\n", t: "\t", r: "\r" })[ch] ?? ch);
}

function csvLines(text: string, c: Copy): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let field = "";
  let quoted = false;
  let inside = false;
  const end = () => {
    row.push(!quoted && field === c.nullText ? null : field);
    field = "";
    quoted = false;
  };
  for (let i = 0; i < text.length; i++) {
    const ch = text[i] ?? "";
    if (inside) {
      if (ch !== '"') field += ch;
      else if (text[i + 1] === '"') field += text[++i];
      else inside = false;
    } else if (ch === '"') {
      inside = true;
      quoted = true;
    } else if (ch === c.delimiter) end();
    else if (ch === "\n") {
      end();
      rows.push(row);
      row = [];
    } else if (ch !== "\r") field += ch;
  }
  if (field !== "" || row.length) {
    end();
    rows.push(row);
  }
  return rows;
}

/** Puts rows in by INSERT; the tag, or undefined when the server refused and that has been said. */
export async function copyIn(s: Psql, c: Copy, text: string, prefix: string): Promise<string | undefined> {
  const rows = copyRows(text, c);
  const columns = c.columns ? ` (${c.columns.map((n) => `"${n}"`).join(", ")})` : "";
  const literal = (v: string | null) => (v === null ? "NULL" : `'${v.replaceAll("'", "''")}'`);
  if (rows.length === 0) return "COPY 0";
  const sql = `INSERT INTO "${c.table}"${columns} OVERRIDING SYSTEM VALUE VALUES ${rows.map((r) => `(${r.map(literal).join(", ")})`).join(", ")}`;
  const reply = await s.db.ask(sql);
  if (reply && "result" in reply) {
    s.inTransaction = reply.inTransaction;
    return `COPY ${rows.length}`;
  }
  s.failed = true;
  await s.p.write(
    2,
    `${prefix}ERROR:  ${reply ? reply.failure.message : "server closed the connection unexpectedly"}\n${reply?.failure.detail === undefined ? "" : `DETAIL:  ${reply.failure.detail}\n`}`,
  );
  return undefined;
}

/** `\copy`, and a COPY … TO STDOUT. False: it failed. */
export async function copyCommand(s: Psql, text: string, prefix = ""): Promise<boolean> {
  const c = parseCopy(text);
  if (!c) {
    await s.p.write(2, "\\copy: arguments required\n");
    return false;
  }
  if (c.into) {
    if (c.file === undefined) {
      await s.p.write(2, "drydock: psql's \\copy FROM STDIN is not simulated\n");
      return false;
    }
    let content: string;
    try {
      content = s.p.files.readText(c.file);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await s.p.write(2, `${c.file}: ${e.strerror}\n`);
      return false;
    }
    const tag = await copyIn(s, c, content, "");
    if (tag !== undefined) await s.p.write(1, `${tag}\n`);
    return tag !== undefined;
  }
  const reply = await s.db.ask(
    c.query ?? `SELECT ${c.columns?.map((n) => `"${n}"`).join(", ") ?? "*"} FROM "${c.table}"`,
  );
  if (!reply || "failure" in reply) {
    s.failed = true;
    await s.p.write(2, `${prefix}ERROR:  ${reply?.failure.message ?? "server closed the connection unexpectedly"}\n`);
    return false;
  }
  const { columns = [], rows } = reply.result;
  const text_ = copyText(
    columns.map((x) => x.name),
    rows,
    c,
  );
  if (c.file === undefined) await s.p.write(1, text_);
  else {
    s.p.files.writeFile(c.file, text_);
    await s.p.write(1, `COPY ${rows.length}\n`);
  }
  return true;
}

/** Rows as COPY … TO writes them. */
export function copyText(
  names: readonly string[],
  rows: readonly (readonly (string | number | boolean | null)[])[],
  c: Pick<Copy, "csv" | "header" | "delimiter" | "nullText">,
): string {
  const field = (v: string | number | boolean | null): string => {
    if (v === null) return c.nullText;
    const text = typeof v === "boolean" ? (v ? "t" : "f") : String(v);
    if (!c.csv)
      return text.replace(/\\/g, "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r");
    return text === "" || text.includes(c.delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [...(c.header ? [names] : []), ...rows].map((r) => `${r.map(field).join(c.delimiter)}\n`).join("");
}
