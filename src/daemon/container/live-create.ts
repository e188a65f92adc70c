import { watchCell } from "../../filesystem/cell.ts";
import { LazyCell } from "../../filesystem/lazy-cell.ts";
import type { TreeCell } from "../../filesystem/mounts.ts";
import { directory } from "../../filesystem/tree.ts";
import { parseHumanSize } from "../../std/size.ts";
import type { Daemon } from "../daemon.ts";
import type { LiveContainer } from "./live.ts";
import { ContainerLog } from "./log.ts";
import { createOutput } from "./output.ts";
import type { ContainerRecord } from "./record.ts";

const NO_FILES = directory();
const NONE: readonly never[] = [];

/** What a new container has besides its record. */
export function createLive(d: Daemon, record: ContainerRecord): LiveContainer {
  const log = new ContainerLog(d.kernel, logLimit(record));
  const keeps = record.hostConfig.LogConfig.Type !== "none";
  const root: TreeCell = { tree: record.tree };
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
    volumesMounted: false,
    restarter: { delay: 0, count: 0, cancelled: false, waiting: undefined },
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

/** Bytes that the log may keep: `--log-opt max-size` times `max-file`; undefined: the usual. */
function logLimit(record: ContainerRecord): number | undefined {
  const { "max-size": size, "max-file": files } = record.hostConfig.LogConfig.Config ?? {};
  if (!size) return undefined;
  try {
    return parseHumanSize(size) * Math.max(1, Number(files ?? 1));
  } catch {
    return undefined;
  }
}
