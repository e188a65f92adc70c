import { assignElement, assignText } from "../assign.ts";
import { complain, printError } from "../messages.ts";
import { formatPrintf } from "../printf.ts";
import { CommandError } from "../shell.ts";
import { tellTime } from "../zone.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { invalidOption, UsageError } from "./usage.ts";

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
    if (sh.dialect === "bash") throw new UsageError("printf");
    if (sh.dialect === "dash") throw new CommandError("usage: printf format [arg ...]", 2);
    throw new UsageError("printf", `${sh.name}: usage: printf FORMAT [ARGUMENT...]`);
  }
  const { text, errors, status } = formatPrintf(format, rest, sh.dialect, (form, at) => tellTime(sh, form, at));
  let written = 0;
  if (target === undefined) written = await print(sh, text, "printf");
  else {
    const m = /^(\w+)\[(.+)\]$/.exec(target);
    if (m?.[1]) assignElement(sh, m[1], m[2] ?? "", text);
    else assignText(sh, target, text);
  }
  for (const error of errors) {
    if (sh.dialect === "ash") await printError(sh, `${sh.name}: ${error}\n`);
    else await complain(sh, error, "printf");
  }
  return status || written;
};
