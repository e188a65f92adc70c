import { complain, printError } from "../messages.ts";
import { singleQuote } from "../quote.ts";
import { CommandError, type Shell } from "../shell.ts";
import { signalName, signalNumber } from "../signals.ts";
import { setTrap } from "../traps.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { signalTable } from "./kill.ts";
import { parseOptions, UsageError } from "./usage.ts";

/** EXIT (0), ERR, DEBUG, RETURN or a signal's full name; undefined when it is none of the dialect's. */
function trapName(sh: Shell, text: string): string | undefined {
  const upper = text.toUpperCase();
  if (text === "0" || upper === "EXIT") return "EXIT";
  if (upper === "ERR" && sh.dialect !== "dash") return "ERR";
  if ((upper === "DEBUG" || upper === "RETURN") && sh.dialect === "bash") return upper;
  const n = signalNumber(text);
  if (n === undefined || n === 0 || (sh.dialect === "dash" && /^SIG/i.test(text))) return undefined;
  return signalName(n);
}

function rank(name: string): number {
  return name === "EXIT" ? 0 : (signalNumber(name) ?? (name === "DEBUG" ? 65 : name === "ERR" ? 66 : 67));
}

function line(sh: Shell, name: string, action: string): string {
  return `trap -- ${singleQuote(action)} ${sh.dialect === "bash" ? name : name.replace(/^SIG/, "")}\n`;
}

export const trap: Builtin = async (sh, argv) => {
  const bash = sh.dialect === "bash";
  const { flags, rest } =
    argv[1] === "-"
      ? { flags: new Map<string, string>(), rest: argv.slice(1) }
      : parseOptions(sh, argv, bash ? "lp" : "");
  if (flags.has("l")) return print(sh, signalTable());
  if (rest.length === 0 || flags.has("p")) {
    const wanted = rest.map((text) => trapName(sh, text));
    const shown = [...sh.traps]
      .filter(([name]) => rest.length === 0 || wanted.includes(name))
      .sort(([a], [b]) => rank(a) - rank(b));
    return print(sh, shown.map(([name, action]) => line(sh, name, action)).join(""));
  }
  const [action = "", ...signals] = rest;
  // A lone signal, or a number in the action's place, sets back.
  const reset = action === "-" || (signals.length === 0 && trapName(sh, action) !== undefined) || /^\d+$/.test(action);
  const targets = reset && action !== "-" ? rest : signals;
  if (targets.length === 0 && bash) throw new UsageError("trap");
  if (targets.length === 0) throw new CommandError(`${action}: bad trap`, 1);
  let status = 0;
  for (const text of targets) {
    const name = trapName(sh, text);
    if (name !== undefined) {
      setTrap(sh, name, reset ? undefined : action);
      continue;
    }
    status = 1;
    if (sh.dialect === "dash") await printError(sh, `trap: ${text}: bad trap\n`);
    else await complain(sh, `${text}: invalid signal specification`, "trap");
  }
  return status;
};
