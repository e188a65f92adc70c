import type { Psql } from "./psql.ts";

/** psql's variables in a statement: `:name`, `:'name'` as a literal, `:"name"` as an identifier; not in quotes, not in `::`. */
export function interpolate(sql: string, variables: ReadonlyMap<string, string>): string {
  if (!sql.includes(":")) return sql;
  return sql.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\$(\w*)\$[^]*?\$\1\$|::|:'(\w+)'|:"(\w+)"|:(\w+)/g,
    (all, _tag, literal?: string, identifier?: string, plain?: string) => {
      const value = variables.get(literal ?? identifier ?? plain ?? "");
      if (value === undefined) return all;
      if (literal !== undefined) return `'${value.replaceAll("'", "''")}'`;
      return identifier === undefined ? value : `"${value.replaceAll('"', '""')}"`;
    },
  );
}

const unquoted = (word: string) => word.replace(/^'([^]*)'$/, (_, inner: string) => inner.replaceAll("''", "'"));

/** `\set [NAME [VALUE…]]`: without a name all are listed. */
export async function setVariable(s: Psql, rest: string): Promise<void> {
  const words = (rest.match(/'(?:[^']|'')*'|\S+/g) ?? []).map((w) => interpolate(unquoted(w), s.variables));
  const [name, ...values] = words;
  if (name === undefined) {
    const names = [...s.variables.keys()].sort();
    await s.p.write(1, names.map((n) => `${n} = '${s.variables.get(n)?.replaceAll("'", "''") ?? ""}'\n`).join(""));
    return;
  }
  assign(s, name, values.join(""));
}

/** A variable; some are switches of psql itself. */
export function assign(s: Psql, name: string, value: string): void {
  s.variables.set(name, value);
  if (name === "ON_ERROR_STOP") s.stopOnError = /^(?:1|on|true|yes)$/i.test(value);
  if (name === "QUIET") s.quiet = /^(?:1|on|true|yes)$/i.test(value);
}

/** `\pset OPTION [VALUE]`. */
export async function printSetting(s: Psql, rest: string): Promise<void> {
  const { p, layout } = s;
  const [option = "", given] = (rest.match(/'(?:[^']|'')*'|\S+/g) ?? []).map(unquoted);
  const on = (now: boolean) => (given === undefined ? !now : /^(?:on|1|true|yes)$/i.test(given));
  switch (option) {
    case "null":
      if (given !== undefined) layout.nullText = given;
      await p.write(1, `Null display is "${layout.nullText}".\n`);
      return;
    case "x":
    case "expanded":
    case "vertical":
      layout.expanded = on(layout.expanded);
      await p.write(1, `Expanded display is ${layout.expanded ? "on" : "off"}.\n`);
      return;
    case "t":
    case "tuples_only":
      layout.tuplesOnly = on(layout.tuplesOnly);
      await p.write(1, `Tuples only is ${layout.tuplesOnly ? "on" : "off"}.\n`);
      return;
    case "pager":
      await p.write(
        1,
        `Pager usage is ${given === "always" ? "always" : on(false) ? "used for long output" : "off"}.\n`,
      );
      return;
    case "fieldsep":
      if (given !== undefined) layout.separator = given;
      await p.write(1, `Field separator is "${layout.separator}".\n`);
      return;
    case "format":
      if (given === "aligned" || given === "unaligned" || given === "csv") {
        layout.aligned = given === "aligned";
        layout.csv = given === "csv";
        await p.write(1, `Output format is ${given}.\n`);
        return;
      }
      break;
    default:
  }
  await p.write(2, `drydock: psql's \\pset ${option}${given === undefined ? "" : ` ${given}`} is not simulated\n`);
}
