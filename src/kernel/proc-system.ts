import type { FsNode } from "../filesystem/node.ts";
import { hex } from "../std/digest.ts";
import { SECOND } from "../std/time.ts";
import type { Core } from "./core.ts";
import { CPUS, MEMORY, UNAME } from "./hardware.ts";
import type { LazyNodes } from "./lazy-tree.ts";
import { folderOf, textFile } from "./lazy-tree.ts";
import { stateOf } from "./process-info.ts";

/** What stands in /proc beside the processes. */
export function systemNodes(core: Core): LazyNodes {
  const { now } = core.scheduler;
  const text =
    (content: () => string, mode = 0o444) =>
    () =>
      textFile(now, content(), { mode });
  const folder = (nodes: LazyNodes) => () => folderOf(now, nodes);
  const uptime = () => (now - core.bootTime) / SECOND;
  return {
    cmdline: text(() => "BOOT_IMAGE=/boot/vmlinuz root=/dev/vda1 ro quiet\n"),
    cpuinfo: text(cpuLines),
    filesystems: text(
      () => "nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tcgroup2\nnodev\tdevpts\n\text4\nnodev\toverlay\n",
    ),
    loadavg: text(() => loadLine(core)),
    meminfo: text(() => memoryLines(core)),
    stat: text(() => cpuTimes(core)),
    swaps: text(() => "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"),
    sys: folder(nested(now, parameters(core))),
    uptime: text(() => `${uptime().toFixed(2)} ${(uptime() * CPUS).toFixed(2)}\n`),
    version: text(() => `Linux version ${UNAME.release} (drydock@simulated) ${UNAME.version}\n`),
  };
}

type Parameter = [path: string[], value: string | (() => string)];

/** Parameters of the kernel by their path in /proc/sys, as the looking process's container has them. */
function parameters(core: Core): Parameter[] {
  const { pids, uts } = core.currentTask ?? {};
  const values = {
    "fs.file-max": "9223372036854775807",
    "kernel.hostname": uts?.hostname ?? "",
    "kernel.domainname": uts?.domainname || "(none)",
    "kernel.osrelease": UNAME.release,
    "kernel.ostype": UNAME.sysname,
    "kernel.version": UNAME.version,
    "kernel.pid_max": "4194304",
    "kernel.random.boot_id": uuid(core.bootId),
    "kernel.random.uuid": () => uuid(core.chance.bytes("uuid", 16)),
    "kernel.random.entropy_avail": "256",
    "net.core.somaxconn": "4096",
    "net.ipv4.ip_forward": "1",
    "net.ipv4.ip_local_port_range": "32768\t60999",
    "net.ipv4.ip_unprivileged_port_start": pids?.parent ? "0" : "1024",
    "net.ipv4.ping_group_range": pids?.parent ? "0\t2147483647" : "1\t0",
    "vm.max_map_count": "65530",
    "vm.overcommit_memory": "0",
    "vm.swappiness": "60",
    ...pids?.limits.sysctls,
  };
  return Object.entries(values).map(([name, value]) => [name.split("."), value]);
}

/** Folders and files of these paths. */
function nested(now: number, entries: readonly Parameter[]): LazyNodes {
  const nodes: Record<string, () => FsNode> = {};
  for (const [[name = "", ...rest], value] of entries) {
    const below = entries.flatMap(([[first, ...more], v]): Parameter[] => (first === name ? [[more, v]] : []));
    nodes[name] = () =>
      rest.length
        ? folderOf(now, nested(now, below))
        : textFile(now, `${typeof value === "string" ? value : value()}\n`);
  }
  return nodes;
}

function cpuLines(): string {
  const one = (n: number) =>
    [
      ["processor\t", n],
      ["vendor_id\t", "Simulated"],
      ["cpu family\t", 6],
      ["model\t\t", 1],
      ["model name\t", "Drydock simulated CPU"],
      ["cpu MHz\t\t", "2400.000"],
      ["cache size\t", "16384 KB"],
      ["physical id\t", 0],
      ["siblings\t", CPUS],
      ["core id\t\t", n],
      ["cpu cores\t", CPUS],
      ["bogomips\t", "4800.00"],
    ]
      .map(([name, value]) => `${name}: ${value}\n`)
      .join("");
  return Array.from({ length: CPUS }, (_, n) => `${one(n)}\n`).join("");
}

function loadLine(core: Core): string {
  let running = 0;
  for (const t of core.table.values()) if (stateOf(t) === "R") running++;
  return `0.00 0.00 0.00 ${Math.max(1, running)}/${core.table.size} ${core.hostPids.lastPid}\n`;
}

function memoryLines(core: Core): string {
  let used = 0;
  for (const t of core.table.values()) if (!t.status) used += t.rss;
  const kernel = 300 * 1024 ** 2;
  const cached = 500 * 1024 ** 2;
  const free = Math.max(0, MEMORY - kernel - cached - used);
  const rows: [string, number][] = [
    ["MemTotal", MEMORY],
    ["MemFree", free],
    ["MemAvailable", free + cached],
    ["Buffers", 10 * 1024 ** 2],
    ["Cached", cached],
    ["SwapCached", 0],
    ["Active", used + cached / 2],
    ["Inactive", cached / 2],
    ["SwapTotal", 0],
    ["SwapFree", 0],
    ["Dirty", 0],
    ["AnonPages", used],
    ["Shmem", 1024 ** 2],
    ["Slab", 100 * 1024 ** 2],
  ];
  return rows
    .map(([name, bytes]) => `${`${name}:`.padEnd(15)} ${String(Math.round(bytes / 1024)).padStart(8)} kB\n`)
    .join("");
}

function cpuTimes(core: Core): string {
  let used = 0;
  for (const t of core.table.values()) used += t.cpuTime;
  const ticks = Math.floor(used / 10_000);
  const idle = Math.floor((core.scheduler.now - core.bootTime) / 10_000) * CPUS - ticks;
  const line = (name: string, busy: number, rest: number) => `${name} ${busy} 0 0 ${Math.max(0, rest)} 0 0 0 0 0 0\n`;
  const each = Array.from({ length: CPUS }, (_, n) =>
    line(`cpu${n}`, Math.floor(ticks / CPUS), Math.floor(idle / CPUS)),
  );
  const boot = Math.floor(core.bootTime / SECOND);
  return `${line("cpu ", ticks, idle)}${each.join("")}btime ${boot}\nprocesses ${core.hostPids.lastPid}\n`;
}

/** A version 4 UUID of 16 bytes. */
function uuid(bytes: Uint8Array): string {
  const own = bytes.slice();
  own[6] = ((own[6] ?? 0) & 0x0f) | 0x40;
  own[8] = ((own[8] ?? 0) & 0x3f) | 0x80;
  return hex(own).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
