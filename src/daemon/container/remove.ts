import { Conflict, NotFound, SystemError } from "../../api/errors.ts";
import type { Filters } from "../../api/filters.ts";
import type { PruneReport } from "../../api/prune.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { SECOND } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { acceptFilters, prunableLabels, untilFilter } from "../filters.ts";
import { parseLink } from "../network/links.ts";
import { emitPrune } from "../prune-event.ts";
import { changeContainer } from "./change.ts";
import { sizeRw } from "./diff.ts";
import { inDaemon } from "./in-daemon.ts";
import { ended, sendSignal } from "./kill.ts";
import { allContainers, findContainer, liveOf } from "./lookup.ts";
import type { ContainerRecord } from "./record.ts";
import { removeNow } from "./remove-now.ts";
import { isActive } from "./states.ts";

/** `docker rm`: refused while it runs, unless it is forced, which kills it first. */
export async function removeContainer(
  d: Daemon,
  text: string,
  options: { readonly force: boolean; readonly removeVolumes: boolean; readonly removeLinks: boolean },
): Promise<void> {
  if (options.removeLinks) return removeLink(d, text);
  const record = findContainer(d, text);
  const live = liveOf(d, record);
  if (live.removing) throw new Conflict(`removal of container ${text} is already in progress`);
  if (isActive(record.state)) {
    if (!options.force) throw refusal(record, text);
    live.removing = true;
    return inDaemon(d, `rm ${record.name}`, async () => {
      try {
        await kill(d, record);
        // Its files are unmounted: who ran something in it asks meanwhile how that ended.
        await d.kernel.sleep(d.facts.settle);
      } finally {
        live.removing = false;
      }
      removeNow(d, record.id, options.removeVolumes);
    });
  }
  removeNow(d, record.id, options.removeVolumes);
}

function refusal(record: ContainerRecord, text: string): Conflict {
  const name = text.replace(/^\//, "");
  const why =
    record.state.status === "paused"
      ? "container is paused and must be unpaused first"
      : `container is ${record.state.status}: stop the container before removing or force remove`;
  return new Conflict(`cannot remove container "${name}": ${why}`);
}

async function kill(d: Daemon, record: ContainerRecord): Promise<void> {
  const live = liveOf(d, record);
  if (!live.run && !live.restarter.waiting) return;
  sendSignal(d, record.id, SIGNALS.SIGKILL);
  if (!(await ended(d, live, 10 * SECOND))) throw new SystemError(`could not kill container: ${record.id}`);
}

function linkOwner(d: Daemon, owner: string, text: string): ContainerRecord {
  try {
    return findContainer(d, owner);
  } catch (e) {
    throw e instanceof NotFound ? new NotFound(`No such container: ${text}`) : e;
  }
}

/** `docker rm --link /box/alias`: only the link goes. */
function removeLink(d: Daemon, text: string): void {
  const [owner = "", alias = ""] = text.replace(/^\//, "").split("/");
  const record = alias ? linkOwner(d, owner, text) : undefined;
  if (!alias) findContainer(d, text);
  const link = record?.hostConfig.Links?.find((l) => parseLink(l).alias === alias);
  if (!record || !link) throw new Conflict("Conflict, cannot remove the default link name of the container");
  const { [link]: _gone, ...linkTargets } = record.linkTargets;
  changeContainer(d, record.id, (r) => ({
    ...r,
    linkTargets,
    hostConfig: { ...r.hostConfig, Links: (r.hostConfig.Links ?? []).filter((l) => l !== link) },
  }));
}

/** Removes all that do not run and pass the filters; the size of their layers is what is gained. */
export function pruneContainers(d: Daemon, filters: Filters): PruneReport {
  acceptFilters(filters, ["label", "label!", "until"]);
  const until = untilFilter(filters, d.kernel.now());
  const removed: string[] = [];
  let bytes = 0;
  for (const record of allContainers(d)) {
    if (isActive(record.state)) continue;
    if ((until !== undefined && record.created > until) || !prunableLabels(record.config.Labels, filters)) continue;
    bytes += sizeRw(d, record);
    removeNow(d, record.id, false);
    removed.push(record.id);
  }
  emitPrune(d, "container", bytes);
  return { Deleted: removed, SpaceReclaimed: bytes };
}
