import { isErrno } from "../../std/errno.ts";
import { execCommand, startStatus } from "../lib/run-command.ts";
import { defineTool } from "../lib/tool.ts";

const LONG = { "ignore-environment": "i", null: "0", "unset:": "u", "chdir:": "C", "split-string:": "S", debug: "v" };

/** Prints the environment, or runs a command in a changed one. */
export const env = defineTool(
  {
    name: "env",
    syntax: { short: "+0C:iS:u:v", long: LONG },
    busybox: { short: "+i0u:" },
    badStatus: 125,
    busyboxBadStatus: 1,
    usage: "[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]",
    rewrite: (args) => args.flatMap((a) => (a.startsWith("-S") || a.startsWith("-vS") ? splitString(a) : [a])),
  },
  async (c) => {
    const o = c.options;
    const words = [...c.operands];
    const bare = words[0] === "-" && words.shift() === "-";
    const environment = new Map(o.has("i") || bare ? [] : c.p.env);
    for (const name of o.values("u")) environment.delete(name);
    while (words[0]?.includes("=")) {
      const word = words.shift() ?? "";
      const at = word.indexOf("=");
      environment.set(word.slice(0, at), word.slice(at + 1));
    }
    const end = o.has("0") ? "\0" : "\n";
    if (!words.length) {
      for (const [name, value] of environment) await c.out.write(`${name}=${value}${end}`);
      return 0;
    }
    if (o.has("0")) await c.badUsage("cannot specify --null (-0) with command");
    const folder = o.value("C");
    if (folder !== undefined) {
      try {
        c.p.chdir(folder);
      } catch (e) {
        if (!isErrno(e)) throw e;
        await c.fail(`cannot change directory to ${c.quoteAlways(folder)}: ${e.strerror}`, 125);
      }
    }
    const e = await execCommand(c.p, words, environment);
    const [command = ""] = words;
    await c.complain(c.flavour.pick(`${c.quote(command)}: ${e.strerror}`, `can't execute '${command}': ${e.strerror}`));
    if (!c.flavour.busybox && e.code === "ENOENT" && /\s/.test(command))
      await c.p.write(2, `${c.name}: use -[v]S to pass options in shebang lines\n`);
    return startStatus(e);
  },
);

/** `-S 'A=1 prog arg'`: one word of a `#!` line into several. */
function splitString(arg: string): string[] {
  const text = arg.replace(/^-v?S/, "");
  if (text === "") return [arg];
  return [...text.matchAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? "");
}
