import type { TopResponse } from "../../api/container.ts";
import { InvalidParameter, SystemError } from "../../api/errors.ts";
import type { ProcessInfo } from "../../kernel/process.ts";
import { type Micros, SECOND } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { emitContainer } from "./emit.ts";
import { findContainer, liveOf } from "./lookup.ts";
import { isRestarting, notRunning } from "./refusals.ts";
import { isActive } from "./states.ts";
import { hostUserName } from "./user.ts";

/** What a column of ps says of a process. */
interface Column {
  readonly title: string;
  readonly value: (p: ProcessInfo, d: Daemon) => string;
}

const column = (title: string, value: Column["value"]): Column => ({ title, value });
const command = (p: ProcessInfo) => (p.argv.length ? p.argv.join(" ") : `[${p.comm}]`);
const clock = (at: Micros) => new Date(at / 1000).toISOString().slice(11, 16);
const two = (n: number) => String(n).padStart(2, "0");
const cpuTime = (p: ProcessInfo) => {
  const s = Math.floor(p.cpuTime / SECOND);
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
};
const shortTime = (p: ProcessInfo) => {
  const s = Math.floor(p.cpuTime / SECOND);
  return `${Math.floor(s / 60)}:${two(s % 60)}`;
};
const elapsed = (p: ProcessInfo, d: Daemon) => {
  const s = Math.floor((d.kernel.now() - p.startTime) / SECOND);
  const hours = s >= 3600 ? `${two(Math.floor(s / 3600))}:` : "";
  return `${hours}${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
};
const share = (p: ProcessInfo, d: Daemon) => {
  const lived = Math.max(1, d.kernel.now() - p.startTime);
  return (100 * p.cpuTime) / lived;
};
const tty = (p: ProcessInfo) => p.tty || "?";
const state = (p: ProcessInfo) => `${p.state}${p.pid === p.sid ? "s" : ""}`;
const vsz = (p: ProcessInfo) => String(Math.round(p.rss / 1024) * 2 + 1500);
const rss = (p: ProcessInfo) => String(Math.round(p.rss / 1024));
const memory = (p: ProcessInfo, d: Daemon) => ((100 * p.rss) / d.facts.memory).toFixed(1);

const C = {
  uid: column("UID", (p) => String(p.uid)),
  user: column("USER", (p, d) => hostUserName(d.host.files, p.uid)),
  group: column("GROUP", (p) => String(p.gid)),
  gid: column("GID", (p) => String(p.gid)),
  pid: column("PID", (p) => String(p.pid)),
  ppid: column("PPID", (p) => String(p.ppid)),
  pgid: column("PGID", (p) => String(p.pgid)),
  sid: column("SID", (p) => String(p.sid)),
  c: column("C", (p, d) => String(Math.min(99, Math.floor(share(p, d))))),
  stime: column("STIME", (p) => clock(p.startTime)),
  start: column("START", (p) => clock(p.startTime)),
  tty: column("TTY", tty),
  time: column("TIME", cpuTime),
  bsdtime: column("TIME", shortTime),
  etime: column("ELAPSED", elapsed),
  cmd: column("CMD", command),
  command: column("COMMAND", command),
  comm: column("COMMAND", (p) => p.comm),
  shortcmd: column("CMD", (p) => p.comm),
  "%cpu": column("%CPU", (p, d) => share(p, d).toFixed(1)),
  "%mem": column("%MEM", memory),
  vsz: column("VSZ", vsz),
  rss: column("RSS", rss),
  stat: column("STAT", state),
  s: column("S", (p) => p.state),
  ni: column("NI", () => "0"),
  pri: column("PRI", () => "80"),
  f: column("F", () => "4"),
  addr: column("ADDR", () => "-"),
  sz: column("SZ", (p) => String(Math.round(Number(vsz(p)) / 4))),
  wchan: column("WCHAN", () => "hrtime"),
} as const;

const FULL: readonly Column[] = [{ ...C.user, title: "UID" }, C.pid, C.ppid, C.c, C.stime, C.tty, C.time, C.cmd];
const BSD: readonly Column[] = [
  C.user,
  C.pid,
  C["%cpu"],
  C["%mem"],
  C.vsz,
  C.rss,
  C.tty,
  C.stat,
  C.start,
  C.bsdtime,
  C.command,
];
const BSD_SHORT: readonly Column[] = [C.pid, C.tty, C.stat, C.bsdtime, C.command];
const PLAIN: readonly Column[] = [C.pid, C.tty, C.time, C.shortcmd];
const LONG: readonly Column[] = [
  C.f,
  C.s,
  C.uid,
  C.pid,
  C.ppid,
  C.c,
  C.pri,
  C.ni,
  C.addr,
  C.sz,
  C.wchan,
  C.tty,
  C.time,
  C.shortcmd,
];

/** Names that `-o` knows besides those of the columns. */
const SAME: Readonly<Record<string, keyof typeof C>> = {
  args: "command",
  euid: "uid",
  euser: "user",
  uname: "user",
  ruser: "user",
  egid: "gid",
  egroup: "group",
  pcpu: "%cpu",
  pmem: "%mem",
  tname: "tty",
  tt: "tty",
  cputime: "time",
  state: "s",
  start_time: "start",
  nice: "ni",
  sess: "sid",
  ucmd: "comm",
  vsize: "vsz",
  rssize: "rss",
};

/** `docker top`: the host's ps, with options as given, of the container's processes; pids are the host's. */
export function topContainer(d: Daemon, text: string, args: readonly string[]): TopResponse {
  const record = findContainer(d, text);
  if (!isActive(record.state)) throw notRunning(record.id);
  if (record.state.status === "restarting") throw isRestarting(record.id);
  const columns = columnsOf(args);
  const live = liveOf(d, record);
  const processes = (live.run?.pids.processes() ?? []).map((p) => p.info());
  if (!columns.some((c) => c.title === "PID")) throw new SystemError("Couldn't find PID field in ps output");
  emitContainer(d, "top", record);
  return { Titles: columns.map((c) => c.title), Processes: processes.map((p) => columns.map((c) => c.value(p, d))) };
}

/** The columns that options of ps ask for; none: `-ef`. Throws what ps says of options that it does not know. */
function columnsOf(args: readonly string[]): readonly Column[] {
  if (args.length === 0) return FULL;
  const words = args.flatMap((a) => a.split(/\s+/)).filter((w) => w !== "");
  for (const word of words) {
    if (/[^A-Za-z0-9,.:=%_+-]/.test(word)) {
      throw new InvalidParameter(`invalid value in ps arguments: ${word}`);
    }
  }
  const own: Column[] = [];
  let shape: readonly Column[] | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const list = /^-?[A-Za-z]*o(.*)$/.exec(word);
    if (list && (word.startsWith("-") || word === "o")) {
      if (/[fF]/.test(word.split("o")[0] ?? "")) shape = FULL;
      const names = list[1] || words[++i] || "";
      if (names === "") throw new SystemError("ps: error: list of formats must follow -o");
      own.push(...formats(names));
      continue;
    }
    if (word.startsWith("--")) {
      if (word !== "--forest" && word !== "--no-headers") throw new SystemError(`ps: error: unknown gnu long option`);
      continue;
    }
    shape = shapeOf(word) ?? shape;
  }
  return own.length ? own : (shape ?? PLAIN);
}

function shapeOf(word: string): readonly Column[] | undefined {
  const letters = word.replace(/^-/, "");
  if (!word.startsWith("-") || letters === "xx" || /^[aux]*u[aux]*$/.test(letters)) {
    if (!/^[auxwefrT]+$/.test(letters)) throw new SystemError("ps: error: unsupported option (BSD syntax)");
    return letters.includes("u") ? BSD : BSD_SHORT;
  }
  if (!/^[eAdafFlxwHT]+$/.test(letters)) throw new SystemError("ps: error: unsupported SysV option");
  if (letters.includes("x")) return BSD_SHORT;
  if (/[fF]/.test(letters)) return FULL;
  return letters.includes("l") ? LONG : undefined;
}

/** `pid,args`, `user=NAME`. */
function formats(names: string): Column[] {
  return names.split(",").map((name) => {
    const [key = "", title] = name.split("=");
    const known = key in C ? C[key as keyof typeof C] : SAME[key] ? C[SAME[key]] : undefined;
    if (!known) throw new SystemError(`ps: error: unknown user-defined format specifier "${key}"`);
    return title === undefined ? known : { ...known, title };
  });
}
