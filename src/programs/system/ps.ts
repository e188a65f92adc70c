import type { Process, ProcessInfo } from "../../kernel/process.ts";
import { usageOf } from "../lib/busybox-usage.ts";
import { type Flavour, GNU, type Tool } from "../lib/flavour.ts";
import { COLUMNS, type Column, createFacts } from "./ps-columns.ts";
import { BadPs, type PsWish, parsePs } from "./ps-options.ts";

/** Processes: procps's two ways of options (`ps aux`, `ps -ef`), and BusyBox's short one. */
export const ps: Tool = async (p, flavour = GNU) => {
  if (flavour.busybox) return await busyboxPs(p, flavour);
  let wish: PsWish;
  try {
    wish = parsePs(p.argv.slice(1), p.files);
  } catch (e) {
    if (!(e instanceof BadPs)) throw e;
    const help =
      "Try 'ps --help <simple|list|output|threads|misc|all>'\n  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.";
    await p.write(2, `error: ${e.message}\n\nUsage:\n ps [options]\n\n ${help}\n\nFor more details see ps(1).\n`);
    return 1;
  }
  const all = p.processes();
  const me = all.find((i) => i.pid === p.pid);
  const shown = all.filter((i) => wish.selects(i, me));
  const facts = createFacts(p, all);
  if (wish.forest) forest(shown, wish.branches);
  else
    for (const key of [...wish.sort].reverse())
      shown.sort((a, b) => (key.descending ? -1 : 1) * facts.compare(key.name, a, b));
  const width =
    p.terminal(1) && !wish.unlimited
      ? Number(p.env.get("COLUMNS") || p.terminal(1)?.size.columns || 80)
      : Number.POSITIVE_INFINITY;
  const lines = table(wish.columns, shown, facts, wish);
  for (const line of wish.headers ? lines : lines.slice(1)) await p.write(1, `${line.slice(0, width)}\n`);
  return shown.length ? 0 : 1;
};

type Facts = ReturnType<typeof createFacts>;

/** Each column as wide as procps has it; the last one is not filled up. */
function table(columns: readonly Column[], rows: readonly ProcessInfo[], facts: Facts, wish: PsWish): string[] {
  const last = columns.length - 1;
  const cell = (column: Column, text: string, i: number) => {
    const width = Math.max(column.width === "pid" ? facts.pidWidth : column.width, column.header.length);
    if (column.align === "right") return text.padStart(width);
    return i === last ? text : text.padEnd(width);
  };
  const head = columns.map((column, i) => cell(column, column.header, i)).join(" ");
  const body = rows.map((row) =>
    columns
      .map((column, i) => {
        const text = column.value(row, facts);
        const drawn = column.command ? (wish.branches.get(row.pid) ?? "") + text : text;
        return cell(column, column.clip && i !== last ? drawn.slice(0, column.clip) : drawn, i);
      })
      .join(" "),
  );
  return [head.trimEnd(), ...body];
}

/** Orders children below their parents and draws the branches (f, -H). */
function forest(rows: ProcessInfo[], branches: Map<number, string>): void {
  const byParent = new Map<number, ProcessInfo[]>();
  const pids = new Set(rows.map((r) => r.pid));
  for (const row of rows) {
    const parent = pids.has(row.ppid) ? row.ppid : -1;
    byParent.set(parent, [...(byParent.get(parent) ?? []), row]);
  }
  const ordered: ProcessInfo[] = [];
  const visit = (parent: number, indent: string, depth: number) => {
    const children = byParent.get(parent) ?? [];
    children.forEach((child, i) => {
      const lastChild = i === children.length - 1;
      if (depth > 0) branches.set(child.pid, `${indent} \\_ `);
      ordered.push(child);
      visit(child.pid, depth > 0 ? `${indent}${lastChild ? "    " : " |  "}` : "", depth + 1);
    });
  };
  visit(-1, "", 0);
  rows.splice(0, rows.length, ...ordered);
}

const BUSYBOX_COLUMNS: Readonly<Record<string, Column>> = {
  user: { ...COLUMNS["user"], header: "USER", width: 8, align: "left" } as Column,
  group: { header: "GROUP", width: 8, align: "left", value: (i, f) => f.group(i.gid) },
  comm: { header: "COMMAND", width: 16, align: "left", value: (i) => i.comm },
  args: { header: "COMMAND", width: 256, align: "left", value: (i) => i.argv.join(" ") || `[${i.comm}]` },
  pid: { header: "PID", width: 5, align: "right", value: (i) => String(i.pid) },
  ppid: { header: "PPID", width: 5, align: "right", value: (i) => String(i.ppid) },
  pgid: { header: "PGID", width: 5, align: "right", value: (i) => String(i.pgid) },
  nice: { header: "NI", width: 5, align: "right", value: () => "0" },
  rgroup: { header: "RGROUP", width: 8, align: "left", value: (i, f) => f.group(i.gid) },
  ruser: { header: "RUSER", width: 8, align: "left", value: (i) => i.user },
  tty: { header: "TT", width: 6, align: "left", value: (i) => (i.tty === "?" ? "?" : i.tty.replace("pts/", "136,")) },
  vsz: { header: "VSZ", width: 4, align: "right", value: (i) => short(i.rss) },
  sid: { header: "SID", width: 5, align: "right", value: (i) => String(i.sid) },
  stat: { header: "STAT", width: 4, align: "left", value: (i) => i.state },
  rss: { header: "RSS", width: 4, align: "right", value: (i) => short(i.rss) },
  time: {
    header: "TIME",
    width: 5,
    align: "left",
    value: (i) => `${Math.floor(i.cpuTime / 60e6)}:${String(Math.floor(i.cpuTime / 1e6) % 60).padStart(2, "0")}`,
  },
};

function short(bytes: number): string {
  const kib = Math.round(bytes / 1024);
  return kib < 10_000 ? String(kib) : `${Math.round(kib / 1024)}m`;
}

async function busyboxPs(p: Process, flavour: Flavour): Promise<number> {
  const args = p.argv.slice(1);
  const bad = args.find((a) => a.startsWith("-") && !/^-[oTefalwxuA]/.test(a) && a !== "-");
  if (bad !== undefined) {
    await p.write(
      2,
      `${p.argv[0]}: ${bad.startsWith("--") ? `unrecognized option '${bad}'` : `invalid option -- '${bad[1]}'`}\n${usageOf(flavour, "ps")}`,
    );
    return 1;
  }
  const usual = flavour.banner.includes("Debian") ? "pid,user,args" : "pid,user,time,args";
  const asked =
    args.flatMap((a, i) => (a.startsWith("-o") ? [a.slice(2) || (args[i + 1] ?? "")] : [])).join(",") || usual;
  const columns: Column[] = [];
  for (const spec of asked.split(",")) {
    const [name = "", header] = spec.split("=");
    const column = BUSYBOX_COLUMNS[name];
    if (!column) {
      await p.write(
        2,
        `ps: bad -o argument '${name}', supported arguments: user,group,comm,args,pid,ppid,pgid,nice,rgroup,ruser,tty,vsz,sid,stat,rss\n`,
      );
      return 1;
    }
    columns.push(header === undefined ? column : { ...column, header });
  }
  const all = p.processes();
  const facts = createFacts(p, all);
  const width = p.terminal(1)?.size.columns ?? Number.POSITIVE_INFINITY;
  const line = (text: (column: Column) => string, head: boolean) =>
    columns
      .map((column, i) => {
        const size = column.width as number;
        const cell = text(column).slice(0, i === columns.length - 1 ? undefined : Math.max(size, 5));
        if (i === columns.length - 1) return cell;
        return column.align === "right" && !head ? cell.padStart(size) : cell.padEnd(size);
      })
      .join(" ")
      .slice(0, width);
  await p.write(1, `${line((column) => column.header, true)}\n`);
  for (const info of all) await p.write(1, `${line((column) => column.value(info, facts), false)}\n`);
  return 0;
}
