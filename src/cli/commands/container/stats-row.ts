import type { StatsSample } from "../../../api/container.ts";
import { bytesSize, humanSize } from "../../../std/size.ts";
import type { Row } from "../../format/go/value.ts";
import type { Listing } from "../../format/rows.ts";
import { shortID } from "../../text.ts";

/** What is known of one container: its last sample, and whether there are no more. */
export interface Watched {
  /** As it was asked for. */
  readonly container: string;
  sample: StatsSample | undefined;
  /** Why there are no more samples. */
  error: unknown;
}

/** Containers' use of resources as a list. */
export const STATS: Listing = {
  type: "container.statsContext",
  headers: {
    BlockIO: "BLOCK I/O",
    CPUPerc: "CPU %",
    Container: "CONTAINER",
    ID: "CONTAINER ID",
    MemPerc: "MEM %",
    MemUsage: "MEM USAGE / LIMIT",
    Name: "NAME",
    NetIO: "NET I/O",
    PIDs: "PIDS",
  },
};

/** The columns of the table that a plain `table` stands for. */
export const STATS_TABLE =
  "table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}";

const UNKNOWN = "--";

/** One container; `--` for figures that are not known (any more). */
export function statsRow({ container, sample: s, error }: Watched, truncate: boolean): Row {
  const figure = (text: (s: StatsSample) => string, unknown = UNKNOWN) => (s && !error ? text(s) : unknown);
  return {
    cells: {
      BlockIO: () => figure((x) => `${humanSize(x.blockRead, 3)} / ${humanSize(x.blockWrite, 3)}`),
      CPUPerc: () => figure((x) => percent(cpuShare(x))),
      Container: () => container,
      ID: () => (truncate ? shortID(s?.ID ?? "") : (s?.ID ?? "")),
      MemPerc: () => figure((x) => percent(x.memoryLimit === 0 ? 0 : x.memoryUsage / x.memoryLimit)),
      MemUsage: () =>
        figure((x) => `${bytesSize(x.memoryUsage)} / ${bytesSize(x.memoryLimit)}`, `${UNKNOWN} / ${UNKNOWN}`),
      Name: () => s?.Name.replace(/^\//, "") || UNKNOWN,
      NetIO: () => figure((x) => `${humanSize(x.rxBytes, 3)} / ${humanSize(x.txBytes, 3)}`),
      PIDs: () => figure((x) => String(x.pids)),
    },
  };
}

/** Of one CPU, over the time between the sample and the one before. */
function cpuShare(s: StatsSample): number {
  const used = s.cpuTotal - s.cpuTotalBefore;
  const passed = s.system - s.systemBefore;
  return used > 0 && passed > 0 ? (used / passed) * s.onlineCpus : 0;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
