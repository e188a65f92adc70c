import { isErrno } from "../../std/errno.ts";
import { assignElement, assignText } from "../assign.ts";
import { toBytes } from "../bytes.ts";
import { complain, printError } from "../messages.ts";
import { formatPrintf } from "../printf.ts";
import { unescape } from "../quote.ts";
import { CommandError, type Shell } from "../shell.ts";
import type { Builtin } from "./table.ts";
import { invalidOption, UsageError, usageError } from "./usage.ts";

/** Prints a builtin's output; the status. */
export async function print(sh: Shell, text: string, name?: string): Promise<number> {
  if (text === "") return 0;
  try {
    await sh.p.write(1, toBytes(text));
    return 0;
  } catch (e) {
    if (!isErrno(e)) throw e;
    const what = sh.dialect === "bash" ? `write error: ${e.strerror}` : "I/O error";
    await complain(sh, what, name);
    return 1;
  }
}

/** `echo`: bash and ash take -n -e -E, dash only -n and always replaces escapes. */
export const echo: Builtin = (sh, argv) => {
  let escapes = sh.dialect === "dash" || sh.shopts.has("xpg_echo");
  let newline = true;
  let i = 1;
  const options = sh.dialect === "dash" ? /^-n$/ : /^-[neE]+$/;
  for (; i < argv.length && options.test(argv[i] ?? ""); i++) {
    for (const letter of argv[i]?.slice(1) ?? "") {
      if (letter === "n") newline = false;
      else escapes = letter === "e";
    }
    if (sh.dialect === "dash") {
      i++;
      break;
    }
  }
  let text = argv.slice(i).join(" ");
  if (escapes) {
    const result = unescape(text, "echo", sh.dialect);
    text = result.text;
    if (result.stopped) newline = false;
  }
  return print(sh, newline ? `${text}\n` : text, "echo");
};

export const printf: Builtin = async (sh, argv) => {
  let args = argv.slice(1);
  let target: string | undefined;
  if (sh.dialect === "bash" && args[0] === "-v") {
    target = args[1];
    args = args.slice(2);
  }
  if (args[0] === "--") args = args.slice(1);
  else if (sh.dialect === "dash" && /^-./.test(args[0] ?? ""))
    throw invalidOption(sh, "printf", args[0]?.slice(0, 2) ?? "");
  const [format, ...rest] = args;
  if (format === undefined) {
    if (sh.dialect === "bash") throw usageError("printf");
    if (sh.dialect === "dash") throw new CommandError("usage: printf format [arg ...]", 2);
    throw new UsageError(`${sh.name}: usage: printf FORMAT [ARGUMENT...]`);
  }
  const { text, errors, status } = formatPrintf(format, rest, sh.dialect, sh.p.now());
  if (target === undefined) await print(sh, text, "printf");
  else {
    const m = /^(\w+)\[(.+)\]$/.exec(target);
    if (m?.[1]) assignElement(sh, m[1], m[2] ?? "", text);
    else assignText(sh, target, text);
  }
  for (const error of errors) {
    if (sh.dialect === "ash") await printError(sh, `${sh.name}: ${error}\n`);
    else await complain(sh, error, "printf");
  }
  return status;
};
