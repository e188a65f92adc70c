/** One line typed at the host's shell; with keys it runs on a terminal, and they are typed there. */
export interface Step {
  readonly cmd: string;
  readonly keys: readonly string[];
}

/** A session: a title, the working folder's files, and the steps. */
export interface Scenario {
  readonly title: string | undefined;
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/**
 * A scenario's text: `# ` a comment (the first is the title); `@file PATH` a file whose lines follow behind `| `;
 * `$ COMMAND` a step; `< KEYS` keys for the step above, with escapes. Throws on any other line.
 */
export function parseScenario(text: string): Scenario {
  let title: string | undefined;
  const files: Record<string, string> = {};
  const steps: { cmd: string; keys: string[] }[] = [];
  let target = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) title ??= line.slice(2);
    else if (line.startsWith("@file ")) {
      target = line.slice(6).trim();
      files[target] = "";
    } else if (line.startsWith("|")) files[target] = `${files[target] ?? ""}${line.slice(2)}\n`;
    else if (line.startsWith("$ ")) steps.push({ cmd: line.slice(2), keys: [] });
    else if (line.startsWith("< ")) steps.at(-1)?.keys.push(unescapeKeys(line.slice(2)));
    else if (line.trim()) throw new Error(`not a scenario line: ${JSON.stringify(line)}`);
  }
  return { title, files, steps };
}

/** Python's `unicode_escape`, as far as scenarios use it. */
function unescapeKeys(text: string): string {
  const named: Record<string, string> = {
    n: "\n",
    r: "\r",
    t: "\t",
    a: "\x07",
    b: "\b",
    f: "\f",
    v: "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
  };
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{1,3})|(.))/g, (whole, x, u, octal, c) => {
    if (x ?? u) return String.fromCodePoint(Number.parseInt(x ?? u, 16));
    if (octal) return String.fromCodePoint(Number.parseInt(octal, 8));
    return named[c] ?? whole;
  });
}
