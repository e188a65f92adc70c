import type { Kernel } from "../../kernel/kernel.ts";
import type { Registries } from "../../registry/registry.ts";
import { getIn } from "../buckets.ts";
import type { Events } from "../events.ts";
import type { DaemonState, Store } from "../store.ts";
import type { ImageRecord, ImagesState } from "./record.ts";

/** What the daemon's functions about images need. */
export interface ImageDeps {
  readonly store: Store;
  readonly registries: Registries;
  readonly kernel: Pick<Kernel, "now" | "sleep" | "load" | "chance">;
  readonly events: Pick<Events, "emit">;
  /** The daemon's own folder: `/var/lib/docker`. */
  readonly dockerRoot: string;
  /** Address of the host's name server, for messages about names that it does not know: `127.0.0.53:53`. */
  readonly nameServer?: () => string;
}

/** Changes the images alone. */
export function updateImages(store: Store, change: (images: ImagesState) => ImagesState): void {
  store.update((state: DaemonState) => ({ ...state, images: change(state.images) }));
}

/** An event of an image: with its labels while it is here. `id` may be a name, as pull and push have it. */
export function imageEvent(
  { store, events }: ImageDeps,
  action: string,
  id: string,
  name: string,
  image: ImageRecord | undefined = getIn(store.get().images.records, id),
): void {
  events.emit("image", action, id, { ...image?.config.config.Labels, name });
}
