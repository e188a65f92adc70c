import { CliError } from "../command.ts";
import { type GoType, type GoValue, goValue, type Row, STRING } from "./go/value.ts";
import { tabulate } from "./tabwriter.ts";
import { executeTemplate } from "./template/exec.ts";
import type { Functions } from "./template/function.ts";
import { DOCKER_FUNCTIONS, HEADER_FUNCTIONS } from "./template/functions.ts";
import type { Template } from "./template/nodes.ts";
import { parseTemplate } from "./template/parse.ts";
import { TemplateError } from "./template/tokens.ts";

/** What a list of objects can be printed by. */
export interface Listing {
  /** The Go type that errors name: `formatter.ContainerContext`. */
  readonly type: string;
  /** Titles of the columns, by the cell's name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The format that stands for a named one. */
const TABLE = "table";
const JSON_LINE = "{{json .}}";

/**
 * Prints rows by a format: `table TEMPLATE` with a line of titles and columns, `json` one object a line, else the template
 * once for each row. `\t` and `\n` in a format stand for what they name.
 */
export function renderRows(format: string, listing: Listing, rows: readonly Row[]): string {
  const table = isTable(format);
  const template = parse(unescaped(table ? format.slice(TABLE.length) : format === "json" ? JSON_LINE : format));
  let body = "";
  for (const row of rows) body += `${execute(template, rowValue(listing, row), DOCKER_FUNCTIONS)}\n`;
  if (!table) return body;
  const header = execute(template, goValue(HEADERS, listing.headers), HEADER_FUNCTIONS);
  return tabulate(`${header}\n${body}`);
}

/** A format without blanks around it, `\\t` and `\\n` in it being what they name, also within its quotes. */
export function unescaped(format: string): string {
  return format
    .replace(/^ +| +$/g, "")
    .replaceAll("\\t", "\t")
    .replaceAll("\\n", "\n");
}

/** Titles by name; a label's is the last part of its name. */
const HEADERS: GoType = {
  kind: "map",
  name: "formatter.SubHeaderContext",
  key: "string",
  elem: STRING,
  methods: { Label: (name) => (name.split(".").at(-1) ?? "").replace(/[-_]/g, " ") },
};

/** Whether a format asks for a table. */
export function isTable(format: string): boolean {
  return format.startsWith(TABLE);
}

/** A row as data for a template. */
export function rowValue(listing: Listing, row: Row): GoValue {
  return goValue({ kind: "row", name: listing.type }, row);
}

/** A template with docker's functions; a mistake in it is an error of the client. */
export function parse(text: string, status = 1): Template {
  return worded("template parsing error: ", status, () => parseTemplate(text, FUNCTION_NAMES));
}

/** What a template prints of a value; a failure is an error of the client. */
export function execute(template: Template, data: GoValue | undefined, functions: Functions): string {
  return worded("template parsing error: ", 1, () => executeTemplate(template, data, functions));
}

export const FUNCTION_NAMES: ReadonlySet<string> = new Set(DOCKER_FUNCTIONS.keys());

/** Turns a template's failure into the client's error. */
export function worded<T>(prefix: string, status: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof TemplateError) throw new CliError(prefix + error.message, status);
    throw error;
  }
}
