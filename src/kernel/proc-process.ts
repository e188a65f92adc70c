import type { FsNode } from "../filesystem/node.ts";
import { fifo, socket, symlink } from "../filesystem/tree.ts";
import { SECOND } from "../std/time.ts";
import { folderOf, lazyFolder, textFile } from "./lazy-tree.ts";
import { LIMITS, limitOf } from "./limits.ts";
import type { Pids } from "./pid-namespace.ts";
import { mountLines } from "./proc-mounts.ts";
import { networkFolder } from "./proc-net.ts";
import { parentPid, stateOf } from "./process-info.ts";
import type { Task } from "./task.ts";

/** Clock ticks a second, as /proc/PID/stat counts. */
const HERTZ = 100;
const PAGE = 4096;
/** All capabilities. */
const ALL = 2 ** 41 - 1;
const STATES = { R: "R (running)", S: "S (sleeping)", T: "T (stopped)", Z: "Z (zombie)" };

/** /proc/PID as the namespace sees it. */
export function processFolder(task: Task, viewer: Pids): FsNode {
  const { now } = task.core.scheduler;
  const owner = { uid: task.credentials.uid, gid: task.credentials.gid };
  const text =
    (content: () => string, mode = 0o444) =>
    () =>
      textFile(now, content(), { ...owner, mode });
  const link = (target: () => string) => () => (task.status ? undefined : symlink(target(), { ...owner, mtime: now }));
  return folderOf(
    now,
    {
      cgroup: text(() => "0::/\n"),
      cmdline: text(() => (task.status ? "" : task.argv.map((a) => `${a}\0`).join(""))),
      comm: text(() => `${task.comm}\n`, 0o644),
      cwd: link(() => task.cwd),
      environ: text(() => (task.status ? "" : [...task.env].map(([k, v]) => `${k}=${v}\0`).join("")), 0o400),
      exe: link(() => task.executable),
      fd: () => descriptorFolder(task),
      limits: text(() => limitLines(task)),
      mountinfo: text(() => mountLines(task, true)),
      mounts: text(() => mountLines(task, false)),
      net: () => networkFolder(task),
      oom_score: text(() => "0\n"),
      oom_score_adj: text(() => `${task.pids.limits.oomScoreAdj ?? 0}\n`, 0o644),
      root: link(() => task.root),
      stat: text(() => statLine(task, viewer)),
      statm: text(() => `${pages(task) * 2} ${pages(task)} ${pages(task) >> 1} 4 0 ${pages(task)} 0\n`),
      status: text(() => statusLines(task, viewer)),
    },
    owner,
  );
}

/**
 * The open files as symlinks. What has no path of its own (a pipe, a socket) is found under its name in here, though not
 * listed, so that the links lead somewhere.
 */
function descriptorFolder(task: Task): FsNode {
  const { now } = task.core.scheduler;
  const owner = { uid: task.credentials.uid, gid: task.credentials.gid };
  const open = () => [...task.fds.keys()].filter((fd) => task.fds[fd]);
  const find = (name: string) => {
    if (/^\d+$/.test(name)) {
      const d = task.fds[Number(name)];
      return d && symlink(d.target, { ...owner, mode: 0o700, mtime: now });
    }
    if (!task.fds.some((d) => d?.target === name)) return undefined;
    return name.startsWith("socket:") ? socket(owner) : fifo({ ...owner, mode: 0o600, mtime: now });
  };
  return lazyFolder(now, () => open().map(String), find, { ...owner, mode: 0o500 });
}

function pages(task: Task): number {
  return task.status ? 0 : Math.ceil(task.rss / PAGE);
}

function statLine(task: Task, viewer: Pids): string {
  const ticks = (span: number) => Math.floor((span * HERTZ) / SECOND);
  const { tty, leader } = task.group.session;
  const ttyNumber = tty ? 34_816 + Number(tty.name.slice("/dev/pts/".length)) : 0;
  const foreground = tty ? (tty.foreground?.leader?.pidIn(viewer) ?? 0) : -1;
  const head = [
    task.pidIn(viewer),
    `(${task.comm})`,
    stateOf(task),
    parentPid(task, viewer),
    task.group.leader?.pidIn(viewer) ?? 0,
    leader?.pidIn(viewer) ?? 0,
    ttyNumber,
    foreground,
  ];
  const cpu = ticks(task.cpuTime);
  const user = cpu >> 1;
  const started = ticks(task.startTime - task.core.bootTime);
  const threads = threadsOf(task);
  const middle = [
    4_194_304,
    42,
    0,
    0,
    0,
    user,
    cpu - user,
    0,
    0,
    20,
    0,
    threads,
    0,
    started,
    pages(task) * PAGE * 2,
    pages(task),
  ];
  return `${[...head, ...middle, ...Array<number>(28).fill(0)].join(" ")}\n`;
}

function statusLines(task: Task, viewer: Pids): string {
  const { uid, gid, groups, capabilities = ALL } = task.credentials;
  const kilobytes = (bytes: number) => `${String(Math.ceil(bytes / 1024)).padStart(8)} kB`;
  const masks = { ignored: 0n, caught: 0n };
  for (const [signal, { handler }] of task.actions ?? [])
    masks[handler === "ignore" ? "ignored" : "caught"] |= 1n << BigInt(signal - 1);
  const mask = (m: bigint | number) => m.toString(16).padStart(16, "0");
  const effective = mask(uid === 0 ? capabilities : 0);
  const lines: [string, string | number][] = [
    ["Name", task.comm],
    ["Umask", task.umask.toString(8).padStart(4, "0")],
    ["State", STATES[stateOf(task)]],
    ["Tgid", task.pidIn(viewer)],
    ["Ngid", 0],
    ["Pid", task.pidIn(viewer)],
    ["PPid", parentPid(task, viewer)],
    ["TracerPid", 0],
    ["Uid", Array(4).fill(uid).join("\t")],
    ["Gid", Array(4).fill(gid).join("\t")],
    ["FDSize", 64],
    ["Groups", `${groups.join(" ")} `],
  ];
  if (!task.status) {
    lines.push(["VmPeak", kilobytes(task.rss * 2)], ["VmSize", kilobytes(task.rss * 2)]);
    lines.push(["VmHWM", kilobytes(task.rss)], ["VmRSS", kilobytes(task.rss)]);
  }
  lines.push(
    ["Threads", threadsOf(task)],
    ["SigQ", "0/31717"],
    ["SigPnd", mask(0n)],
    ["ShdPnd", mask(0n)],
    ["SigBlk", mask(0n)],
    ["SigIgn", mask(masks.ignored)],
    ["SigCgt", mask(masks.caught)],
    ["CapInh", mask(0)],
    ["CapPrm", effective],
    ["CapEff", effective],
    ["CapBnd", mask(capabilities)],
    ["CapAmb", mask(0)],
    ["NoNewPrivs", task.credentials.noNewPrivileges ? 1 : 0],
    ["Seccomp", task.pids.parent && !task.pids.init?.credentials.unfiltered ? 2 : 0],
    ["Cpus_allowed", 3],
    ["Cpus_allowed_list", "0-1"],
    ["voluntary_ctxt_switches", 0],
    ["nonvoluntary_ctxt_switches", 1],
  );
  return lines.map(([name, value]) => `${name}:\t${value}\n`).join("");
}

function threadsOf(task: Task): number {
  return 1 + (task.others?.size ?? 0) + (task.idleThreads ?? 0);
}

function limitLines(task: Task): string {
  const shown = (n: number) => (n < 0 ? "unlimited" : String(n));
  const line = (name: string, soft: string, hard: string, units: string) =>
    `${name.padEnd(25)} ${soft.padEnd(20)} ${hard.padEnd(20)} ${units.padEnd(10)}\n`;
  const rows = Object.entries(LIMITS).map(([name, [title, unit]]) => {
    const [soft, hard] = limitOf(task, name);
    return line(`Max ${title}`, shown(soft), shown(hard), unit);
  });
  return line("Limit", "Soft Limit", "Hard Limit", "Units") + rows.join("");
}
