import { isErrno } from "../std/errno.ts";
import { fromBytes, toBytes } from "./bytes.ts";
import type { Shell } from "./shell.ts";
import { textOf } from "./variables.ts";

/** Reads the lines of earlier sessions. */
export function loadHistory(sh: Shell): void {
  const file = textOf(sh, "HISTFILE");
  if (sh.dialect !== "bash" || !file) return;
  try {
    const lines = fromBytes(sh.p.files.readFile(file)).split("\n");
    sh.history = lines.filter((l) => l !== "" && !/^#\d+$/.test(l)).slice(-limit(sh, "HISTSIZE"));
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
}

/** Writes the lines at the end of the session. */
export function saveHistory(sh: Shell): void {
  const file = textOf(sh, "HISTFILE");
  if (sh.dialect !== "bash" || !file || sh.history.length === 0) return;
  const lines = sh.history.slice(-limit(sh, "HISTFILESIZE"));
  try {
    sh.p.files.writeFile(file, toBytes(lines.map((l) => `${l}\n`).join("")), 0o600);
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
}

function limit(sh: Shell, name: string): number {
  const n = Number(textOf(sh, name) ?? "");
  return Number.isInteger(n) && n > 0 ? n : 500;
}

/** Adds a line, unless HISTCONTROL leaves it out. */
export function addHistory(sh: Shell, line: string): void {
  if (line.trim() === "" || sh.dialect === "dash") return;
  const control = sh.dialect === "bash" ? (textOf(sh, "HISTCONTROL") ?? "").split(":") : ["ignoredups"];
  const has = (name: string) => control.includes(name) || control.includes("ignoreboth");
  if (has("ignorespace") && /^\s/.test(line)) return;
  if (has("ignoredups") && sh.history.at(-1) === line) return;
  if (control.includes("erasedups")) sh.history = sh.history.filter((l) => l !== line);
  sh.history.push(line);
  if (sh.history.length > 1000) sh.history.shift();
}

export type Expanded = { readonly line: string; readonly changed: boolean } | { readonly error: string };

/** bash's `!!`, `!3`, `!-2`, `!text`, `!?text?`, with `$`, `^`, `*`, `:N` for words of it, and `^old^new^`. Not in single quotes. */
export function expandHistory(sh: Shell, line: string): Expanded {
  if (!sh.options.has("histexpand") || !/[!^]/.test(line)) return { line, changed: false };
  const quick = /^\^([^^]+)\^([^^]*)\^?(.*)$/.exec(line);
  if (quick) {
    const last = sh.history.at(-1) ?? "";
    if (!last.includes(quick[1] ?? "")) return { error: `:s${line}: substitution failed` };
    return { line: last.replace(quick[1] ?? "", () => quick[2] ?? "") + (quick[3] ?? ""), changed: true };
  }
  let out = "";
  let changed = false;
  let single = false;
  let double = false;
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
    if (event === undefined) return { error: `${m[0]}: event not found` };
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
