import { complain, type Psql, put } from "./state.ts";

/** psql's variables in a statement: `:name`, `:'name'` as a literal, `:"name"` as an identifier; not in quotes, not in `::`. */
export function interpolate(sql: string, variables: ReadonlyMap<string, string>): string {
  if (!sql.includes(":")) return sql;
  return sql.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\$(\w*)\$[^]*?\$\1\$|::|:'(\w+)'|:"(\w+)"|:\{\?(\w+)\}|:(\w+)/g,
    (all, _tag, literal?: string, identifier?: string, asked?: string, plain?: string) => {
      if (asked !== undefined) return variables.has(asked) ? "TRUE" : "FALSE";
      const value = variables.get(literal ?? identifier ?? plain ?? "");
      if (value === undefined) return all;
      if (literal !== undefined) return `'${value.replaceAll("'", "''")}'`;
      return identifier === undefined ? value : `"${value.replaceAll('"', '""')}"`;
    },
  );
}

/** A backslash command's arguments: quotes taken off, variables and backticks put in. */
export function argumentsOf(s: Psql, rest: string): string[] {
  const out: string[] = [];
  for (const m of rest.matchAll(
    /:'(\w+)'|:"(\w+)"|((?:'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|[^\s'"]+|"[^"]*$|'[^']*$)+)/g,
  )) {
    const [, literal, identifier, word] = m;
    if (literal !== undefined) out.push(`'${(s.variables.get(literal) ?? "").replaceAll("'", "''")}'`);
    else if (identifier !== undefined) out.push(`"${s.variables.get(identifier) ?? ""}"`);
    else
      out.push(
        (word ?? "").replace(
          /'((?:[^'\\]|''|\\.)*)'|([^'"]+)|("(?:[^"]|"")*")/g,
          (all, quoted?: string, bare?: string, double?: string) => {
            if (quoted !== undefined)
              return quoted.replaceAll("''", "'").replace(/\\(.)/g, (_x, c: string) => ({ n: "\n", t: "\t" })[c] ?? c);
            if (bare !== undefined) return bare.replace(/:(\w+)/g, (whole, n: string) => s.variables.get(n) ?? whole);
            return double ?? all;
          },
        ),
      );
  }
  return out;
}

/** `\set [NAME [VALUE…]]`: without a name all are listed. */
export async function setVariable(s: Psql, rest: string): Promise<void> {
  const [name, ...values] = argumentsOf(s, rest);
  if (name === undefined) {
    const names = [...s.variables.keys()].sort();
    await put(s, names.map((n) => `${n} = '${s.variables.get(n)?.replaceAll("'", "''") ?? ""}'\n`).join(""));
    return;
  }
  assign(s, name, values.join(""));
}

const on = (value: string): boolean => /^(?:1|on|true|yes|t|y|)$/i.test(value);

/** A variable; some are switches of psql itself. */
export function assign(s: Psql, name: string, value: string): void {
  s.variables.set(name, value);
  if (name === "ON_ERROR_STOP") s.stopOnError = on(value);
  if (name === "QUIET") s.quiet = on(value);
  if (name === "ECHO" && /^(none|all|queries|errors)$/.test(value)) s.echo = value as "none";
}

/** `\pset OPTION [VALUE]`. False: it was refused. */
export async function printSetting(s: Psql, rest: string): Promise<boolean> {
  return setLayout(s, rest, false);
}

const SETTINGS = (s: Psql): readonly (readonly [string, string])[] => {
  const l = s.layout;
  const flag = (b: boolean) => (b ? "on" : "off");
  return [
    ["border", String(l.border)],
    ["columns", "0"],
    ["csv_fieldsep", "','"],
    ["expanded", flag(l.expanded)],
    ["fieldsep", `'${l.separator}'`],
    ["fieldsep_zero", "off"],
    ["footer", flag(l.footer)],
    ["format", l.format],
    ["linestyle", l.unicode ? "unicode" : "ascii"],
    ["null", `'${l.nullText}'`],
    ["numericlocale", "off"],
    ["pager", l.pager ? "1" : "0"],
    ["pager_min_lines", "0"],
    ["recordsep", `'${l.recordSeparator.replaceAll("\n", "\\n")}'`],
    ["recordsep_zero", "off"],
    ["tableattr", ""],
    ["title", l.title ?? ""],
    ["tuples_only", flag(l.tuplesOnly)],
    ["unicode_border_linestyle", "single"],
    ["unicode_column_linestyle", "single"],
    ["unicode_header_linestyle", "single"],
    ["xheader_width", "full"],
  ];
};

/** Changes how rows are laid out, and says so. */
export async function setLayout(s: Psql, rest: string, silent: boolean): Promise<boolean> {
  const { layout } = s;
  const [option = "", given] = argumentsOf(s, rest);
  const say = async (text: string): Promise<true> => {
    if (!silent && !s.quiet) await put(s, `${text}\n`);
    return true;
  };
  const flag = (now: boolean) => (given === undefined ? !now : on(given));
  switch (option) {
    case "":
      await put(
        s,
        SETTINGS(s)
          .map(([n, v]) => `${n.padEnd(24)} ${v}\n`)
          .join(""),
      );
      return true;
    case "null":
      if (given !== undefined) layout.nullText = given;
      return say(`Null display is "${layout.nullText}".`);
    case "x":
    case "expanded":
    case "vertical":
      layout.expanded = given === "auto" ? false : flag(layout.expanded);
      return say(
        given === "auto"
          ? "Expanded display is used automatically."
          : `Expanded display is ${layout.expanded ? "on" : "off"}.`,
      );
    case "t":
    case "tuples_only":
      layout.tuplesOnly = flag(layout.tuplesOnly);
      return given !== undefined || say(`Tuples only is ${layout.tuplesOnly ? "on" : "off"}.`);
    case "footer":
      layout.footer = flag(layout.footer);
      return given !== undefined || say(`Default footer is ${layout.footer ? "on" : "off"}.`);
    case "border":
      if (given !== undefined) layout.border = Number(given);
      return say(`Border style is ${layout.border}.`);
    case "title":
    case "C":
      layout.title = given;
      return say(given === undefined ? "Title is unset." : `Title is "${given}".`);
    case "linestyle":
      if (given !== undefined) layout.unicode = given.startsWith("u");
      return say(`Line style is ${layout.unicode ? "unicode" : "ascii"}.`);
    case "pager":
      layout.pager = given === undefined ? !layout.pager : given === "always" || on(given);
      return say(
        `Pager usage is ${given === "always" ? "used always" : layout.pager ? "used for long output" : "off"}.`.replace(
          "usage is used",
          "is used",
        ),
      );
    case "fieldsep":
      if (given !== undefined) layout.separator = given;
      return say(`Field separator is "${layout.separator}".`);
    case "recordsep":
      if (given !== undefined) layout.recordSeparator = given;
      return say(
        layout.recordSeparator === "\n"
          ? "Record separator is <newline>."
          : `Record separator is "${layout.recordSeparator}".`,
      );
    case "format": {
      const known = (["aligned", "unaligned", "csv", "html", "wrapped"] as const).find(
        (f) => given !== undefined && f.startsWith(given),
      );
      if (known) layout.format = known;
      else if (given !== undefined) {
        if (/^(asciidoc|latex|latex-longtable|troff-ms)$/.test(given))
          await complain(s, `drydock: psql's format ${given} is not simulated\n`);
        else
          await complain(
            s,
            "\\pset: allowed formats are aligned, asciidoc, csv, html, latex, latex-longtable, troff-ms, unaligned, wrapped\n",
          );
        return false;
      }
      return say(`Output format is ${layout.format}.`);
    }
    case "columns":
    case "numericlocale":
    case "csv_fieldsep":
    case "tableattr":
    case "pager_min_lines":
    case "fieldsep_zero":
    case "recordsep_zero":
    case "xheader_width":
    case "unicode_border_linestyle":
    case "unicode_column_linestyle":
    case "unicode_header_linestyle":
      await complain(s, `drydock: psql's \\pset ${option} is not simulated\n`);
      return false;
    default:
      await complain(s, `\\pset: unknown option: ${option}\n`);
      return false;
  }
}
