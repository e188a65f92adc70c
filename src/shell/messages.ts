import { type ErrnoError, isErrno } from "../std/errno.ts";
import { toBytes } from "./bytes.ts";
import { currentLine, type Shell } from "./shell.ts";

/**
 * What stands before a message. bash: `NAME: line N: `, without the line when interactive. dash: `$0: N: `, then the
 * builtin or sourced file. ash: `$0: `, those, `line N: ` unless interactive.
 */
export function prefix(sh: Shell, builtin: string | undefined = undefined): string {
  const command = builtin ?? (sh.dialect === "bash" ? undefined : (sh.command ?? sh.unit.command));
  const shown = command ? `${command}: ` : "";
  switch (sh.dialect) {
    case "bash": {
      // Functions of a `-c` text came, as bash sees it, from the environment.
      const imported = sh.calls.length > 0 && sh.flags.includes("c") && sh.unit.name === sh.name;
      const name = sh.interactive ? shortName(sh) : imported ? "environment" : sh.unit.name;
      return `${name}: ${sh.interactive ? "" : `line ${currentLine(sh)}: `}${shown}`;
    }
    case "dash":
      return `${sh.name}: ${currentLine(sh)}: ${shown}`;
    case "ash": {
      const line = !sh.interactive && (sh.numbersLines || shown !== "" || sh.unit.name !== sh.p.argv[0]);
      return `${sh.name}: ${shown}${line ? `line ${currentLine(sh)}: ` : ""}`;
    }
  }
}

/** The name of an interactive shell in its messages: `bash`, `-bash`. */
export function shortName(sh: Shell): string {
  return sh.name.slice(sh.name.lastIndexOf("/") + 1);
}

/** Prints a message on standard error, behind the prefix. Never fails. */
export async function complain(sh: Shell, message: string, builtin?: string): Promise<void> {
  await printError(sh, `${prefix(sh, builtin)}${message}\n`);
}

export async function printError(sh: Shell, text: string): Promise<void> {
  await tryWrite(sh, 2, text);
}

/** Writes; false when nobody reads or the descriptor is closed. */
export async function tryWrite(sh: Shell, fd: number, text: string): Promise<boolean> {
  try {
    await sh.p.write(fd, toBytes(text));
    return true;
  } catch (e) {
    if (isErrno(e)) return false;
    throw e;
  }
}

/** How dash and ash say that a script cannot be read; BusyBox in its own way before 1.38. */
export function cannotOpen(sh: Shell, path: string, e: ErrnoError): string {
  const missing = e.code === "ENOENT";
  if (sh.dialect === "dash") return `cannot open ${path}: ${missing ? "No such file" : e.strerror}`;
  if (!sh.numbersLines) return `can't open '${path}': ${e.strerror}`;
  return `can't open ${path}: ${missing ? "no such file" : e.strerror}`;
}
