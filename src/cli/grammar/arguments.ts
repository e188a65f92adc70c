import type { ArgumentRule, Command } from "../command.ts";
import { commandPath, usageHint } from "./usage.ts";

/**
 * What is wrong with the number of arguments, worded as the docker client does (`See` after a minimum, `SRun` after a
 * maximum are its own); undefined: nothing.
 */
export function argumentsError(path: readonly Command[], args: readonly string[]): string | undefined {
  const command = path.at(-1);
  if (!command) return undefined;
  const complaint = (text: string, verb: "Run" | "See" | "SRun") =>
    `docker: '${commandPath(path)}' ${text}${usageHint(path, verb)}`;
  const rule: ArgumentRule = command.args;
  const n = args.length;
  switch (rule.kind) {
    case "any":
      return undefined;
    case "none":
      if (n === 0) return undefined;
      if (command.subcommands) return `docker: unknown command: ${commandPath(path)} ${args[0]}${usageHint(path)}`;
      return complaint("accepts no arguments", "Run");
    case "exact":
      if (n === rule.count) return undefined;
      if (rule.plain) return `accepts ${rule.count} arg(s), received ${n}`;
      return complaint(`requires ${counted(rule.count)}`, "Run");
    case "min":
      if (n >= rule.count) return undefined;
      if (rule.plain) return `requires at least ${rule.count} arg(s), only received ${n}`;
      return complaint(`requires at least ${counted(rule.count)}`, "See");
    case "max":
      if (n <= rule.count) return undefined;
      if (rule.plain) return `accepts at most ${rule.count} arg(s), received ${n}`;
      return complaint(`requires at most ${counted(rule.count)}`, "SRun");
    case "range":
      if (n >= rule.min && n <= rule.max) return undefined;
      return complaint(`requires at least ${rule.min} and at most ${counted(rule.max)}`, "Run");
  }
}

function counted(n: number): string {
  return `${n} ${n === 1 ? "argument" : "arguments"}`;
}
