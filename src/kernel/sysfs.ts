import type { Tree } from "../filesystem/node.ts";
import type { Core } from "./core.ts";
import { CPUS } from "./hardware.ts";
import { folderOf, type LazyNodes, lazyFolder, textFile } from "./lazy-tree.ts";
import type { Pids } from "./pid-namespace.ts";

/** /sys: the network's interfaces and the processors; of the rest only the folders. */
export function sysTree(core: Core): Tree {
  const { now } = core.scheduler;
  const text = (content: string) => () => textFile(now, `${content}\n`);
  const folder = (nodes: LazyNodes) => () => folderOf(now, nodes, { mode: 0o755 });
  const interfaces = () => core.currentTask?.network.interfaces() ?? [];
  const cpus = `0-${CPUS - 1}`;
  return folderOf(now, {
    block: folder({}),
    bus: folder({}),
    class: folder({
      net: () =>
        lazyFolder(
          now,
          () => interfaces().map((i) => i.name),
          (name) => {
            const i = interfaces().find((one) => one.name === name);
            if (!i) return undefined;
            const statistics = folder({
              rx_bytes: text(String(i.rx.bytes)),
              rx_packets: text(String(i.rx.packets)),
              tx_bytes: text(String(i.tx.bytes)),
              tx_packets: text(String(i.tx.packets)),
            });
            const state = name === "lo" ? "unknown" : "up";
            return folderOf(now, {
              address: text(i.mac),
              mtu: text(String(i.mtu)),
              operstate: text(state),
              statistics,
            });
          },
        ),
    }),
    dev: folder({ block: folder({}), char: folder({}) }),
    devices: folder({
      system: folder({ cpu: folder({ online: text(cpus), possible: text(cpus), present: text(cpus) }) }),
    }),
    firmware: folder({}),
    fs: folder({ cgroup: folder({}) }),
    kernel: folder({}),
    module: folder({}),
    power: folder({}),
  });
}

/** /sys/fs/cgroup of a namespace: its limits and what it uses. */
export function cgroupTree(core: Core, pids: Pids): Tree {
  const { now } = core.scheduler;
  const text = (content: string) => () => textFile(now, `${content}\n`);
  const { limits } = pids;
  const cpu = limits.cpu ? `${limits.cpu.quota} ${limits.cpu.period}` : "max 100000";
  const members = [...pids.members.keys()].sort((a, b) => a - b);
  return folderOf(now, {
    "cgroup.controllers": text("cpuset cpu io memory hugetlb pids rdma misc"),
    "cgroup.events": text(`populated ${members.length > 0 ? 1 : 0}\nfrozen ${pids.frozen ? 1 : 0}`),
    "cgroup.freeze": text(pids.frozen ? "1" : "0"),
    "cgroup.procs": text(members.join("\n")),
    "cpu.max": text(cpu),
    "cpu.stat": text(`usage_usec ${pids.cpu}\nuser_usec ${pids.cpu >> 1}\nsystem_usec ${pids.cpu - (pids.cpu >> 1)}`),
    "memory.current": text(String(pids.memory())),
    "memory.events": text(`low 0\nhigh 0\nmax ${pids.oomKills}\noom ${pids.oomKills}\noom_kill ${pids.oomKills}`),
    "memory.max": text(limits.memory ? String(limits.memory) : "max"),
    "memory.swap.max": text(limits.memory ? String(limits.memory) : "max"),
    "pids.current": text(String(members.length)),
    "pids.max": text(limits.pids ? String(limits.pids) : "max"),
  });
}
