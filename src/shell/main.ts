import type { Process, Program } from "../kernel/process.ts";
import { isErrno } from "../std/errno.ts";
import { busyboxNote, standaloneApplets } from "./busybox-note.ts";
import { runCommands } from "./commands.ts";
import { createShell } from "./create.ts";
import { runInteractive } from "./interactive.ts";
import { interpreter } from "./interpreter.ts";
import { type Invocation, InvocationError, parseInvocation } from "./invocation.ts";
import { complain, printError } from "./messages.ts";
import type { Dialect, Shell } from "./shell.ts";
import { runStartFiles } from "./start-files.ts";
import { defaultSignal, finish, handle } from "./traps.ts";

/** GNU bash. */
export const bash: Program = (p) => main(p, "bash");
/** Debian's and Ubuntu's `sh`. */
export const dash: Program = (p) => main(p, "dash");
/** The shell of BusyBox: `sh` and `ash` in alpine and busybox. */
export const busyboxSh: Program = (p) => main(p, "ash");

const NO_APPLETS: ReadonlySet<string> = new Set();

async function main(p: Process, dialect: Dialect): Promise<number> {
  const called = p.argv[0] ?? dialect;
  let how: Invocation;
  try {
    how = parseInvocation(dialect, called, p.argv.slice(1));
  } catch (e) {
    if (!(e instanceof InvocationError)) throw e;
    await p.write(2, (await interpreter({ p })).invocationText(dialect, called, e.what));
    return e.status;
  }
  if (how.version || how.help) {
    const { invocationText } = await interpreter({ p });
    await p.write(1, invocationText(dialect, called, { kind: how.version ? "version" : "help" }));
    return 0;
  }
  const sh = shellOf(p, dialect, called, how);
  if (dialect === "bash" && called.replace(/^.*\//, "").replace(/^-/, "") === "sh") sh.options.add("posix");
  for (const signal of ["SIGINT", "SIGTERM", "SIGQUIT", "SIGTSTP", "SIGTTIN", "SIGTTOU"] as const) {
    if (sh.interactive) defaultSignal(sh, signal);
  }
  // ash and dash catch SIGINT where they do not read their commands from the input, bash goes by what ends a child of its
  // own; only a process 1 lives to see it.
  if (!sh.interactive && p.pid === 1 && (how.command !== undefined || how.rest.length > 0)) handle(sh, "SIGINT");
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
    applets: dialect === "ash" ? standaloneApplets(p) : NO_APPLETS,
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
    await runCommands(sh, unit, "-c", tail);
    return;
  }
  const [file] = how.rest;
  if (file !== undefined && !how.stdin) {
    await (await interpreter(sh)).runNamedScript(sh, file);
    return;
  }
  if (sh.interactive) await runInteractive(sh);
  else await (await interpreter(sh)).runStream(sh);
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

/** From 1.38 on ash names the line in every message of a script. */
function ashNumbersLines(p: Process): boolean {
  const m = /^BusyBox v1\.(\d+)/.exec(busyboxNote(p) ?? "");
  return m !== null && Number(m[1]) >= 38;
}
