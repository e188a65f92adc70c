import { isErrno } from "../../std/errno.ts";
import { type MountLine, mountOf, mountTable } from "../lib/mount-table.ts";
import { humanSize, humanSizeBusybox, parseSize } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  all: "a",
  "block-size:": "B",
  "human-readable": "h",
  si: "H",
  inodes: "i",
  local: "l",
  portability: "P",
  "print-type": "T",
  total: "total",
  "type:": "t",
  "exclude-type:": "x",
  "output::": "output",
};

interface Usage {
  readonly total: number;
  readonly used: number;
  readonly free: number;
}

const KIB = 1024;
const PAGE = 4096;
const DUMMY = new Set([
  "proc",
  "sysfs",
  "devpts",
  "mqueue",
  "cgroup",
  "cgroup2",
  "securityfs",
  "debugfs",
  "tracefs",
  "bpf",
  "pstore",
]);

/** The file systems and how full they are. The simulated disk holds 50 GiB and is a fifth full; what a tmpfs holds is counted. */
export const df = defineTool(
  {
    name: "df",
    syntax: { short: "aB:hHiklPTt:x:", long: LONG },
    busybox: { short: "PkmhTaiB:t:" },
    usage: "[OPTION]... [FILE]...",
  },
  async (c) => {
    if (c.options.has("output")) return await c.fail("drydock: df --output is not simulated");
    const table = mountTable(c.p);
    if (!table)
      return await c.fail(
        c.flavour.pick(
          "cannot read table of mounted file systems: No such file or directory",
          "/proc/mounts: No such file or directory",
        ),
      );
    const mounts = c.operands.length ? await operandMounts(c, table) : chosen(c, table);
    if (mounts.length || c.flavour.busybox || !c.operands.length) await c.out.write(render(c, mounts));
    return c.status;
  },
);

function chosen(c: Call, table: readonly MountLine[]): MountLine[] {
  const types = c.options.values("t");
  const excluded = c.options.values("x");
  const picked = table.filter((m) => (!types.length || types.includes(m.type)) && !excluded.includes(m.type));
  if (c.options.has("a")) return picked;
  const shown = picked.filter((m) => !DUMMY.has(m.type));
  if (c.flavour.busybox) return shown;
  // GNU shows each device once, by its shortest target.
  const once = new Map<string, MountLine>();
  for (const m of shown) {
    const key = m.type === "tmpfs" || m.type === "overlay" ? `${m.device}:${m.target}` : m.device;
    const old = once.get(key);
    if (!old || old.target.length > m.target.length) once.set(key, m);
  }
  return [...once.values()];
}

async function operandMounts(c: Call, table: readonly MountLine[]): Promise<MountLine[]> {
  const found: MountLine[] = [];
  for (const path of c.operands) {
    try {
      const mount =
        table.find((m) => m.device === path && path.startsWith("/")) ?? mountOf(table, c.p.files.realpath(path));
      if (mount) found.push(mount);
      else if (c.flavour.busybox) await c.complain(`${path}: can't find mount point`);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.complain(c.flavour.pick(`${path}: ${e.strerror}`, `${path}: can't find mount point`));
    }
  }
  return found;
}

function usageOf(c: Call, m: MountLine): Usage {
  const limit = /(?:^|,)size=(\d+)([kmg]?)/i.exec(m.options);
  if (m.type === "tmpfs" || m.type === "devtmpfs") {
    const size = limit
      ? Number(limit[1]) * (KIB ** " kmg".indexOf((limit[2] || " ").toLowerCase()) || 1)
      : Math.floor(c.p.memory().total / 2);
    const used = Math.min(size, held(c, m.target));
    return { total: size, used, free: size - used };
  }
  if (DUMMY.has(m.type)) return { total: 0, used: 0, free: 0 };
  const total = 50 * KIB ** 3;
  return { total, used: Math.floor(total / 5), free: Math.floor((total * 3) / 4) };
}

/** What is below a folder, in whole pages. */
function held(c: Call, path: string): number {
  const stat = c.p.files.lstat(path);
  if (stat.kind === "file") return Math.ceil(stat.size / PAGE) * PAGE;
  if (stat.kind !== "directory") return 0;
  try {
    return c.p.files.readdir(path).reduce((sum, { name }) => sum + held(c, `${path}/${name}`), 0);
  } catch (e) {
    if (!isErrno(e)) throw e;
    return 0;
  }
}

function render(c: Call, mounts: readonly MountLine[]): string {
  const o = c.options;
  const last = o.last("h", "H", "k", "m", "B");
  const size =
    last === "B"
      ? (parseSize(/^\d/.test(o.value("B") ?? "") ? (o.value("B") ?? "") : `1${o.value("B")}`) ?? KIB)
      : last === "m"
        ? KIB ** 2
        : KIB;
  const human = last === "h" || last === "H";
  const show = (n: number) => {
    if (o.has("i")) return human ? humanSize(n) : String(n);
    if (!human) return String(Math.ceil(n / size));
    return c.flavour.busybox ? humanSizeBusybox(n) : humanSize(n, last === "H" ? 1000 : KIB);
  };
  const percent = (u: Usage) => (u.total === 0 ? "-" : `${Math.ceil((u.used * 100) / (u.used + u.free))}%`);
  const unit = human
    ? "Size"
    : size === KIB
      ? o.has("P")
        ? "1024-blocks"
        : "1K-blocks"
      : size === KIB ** 2
        ? "1M-blocks"
        : `${size}-blocks`;
  const names = o.has("i")
    ? ["Inodes", "IUsed", "IFree", "IUse%"]
    : [
        unit,
        "Used",
        human && !c.flavour.busybox ? "Avail" : "Available",
        o.has("P") && !c.flavour.busybox ? "Capacity" : "Use%",
      ];
  const rows = mounts.map((m) => {
    const u = o.has("i") ? inodes(usageOf(c, m)) : usageOf(c, m);
    return {
      device: m.device,
      type: m.type,
      cells: [show(u.total), show(u.used), show(u.free), percent(u)],
      target: m.target,
    };
  });
  if (o.has("total")) {
    const sum = mounts
      .map((m) => usageOf(c, m))
      .reduce((a, u) => ({ total: a.total + u.total, used: a.used + u.used, free: a.free + u.free }), {
        total: 0,
        used: 0,
        free: 0,
      });
    rows.push({
      device: "total",
      type: "-",
      cells: [show(sum.total), show(sum.used), show(sum.free), percent(sum)],
      target: "-",
    });
  }
  if (c.flavour.busybox) return busyboxTable(rows, names, o.has("T"));
  const width = (texts: string[], least: number) => Math.max(least, ...texts.map((t) => t.length));
  const device = width(["Filesystem", ...rows.map((r) => r.device)], 14);
  const type = width(["Type", ...rows.map((r) => r.type)], 4);
  const widths = names.map((n, i) => width([n, ...rows.map((r) => r.cells[i] ?? "")], i === 3 ? 4 : 5));
  const line = (d: string, t: string, cells: readonly string[], target: string) =>
    `${[d.padEnd(device), ...(o.has("T") ? [t.padEnd(type)] : []), ...cells.map((cell, i) => cell.padStart(widths[i] ?? 0)), target].join(" ")}\n`;
  return (
    line("Filesystem", "Type", names, "Mounted on") +
    rows.map((r) => line(r.device, r.type, r.cells, r.target)).join("")
  );
}

function inodes(u: Usage): Usage {
  const total = Math.floor(u.total / 16384);
  const used = Math.floor(u.used / 65536);
  return { total, used, free: total - used };
}

function busyboxTable(
  rows: readonly { device: string; type: string; cells: readonly string[]; target: string }[],
  names: readonly string[],
  typed: boolean,
): string {
  const [a = "", b = "", d = "", e = ""] = names;
  const wide = [9, 9, 9];
  const cellsLine = (cells: readonly string[]) =>
    cells.map((cell, i) => cell.padStart(i === 3 ? 4 : (wide[i] ?? 9))).join(" ");
  let out = `${"Filesystem".padEnd(20)} ${typed ? `${"Type".padEnd(10)} ` : ""}${a.padStart(wide[0] ?? 9)} ${b.padStart(wide[1] ?? 9)} ${d} ${e} Mounted on\n`;
  for (const r of rows) {
    // A long device name has a line of its own.
    out += r.device.length > 20 ? `${r.device}\n${" ".repeat(20)}` : r.device.padEnd(20);
    out += ` ${typed ? `${r.type.padEnd(10)} ` : ""}${cellsLine(r.cells)} ${r.target}\n`;
  }
  return out;
}
