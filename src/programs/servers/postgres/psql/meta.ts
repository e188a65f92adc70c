import { isErrno } from "../../../../std/errno.ts";
import { runCommand } from "../../../lib/run-command.ts";
import { aboutDatabase } from "./about-database.ts";
import { clientCopy } from "./client-copy.ts";
import { connect, connectionInfo, setPassword } from "./connection.ts";
import { run } from "./run.ts";
import type { Scanner } from "./scanner.ts";
import { runScript } from "./script.ts";
import { complain, type Psql, put } from "./state.ts";
import { argumentsOf, printSetting, setVariable } from "./variables.ts";

export type Next = "on" | "quit" | "failed";

/** Carries a backslash command out. `scanner`: what was typed of a statement before it. */
export async function metaCommand(
  s: Psql,
  line: string,
  scanner: Scanner,
  rows?: () => Promise<string>,
): Promise<Next> {
  const { p } = s;
  const name = /^\\(?:!|\?|[A-Za-z]+[+SxX]*|.)/.exec(line)?.[0] ?? line;
  const rest = line.slice(name.length).trim();
  const args = name === "\\!" || name === "\\copy" ? [] : argumentsOf(s, rest.replace(/;$/, ""));
  const [first] = args;
  const ok = (yes: boolean): Next => (yes ? "on" : "failed");
  switch (name) {
    case "\\q":
    case "\\quit":
      return "quit";
    case "\\c":
    case "\\connect":
      return ok(await connect(s, args));
    case "\\conninfo":
      await connectionInfo(s);
      if (first !== undefined) await complain(s, `${name}: extra argument "${first}" ignored\n`);
      return "on";
    case "\\echo":
    case "\\qecho":
    case "\\warn": {
      const bare = first === "-n";
      const text = `${(bare ? args.slice(1) : args).map((a) => a.replace(/^"(.*)"$/, "$1")).join(" ")}${bare ? "" : "\n"}`;
      if (name === "\\echo") await p.write(1, text);
      else if (name === "\\warn") await p.write(2, text);
      else await put(s, text);
      return "on";
    }
    case "\\i":
    case "\\include":
    case "\\ir":
    case "\\include_relative":
      return ok(await include(s, name, first));
    case "\\copy":
      return ok(await clientCopy(s, rest, rows));
    case "\\g":
    case "\\gx":
    case "\\gset":
    case "\\gexec":
    case "\\gdesc": {
      const sql = scanner.empty ? s.last : scanner.buffer.trimStart();
      scanner.reset();
      const how =
        name === "\\gx"
          ? { expanded: true, ...(first === undefined ? {} : { file: first }) }
          : name === "\\gset"
            ? { set: first ?? "" }
            : name === "\\gexec"
              ? { exec: true }
              : name === "\\gdesc"
                ? { desc: true }
                : first === undefined || first.startsWith("(")
                  ? {}
                  : { file: first };
      return ok(await run(s, sql, how));
    }
    case "\\watch":
      return ok(await watch(s, scanner, args));
    case "\\o":
    case "\\out":
      s.output = first;
      if (first !== undefined) p.files.writeFile(first, "");
      return "on";
    case "\\w":
    case "\\write":
      if (first === undefined) return missing(s, name);
      p.files.writeFile(first, `${scanner.empty ? s.last : scanner.buffer}\n`);
      return "on";
    case "\\p":
    case "\\print":
      await put(
        s,
        scanner.empty ? (s.last === "" ? "Query buffer is empty.\n" : `${s.last}\n`) : `${scanner.buffer}\n`,
      );
      return "on";
    case "\\r":
    case "\\reset":
      scanner.reset();
      s.last = "";
      if (!s.quiet) await put(s, "Query buffer reset (cleared).\n");
      return "on";
    case "\\x":
      return ok(await printSetting(s, `expanded ${first ?? ""}`));
    case "\\t":
      return ok(await printSetting(s, `tuples_only ${first ?? ""}`));
    case "\\a":
      return ok(await printSetting(s, `format ${s.layout.format === "aligned" ? "unaligned" : "aligned"}`));
    case "\\H":
      return ok(await printSetting(s, `format ${s.layout.format === "html" ? "aligned" : "html"}`));
    case "\\f":
      return ok(await printSetting(s, `fieldsep ${rest}`));
    case "\\C":
      return ok(await printSetting(s, `title ${rest}`));
    case "\\pset":
      return ok(await printSetting(s, rest));
    case "\\timing":
      s.timing = first === undefined ? !s.timing : /^(on|true|1|yes)$/i.test(first);
      if (!s.quiet) await put(s, `Timing is ${s.timing ? "on" : "off"}.\n`);
      return "on";
    case "\\!": {
      await runCommand(p, rest === "" ? ["/bin/sh"] : ["/bin/sh", "-c", rest]);
      return "on";
    }
    case "\\cd":
      try {
        p.chdir(first ?? p.env.get("HOME") ?? "/");
      } catch (e) {
        if (!isErrno(e)) throw e;
        await complain(s, `\\cd: could not change directory to "${first}": ${e.strerror}\n`);
        return "failed";
      }
      return "on";
    case "\\set":
      await setVariable(s, rest);
      return "on";
    case "\\unset":
      if (first === undefined) return missing(s, name);
      s.variables.delete(first);
      return "on";
    case "\\getenv": {
      const value = p.env.get(args[1] ?? "");
      if (first !== undefined && value !== undefined) s.variables.set(first, value);
      return "on";
    }
    case "\\setenv":
      if (first === undefined) return missing(s, name);
      if (args[1] === undefined) p.env.delete(first);
      else p.env.set(first, args[1]);
      return "on";
    case "\\encoding":
      if (first === undefined) await put(s, "UTF8\n");
      return "on";
    case "\\password":
      return ok(await setPassword(s, first));
    case "\\errverbose":
      await put(s, "There is no previous error.\n");
      return "on";
    case "\\restrict":
    case "\\unrestrict":
      return "on";
    case "\\prompt":
      if (first === undefined) return missing(s, name);
      await complain(s, "drydock: psql's \\prompt is not simulated\n");
      return "failed";
    case "\\copyright":
    case "\\e":
    case "\\edit":
    case "\\ef":
    case "\\ev":
    case "\\h":
    case "\\help":
    case "\\s":
    case "\\lo_import":
    case "\\crosstabview":
    case "\\bind":
      await complain(s, `drydock: psql's ${name} is not simulated\n`);
      return "failed";
    case "\\?":
      await put(s, HELP);
      return "on";
    default:
      return ok(await aboutDatabase(s, name, args.join(" ") || undefined));
  }
}

const HELP =
  "Here (all others of psql's are refused):\n  \\l \\c \\conninfo \\password      databases and connections\n  \\d \\dt \\dv \\dm \\di \\ds \\dn \\du \\df \\dT \\dD \\dp \\dx \\sf \\sv   what there is\n  \\x \\t \\a \\H \\f \\C \\pset \\timing    how it is shown\n  \\i \\o \\w \\copy \\! \\echo \\qecho   files and commands\n  \\g \\gx \\gset \\gexec \\gdesc \\watch \\p \\r   the statement\n  \\set \\unset \\if \\elif \\else \\endif \\q\n";

async function missing(s: Psql, name: string): Promise<"failed"> {
  await complain(s, `${name}: missing required argument\n`);
  return "failed";
}

async function include(s: Psql, name: string, path: string | undefined): Promise<boolean> {
  if (path === undefined) {
    await complain(s, `${name}: missing required argument\n`);
    return false;
  }
  let text: string;
  try {
    text = s.p.files.readText(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await complain(s, `${path}: ${e.strerror}\n`);
    return false;
  }
  return (await runScript(s, text, path)) === 0;
}

/** \\watch: the statement again and again, until Ctrl-C, or so many times. */
async function watch(s: Psql, scanner: Scanner, args: readonly string[]): Promise<boolean> {
  let seconds = 2;
  let times = Number.POSITIVE_INFINITY;
  for (const a of args) {
    const m = /^(i|interval|c|count|m|min_rows)=(\d+(?:\.\d+)?)$/.exec(a);
    if (!m && !/^\d+(\.\d+)?$/.test(a)) {
      await complain(s, `\\watch: incorrect interval value "${a}"\n`);
      return false;
    }
    if (m?.[1]?.startsWith("c")) times = Number(m[2]);
    else if (!m?.[1]?.startsWith("m")) seconds = Number(m?.[2] ?? a);
  }
  const sql = scanner.empty ? s.last : scanner.buffer.trimStart();
  scanner.reset();
  if (sql.trim() === "") {
    await complain(s, "\\watch cannot be used with an empty query\n");
    return false;
  }
  let stopped = false;
  s.p.onSignal(2, () => {
    stopped = true;
  });
  const title = s.layout.title;
  try {
    for (let i = 0; i < times && !stopped; i++) {
      const d = new Date(Math.floor(s.p.now() / 1000))
        .toUTCString()
        .replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, (_a, w, day, m, y, t) => `${w} ${m} ${day} ${t} ${y}`);
      s.layout.title = `${title === undefined ? "" : `${title}\t`}${d} (every ${seconds}s)\n`;
      if (!(await run(s, sql))) return false;
      if (i + 1 < times) for (let k = 0; k < seconds * 10 && !stopped; k++) await s.p.sleep(100_000);
    }
  } finally {
    s.layout.title = title;
    s.p.onSignal(2, "default");
  }
  return true;
}
