import type { LineRange } from "./error.ts";
import type { Heredoc, LogicalLine } from "./lines.ts";

/** An instruction cut into its name, its flags and the rest, not yet read as what it is. */
export interface InstructionNode {
  /** As written: `from`, `FROM`. */
  readonly written: string;
  /** In upper case. */
  readonly name: string;
  /** `--chown=1:1` with its value; a bare flag has undefined. */
  readonly flags: readonly { readonly name: string; readonly value: string | undefined }[];
  /** What follows the flags. */
  readonly rest: string;
  /** The whole instruction on one line, as step titles show it. */
  readonly original: string;
  readonly heredocs: readonly Heredoc[];
  readonly range: LineRange;
}

const FLAG = /^--(?=[^\s=])([^\s=]*)(?:=((?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])*))?(?:\s+|$)/;

export function readNode(line: LogicalLine): InstructionNode {
  const m = /^(\S+)\s*([^]*)$/.exec(line.text);
  const written = m?.[1] ?? "";
  let rest = (m?.[2] ?? "").trim();
  const flags: { name: string; value: string | undefined }[] = [];
  for (;;) {
    if (/^--(\s|$)/.test(rest)) {
      rest = rest.slice(2).trimStart();
      break;
    }
    const flag = FLAG.exec(rest);
    if (!flag) break;
    flags.push({ name: flag[1] ?? "", value: flag[2]?.replace(/^"(.*)"$|^'(.*)'$/, "$1$2") });
    rest = rest.slice(flag[0].length);
  }
  return {
    written,
    name: written.toUpperCase(),
    flags,
    rest,
    original: line.text,
    heredocs: line.heredocs,
    range: line.range,
  };
}

/** The words of a JSON array of strings; undefined when it is none. */
export function jsonForm(text: string): string[] | undefined {
  if (!text.startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((v) => typeof v === "string") ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Words parted by white space, quotes and escapes kept within them. */
export function splitWords(text: string, escape: string): string[] {
  const words: string[] = [];
  let word = "";
  let quote = "";
  let open = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote === "" && /\s/.test(c)) {
      if (open) words.push(word);
      word = "";
      open = false;
      continue;
    }
    open = true;
    if (c === escape && quote !== "'" && i + 1 < text.length) {
      word += c + text.charAt(++i);
      continue;
    }
    if (quote === "" && (c === '"' || c === "'")) quote = c;
    else if (c === quote) quote = "";
    word += c;
  }
  if (open) words.push(word);
  return words;
}
