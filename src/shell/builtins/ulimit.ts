import { isErrno } from "../../std/errno.ts";
import { printError } from "../messages.ts";
import { AppletError, CommandError, type Shell } from "../shell.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { parseOptions } from "./usage.ts";

/** One line of a shell's table. */
interface Row {
  readonly letter: string;
  readonly title: string;
  readonly unit: string;
  /** Docker's name of the limit; a number is what it always is. */
  readonly limit: string | number;
  /** Bytes of one unit. */
  readonly scale: number;
}

const row = (letter: string, limit: string | number, title: string, unit = "", scale = 1): Row => ({
  letter,
  title,
  unit,
  limit,
  scale,
});

const BASH: readonly Row[] = [
  row("R", "rttime", "real-time non-blocking time", "microseconds"),
  row("c", "core", "core file size", "blocks", 1024),
  row("d", "data", "data seg size", "kbytes", 1024),
  row("e", "nice", "scheduling priority"),
  row("f", "fsize", "file size", "blocks", 1024),
  row("i", "sigpending", "pending signals"),
  row("l", "memlock", "max locked memory", "kbytes", 1024),
  row("m", "rss", "max memory size", "kbytes", 1024),
  row("n", "nofile", "open files"),
  row("p", 8, "pipe size", "512 bytes"),
  row("q", "msgqueue", "POSIX message queues", "bytes"),
  row("r", "rtprio", "real-time priority"),
  row("s", "stack", "stack size", "kbytes", 1024),
  row("t", "cpu", "cpu time", "seconds"),
  row("u", "nproc", "max user processes"),
  row("v", "as", "virtual memory", "kbytes", 1024),
  row("x", "locks", "file locks"),
];

/** BusyBox's are bash's, less two, in blocks of half the size. */
const ASH = BASH.flatMap((r) => {
  if (r.letter === "R" || r.letter === "p") return [];
  return r.unit === "blocks" ? { ...r, scale: 512 } : { ...r, unit: r.unit.replace("kbytes", "kb") };
});

const DASH: readonly Row[] = [
  row("t", "cpu", "time", "seconds"),
  row("f", "fsize", "file", "blocks", 512),
  row("d", "data", "data", "kbytes", 1024),
  row("s", "stack", "stack", "kbytes", 1024),
  row("c", "core", "coredump", "blocks", 512),
  row("m", "rss", "memory", "kbytes", 1024),
  row("l", "memlock", "locked memory", "kbytes", 1024),
  row("p", "nproc", "process"),
  row("n", "nofile", "nofiles"),
  row("v", "as", "vmemory", "kbytes", 1024),
  row("w", "locks", "locks"),
  row("r", "rtprio", "rtprio"),
];

const TABLES = { bash: BASH, ash: ASH, dash: DASH };

/** Shows or sets limits of the shell and its children: the soft one, or with -H the hard one; both are set without either. */
export const ulimit: Builtin = async (sh, argv) => {
  const table = TABLES[sh.dialect];
  const letters = `SHa${table.map((r) => r.letter).join("")}`;
  const unknown = argv.slice(1).find((a) => /^-[A-Za-z]/.test(a) && !letters.includes(a[1] ?? ""));
  if (sh.dialect === "ash" && unknown !== undefined) {
    await printError(sh, `ulimit: invalid option -- '${unknown[1]}'\n`);
    return 1;
  }
  const { flags, rest } = parseOptions(sh, argv, letters);
  if (flags.has("a")) return print(sh, table.map((r) => labelled(sh, r, flags.has("H"))).join(""));
  const chosen = [...flags.keys()].flatMap((f) => table.filter((r) => r.letter === f));
  const [only = table.find((r) => r.letter === "f"), second] = chosen;
  if (!only) return 0;
  const value = rest[0];
  if (value !== undefined) return set(sh, only, value, flags.has("S"), flags.has("H"));
  if (second && sh.dialect === "bash") return print(sh, chosen.map((r) => labelled(sh, r, flags.has("H"))).join(""));
  return print(sh, `${shown(sh, chosen.at(-1) ?? only, flags.has("H"))}\n`);
};

function shown(sh: Shell, r: Row, hard: boolean): string {
  if (typeof r.limit === "number") return String(r.limit);
  const value = sh.p.limit(r.limit)[hard ? 1 : 0];
  return value < 0 ? "unlimited" : String(Math.floor(value / r.scale));
}

function labelled(sh: Shell, r: Row, hard: boolean): string {
  const value = shown(sh, r, hard);
  if (sh.dialect === "dash") return `${`${r.title}${r.unit ? `(${r.unit})` : ""}`.padEnd(20)} ${value}\n`;
  if (sh.dialect === "ash")
    return `${`${r.title}${r.unit ? ` (${r.unit})` : ""}`.padEnd(31)} (-${r.letter}) ${value}\n`;
  const key = r.unit ? `(${r.unit}, -${r.letter})` : `(-${r.letter})`;
  return `${r.title.padEnd(20)} ${key.padStart(19)} ${value}\n`;
}

function set(sh: Shell, r: Row, text: string, soft: boolean, hard: boolean): number {
  if (typeof r.limit === "number") throw new CommandError(`${r.title}: cannot modify limit: Invalid argument`);
  const now = sh.p.limit(r.limit);
  const value = valueOf(sh, r, text, now);
  try {
    sh.p.setLimit(r.limit, [soft || !hard ? value : now[0], hard || !soft ? value : now[1]]);
    return 0;
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (sh.dialect === "bash") throw new CommandError(`${r.title}: cannot modify limit: ${e.strerror}`);
    if (sh.dialect === "ash") throw new AppletError(`error setting limit: ${e.strerror}`);
    throw new CommandError(`error setting limit (${e.strerror})`, 2);
  }
}

function valueOf(sh: Shell, r: Row, text: string, now: readonly [number, number]): number {
  if (text === "unlimited") return -1;
  if (sh.dialect === "bash" && (text === "hard" || text === "soft")) return now[text === "hard" ? 1 : 0];
  if (/^\d+$/.test(text)) return Number(text) * r.scale;
  if (sh.dialect === "bash") throw new CommandError(`${text}: invalid number`);
  if (sh.dialect === "ash") throw new AppletError(`invalid number '${text}'`);
  throw new CommandError("bad number", 2);
}
