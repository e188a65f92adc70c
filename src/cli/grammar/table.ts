import type { Flag } from "../command.ts";

/**
 * Flags from a table, a line each, written as the help shows them:
 *
 *     -a, --all | Description
 *         --opt map = map[] | Description
 *
 * A shorthand, the name, the type's word, the default behind `=`, and our own description. `\n` in a description breaks
 * the line; `@table` and `@template` stand for the description of `--format`. `extras` adds what a line cannot say.
 */
export function flagTable(text: string, extras: Readonly<Record<string, Partial<Flag>>> = {}): readonly Flag[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const m = /^(?:-(\S), )?--([\w.-]+)(?: ([\w-]+))?(?: = (.*?))? \| (.*)$/.exec(line);
      if (!m) throw new Error(`not a flag: ${line}`);
      const [, shorthand, name = "", type = "", value, text = ""] = m;
      const description = FORMATS[text] ?? text.replaceAll("\\n", "\n");
      return {
        name,
        type,
        description,
        ...(shorthand !== undefined && { shorthand }),
        ...(value !== undefined && { default: value }),
        ...extras[name],
      };
    });
}

const TEMPLATE = "'json':             As JSON\n'TEMPLATE':         By a Go template";

const FORMATS: Readonly<Record<string, string>> = {
  "@template": `How to print it:\n${TEMPLATE}`,
  "@table": `How to print it:\n'table':            As a table with titles (default)\n'table TEMPLATE':   As a table of a Go template's columns\n${TEMPLATE}`,
};
