import type { Process, ProcessInfo } from "../../kernel/process.ts";
import { zoneOf } from "../../shell/zone.ts";
import { strftime } from "../../std/strftime.ts";
import { SECOND } from "../../std/time.ts";
import { nameCache } from "../lib/users.ts";

export interface Column {
  readonly header: string;
  /** `pid`: as many digits as the largest process number has. */
  readonly width: number | "pid";
  readonly align: "left" | "right";
  /** Cut off at this many characters. */
  readonly clip?: number;
  readonly command?: boolean;
  value(info: ProcessInfo, facts: PsFacts): string;
}

/** What a line needs beside its process. */
export interface PsFacts {
  readonly pidWidth: number;
  readonly processes: readonly ProcessInfo[];
  group(gid: number): string;
  /** How long it has been there, in microseconds. */
  age(info: ProcessInfo): number;
  cpu(info: ProcessInfo): number;
  memory(info: ProcessInfo): number;
  started(info: ProcessInfo, format: "short" | "long"): string;
  state(info: ProcessInfo): string;
  compare(column: string, a: ProcessInfo, b: ProcessInfo): number;
}

export function createFacts(p: Process, processes: readonly ProcessInfo[]): PsFacts {
  const names = nameCache(p.files);
  const zone = zoneOf(p.env.get("TZ"), p.files);
  const now = p.now();
  const { total } = p.memory();
  const facts: PsFacts = {
    pidWidth: pidDigits(p),
    processes,
    group: names.group,
    age: (i) => now - i.startTime,
    cpu: (i) => (i.cpuTime * 100) / Math.max(1, now - i.startTime),
    memory: (i) => (i.rss * 100) / total,
    started(i, format) {
      if (format === "long") return strftime("%a %b %e %H:%M:%S %Y", i.startTime, zone);
      return strftime(now - i.startTime < 86400 * SECOND ? "%H:%M" : "%b%d", i.startTime, zone);
    },
    state: (i) => i.state + (i.sid === i.pid ? "s" : "") + (isForeground(p, i) ? "+" : ""),
    compare(column, a, b) {
      const key = (i: ProcessInfo): number | string =>
        ({
          pid: i.pid,
          ppid: i.ppid,
          rss: i.rss,
          rsz: i.rss,
          vsz: i.rss,
          "%mem": i.rss,
          pmem: i.rss,
          time: i.cpuTime,
          cputime: i.cpuTime,
          "%cpu": facts.cpu(i),
          pcpu: facts.cpu(i),
          start_time: i.startTime,
          start: i.startTime,
          lstart: i.startTime,
          user: i.user,
          uid: i.uid,
          comm: i.comm,
          args: i.argv.join(" "),
          cmd: i.argv.join(" "),
          tty: i.tty,
        })[column] ?? i.pid;
      const [x, y] = [key(a), key(b)];
      return x < y ? -1 : x > y ? 1 : 0;
    },
  };
  return facts;
}

function pidDigits(p: Process): number {
  try {
    return String(Number(p.files.readText("/proc/sys/kernel/pid_max")) - 1).length;
  } catch {
    return 5;
  }
}

function isForeground(p: Process, i: ProcessInfo): boolean {
  const terminal = p.controllingTerminal;
  return (
    terminal !== undefined && i.tty !== "?" && terminal.name.endsWith(i.tty) && terminal.foregroundGroup === i.pgid
  );
}

function clock(micros: number): string {
  const s = Math.floor(micros / SECOND);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

function elapsed(micros: number): string {
  const s = Math.max(0, Math.floor(micros / SECOND));
  const two = (n: number) => String(n).padStart(2, "0");
  const days = Math.floor(s / 86400);
  const hours = Math.floor(s / 3600) % 24;
  const rest = `${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return days ? `${days}-${two(hours)}:${rest}` : hours ? `${two(hours)}:${rest}` : rest;
}

function commandLine(i: ProcessInfo): string {
  const line = i.argv.join(" ");
  if (i.state === "Z") return `[${i.comm}] <defunct>`;
  return line || `[${i.comm}]`;
}

/** The virtual size is not kept: a small multiple of what is resident. */
function virtualSize(i: ProcessInfo): number {
  return Math.round((i.rss * 2.5) / 1024);
}

const pid = (header: string, value: (i: ProcessInfo) => number): Column => ({
  header,
  width: "pid",
  align: "right",
  value: (i) => String(value(i)),
});
const user = (header: string): Column => ({
  header,
  width: 8,
  align: "left",
  value: (i) => (i.user.length > 8 ? `${i.user.slice(0, 7)}+` : i.user),
});
const command = (header: string): Column => ({ header, width: 27, align: "left", command: true, value: commandLine });

/** procps's names of columns. */
export const COLUMNS: Readonly<Record<string, Column>> = {
  pid: pid("PID", (i) => i.pid),
  tgid: pid("TGID", (i) => i.pid),
  lwp: pid("LWP", (i) => i.pid),
  ppid: pid("PPID", (i) => i.ppid),
  pgid: pid("PGID", (i) => i.pgid),
  pgrp: pid("PGRP", (i) => i.pgid),
  sid: pid("SID", (i) => i.sid),
  sess: pid("SESS", (i) => i.sid),
  tpgid: pid("TPGID", (i) => i.pgid),
  user: user("USER"),
  euser: user("EUSER"),
  ruser: user("RUSER"),
  uname: user("USER"),
  uid: { header: "UID", width: 5, align: "right", value: (i) => String(i.uid) },
  euid: { header: "EUID", width: 5, align: "right", value: (i) => String(i.uid) },
  gid: { header: "GID", width: 5, align: "right", value: (i) => String(i.gid) },
  egid: { header: "EGID", width: 5, align: "right", value: (i) => String(i.gid) },
  group: { header: "GROUP", width: 8, align: "left", value: (i, f) => f.group(i.gid) },
  egroup: { header: "EGROUP", width: 8, align: "left", value: (i, f) => f.group(i.gid) },
  "%cpu": { header: "%CPU", width: 4, align: "right", value: (i, f) => percent(f.cpu(i)) },
  "%mem": { header: "%MEM", width: 4, align: "right", value: (i, f) => percent(f.memory(i)) },
  vsz: { header: "VSZ", width: 6, align: "right", value: (i) => String(virtualSize(i)) },
  rss: { header: "RSS", width: 5, align: "right", value: (i) => String(Math.round(i.rss / 1024)) },
  sz: { header: "SZ", width: 5, align: "right", value: (i) => String(Math.round(virtualSize(i) / 4)) },
  tty: { header: "TTY", width: 8, align: "left", value: (i) => i.tty },
  tt: { header: "TT", width: 8, align: "left", value: (i) => i.tty },
  stat: { header: "STAT", width: 4, align: "left", value: (i, f) => f.state(i) },
  s: { header: "S", width: 1, align: "left", value: (i) => i.state },
  state: { header: "S", width: 1, align: "left", value: (i) => i.state },
  c: { header: "C", width: 2, align: "right", value: (i, f) => String(Math.min(99, Math.floor(f.cpu(i)))) },
  f: { header: "F", width: 1, align: "left", value: () => "4" },
  pri: { header: "PRI", width: 3, align: "right", value: () => "19" },
  opri: { header: "PRI", width: 3, align: "right", value: () => "80" },
  ni: { header: "NI", width: 3, align: "right", value: () => "0" },
  nice: { header: "NI", width: 3, align: "right", value: () => "0" },
  nlwp: { header: "NLWP", width: 4, align: "right", value: () => "1" },
  addr: { header: "ADDR", width: 4, align: "left", value: () => "-" },
  wchan: { header: "WCHAN", width: 6, align: "left", value: () => "-" },
  start: { header: "STARTED", width: 8, align: "right", value: (i, f) => f.started(i, "short") },
  start_time: { header: "START", width: 5, align: "left", value: (i, f) => f.started(i, "short") },
  stime: { header: "STIME", width: 5, align: "left", value: (i, f) => f.started(i, "short") },
  lstart: { header: "STARTED", width: 24, align: "right", value: (i, f) => f.started(i, "long") },
  etime: { header: "ELAPSED", width: 11, align: "right", value: (i, f) => elapsed(f.age(i)) },
  etimes: { header: "ELAPSED", width: 7, align: "right", value: (i, f) => String(Math.floor(f.age(i) / SECOND)) },
  time: { header: "TIME", width: 8, align: "right", value: (i) => clock(i.cpuTime) },
  cputime: { header: "TIME", width: 8, align: "right", value: (i) => clock(i.cpuTime) },
  bsdtime: {
    header: "TIME",
    width: 6,
    align: "right",
    value: (i) => `${Math.floor(i.cpuTime / 60e6)}:${String(Math.floor(i.cpuTime / SECOND) % 60).padStart(2, "0")}`,
  },
  comm: {
    header: "COMMAND",
    width: 15,
    align: "left",
    clip: 15,
    command: true,
    value: (i) => (i.state === "Z" ? `${i.comm} <defunct>` : i.comm),
  },
  ucmd: {
    header: "CMD",
    width: 15,
    align: "left",
    clip: 15,
    command: true,
    value: (i) => (i.state === "Z" ? `${i.comm} <defunct>` : i.comm),
  },
  args: command("COMMAND"),
  command: command("COMMAND"),
  cmd: command("CMD"),
};

function percent(value: number): string {
  return value >= 100 ? String(Math.min(999, Math.round(value))) : value.toFixed(1);
}
