import { drive } from "./drive.ts";
import { expandParts } from "./expand.ts";
import { stringSink } from "./fields.ts";
import { parseDoubleQuoted } from "./parse.ts";
import { decodePrompt, plainPrompt } from "./prompt.ts";
import { type Shell, ShellError } from "./shell.ts";
import { tellTime } from "./zone.ts";

/**
 * Expands a text as in double quotes at once, for prompts. A command substitution would have to wait: it gives nothing
 * here, `expandPrompt` runs those first.
 */
function evaluateNow(sh: Shell, text: string): string {
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

/** A prompt string at once, without command substitutions: for `${x@P}` and PS4. */
export function promptString(sh: Shell, text: string): string {
  const decoded = decodePrompt(sh, text, tellTime);
  const expanded =
    /[$`]/.test(decoded) && sh.shopts.has("promptvars") ? evaluateNow(sh, decoded) : plainPrompt(decoded);
  return expanded.replace(/[\x01\x02]/g, "");
}

/** Expands a decoded prompt, command substitutions included. `$?` stays as it was. */
export async function expandPromptText(sh: Shell, decoded: string): Promise<string> {
  const parts = parseDoubleQuoted(decoded.replace(/"/g, '\\"'));
  if (!parts) return decoded;
  const sink = stringSink(sh, "plain");
  const { status, substitutionStatus } = sh;
  await drive(sh, expandParts(sh, parts, sink, { quoted: true }));
  sh.status = status;
  sh.substitutionStatus = substitutionStatus;
  return sink.result();
}
