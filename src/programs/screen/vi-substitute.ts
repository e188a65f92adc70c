import { expandReplacement, parseReplacement } from "../sed/replacement.ts";
import { moveTo, type Vi } from "./vi.ts";
import { viRegex } from "./vi-motion.ts";

/** `:s/pattern/replacement/flags` on the lines of the range. */
export function substitute(v: Vi, range: [number, number] | undefined, delimiter: string, body: string): void {
  const [pattern, replacement, flags] = splitParts(delimiter, body);
  if (pattern !== "") v.search = pattern;
  const regex = viRegex(v.search, flags.includes("i"));
  if (!regex) {
    v.message = `E486: Pattern not found: ${v.search}`;
    return;
  }
  const made = parseReplacement(replacement.replaceAll("\\r", "\n"));
  const [from, to] = range ?? [v.cursor.line, v.cursor.line];
  let count = 0;
  let changed = 0;
  let shift = 0;
  for (let line = from; line <= to; line++) {
    const at = line + shift;
    const text = v.buffer.lines[at] ?? "";
    let out = "";
    let start = 0;
    let here = 0;
    for (let m = regex.exec(text, 0); m; m = start <= text.length ? regex.exec(text, start) : null) {
      out += text.slice(start, m.index) + expandReplacement(made, m);
      here++;
      start = m.end;
      if (m.end === m.index) out += text.slice(start, ++start);
      if (!flags.includes("g")) break;
    }
    if (!here) continue;
    out += text.slice(start);
    v.buffer.remove({ line: at, column: 0 }, { line: at, column: v.buffer.length(at) });
    const end = v.buffer.insert({ line: at, column: 0 }, out);
    shift += end.line - at;
    count += here;
    changed++;
    moveTo(v, { line: at, column: 0 });
  }
  if (!count) v.message = `E486: Pattern not found: ${v.search}`;
  else if (count > 2) v.message = `${count} substitutions on ${changed} line${changed === 1 ? "" : "s"}`;
}

/** Pattern, replacement and flags; a delimiter behind a backslash stays. */
function splitParts(delimiter: string, body: string): [string, string, string] {
  const parts: string[] = [];
  let part = "";
  for (let i = 0; i < body.length; i++) {
    const c = body[i] ?? "";
    if (c === "\\" && body[i + 1] === delimiter) part += body[++i];
    else if (c === "\\") part += c + (body[++i] ?? "");
    else if (c === delimiter && parts.length < 2) {
      parts.push(part);
      part = "";
    } else part += c;
  }
  parts.push(part);
  const [pattern = "", replacement = "", flags = ""] = parts;
  return [pattern, replacement, flags];
}
