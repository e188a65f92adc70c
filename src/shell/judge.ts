import { parseScript } from "./parse.ts";
import type { Shell } from "./shell.ts";
import { openHereDocument, problemOf } from "./syntax.ts";

/** What a text that is not whole yet waits for. */
export type Open =
  | { readonly kind: "here-document"; readonly delimiter: string }
  | { readonly kind: "quote"; readonly quote: string }
  | { readonly kind: "command" };

/** Whether more lines have to follow; undefined when the text is whole, or wrong. */
export function judge(sh: Shell, text: string): Open | undefined {
  const script = parseScript(text);
  const problem = problemOf(script, text, sh.dialect);
  if (problem?.incomplete) {
    const quote = problem.unterminated;
    return quote === '"' || quote === "'" || quote === "`" ? { kind: "quote", quote } : { kind: "command" };
  }
  const delimiter = problem ? undefined : openHereDocument(script);
  return delimiter === undefined ? undefined : { kind: "here-document", delimiter };
}
