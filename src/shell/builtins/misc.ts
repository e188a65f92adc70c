import { printError } from "../messages.ts";
import { CommandError, type Shell } from "../shell.ts";
import { NAME, setText, textOf, unsetVariable } from "../variables.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { parseOptions, UsageError } from "./usage.ts";

export const getopts: Builtin = async (sh, argv) => {
  const [, spec, name, ...given] = argv;
  if (spec === undefined || name === undefined) {
    if (sh.dialect === "bash") throw new UsageError("getopts");
    throw new CommandError(
      sh.dialect === "dash" ? "Usage: getopts optstring var [arg...]" : "usage: getopts optstring var [arg]",
      2,
    );
  }
  if (!NAME.test(name)) throw new CommandError(`\`${name}': not a valid identifier`);
  const args = given.length ? given : sh.positional;
  const state = sh.getopts;
  if (sh.dialect !== "bash" && state.index > args.length + 1) state.index = 1;
  const silent = spec.startsWith(":") || textOf(sh, "OPTERR") === "0";
  const finish = (value: string, argument: string | undefined, status: number) => {
    const { index, offset } = state;
    setText(sh, name, value);
    if (argument === undefined) unsetVariable(sh, "OPTARG");
    else setText(sh, "OPTARG", argument);
    setText(sh, "OPTIND", String(index));
    state.index = index;
    state.offset = offset;
    return status;
  };
  const arg = args[state.index - 1];
  if (state.offset === 0) {
    if (arg === undefined || !/^-./.test(arg)) return finish("?", undefined, 1);
    if (arg === "--") {
      state.index++;
      return finish("?", undefined, 1);
    }
    state.offset = 1;
  }
  const word = arg ?? "";
  const letter = word[state.offset++] ?? "";
  const atEnd = state.offset >= word.length;
  const at = letter === ":" ? -1 : spec.indexOf(letter);
  const advance = () => {
    state.index++;
    state.offset = 0;
  };
  const message = async (bash: string, other: string) => {
    if (silent) return;
    await printError(sh, sh.dialect === "bash" ? `${sh.name}: ${bash} -- ${letter}\n` : `${other}\n`);
  };
  if (at < 0) {
    if (atEnd) advance();
    await message("illegal option", `Illegal option -${letter}`);
    return finish("?", spec.startsWith(":") ? letter : undefined, 0);
  }
  if (spec[at + 1] !== ":") {
    if (atEnd) advance();
    return finish(letter, undefined, 0);
  }
  if (!atEnd) {
    const value = word.slice(state.offset);
    advance();
    return finish(letter, value, 0);
  }
  advance();
  const value = args[state.index - 1];
  if (value === undefined) {
    await message("option requires an argument", `No arg for -${letter} option`);
    return finish(spec.startsWith(":") ? ":" : "?", spec.startsWith(":") ? letter : undefined, 0);
  }
  state.index++;
  return finish(letter, value, 0);
};

export const umask: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, sh.dialect === "bash" ? "pS" : "S");
  const now = sh.p.umask;
  const [mode] = rest;
  if (mode === undefined) {
    const shown = flags.has("S") ? symbolic(now) : now.toString(8).padStart(4, "0");
    return print(sh, `${flags.has("p") ? `umask ${flags.has("S") ? "-S " : ""}` : ""}${shown}\n`);
  }
  if (/^[0-7]+$/.test(mode)) sh.p.setUmask(Number.parseInt(mode, 8) & 0o777);
  else if (/^\d/.test(mode))
    throw new CommandError(
      { bash: `${mode}: octal number out of range`, dash: `Illegal number: ${mode}`, ash: `illegal mode: ${mode}` }[
        sh.dialect
      ],
      sh.dialect === "bash" ? 1 : 2,
    );
  else sh.p.setUmask(parseSymbolic(sh, mode, now));
  return flags.has("S") ? print(sh, `${symbolic(sh.p.umask)}\n`) : 0;
};

function symbolic(mask: number): string {
  const who = ["u", "g", "o"].map((w, i) => {
    const allowed = ~(mask >> (6 - 3 * i)) & 7;
    return `${w}=${allowed & 4 ? "r" : ""}${allowed & 2 ? "w" : ""}${allowed & 1 ? "x" : ""}`;
  });
  return who.join(",");
}

function parseSymbolic(sh: Shell, mode: string, mask: number): number {
  let allowed = ~mask & 0o777;
  for (const clause of mode.split(",")) {
    const m = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause);
    if (!m) {
      const bad = /[^ugoa]/.exec(clause)?.[0] ?? "";
      const message = {
        bash: `\`${bad}': invalid symbolic mode operator`,
        dash: `Illegal mode: ${mode}`,
        ash: `illegal mode: ${mode}`,
      }[sh.dialect];
      throw new CommandError(message, sh.dialect === "bash" ? 1 : 2);
    }
    const bits = [...(m[3] ?? "")].reduce((n, c) => n | { r: 4, w: 2, x: 1 }[c as "r" | "w" | "x"], 0);
    for (const [i, w] of ["u", "g", "o"].entries()) {
      if (m[1] && !m[1].includes(w) && !m[1].includes("a")) continue;
      const shift = 6 - 3 * i;
      if (m[2] === "=") allowed = (allowed & ~(7 << shift)) | (bits << shift);
      else if (m[2] === "+") allowed |= bits << shift;
      else allowed &= ~(bits << shift);
    }
  }
  return ~allowed & 0o777;
}

export const times: Builtin = (sh) =>
  print(sh, "0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n".replaceAll("0.000", sh.dialect === "bash" ? "0.000" : "0.000000"));

export const history: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, "cd:anrwsp");
  if (flags.has("c")) {
    sh.history = [];
    return 0;
  }
  if (flags.has("s")) {
    sh.history.push(rest.join(" "));
    return 0;
  }
  const d = flags.get("d");
  if (d !== undefined) {
    const n = Number(d) < 0 ? sh.history.length + Number(d) : Number(d) - 1;
    if (!Number.isInteger(n) || !(n in sh.history)) throw new CommandError(`${d}: history position out of range`);
    sh.history.splice(n, 1);
    return 0;
  }
  if (flags.has("a") || flags.has("w")) {
    sh.p.files.writeFile(
      rest[0] ?? textOf(sh, "HISTFILE") ?? "/dev/null",
      sh.history.map((l) => `${l}\n`).join(""),
      0o600,
    );
    return 0;
  }
  if (flags.has("n") || flags.has("r") || flags.has("p"))
    throw new CommandError("drydock: history -n -p -r is not simulated");
  if (rest[0] !== undefined && !/^\d+$/.test(rest[0])) throw new CommandError(`${rest[0]}: numeric argument required`);
  const from = rest[0] === undefined ? 0 : Math.max(0, sh.history.length - Number(rest[0]));
  const width = sh.dialect === "bash" ? 5 : 4;
  const lines = sh.history
    .slice(from)
    .map(
      (line, i) =>
        `${String(from + i + (sh.dialect === "bash" ? 1 : 0)).padStart(width)}${sh.dialect === "bash" ? "  " : " "}${line}\n`,
    );
  return print(sh, lines.join(""));
};

export const fc: Builtin = async (sh, argv) => {
  const { flags } = parseOptions(sh, argv, "lnr");
  if (!flags.has("l")) throw new CommandError("drydock: fc without -l is not simulated");
  const from = Math.max(0, sh.history.length - 16);
  return print(
    sh,
    sh.history
      .slice(from)
      .map((line, i) => `${flags.has("n") ? "" : from + i + 1}\t ${line}\n`)
      .join(""),
  );
};
