import { expandParts } from "./expand.ts";
import { stringSink } from "./fields.ts";
import { parseDoubleQuoted } from "./parse.ts";
import { type Shell, ShellError } from "./shell.ts";

/**
 * Expands a text as in double quotes at once, for prompts. A command substitution would have to wait: it gives nothing
 * here, `expandPrompt` runs those first.
 */
export function evaluateNow(sh: Shell, text: string): string {
  const parts = parseDoubleQuoted(text.replace(/"/g, '\\"'));
  if (!parts) return text;
  const sink = stringSink(sh, "plain");
  const steps = expandParts(sh, parts, sink, { quoted: true });
  try {
    for (let step = steps.next(); !step.done; step = steps.next("")) {
      // Nothing to wait for.
    }
  } catch (e) {
    if (e instanceof ShellError) return text;
    throw e;
  }
  return sink.result();
}
