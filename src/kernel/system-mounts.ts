import type { Mount, Synthetic } from "../filesystem/mounts.ts";
import type { FsNode } from "../filesystem/node.ts";
import { emptyTree, symlink } from "../filesystem/tree.ts";
import type { Core } from "./core.ts";
import { devTree, ptsTree } from "./devfs.ts";
import { lazyFolder } from "./lazy-tree.ts";
import type { Pids } from "./pid-namespace.ts";
import { cgroupTree, sysTree } from "./sysfs.ts";

const SHM_SIZE = 64 * 1024 ** 2;

/** /proc of a namespace; `self` is the process that looks. */
export function procTree(core: Core, pids: Pids): Synthetic {
  return {
    tree() {
      const { now } = core.scheduler;
      const { proc } = core;
      const system = proc?.system(core) ?? {};
      const find = (name: string): FsNode | undefined => {
        if (name === "self" || name === "thread-self") {
          const task = core.currentTask;
          const pid = task?.pidIn(pids);
          return pid ? symlink(String(pid), { mtime: now }) : undefined;
        }
        if (name === "mounts") return symlink("self/mounts", { mtime: now });
        if (name === "net") return symlink("self/net", { mtime: now });
        if (Object.hasOwn(system, name)) return system[name]?.();
        if (!/^[1-9]\d*$/.test(name)) return undefined;
        const task = pids.parent ? pids.members.get(Number(name)) : core.table.get(Number(name));
        return task && proc?.process(task, pids);
      };
      const processes = () => [...(pids.parent ? pids.members : core.table).keys()].map(String);
      const names = () => [...processes(), ...Object.keys(system), "mounts", "net", "self", "thread-self"];
      return lazyFolder(now, names, find);
    },
  };
}

/** What every machine and container has mounted, in the order of Docker's. */
export function systemMounts(core: Core, pids: Pids): readonly Mount[] {
  const { now } = core.scheduler;
  const mount = (target: string, source: Mount["source"], fstype: string, device: string, readOnly = true): Mount => ({
    target,
    source,
    subpath: "/",
    readOnly,
    fstype,
    device,
  });
  const shm = { tree: { ...emptyTree(now), mode: 0o1777 }, limit: SHM_SIZE };
  const queues = { tree: { ...emptyTree(now), mode: 0o1777 } };
  return [
    mount("/proc", procTree(core, pids), "proc", "proc"),
    mount("/dev", { tree: devTree(now, pids) }, "tmpfs", "tmpfs", false),
    mount("/dev/pts", { tree: () => ptsTree(now, pids) }, "devpts", "devpts"),
    mount("/sys", { tree: () => sysTree(core) }, "sysfs", "sysfs"),
    mount("/sys/fs/cgroup", { tree: () => cgroupTree(core, pids) }, "cgroup2", "cgroup"),
    mount("/dev/mqueue", queues, "mqueue", "mqueue", false),
    mount("/dev/shm", shm, "tmpfs", "shm", false),
  ];
}
