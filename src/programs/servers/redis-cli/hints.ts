import { facts, factsOf } from "../redis/facts.ts";

/** Commands that Tab completes. */
export function commandNames(): string[] {
  return [...facts.keys()].map((n) => n.toUpperCase());
}

/** What is still to be typed behind the words that are complete; undefined where nothing is shown. */
export function hintFor(words: readonly string[]): string | undefined {
  const found = factsOf(words);
  if (!found?.syntax) return undefined;
  let parts = tokens(found.syntax);
  for (const word of words.slice(found.name.split(" ").length)) parts = after(parts, word);
  return parts.length ? parts.join(" ") : undefined;
}

/** Words and bracketed groups of a specification. */
function tokens(spec: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let part = "";
  for (const c of `${spec} `) {
    if (c === " " && depth === 0) {
      if (part) out.push(part);
      part = "";
      continue;
    }
    if (c === "[") depth++;
    if (c === "]") depth--;
    part += c;
  }
  return out;
}

/** What remains when one more word has been given. */
function after(parts: readonly string[], word: string): string[] {
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  if (!first.startsWith("[")) return rest;
  const optional = parts.findIndex((p) => !p.startsWith("["));
  const groups = optional < 0 ? parts : parts.slice(0, optional);
  const chosen = groups.findIndex((g) =>
    g
      .slice(1, -1)
      .split("|")
      .some((o) => o.split(" ")[0] === word.toUpperCase()),
  );
  if (chosen >= 0) {
    const option =
      parts[chosen]
        ?.slice(1, -1)
        .split("|")
        .find((o) => o.split(" ")[0] === word.toUpperCase()) ?? "";
    return [...option.split(" ").slice(1), ...parts.filter((_, i) => i !== chosen)];
  }
  if (optional >= 0) return parts.slice(optional + 1);
  const repeat = /^\[(.*) \.\.\.\]$/.exec(first);
  if (!repeat) return /^\[[a-z]/.test(first) ? rest : [...parts];
  const again = (repeat[1] ?? "").replace(/^\S+ \[(.*)$/, "$1").split(" ");
  return [...again.slice(1), first.startsWith("[section [") ? "[section ...]" : first];
}
