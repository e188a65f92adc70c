import type { StatsSample } from "../../api/container.ts";
import type { Cancel } from "../../std/cancel.ts";
import { rfc3339Nano, SECOND, ZERO_TIME } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { networkModeOf } from "../network/kinds.ts";
import type { LiveContainer } from "./live.ts";
import { findContainer, getContainer, liveOf } from "./lookup.ts";
import type { ContainerRecord } from "./record.ts";

/** What the next sample is compared with. Nanoseconds. */
interface Before {
  readonly cpu: number;
  readonly system: number;
}

/** Bytes that come and go while an interface comes up, before anybody uses it: neighbour discovery, multicast. */
const COMING_UP = { rx: 746, tx: 126 };
const UP = { rx: 1250, tx: 126 };
const SETTLED = 8 * SECOND;

/**
 * `docker stats`: a sample each second, the first one after a second so that there is something to compare with; one that
 * does not run gives zeros. Ends with the container.
 */
export function containerStats(
  d: Daemon,
  text: string,
  options: { readonly stream: boolean; readonly oneShot: boolean },
  cancel: Cancel,
): AsyncIterable<StatsSample> {
  const record = findContainer(d, text);
  return sample(d, record, liveOf(d, record), options, cancel);
}

async function* sample(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  { stream, oneShot }: { readonly stream: boolean; readonly oneShot: boolean },
  cancel: Cancel,
): AsyncGenerator<StatsSample> {
  let before: Before = { cpu: 0, system: 0 };
  if (!oneShot) {
    if (!live.run && !stream) {
      yield measure(d, record, live, before).sample;
      return;
    }
    before = measure(d, record, live, before).now;
    await d.kernel.sleep(SECOND, cancel);
  }
  for (;;) {
    const current = getContainer(d, record.id);
    if (!current) return;
    const taken = measure(d, current, live, before);
    yield taken.sample;
    if (!stream) return;
    before = taken.now;
    await d.kernel.sleep(SECOND, cancel);
  }
}

function measure(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  before: Before,
): { readonly sample: StatsSample; readonly now: Before } {
  const { kernel, facts } = d;
  const { run } = live;
  const system = (kernel.now() - kernel.bootTime) * 1000 * facts.cpus;
  const usage = run ? kernel.usage(run.pids) : { cpu: 0, memory: 0, pids: 0 };
  const cpu = usage.cpu * 1000;
  const traffic = { rx: 0, tx: 0 };
  const mode = networkModeOf(record.hostConfig.NetworkMode).kind;
  const connected = run !== undefined && live.endpoints.size > 0 && mode !== "host" && mode !== "none";
  if (connected) Object.assign(traffic, kernel.now() - record.state.startedAt < SETTLED ? COMING_UP : UP);
  if (run && run.network !== kernel.network.host) {
    for (const card of run.network.interfaces()) {
      if (card.name === "lo") continue;
      traffic.rx += card.rx.bytes;
      traffic.tx += card.tx.bytes;
    }
  }
  return {
    now: { cpu, system },
    sample: {
      ID: record.id,
      Name: `/${record.name}`,
      read: run ? rfc3339Nano(kernel.now()) : ZERO_TIME,
      cpuTotal: cpu,
      cpuTotalBefore: run ? before.cpu : 0,
      system: run ? system : 0,
      systemBefore: run ? before.system : 0,
      onlineCpus: run ? facts.cpus : 0,
      memoryUsage: usage.memory,
      memoryLimit: run ? record.hostConfig.Memory || facts.memory : 0,
      rxBytes: traffic.rx,
      txBytes: traffic.tx,
      blockRead: 0,
      blockWrite: 0,
      pids: usage.pids,
    },
  };
}
