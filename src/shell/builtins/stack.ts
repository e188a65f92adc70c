import { ErrnoError } from "../../std/errno.ts";
import { CommandError, type Shell } from "../shell.ts";
import { textOf } from "../variables.ts";
import type { Builtin } from "./builtin.ts";
import { changeTo, logicalFolder } from "./directories.ts";
import { print } from "./echo.ts";
import { parseOptions } from "./usage.ts";

function shortened(sh: Shell, path: string): string {
  const home = textOf(sh, "HOME");
  if (!home || home === "/") return path;
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

export const dirs: Builtin = (sh, argv) => {
  const { flags } = parseOptions(sh, argv, "clpv");
  if (flags.has("c")) {
    sh.directories = [];
    return 0;
  }
  const all = [logicalFolder(sh), ...sh.directories].map((d) => (flags.has("l") ? d : shortened(sh, d)));
  if (flags.has("v")) return print(sh, all.map((d, i) => `${String(i).padStart(2)}  ${d}\n`).join(""));
  return print(sh, `${all.join(flags.has("p") ? "\n" : " ")}\n`);
};

/** `+N` and `-N` of the stack, 0 being the working folder; undefined when there is none. */
function stackIndex(arg: string, size: number): number | undefined {
  const m = /^([+-])(\d+)$/.exec(arg);
  if (!m) return undefined;
  const n = Number(m[2]);
  const index = m[1] === "+" ? n : size - 1 - n;
  return index >= 0 && index < size ? index : undefined;
}

export const pushd: Builtin = (sh, argv, call) => {
  const here = logicalFolder(sh);
  const arg = argv[1];
  const stack = [here, ...sh.directories];
  let next: string[];
  if (arg === undefined) {
    const other = sh.directories[0];
    if (other === undefined) throw new CommandError("no other directory");
    next = [other, here, ...sh.directories.slice(1)];
  } else if (/^[+-]\d+$/.test(arg)) {
    const index = stackIndex(arg, stack.length);
    if (index === undefined) throw new CommandError(`${arg}: directory stack index out of range`);
    next = [...stack.slice(index), ...stack.slice(0, index)];
  } else next = [arg, ...stack];
  move(sh, next);
  return dirs(sh, ["dirs"], call);
};

export const popd: Builtin = (sh, argv, call) => {
  if (sh.directories.length === 0) throw new CommandError("directory stack empty");
  const stack = [logicalFolder(sh), ...sh.directories];
  const index = argv[1] === undefined ? 0 : stackIndex(argv[1], stack.length);
  if (index === undefined) throw new CommandError(`${argv[1]}: directory stack index out of range`);
  stack.splice(index, 1);
  if (index === 0) move(sh, stack);
  else sh.directories = stack.slice(1);
  return dirs(sh, ["dirs"], call);
};

function move(sh: Shell, stack: readonly string[]): void {
  const [top = "/", ...rest] = stack;
  try {
    changeTo(sh, top, false);
  } catch (e) {
    if (e instanceof ErrnoError) throw new CommandError(`${top}: ${e.strerror}`);
    throw e;
  }
  sh.directories = rest;
}
