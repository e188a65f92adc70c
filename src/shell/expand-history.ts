import type { Shell } from "./shell.ts";

export type Expanded = { readonly line: string; readonly changed: boolean } | { readonly error: string };

/**
 * bash's `!!`, `!3`, `!-2`, `!text`, `!?text?`, with `$`, `^`, `*`, `:N` for words of it, and `^old^new^`. Not in single
 * quotes; `open` is the quote that the lines before have left open.
 */
export function expandHistory(sh: Shell, line: string, open = ""): Expanded {
  if (!sh.options.has("histexpand") || !/[!^]/.test(line)) return { line, changed: false };
  const quick = /^\^([^^]+)\^([^^]*)\^?(.*)$/.exec(line);
  if (quick) {
    const last = sh.history.at(-1) ?? "";
    if (!last.includes(quick[1] ?? "")) return { error: `:s${line}: substitution failed` };
    return { line: last.replace(quick[1] ?? "", () => quick[2] ?? "") + (quick[3] ?? ""), changed: true };
  }
  let out = "";
  let changed = false;
  let single = open === "'";
  let double = open === '"';
  for (let i = 0; i < line.length; i++) {
    const c = line[i] ?? "";
    if (c === "\\" && !single) {
      out += c + (line[++i] ?? "");
      continue;
    }
    if (c === "'" && !double) single = !single;
    if (c === '"' && !single) double = !double;
    if (c !== "!" || single || line[i - 1] === "$" || line[i - 1] === "{" || line[i - 1] === "[") {
      out += c;
      continue;
    }
    const m =
      /^!(?:(!)|(-?\d+)|\?([^?]+)\??|(?=[$^*:])|([^\s=("'$^*:;&|<>!-][^\s:"';&|<>]*))(?::?([$^*])|:(\d+))?/.exec(
        line.slice(i),
      );
    if (!m || (double && m[0] === "!")) {
      out += c;
      continue;
    }
    const event = find(sh, m[2], m[3], m[4]);
    // The part that names the event, without the words wanted of it.
    const named = m[0].replace(/:?[$^*]$|:\d+$/, "");
    if (event === undefined) return { error: `${named}: event not found` };
    const words = event.trim().split(/\s+/);
    const which = m[5] ?? m[6];
    out +=
      which === undefined
        ? event
        : which === "$"
          ? (words.at(-1) ?? "")
          : which === "^"
            ? (words[1] ?? "")
            : which === "*"
              ? words.slice(1).join(" ")
              : (words[Number(which)] ?? "");
    changed = true;
    i += m[0].length - 1;
  }
  return { line: out, changed };
}

function find(
  sh: Shell,
  number: string | undefined,
  inside: string | undefined,
  start: string | undefined,
): string | undefined {
  const { history } = sh;
  if (number !== undefined) return history[Number(number) < 0 ? history.length + Number(number) : Number(number) - 1];
  if (inside !== undefined) return history.findLast((l) => l.includes(inside));
  if (start !== undefined) return history.findLast((l) => l.startsWith(start));
  return history.at(-1);
}
