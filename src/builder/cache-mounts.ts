import type { BuildBackend, BuildWaitQueue } from "../api/build.ts";
import type { Tree } from "../filesystem/node.ts";
import type { Cancel } from "../std/cancel.ts";
import type { RunMount } from "./dockerfile/instruction.ts";

interface Place {
  readonly cell: { tree: Tree };
  users: number;
}

/** A cache mount while a step has it. */
export interface CacheLease {
  readonly cell: { tree: Tree };
  release(): void;
}

/** What `RUN --mount=type=cache` keeps from one build to the next, by id. */
export interface CacheMounts {
  /**
   * `shared`: who asks sees the same files, at the same time too; `private`: a second one at the same time gets another
   * place; `locked`: it waits until the first one is through.
   */
  take(
    id: string,
    sharing: RunMount["sharing"],
    fresh: () => Tree,
    waiting: { readonly backend: BuildBackend; readonly cancel: Cancel },
  ): Promise<CacheLease>;
  /** Forgets what an id keeps: `--no-cache` begins anew. */
  renew(id: string): void;
  clear(): void;
}

export function createCacheMounts(): CacheMounts {
  const byID = new Map<string, Place[]>();
  let released: BuildWaitQueue | undefined;
  return {
    async take(id, sharing, fresh, { backend, cancel }) {
      const places = byID.get(id) ?? [];
      byID.set(id, places);
      const free = () => places.find((p) => p.users === 0);
      if (sharing === "locked") {
        released ??= backend.createWaitQueue();
        while (places.length > 0 && !free()) await released.wait({ cancel });
      }
      let place = sharing === "private" ? free() : places[0];
      if (!place) {
        place = { cell: { tree: fresh() }, users: 0 };
        places.push(place);
      }
      const taken = place;
      taken.users++;
      return {
        cell: taken.cell,
        release() {
          taken.users--;
          released?.wakeAll();
        },
      };
    },
    renew: (id) => void byID.delete(id),
    clear: () => byID.clear(),
  };
}
