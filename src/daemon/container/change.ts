import { getIn, setIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import type { ContainerRecord } from "./record.ts";

/** Changes one container's record, in one update of the store. A container that is gone stays gone. */
export function changeContainer(d: Daemon, id: string, change: (record: ContainerRecord) => ContainerRecord): void {
  d.store.update((s) => {
    const record = getIn(s.containers, id);
    return record ? { ...s, containers: setIn(s.containers, id, change(record)) } : s;
  });
}
