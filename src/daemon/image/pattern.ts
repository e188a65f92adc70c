import { InvalidParameter } from "../../api/errors.ts";
import { familiarName, familiarString, parseNormalized } from "../../reference/reference.ts";

/**
 * Whether a name matches a pattern of shell wildcards as Go's path.Match has them (`*` stops at a slash), with or without
 * its tag, both as they are shown: `alpine`, `demo/*`, `*:3.2*`. Throws `syntax error in pattern`.
 */
export function familiarMatch(pattern: string, full: string): boolean {
  const ref = parseNormalized(full);
  const matcher = compile(pattern);
  return matcher.test(familiarString(ref)) || matcher.test(familiarName(ref));
}

function compile(pattern: string): RegExp {
  let out = "";
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] ?? "";
    if (c === "*") out += "[^/]*";
    else if (c === "?") out += "[^/]";
    else if (c === "\\") {
      i++;
      if (i >= pattern.length) throw new InvalidParameter("syntax error in pattern");
      out += escape(pattern[i] ?? "");
    } else if (c === "[") {
      const end = classEnd(pattern, i);
      if (end < 0) throw new InvalidParameter("syntax error in pattern");
      out += pattern.slice(i, end + 1);
      i = end;
    } else out += escape(c);
  }
  return new RegExp(`^${out}$`, "u");
}

/** Where a class of characters ends; -1 when it does not, or holds nothing. */
function classEnd(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === "^") at++;
  const first = at;
  while (at < pattern.length && (pattern[at] !== "]" || at === first)) at += pattern[at] === "\\" ? 2 : 1;
  return at < pattern.length && at > first ? at : -1;
}

function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&");
}
