import type { Files } from "../filesystem/files.ts";
import type { MountNamespace, TreeCell } from "../filesystem/mounts.ts";
import { createMountNamespace } from "../filesystem/namespace.ts";
import type { Tree } from "../filesystem/node.ts";
import { lookup } from "../filesystem/tree.ts";
import { createFiles } from "../filesystem/view.ts";
import type { Description } from "../kernel/descriptor.ts";
import type { Kernel, KernelProcess } from "../kernel/kernel.ts";
import type { Program } from "../kernel/process.ts";
import { SIGNALS } from "../kernel/signal.ts";
import type { Pty } from "../kernel/terminal.ts";
import type { Micros } from "../std/time.ts";
import { BASHRC, fillHost, programTree, put } from "./host-tree.ts";
import { STUDENT } from "./host-user.ts";
import type { MachineOptions } from "./options.ts";

export interface HostSpawn {
  readonly argv: readonly string[];
  readonly fds?: ReadonlyMap<number, Description>;
  readonly terminal?: Pty;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** As root whoever the user is. */
  readonly asRoot?: boolean;
}

/** The machine that Docker runs on: its files, its user, its processes. */
export interface Host {
  readonly files: Files;
  readonly mounts: MountNamespace;
  readonly cell: TreeCell;
  /** What it began with. */
  readonly pristine: Tree;
  readonly hostname: string;
  /** What process 1 does. */
  readonly init: Program;
  /** Starts process 1; before anything else. */
  spawnInit(): void;
  /** Starts a program as the user, in the working folder unless told otherwise. */
  spawn(spec: HostSpawn): KernelProcess;
  /** The folder at an absolute path, as it is now. */
  tree(path: string): Tree;
  /** Puts a file there as the user's. */
  put(path: string, data: Uint8Array): void;
  /** Makes a folder of the user's own. */
  own(path: string): void;
  /** Kills everything on the host but process 1. */
  killAll(): void;
}

/** What the files of the host and of all containers may grow by: a page's worker bears no more. */
const DISK = 512 * 1024 * 1024;

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export function createHost(kernel: Kernel, options: MachineOptions, programs: Iterable<string>): Host {
  const user = options.user ?? STUDENT;
  const hostname = options.hostname ?? "drydock";
  const workingFolder = options.workingFolder ?? user.home;
  const cell: TreeCell = { tree: programTree(programs, kernel.now()), disk: { free: options.disk ?? DISK } };
  const mounts = createMountNamespace(cell);
  const files = createFiles({
    mounts,
    root: "/",
    cwd: "/",
    credentials: { uid: 0, gid: 0, groups: [0] },
    umask: 0o022,
    now: () => kernel.now() as Micros,
  });
  fillHost(files, {
    hostname,
    user,
    workingFolder,
    files: { [`${user.home}/.bashrc`]: BASHRC, ...options.files },
  });
  const pristine = cell.tree;
  for (const m of kernel.systemMounts(kernel.hostPids)) mounts.mount(m);

  const groups = user.uid === 0 ? [0] : [user.gid, 27, 999];
  const env = {
    PATH,
    HOME: user.home,
    USER: user.name,
    LOGNAME: user.name,
    SHELL: "/bin/bash",
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    ...options.env,
  };
  const spawn = (spec: HostSpawn): KernelProcess => {
    const terminal = spec.terminal && kernel.terminalDescription(spec.terminal);
    const nothing = kernel.nullDescription();
    const standard = terminal ?? nothing;
    return kernel.spawn({
      argv: spec.argv,
      env: new Map(Object.entries(spec.env ?? env)),
      cwd: spec.cwd ?? workingFolder,
      credentials: spec.asRoot ? { uid: 0, gid: 0, groups: [0] } : { uid: user.uid, gid: user.gid, groups },
      mounts,
      pids: kernel.hostPids,
      network: kernel.network.host,
      uts: { hostname, domainname: "" },
      fds: spec.fds ?? new Map([0, 1, 2].map((fd) => [fd, standard])),
      ...(spec.terminal ? { terminal: spec.terminal } : {}),
    });
  };

  return {
    files,
    mounts,
    cell,
    pristine,
    hostname,
    // It waits for what never comes; the kernel reaps its orphans.
    async init(p) {
      const [end] = p.pipe();
      await p.read(end);
      return 0;
    },
    spawnInit: () => void spawn({ argv: ["/sbin/init"], cwd: "/", asRoot: true }),
    spawn,
    tree(path) {
      const node = lookup(cell.tree, files.realpath(path));
      if (node?.kind !== "directory") throw new Error(`${path} is not a folder of the host`);
      return node;
    },
    put: (path, data) => put(files, user, path, data),
    own(path) {
      if (files.exists(path)) return;
      files.mkdirs(path);
      files.chown(path, user.uid, user.gid);
    },
    killAll() {
      for (const p of kernel.hostPids.processes()) if (p.pid !== 1) p.signal(SIGNALS.SIGKILL);
    },
  };
}
