import { leaveDisk } from "../../filesystem/cell.ts";
import { deleteIn, getIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { releaseLayers } from "../image/layers.ts";
import { removeFromHost, volumeFolder } from "../volume/folder.ts";
import { emitContainer } from "./emit.ts";
import { getContainer } from "./lookup.ts";

/** Takes a container that does not run out of the state, with the volumes that are its alone when told to. One update. */
export function removeNow(d: Daemon, id: string, removeVolumes: boolean): void {
  const record = getContainer(d, id);
  const live = d.live.get(id);
  if (!record || !live) return;
  live.removing = true;
  live.gone = true;
  live.output.end();
  const gone: { name: string; driver: string }[] = [];
  for (const m of record.mounts) {
    if (m.type !== "volume") continue;
    const users = d.volumeUsers.get(m.name);
    users?.delete(id);
    if (users && users.size > 0) continue;
    d.volumeUsers.delete(m.name);
    if (removeVolumes && m.anonymous && getIn(d.store.get().volumes, m.name)) gone.push(m);
  }
  d.live.delete(id);
  leaveDisk(live.root);
  for (const exec of live.execs) d.execs.delete(exec);
  for (const { name } of gone) removeFromHost(d, volumeFolder(name));
  d.store.update((s) => {
    let { volumes } = s;
    for (const { name } of gone) volumes = deleteIn(volumes, name);
    const left = {
      ...s,
      volumes,
      containers: deleteIn(s.containers, id),
      containerNames: deleteIn(s.containerNames, record.name),
    };
    return s.images.ghosts.size ? releaseLayers(left) : left;
  });
  for (const { name, driver } of gone) d.events.emit("volume", "destroy", name, { driver });
  emitContainer(d, "destroy", record);
  for (const listener of live.listeners) listener.removed(record.state.exitCode);
  live.changed.wakeAll();
  live.log.wake();
}
