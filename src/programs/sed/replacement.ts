import type { RegexMatch } from "../lib/regex.ts";
import type { ReplacementPart } from "./script.ts";

/** The right side of `s`: `&`, `\1` … `\9`, `\n`, `\t`, and GNU's `\U \L \u \l \E`. */
export function parseReplacement(text: string): ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") parts.push({ kind: "text", text: literal });
    literal = "";
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (c === "&") {
      flush();
      parts.push({ kind: "group", group: 0 });
      continue;
    }
    const next = text[i + 1];
    if (c !== "\\" || next === undefined) {
      literal += c;
      continue;
    }
    i++;
    const named = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", a: "\x07" }[next];
    if (/\d/.test(next)) {
      flush();
      parts.push({ kind: "group", group: Number(next) });
    } else if (/[ULulE]/.test(next)) {
      flush();
      parts.push({ kind: "case", to: next as "U" });
    } else literal += named ?? next;
  }
  flush();
  return parts;
}

/** What a match is replaced by. */
export function expandReplacement(parts: readonly ReplacementPart[], m: RegexMatch): string {
  let out = "";
  let all: "U" | "L" | undefined;
  let next: "u" | "l" | undefined;
  const add = (text: string) => {
    let shown = all === "U" ? text.toUpperCase() : all === "L" ? text.toLowerCase() : text;
    if (next && shown !== "") {
      shown = (next === "u" ? (shown[0] ?? "").toUpperCase() : (shown[0] ?? "").toLowerCase()) + shown.slice(1);
      next = undefined;
    }
    out += shown;
  };
  for (const part of parts) {
    if (part.kind === "text") add(part.text);
    else if (part.kind === "group") add(part.group === 0 ? m.text : (m.groups[part.group - 1] ?? ""));
    else if (part.to === "E") all = undefined;
    else if (part.to === "U" || part.to === "L") all = part.to;
    else next = part.to;
  }
  return out;
}
