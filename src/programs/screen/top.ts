import type { ProcessInfo } from "../../kernel/process.ts";
import { MILLISECOND, SECOND } from "../../std/time.ts";
import { humanSizeBusybox } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { loadAverages, uptimeLine } from "../system/uptime.ts";
import { at, CLEAR_LINE, clip, PLAIN, REVERSE, type Screen, withScreen } from "./screen.ts";

/** Processes by what they use, drawn anew every few seconds until `q`; -b prints them for a pipe. */
export const top = defineTool(
  {
    name: "top",
    syntax: {
      short: "bcd:Hin:o:p:u:w::",
      long: {
        "batch-mode": "b",
        "delay:": "d",
        "iterations:": "n",
        "sort-override:": "o",
        "pid:": "p",
        "filter-any-user:": "u",
      },
    },
    busybox: { short: "bHn:d:m" },
    usage: "[options]",
    version: "procps-ng) 4.0.7",
    rewrite: (args) => args.map((a) => (/^-n\d+$|^-d[\d.]+$/.test(a) ? a : a)),
  },
  async (c) => {
    const o = c.options;
    const delay = Number(o.value("d") ?? c.flavour.pick(3, 5));
    const rounds = Number(o.value("n") ?? Number.POSITIVE_INFINITY);
    if (Number.isNaN(delay) || Number.isNaN(rounds))
      await c.fail(
        c.flavour.pick(
          `bad delay interval '${o.value("d") ?? o.value("n")}'`,
          `invalid number '${o.value("d") ?? o.value("n")}'`,
        ),
      );
    const state: State = { before: new Map(), at: 0, sort: sortOf(o.value("o")), reverse: false };
    if (o.has("b")) {
      for (let i = 0; i < rounds; i++) {
        if (i) await c.p.sleep(Math.round(delay * SECOND));
        await c.out.write(
          `${i && !c.flavour.busybox ? "\n" : ""}${page(c, state, Number.POSITIVE_INFINITY)
            .map((line) => `${line}\n`)
            .join("")}`,
        );
        await c.out.flush();
      }
      return 0;
    }
    if (!c.p.terminal(0) || !c.p.terminal(1)) {
      if (!c.flavour.busybox) return await c.fail("failed tty get");
      for (const line of page(c, state, 24)) await c.out.write(`${line}\n`);
      return 0;
    }
    return await withScreen(c.p, { alternate: !c.flavour.busybox }, (screen) => live(c, screen, state, delay, rounds));
  },
);

type Sort = "cpu" | "memory" | "pid" | "time";

interface State {
  /** CPU time of each process at the last look. */
  before: Map<number, number>;
  at: number;
  sort: Sort;
  reverse: boolean;
}

function sortOf(field: string | undefined): Sort {
  const name = (field ?? "").replace(/^[-+]/, "");
  return name === "%MEM" || name === "RES" ? "memory" : name === "PID" ? "pid" : name === "TIME+" ? "time" : "cpu";
}

async function live(c: Call, screen: Screen, state: State, delay: number, rounds: number): Promise<number> {
  for (let i = 0; i < rounds; i++) {
    const { rows, columns } = screen.size;
    const lines = page(c, state, rows);
    const head = lines.findIndex((line) => /^\s*PID /.test(line));
    const drawn = Array.from({ length: rows }, (_, row) => {
      const text = clip(lines[row] ?? "", 0, columns);
      return at(row + 1, 1) + (row === head ? REVERSE + text.padEnd(columns) + PLAIN : text) + CLEAR_LINE;
    });
    // BusyBox prints line under line, its titles no wider than they are.
    const plain = lines.map((line, row) => (row === head ? REVERSE + line + PLAIN : line) + CLEAR_LINE);
    await screen.write(c.flavour.busybox ? `\x1b[H${plain.join("\n")}\x1b[J\r` : drawn.join(""));
    if (i === rounds - 1) break;
    const end = c.p.now() + Math.round(delay * SECOND);
    while (c.p.now() < end) {
      const ready = await c.p.poll([0], Math.max(MILLISECOND, end - c.p.now()));
      if (ready === undefined) break;
      const key = await screen.key();
      if (key === undefined || key === "q" || key === "Q" || key === "^C") {
        await screen.write(c.flavour.busybox ? "\n" : `${at(rows, 1)}\r\n`);
        return 0;
      }
      const sort = ({ P: "cpu", M: "memory", N: "pid", T: "time" } as const)[key];
      if (sort) state.sort = sort;
      if (key === "R") state.reverse = !state.reverse;
      if (sort || key === "R" || key === " " || key === "Enter" || key === "Resize") break;
    }
  }
  if (c.flavour.busybox) await screen.write("\n");
  return 0;
}

interface Line extends ProcessInfo {
  readonly share: number;
}

function look(c: Call, state: State): Line[] {
  const now = c.p.now();
  const o = c.options;
  const pids = o.value("p")?.split(",").map(Number);
  const user = o.value("u");
  const all = c.p
    .processes()
    .filter(
      (p) => (!pids || pids.includes(p.pid)) && (user === undefined || p.user === user || String(p.uid) === user),
    );
  // The share since the last look; at first since the process began.
  const lines = all.map((p) => {
    const old = state.before.get(p.pid);
    const span = old === undefined ? now - p.startTime : now - state.at;
    return { ...p, share: ((p.cpuTime - (old ?? 0)) * 100) / Math.max(1, span) };
  });
  state.before = new Map(all.map((p) => [p.pid, p.cpuTime]));
  state.at = now;
  const key: Record<Sort, (p: Line) => number> = {
    cpu: (p) => p.share,
    memory: (p) => p.rss,
    time: (p) => p.cpuTime,
    pid: (p) => p.pid,
  };
  lines.sort((a, b) => key[state.sort](b) - key[state.sort](a) || a.pid - b.pid);
  return state.reverse ? lines.reverse() : lines;
}

function meminfo(c: Call): (name: string) => number {
  let text = "";
  try {
    text = c.p.files.readText("/proc/meminfo");
  } catch {}
  return (name) => Number(new RegExp(`^${name}: +(\\d+)`, "m").exec(text)?.[1] ?? 0);
}

function page(c: Call, state: State, rows: number): string[] {
  const lines = look(c, state);
  const all = c.flavour.busybox ? busyboxPage(c, lines) : procpsPage(c, lines);
  return all.slice(0, rows === Number.POSITIVE_INFINITY ? undefined : rows);
}

function procpsPage(c: Call, lines: readonly Line[]): string[] {
  const kib = meminfo(c);
  const mib = (n: number) => (n / 1024).toFixed(1).padStart(8);
  const [total, free, available, cached] = [
    kib("MemTotal"),
    kib("MemFree"),
    kib("MemAvailable"),
    kib("Buffers") + kib("Cached"),
  ];
  const count = (s: string) => lines.filter((p) => p.state === s).length;
  const busy = Math.min(100, lines.reduce((n, p) => n + p.share, 0) / c.p.cpus());
  const pct = (n: number) => n.toFixed(1).padStart(4);
  const width = (texts: readonly string[], least: number) => Math.max(least, ...texts.map((t) => t.length));
  const pidWidth = width(
    lines.map((p) => String(p.pid)),
    5,
  );
  const body = lines.map((p) => {
    const res = Math.round(p.rss / 1024);
    const minutes = Math.floor(p.cpuTime / (60 * SECOND));
    const time = `${minutes}:${((p.cpuTime / SECOND) % 60).toFixed(2).padStart(5, "0")}`;
    const command = c.options.has("c") ? p.argv.join(" ") : p.comm;
    const memory = c.p.memory().total;
    return `${String(p.pid).padStart(pidWidth)} ${p.user.slice(0, 8).padEnd(8)}  20   0 ${String(Math.round(res * 2.5)).padStart(7)} ${String(res).padStart(6)} ${String(Math.round(res * 0.6)).padStart(6)} ${p.state} ${p.share.toFixed(1).padStart(5)} ${((p.rss * 100) / memory).toFixed(1).padStart(5)} ${time.padStart(9)} ${command}`;
  });
  return [
    `top -${uptimeLine(c.p)}`,
    `Tasks: ${lines.length} total, ${Math.max(1, count("R"))} running, ${count("S") + count("R") - Math.max(1, count("R"))} sleep, 0 d-sleep, ${count("T")} stopped, ${count("Z")} zombie`,
    `%Cpu(s): ${pct(busy)} us,  0.0 sy,  0.0 ni, ${pct(100 - busy)} id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st `,
    `MiB Mem : ${mib(total)} total, ${mib(free)} free, ${mib(total - available)} used, ${mib(cached)} buff/cache     `,
    `MiB Swap: ${mib(0)} total, ${mib(0)} free, ${mib(0)} used. ${mib(available)} avail Mem `,
    "",
    `${"PID".padStart(pidWidth)} USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND`,
    ...body,
  ];
}

function busyboxPage(c: Call, lines: readonly Line[]): string[] {
  const kib = meminfo(c);
  const total = kib("MemTotal");
  const busy = Math.min(100, Math.round(lines.reduce((n, p) => n + p.share, 0) / c.p.cpus()));
  const width = c.p.terminal(1)?.size.columns ?? Number.POSITIVE_INFINITY;
  const size = (bytes: number) =>
    bytes < 100_000 * 1024 ? String(Math.round(bytes / 1024)) : humanSizeBusybox(bytes).replace(/\.\dM$/, "m");
  const debian = c.flavour.banner.includes("Debian");
  const body = lines.map((p) => {
    const cpu = `${Math.round(p.share)}%`.padStart(4);
    const memory = `${Math.round((p.rss * 100) / (total * 1024 || 1))}%`.padStart(4);
    const command = p.argv.join(" ") || `[${p.comm}]`;
    const front = `${String(p.pid).padStart(5)} ${String(p.ppid).padStart(5)} ${p.user.slice(0, 8).padEnd(8)} ${p.state.padEnd(4)}`;
    return debian
      ? `${front} ${size(p.rss).padStart(5)} ${memory} ${cpu} ${command}`
      : `${front} ${size(p.rss).padStart(5)} ${memory}   0 ${cpu} ${command}`;
  });
  const used = total - kib("MemFree");
  const running = lines.filter((p) => p.state === "R").length;
  return [
    `Mem: ${used}K used, ${kib("MemFree")}K free, ${kib("Shmem")}K shrd, ${kib("Buffers")}K buff, ${kib("Cached")}K cached`,
    `CPU: ${String(busy).padStart(3)}% usr   0% sys   0% nic ${String(100 - busy).padStart(3)}% idle   0% io   0% irq   0% sirq`,
    `Load average: ${loadAverages(c.p).replaceAll(",", "")} ${Math.max(1, running)}/${lines.length} ${Math.max(...lines.map((p) => p.pid), 0)}`,
    debian
      ? "  PID  PPID USER     STAT   RSS %RSS %CPU COMMAND"
      : "  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND",
    ...body,
  ].map((line) => line.slice(0, width));
}
