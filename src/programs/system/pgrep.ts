import type { ProcessInfo } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { SECOND } from "../../std/time.ts";
import type { Tool } from "../lib/flavour.ts";
import { compileRegex } from "../lib/regex.ts";
import { parseSignal } from "../lib/signal-names.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { findUid } from "../lib/users.ts";

const LONG = {
  delimiter: "d",
  "list-name": "l",
  "list-full": "a",
  inverse: "v",
  count: "c",
  full: "f",
  newest: "n",
  oldest: "o",
  "parent:": "P",
  "pgroup:": "g",
  "terminal:": "t",
  "euid:": "u",
  "uid:": "U",
  exact: "x",
  "ignore-case": "i",
  "signal:": "signal",
  echo: "e",
};

/** Finds processes by name (or whole command line, -f) and other things. */
export const pgrep = createTool("pgrep");
/** The same, and sends them a signal. */
export const pkill = createTool("pkill");

function createTool(name: "pgrep" | "pkill"): Tool {
  return defineTool(
    {
      name,
      syntax: { short: "acd:efg:ilnoP:t:u:U:vxs:", long: LONG },
      busybox: { short: "flnovxs:P:" },
      badStatus: 2,
      usage: "[options] <pattern>",
      version: "procps-ng) 4.0.7",
      rewrite: (args) =>
        args.map((a) =>
          /^-([A-Z]{2,}|\d+|SIG[A-Z0-9]+)$/.test(a) && parseSignal(a.slice(1)) !== undefined
            ? `--signal=${a.slice(1)}`
            : a,
        ),
    },
    (c) => run(c, name),
  );
}

async function run(c: Call, name: "pgrep" | "pkill"): Promise<number> {
  const o = c.options;
  const criteria = ["P", "g", "t", "u", "U"].some((k) => o.has(k));
  const [pattern, extra] = c.operands;
  if (pattern === undefined && !criteria) await wrongUsage(c, name, "no matching criteria specified");
  if (extra !== undefined) await wrongUsage(c, name, "only one pattern can be provided");
  const found = matching(c, pattern);
  if (name === "pkill") return await signalAll(c, found);
  if (o.has("c")) await c.out.write(`${found.length}\n`);
  else {
    const lines = found.map(
      (p) =>
        `${p.pid}${o.has("a") ? ` ${commandLine(p)}` : o.has("l") ? ` ${c.flavour.busybox && o.has("f") ? commandLine(p) : p.comm}` : ""}`,
    );
    if (lines.length) await c.out.write(`${lines.join(o.value("d") ?? "\n")}\n`);
  }
  return found.length ? 0 : 1;
}

async function wrongUsage(c: Call, name: string, text: string): Promise<never> {
  if (c.flavour.busybox) return await c.badUsage(undefined);
  await c.p.write(2, `${name}: ${text}\nTry \`${name} --help' for more information.\n`);
  return c.leave(2);
}

function matching(c: Call, pattern: string | undefined): ProcessInfo[] {
  const o = c.options;
  const regex =
    pattern === undefined
      ? undefined
      : compileRegex(o.has("x") ? `^(${pattern})$` : pattern, { extended: true, ignoreCase: o.has("i") });
  const list = (name: string) => o.value(name)?.split(",");
  const uids = [...(list("u") ?? []), ...(list("U") ?? [])].map((u) => findUid(c.p.files, u));
  const [parents, groups, terminals] = [list("P")?.map(Number), list("g")?.map(Number), list("t")];
  const fits = (p: ProcessInfo) =>
    (!regex || regex.test(o.has("f") ? commandLine(p) : p.comm)) &&
    (!uids.length || uids.includes(p.uid)) &&
    (!parents || parents.includes(p.ppid)) &&
    (!groups || groups.map((g) => g || c.p.pgid).includes(p.pgid)) &&
    (!terminals || terminals.includes(p.tty));
  const found = c.p.processes().filter((p) => p.pid !== c.p.pid && fits(p) !== o.has("v"));
  const byAge = [...found].sort((a, b) => a.startTime - b.startTime || a.pid - b.pid);
  if (o.has("n")) return byAge.slice(-1);
  return o.has("o") ? byAge.slice(0, 1) : found;
}

async function signalAll(c: Call, found: readonly ProcessInfo[]): Promise<number> {
  const text = c.options.value("signal") ?? c.options.value("s");
  const signal = text === undefined ? SIGNALS.SIGTERM : parseSignal(text);
  if (signal === undefined) await c.fail(`Unknown signal "${text}".`, 2);
  for (const p of found) {
    try {
      c.p.kill(p.pid, signal ?? 15);
      if (c.options.has("e")) await c.out.write(`${p.comm} killed (pid ${p.pid})\n`);
    } catch (e) {
      if (!isErrno(e)) throw e;
      if (e.code !== "ESRCH") await c.complain(`killing pid ${p.pid} failed: ${e.strerror}`);
    }
  }
  return found.length ? c.status : 1;
}

function commandLine(p: ProcessInfo): string {
  return p.argv.join(" ") || p.comm;
}

/** The processes of a name, newest first. */
export const pidof = defineTool(
  {
    name: "pidof",
    syntax: { short: "so:x", long: {} },
    busybox: { short: "so:" },
    usage: "[options] [program [...]]",
    version: "procps-ng) 4.0.7",
  },
  async (c) => {
    const omitted = new Set(
      c.options
        .values("o")
        .flatMap((v) => v.split(","))
        .map((v) => (v === "%PPID" ? c.p.ppid : Number(v))),
    );
    const pids = c.operands.flatMap((name) =>
      c.p
        .processes()
        .filter((p) => isNamed(p, name) && p.pid !== c.p.pid && !omitted.has(p.pid))
        .map((p) => p.pid),
    );
    const ordered = [...new Set(pids)].sort((a, b) => b - a);
    if (!ordered.length) return 1;
    await c.out.write(`${(c.options.has("s") ? ordered.slice(0, 1) : ordered).join(" ")}\n`);
    return 0;
  },
);

function isNamed(p: ProcessInfo, name: string): boolean {
  const program = p.argv[0] ?? "";
  return p.comm === name.slice(0, 15) || program === name || program.split("/").at(-1) === name.split("/").at(-1);
}

/** Sends a signal to every process of a name. */
export const killall = defineTool(
  {
    name: "killall",
    syntax: {
      short: "eILqvwls:",
      long: { "signal:": "s", quiet: "q", verbose: "v", wait: "w", list: "l", "ignore-case": "I", exact: "e" },
    },
    busybox: { short: "lqs:" },
    usage: "[OPTION]... [--] NAME...",
    version: "PSmisc) 23.7",
    rewrite: (args) =>
      args.flatMap((a) =>
        /^-([A-Z][A-Z0-9]+|\d+)$/.test(a) && parseSignal(a.slice(1)) !== undefined ? ["-s", a.slice(1)] : [a],
      ),
  },
  async (c) => {
    const text = c.options.value("s");
    const signal = text === undefined ? SIGNALS.SIGTERM : parseSignal(text);
    if (signal === undefined)
      return await c.fail(
        c.flavour.pick(`${text}: unknown signal; killall -l lists signals.`, `bad signal name '${text}'`),
      );
    if (!c.operands.length)
      await (c.flavour.busybox ? c.fail("you need to specify whom to kill") : c.badUsage(undefined));
    const sent: number[] = [];
    for (const name of c.operands) {
      const found = c.p.processes().filter((p) => isNamed(p, name) && p.pid !== c.p.pid);
      if (!found.length && !c.options.has("q"))
        await c.complain(`${name}: no process ${c.flavour.pick("found", "killed")}`);
      if (!found.length) c.status = 1;
      for (const p of found) {
        c.p.kill(p.pid, signal);
        sent.push(p.pid);
        if (c.options.has("v")) await c.p.write(2, `Killed ${p.comm}(${p.pid}) with signal ${signal}\n`);
      }
    }
    while (c.options.has("w") && c.p.processes().some((p) => sent.includes(p.pid) && p.state !== "Z"))
      await c.p.sleep(SECOND);
    return c.status;
  },
);
