import { watchCell } from "../../filesystem/cell.ts";
import { LazyCell } from "../../filesystem/lazy-cell.ts";
import type { TreeCell } from "../../filesystem/mounts.ts";
import { directory } from "../../filesystem/tree.ts";
import type { Daemon } from "../daemon.ts";
import type { LiveContainer } from "./live.ts";
import { ContainerLog } from "./log.ts";
import { rotationOf } from "./log-options.ts";
import { createOutput } from "./output.ts";
import type { ContainerRecord } from "./record.ts";

const NO_FILES = directory();
const NONE: readonly never[] = [];
const nothing = () => {};

/** What a new container has besides its record. */
export function createLive(d: Daemon, record: ContainerRecord): LiveContainer {
  const { LogConfig } = record.hostConfig;
  const log = new ContainerLog(d.kernel, rotationOf(LogConfig), LogConfig.Type === "json-file");
  const keeps = LogConfig.Type !== "none";
  const { disk } = d.host.cell;
  const root: TreeCell = { tree: record.tree, base: record.base, ...(disk ? { disk } : {}) };
  watchCell(root, d.filesChanged);
  return {
    id: record.id,
    root,
    etc: new LazyCell(NO_FILES),
    log,
    output: createOutput(keeps ? (stream, chunk) => log.append(stream, chunk) : undefined),
    run: undefined,
    input: undefined,
    inputClosed: false,
    endpoints: new Map(),
    ports: [],
    unpin: nothing,
    volumesMounted: false,
    restarter: { delay: 0, count: 0, cancelled: false, waiting: undefined, startAgain: undefined },
    listeners: NONE,
    changed: d.kernel.createWaitQueue(),
    execs: NONE,
    health: undefined,
    ended: undefined,
    resumed: false,
    stopping: false,
    restartingByHand: false,
    removing: false,
    gone: false,
  };
}
