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
