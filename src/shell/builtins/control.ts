import { isErrno } from "../../std/errno.ts";
import { evaluate } from "../arithmetic.ts";
import { commandFailure } from "../compound.ts";
import { becomeProgram, commandNotFound, execFailure, findProgram, runExternal } from "../external.ts";
import { complain } from "../messages.ts";
import { runText } from "../run.ts";
import { CommandError, currentLine, fatal, MAX_NESTING, type Shell, ShellError } from "../shell.ts";
import { environment } from "../variables.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { exit, numeric } from "./leaving.ts";
import { describe } from "./names.ts";
import { builtinOf } from "./table.ts";
import { PlainError, parseOptions } from "./usage.ts";

export const breakLoop: Builtin = (sh, argv) => {
  if (sh.loopDepth === 0) {
    if (sh.dialect === "bash") {
      throw new CommandError("only meaningful in a `for', `while', or `until' loop", 0);
    }
    return 0;
  }
  const n = argv[1] === undefined ? 1 : numeric(sh, argv[1]);
  if (n === undefined) throw new ShellError(`${argv[0]}: ${argv[1]}: numeric argument required`, "exit", 128);
  if (n < 1) throw new CommandError(`${argv[1]}: loop count out of range`, 1);
  sh.unwind = { kind: argv[0] === "continue" ? "continue" : "break", depth: Math.min(n, sh.loopDepth) };
  return 0;
};

export const shift: Builtin = (sh, argv) => {
  const n = argv[1] === undefined ? 1 : numeric(sh, argv[1]);
  if (n === undefined) throw new CommandError(`${argv[1]}: numeric argument required`, 1);
  if (n < 0) throw new CommandError(`${argv[1]}: shift count out of range`, 1);
  if (n > sh.positional.length) {
    if (sh.dialect === "dash") throw new CommandError("can't shift that many", 2);
    return 1;
  }
  sh.positional = sh.positional.slice(n);
  return 0;
};

export const evalText: Builtin = async (sh, argv) => {
  const text = argv.slice(1).join(" ");
  if (text.trim() === "") return 0;
  if (sh.nesting >= MAX_NESTING) throw fatal(sh, `eval: maximum eval nesting level exceeded (${MAX_NESTING})`);
  await sh.p.tick();
  sh.nesting++;
  sh.traceDepth++;
  sh.status = 0;
  try {
    await runText(sh, { ...sh.unit, text, firstLine: currentLine(sh) }, "eval");
  } finally {
    sh.nesting--;
    sh.traceDepth--;
  }
  return sh.status;
};

export const exec: Builtin = async (sh, argv) => {
  // dash's takes no options: `exec -d` looks for a program of that name.
  const { flags, rest } =
    sh.dialect === "dash" ? { flags: new Map<string, string>(), rest: argv.slice(1) } : parseOptions(sh, argv, "cla:");
  const name = rest[0];
  if (name === undefined) return 0;
  const found = findProgram(sh, name);
  let failure: { message: string; status: number };
  if ("path" in found) {
    const env = flags.has("c") ? new Map<string, string>() : environment(sh);
    const argv0 = flags.get("a") ?? (flags.has("l") ? `-${name}` : name);
    try {
      await becomeProgram(sh, [found.path, ...rest.slice(1)], env, argv0);
      return 0;
    } catch (e) {
      if (!isErrno(e)) throw e;
      failure = execFailure(sh, found.path, e);
    }
  } else if (sh.dialect === "bash" && found.message.endsWith(": Is a directory")) {
    await complain(sh, found.message);
    failure = { ...found, message: `${name}: cannot execute: Is a directory` };
  } else
    failure = {
      ...found,
      message:
        found.status === 127
          ? found.message.replace(/: (command not found|No such file or directory)$/, (m) =>
              m.includes("command") ? ": not found" : m,
            )
          : found.message,
    };
  if (!sh.interactive && !sh.shopts.has("execfail")) sh.unwind = { kind: "exit" };
  throw new CommandError(failure.message, failure.status);
};

/** `command` runs builtins and programs only; -v and -V tell what a name is. */
export const command: Builtin = async (sh, argv, call) => {
  const { flags, rest } = parseOptions(sh, argv, "pvV");
  if (rest.length === 0) return 0;
  if (flags.has("v") || flags.has("V")) {
    // dash and ash look at one name, and bash is content with one.
    const names = sh.dialect === "bash" ? rest : rest.slice(0, 1);
    let status = 127;
    for (const name of names)
      status = Math.min(status, await describe(sh, [name], flags.has("V") ? "long" : "short", "command"));
    return status;
  }
  const target = builtinOf(sh, rest[0] ?? "");
  if (target) {
    sh.command = rest[0];
    return target(sh, rest, { arrays: call.arrays, tail: call.tail });
  }
  sh.command = undefined;
  const found = findProgram(sh, rest[0] ?? "");
  if (!("path" in found)) {
    await commandNotFoundHere(sh, rest, found);
    return sh.status;
  }
  await runExternal(sh, rest, rest.join(" "), call.tail === "any" && !sh.interactive && sh.traps.size === 0);
  return sh.status;
};

async function commandNotFoundHere(
  sh: Shell,
  argv: readonly string[],
  found: { message: string; status: 126 | 127 },
): Promise<void> {
  try {
    await commandNotFound(sh, argv, found);
  } catch (e) {
    if (!(e instanceof CommandError)) throw e;
    throw new PlainError(e.message, e.status);
  }
}

export const builtin: Builtin = (sh, argv, call) => {
  const rest = argv[1] === "--" ? argv.slice(2) : argv.slice(1);
  if (rest[0] === undefined) return 0;
  const target = builtinOf(sh, rest[0]);
  if (!target) throw new CommandError(`${rest[0]}: not a shell builtin`);
  return target(sh, rest, call);
};

export const letBuiltin: Builtin = (sh, argv) => {
  if (argv.length < 2) throw new CommandError("expression expected");
  let value = 0n;
  for (const text of argv.slice(1)) {
    try {
      value = evaluate(sh, text);
    } catch (e) {
      if (sh.dialect === "ash" && e instanceof ShellError) throw new CommandError(e.message, 2);
      throw commandFailure(sh, e, "");
    }
  }
  return value === 0n ? 1 : 0;
};

export const logout: Builtin = (sh, argv, call) => {
  if (!sh.login) throw new CommandError("not login shell: use `exit'");
  return exit(sh, argv, call);
};

/** Where it was called from. */
export const caller: Builtin = (sh, argv) => {
  const n = Number(argv[1] ?? 0);
  const call = sh.calls.at(-1 - n);
  if (!call) return 1;
  const name = argv[1] === undefined ? "" : ` ${sh.calls.at(-2 - n)?.name ?? "main"}`;
  const file = call.unit.name === sh.name && sh.flags.includes("c") ? "environment" : call.unit.name;
  return print(sh, `${currentLineOf(call)}${name} ${file}\n`);
};

function currentLineOf(call: Shell["calls"][number]): number {
  return call.unit.firstLine + (call.unit.text.slice(0, call.pos).split("\n").length - 1);
}

/** What bash has and this one has not. */
export const notSimulated: Builtin = (_sh, argv) => {
  throw new CommandError(`drydock: ${argv[0]} is not simulated`);
};
