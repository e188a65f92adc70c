import { noteOf } from "../filesystem/binary.ts";
import type { Process, Program } from "../kernel/process.ts";
import { isErrno } from "../std/errno.ts";
import { BASH_VERSION, createShell } from "./create.ts";
import { runInteractive } from "./interactive.ts";
import { type Invocation, InvocationError, parseInvocation, USAGE } from "./invocation.ts";
import { complain, printError } from "./messages.ts";
import { runText } from "./run.ts";
import { runScriptFile, scriptProblem } from "./script.ts";
import type { Dialect, Shell } from "./shell.ts";
import { runStartFiles } from "./start-files.ts";
import { runStream } from "./stream.ts";
import { defaultSignal, finish } from "./traps.ts";

/** GNU bash. */
export const bash: Program = (p) => main(p, "bash");
/** Debian's and Ubuntu's `sh`. */
export const dash: Program = (p) => main(p, "dash");
/** The shell of BusyBox: `sh` and `ash` in alpine and busybox. */
export const busyboxSh: Program = (p) => main(p, "ash");

async function main(p: Process, dialect: Dialect): Promise<number> {
  const called = p.argv[0] ?? dialect;
  let how: Invocation;
  try {
    how = parseInvocation(dialect, called, p.argv.slice(1));
  } catch (e) {
    if (!(e instanceof InvocationError)) throw e;
    await p.write(2, e.message);
    return e.status;
  }
  if (how.version || how.help) {
    await p.write(1, how.version ? versionText() : `GNU bash, version ${BASH_VERSION}-(x86_64-pc-linux-gnu)\n${USAGE}`);
    return 0;
  }
  const sh = shellOf(p, dialect, called, how);
  if (dialect === "bash" && called.replace(/^.*\//, "").replace(/^-/, "") === "sh") sh.options.add("posix");
  for (const signal of ["SIGINT", "SIGTERM", "SIGQUIT", "SIGTSTP", "SIGTTIN", "SIGTTOU"] as const) {
    if (sh.interactive) defaultSignal(sh, signal);
  }
  if (sh.interactive) await greet(sh);
  await runStartFiles(sh, how);
  if (!sh.unwind) await runMain(sh, how);
  return finish(sh);
}

function shellOf(p: Process, dialect: Dialect, called: string, how: Invocation): Shell {
  const [first, ...rest] = how.rest;
  const fromFile = how.command === undefined && !how.stdin && first !== undefined;
  const fromInput = how.command === undefined && !fromFile;
  const interactive = how.interactive || (fromInput && isTerminal(p, 0) && isTerminal(p, 2));
  const named = how.command !== undefined || fromFile;
  return createShell(p, {
    dialect,
    name: named ? (first ?? called) : called,
    positional: named ? rest : how.rest,
    interactive,
    login: how.login,
    options: how.options,
    shopts: how.shopts,
    flags: `${how.command !== undefined && dialect !== "dash" ? "c" : ""}${fromInput ? "s" : ""}${interactive ? "i" : ""}`,
    numbersLines: dialect !== "ash" || ashNumbersLines(p),
  });
}

function isTerminal(p: Process, fd: number): boolean {
  try {
    return p.terminal(fd) !== undefined;
  } catch (e) {
    if (isErrno(e)) return false;
    throw e;
  }
}

async function runMain(sh: Shell, how: Invocation): Promise<void> {
  if (how.command !== undefined) {
    // ash counts the lines of -c from 0.
    const unit = { text: how.command, name: sh.name, firstLine: sh.dialect === "ash" ? 0 : 1 };
    const tail = sh.dialect === "dash" || sh.interactive ? "no" : sh.dialect === "bash" ? "plain" : "any";
    await runText(sh, unit, "-c", tail);
    return;
  }
  const [file] = how.rest;
  if (file !== undefined && !how.stdin) {
    await runFile(sh, file);
    return;
  }
  if (sh.interactive) await runInteractive(sh);
  else await runStream(sh);
}

async function runFile(sh: Shell, file: string): Promise<void> {
  const found = file.includes("/") || sh.p.files.exists(file) || sh.dialect !== "bash" ? undefined : pathOf(sh, file);
  const path = found ?? file;
  sh.name = path;
  const problem = scriptProblem(sh, path);
  if (problem) {
    const name = sh.p.argv[0] ?? "sh";
    const line = sh.dialect === "bash" ? "" : sh.dialect === "dash" ? "0: " : sh.numbersLines ? "line 0: " : "";
    const shown =
      sh.dialect === "bash" && problem.message.startsWith(`${path}: ${path}: `)
        ? problem.message
        : `${name}: ${line}${problem.message}`;
    await printError(sh, `${shown}\n`);
    sh.status = problem.status;
    return;
  }
  await runScriptFile(sh, path, path);
}

function pathOf(sh: Shell, file: string): string | undefined {
  for (const folder of (sh.p.env.get("PATH") ?? "").split(":")) {
    const path = `${folder}/${file}`;
    if (sh.p.files.exists(path) && sh.p.files.stat(path).kind === "file") return path;
  }
  return undefined;
}

/** What an interactive shell says first: a missing terminal, and BusyBox (as Debian builds it) its banner. */
async function greet(sh: Shell): Promise<void> {
  if (!sh.p.controllingTerminal) {
    if (sh.dialect === "bash") {
      await printError(
        sh,
        `bash: cannot set terminal process group (${sh.p.pgid || -1}): Inappropriate ioctl for device\nbash: no job control in this shell\n`,
      );
    } else await complain(sh, "can't access tty; job control turned off");
  } else {
    const tty = sh.p.controllingTerminal;
    // Started in the background: waits for its turn, as a job does.
    if (tty.foregroundGroup !== sh.p.pgid && tty.foregroundGroup !== 0 && !sh.login) tty.foregroundGroup = sh.p.pgid;
  }
  const banner = sh.dialect === "ash" ? busyboxNote(sh.p) : undefined;
  if (banner?.includes("(Debian")) {
    const version = banner.replace(/ multi-call binary.*/s, "");
    await printError(sh, `\n\n${version} built-in shell (ash)\nEnter 'help' for a list of built-in commands.\n\n`);
  }
}

function busyboxNote(p: Process): string | undefined {
  try {
    return noteOf(p.files.readFile(p.executable))
      .split("\n")
      .find((line) => line.startsWith("BusyBox v"));
  } catch (e) {
    if (isErrno(e)) return undefined;
    throw e;
  }
}

/** From 1.38 on ash names the line in every message of a script. */
function ashNumbersLines(p: Process): boolean {
  const m = /^BusyBox v1\.(\d+)/.exec(busyboxNote(p) ?? "");
  return m !== null && Number(m[1]) >= 38;
}

function versionText(): string {
  return `GNU bash, version ${BASH_VERSION} (x86_64-pc-linux-gnu)\nCopyright (C) 2022 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>\n\nThis is free software; you are free to change and redistribute it.\nThere is NO WARRANTY, to the extent permitted by law.\n`;
}
