import { complain, printError } from "../messages.ts";
import { CommandError, type Shell } from "../shell.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { parseOptions } from "./usage.ts";

const singleQuote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

export const alias: Builtin = async (sh, argv) => {
  const { rest } = sh.dialect === "bash" ? parseOptions(sh, argv, "p") : { rest: argv.slice(1) };
  const line = (name: string, value: string) =>
    `${sh.dialect === "bash" ? "alias " : ""}${name}=${singleQuote(value)}\n`;
  if (rest.length === 0) {
    const names = [...sh.aliases.keys()].sort();
    return print(sh, names.map((n) => line(n, sh.aliases.get(n) ?? "")).join(""));
  }
  let status = 0;
  for (const arg of rest) {
    const at = arg.indexOf("=");
    if (at > 0) sh.aliases.set(arg.slice(0, at), arg.slice(at + 1));
    else {
      const value = sh.aliases.get(arg);
      if (value !== undefined) await print(sh, line(arg, value));
      else status = await noAlias(sh, arg, "alias");
    }
  }
  return status;
};

async function noAlias(sh: Shell, name: string, builtin: string): Promise<number> {
  if (sh.dialect === "bash") await complain(sh, `${name}: not found`, builtin);
  else await printError(sh, `${builtin}: ${name} not found\n`);
  return 1;
}

export const unalias: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, "a");
  if (flags.has("a")) sh.aliases.clear();
  else if (rest.length === 0 && sh.dialect === "bash") throw new CommandError("usage: unalias [-a] name [name ...]", 2);
  let status = 0;
  for (const name of rest) if (!sh.aliases.delete(name)) status = await noAlias(sh, name, "unalias");
  return status;
};
