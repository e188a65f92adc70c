import type { ContainerConfig } from "../../api/container.ts";
import { getIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { treeOf } from "./diff.ts";
import { emitContainer } from "./emit.ts";
import { findContainer, getContainer, liveOf } from "./lookup.ts";
import { pauseContainer, unpauseContainer } from "./pause.ts";

/** `docker commit`: an image of the container's file system as it is; a running one is held meanwhile unless told not to. */
export async function commitContainer(
  d: Daemon,
  text: string,
  options: {
    readonly reference: string;
    readonly comment: string;
    readonly author: string;
    readonly pause: boolean;
    readonly changes: readonly string[];
    readonly config?: Partial<ContainerConfig>;
  },
): Promise<{ Id: string }> {
  const record = findContainer(d, text);
  const live = liveOf(d, record);
  const pauses = options.pause && record.state.status === "running";
  if (pauses) pauseContainer(d, record.id);
  try {
    const id = await d.images.commit({
      image: getIn(d.store.get().images.records, record.imageID),
      parentID: record.imageID,
      base: record.base,
      tree: treeOf(d, record),
      config: { ...record.config, ...options.config },
      containerID: record.id,
      reference: options.reference,
      comment: options.comment,
      author: options.author,
      changes: options.changes,
    });
    emitContainer(d, "commit", record, { comment: options.comment, imageID: id, imageRef: options.reference });
    return { Id: id };
  } finally {
    if (pauses && live.run && getContainer(d, record.id)?.state.status === "paused") unpauseContainer(d, record.id);
  }
}
