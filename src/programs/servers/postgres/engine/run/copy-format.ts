import { PgError } from "../error.ts";

/** How COPY writes rows. */
export interface CopyFormat {
  readonly csv: boolean;
  readonly header: boolean;
  readonly delimiter: string;
  readonly nullText: string;
  readonly quote: string;
  readonly force: boolean;
}

export function formatOf(o: ReadonlyMap<string, string>): CopyFormat {
  const format = o.get("format") ?? "text";
  if (format === "binary") throw new PgError("drydock: COPY in binary is not simulated", "0A000");
  if (format !== "text" && format !== "csv") throw new PgError(`COPY format "${format}" not recognized`, "22023");
  for (const name of o.keys())
    if (
      !/^(format|header|delimiter|null|quote|escape|encoding|freeze|force_quote|force_not_null|force_null|default|on_error|log_verbosity)$/.test(
        name,
      )
    )
      throw new PgError(`option "${name}" not recognized`, "42601");
  const csv = format === "csv";
  const delimiter = o.get("delimiter") ?? (csv ? "," : "\t");
  if (delimiter.length !== 1) throw new PgError("COPY delimiter must be a single one-byte character", "0A000");
  return {
    csv,
    header: /^(true|on|1|match)$/.test(o.get("header") ?? "off"),
    delimiter,
    nullText: o.get("null") ?? (csv ? "" : "\\N"),
    quote: o.get("quote") ?? '"',
    force: o.has("force_quote"),
  };
}

export interface CopyLine {
  readonly line: number;
  readonly text: string;
  readonly fields: readonly (string | null)[];
}

/** The rows of a text, each with its line's number. */
export function* readLines(text: string, f: CopyFormat): Generator<CopyLine> {
  if (f.csv) {
    yield* csvLines(text, f);
    return;
  }
  let line = 0;
  for (const raw of text.split("\n")) {
    line++;
    if (raw === "\\.") return;
    if (line === 1 && f.header) continue;
    const whole = raw.replace(/\r$/, "");
    if (whole === "" && line === text.split("\n").length) return;
    yield { line, text: whole, fields: whole.split(f.delimiter).map((x) => (x === f.nullText ? null : unescaped(x))) };
  }
}

function unescaped(field: string): string {
  return field.replace(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))/g, (_a, octal, hex, c: string) =>
    octal !== undefined
      ? String.fromCharCode(Number.parseInt(octal, 8))
      : hex !== undefined
        ? String.fromCharCode(Number.parseInt(hex, 16))
        : ({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v" }[c] ?? c),
  );
}

function* csvLines(text: string, f: CopyFormat): Generator<CopyLine> {
  let fields: (string | null)[] = [];
  let field = "";
  let quoted = false;
  let inside = false;
  let line = 1;
  let first = 1;
  let from = 0;
  let head = f.header;
  const end = () => {
    fields.push(!quoted && field === f.nullText ? null : field);
    field = "";
    quoted = false;
  };
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === undefined) {
      if (inside) throw new PgError("unterminated CSV quoted field", "22P04");
      if (field === "" && fields.length === 0 && !quoted) return;
      end();
      if (!head) yield { line: first, text: text.slice(from), fields };
      return;
    }
    if (c === "\n") line++;
    if (inside) {
      if (c !== f.quote) field += c;
      else if (text[i + 1] === f.quote) field += text[++i];
      else inside = false;
    } else if (c === f.quote) {
      inside = true;
      quoted = true;
    } else if (c === f.delimiter) end();
    else if (c === "\n") {
      end();
      const whole = text.slice(from, i).replace(/\r$/, "");
      if (whole === "\\.") return;
      if (!head) yield { line: first, text: whole, fields };
      head = false;
      fields = [];
      from = i + 1;
      first = line;
    } else if (c !== "\r") field += c;
  }
}

export function tabText(
  names: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  f: CopyFormat,
): string {
  const field = (v: string | null) =>
    v === null
      ? f.nullText
      : v
          .replace(/\\/g, "\\\\")
          .replaceAll("\n", "\\n")
          .replaceAll("\t", f.delimiter === "\t" ? "\\t" : "\t")
          .replaceAll("\r", "\\r")
          .replaceAll(f.delimiter === "\t" ? "\0" : f.delimiter, `\\${f.delimiter}`);
  return [...(f.header ? [names] : []), ...rows].map((r) => `${r.map(field).join(f.delimiter)}\n`).join("");
}

export function csvText(
  names: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  f: CopyFormat,
): string {
  const q = f.quote;
  const field = (v: string | null, only: boolean) => {
    if (v === null) return f.nullText;
    const needs =
      v === f.nullText ||
      v.includes(f.delimiter) ||
      v.includes(q) ||
      /[\n\r]/.test(v) ||
      (only && v === "\\.") ||
      f.force;
    return needs ? `${q}${v.replaceAll(q, q + q)}${q}` : v;
  };
  const head = f.header
    ? [
        `${names.map((n) => (n.includes(f.delimiter) || n.includes(q) ? `${q}${n.replaceAll(q, q + q)}${q}` : n)).join(f.delimiter)}\n`,
      ]
    : [];
  return [...head, ...rows.map((r) => `${r.map((v) => field(v, r.length === 1)).join(f.delimiter)}\n`)].join("");
}
