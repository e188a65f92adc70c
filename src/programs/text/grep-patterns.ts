import { ASCII_CLASSES } from "../../std/posix-classes.ts";
import { anyOf, BadRegex, compileFixed, compileRegex, type Regex, type RegexMatch } from "../lib/regex.ts";
import type { Call } from "../lib/tool.ts";
import type { GrepOptions } from "./grep-options.ts";

/** One expression of all patterns; leaves with status 2 when one of them is none. */
export async function compilePatterns(c: Call, patterns: readonly string[], o: GrepOptions): Promise<Regex> {
  const regexes: Regex[] = [];
  for (const pattern of patterns) {
    try {
      regexes.push(compileOne(pattern, o));
    } catch (e) {
      if (!(e instanceof BadRegex)) throw e;
      await c.fail(c.flavour.pick(gnuWords(pattern, e.message), `bad regex '${pattern}'`), 2);
    }
  }
  const regex = anyOf(regexes);
  if (!c.flavour.busybox) for (const warning of regex.warnings) await c.p.write(2, `${c.name}: warning: ${warning}\n`);
  return regex;
}

function gnuWords(pattern: string, message: string): string {
  if (/^\[:[a-z]*:\]$/.test(pattern)) return "character class syntax is [[:space:]], not [:space:]";
  return message.startsWith("Unmatched [") && !pattern.includes("[:") ? "Invalid regular expression" : message;
}

function compileOne(pattern: string, o: GrepOptions): Regex {
  const options = { ignoreCase: o.ignoreCase, ...(o.bounds ? { bounds: o.bounds } : {}) };
  if (o.syntax === "F") return compileFixed(pattern, options);
  if (o.syntax === "P") return perl(pattern, o);
  if (/^\[:[a-z]*:\]$/.test(pattern)) throw new BadRegex("character class");
  return compileRegex(pattern, { ...options, extended: o.syntax === "E" });
}

/** -P: JavaScript's own expressions are close to Perl's. */
function perl(pattern: string, o: GrepOptions): Regex {
  const bounded =
    o.bounds === "line" ? `^(?:${pattern})$` : o.bounds === "word" ? `(?<!\\w)(?:${pattern})(?!\\w)` : pattern;
  const keep = bounded
    .replace(/^(.*)\\K/s, "(?<=$1)")
    .replace(/\[:(\w+):\]/g, (all, name: string) => ASCII_CLASSES[name] ?? all);
  const inline = /^\(\?i\)/.test(keep);
  let re: RegExp;
  try {
    re = new RegExp(keep.replace(/^\(\?i\)/, ""), `gs${o.ignoreCase || inline ? "i" : ""}`);
  } catch (e) {
    throw new BadRegex(e instanceof Error ? e.message : "bad expression");
  }
  const exec = (text: string, from = 0): RegexMatch | null => {
    re.lastIndex = from;
    const m = re.exec(text);
    return m && { index: m.index, end: m.index + m[0].length, text: m[0], groups: m.slice(1) };
  };
  return { groups: 0, warnings: [], test: (text) => exec(text) !== null, exec };
}
