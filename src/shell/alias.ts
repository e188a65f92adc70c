import { forEachChild, type SyntaxNode, type Word } from "unbash";
import { parseScript } from "./parse.ts";
import type { Script, Shell } from "./shell.ts";

interface Region {
  start: number;
  end: number;
  readonly name: string;
}

/** Whether aliases count: in an interactive shell, and always in dash and ash. */
export function aliasesActive(sh: Shell): boolean {
  return sh.aliases.size > 0 && (sh.dialect !== "bash" || sh.shopts.has("expand_aliases"));
}

/**
 * Replaces aliases in the text of a command line, as the reader of words does: a command's first word, not quoted; in
 * the replacement the same name is left alone; behind one that ends in a blank the next word counts too.
 */
export function expandAliases(sh: Shell, text: string): string {
  const done: Region[] = [];
  for (let rounds = 0; rounds < 200; rounds++) {
    const script = parseScript(text);
    const hit = findAlias(sh, script, text, done);
    if (!hit) break;
    const { word, value } = hit;
    const grown = value.length - word.text.length;
    for (const r of done) {
      if (r.start > word.pos) r.start += grown;
      if (r.end >= word.end) r.end += grown;
    }
    text = text.slice(0, word.pos) + value + text.slice(word.end);
    done.push({ start: word.pos, end: word.pos + value.length, name: word.text });
  }
  return text;
}

function findAlias(
  sh: Shell,
  script: Script,
  text: string,
  done: readonly Region[],
): { word: Word; value: string } | undefined {
  let hit: { word: Word; value: string } | undefined;
  const consider = (word: Word | undefined) => {
    if (hit || !word || word.parts || text.slice(word.pos, word.end) !== word.text) return;
    const value = sh.aliases.get(word.text);
    if (value === undefined || done.some((r) => r.name === word.text && word.pos >= r.start && word.pos < r.end))
      return;
    hit = { word, value };
  };
  const visit = (node: SyntaxNode): void => {
    if (hit) return;
    if (node.type === "Command") {
      consider(node.name);
      for (const word of node.suffix) {
        // Behind a replacement that ends in a blank.
        const follows = done.some(
          (r) =>
            r.end <= word.pos && /[ \t]$/.test(text.slice(r.start, r.end)) && text.slice(r.end, word.pos).trim() === "",
        );
        if (follows && word.type === "Word") consider(word);
      }
    }
    forEachChild(node, visit);
  };
  visit(script);
  return hit;
}
