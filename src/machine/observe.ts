import type { Engine } from "../api/engine.ts";
import { ApiError } from "../api/errors.ts";
import { onLoading } from "../programs/lib/loading.ts";
import { SECOND } from "../std/time.ts";
import type { MachineNotice } from "./types.ts";

export interface Observation {
  notify(notice: MachineNotice): void;
  now(): number;
  /** What there is instead of an image that could not be pulled. */
  nearest(reference: string): { readonly nearest: string | undefined; readonly onHub: boolean };
}

/**
 * The engine with the page listening: a refused pull names the nearest image that is here, a stop that may take its ten
 * seconds says so, a build's steps are shown as they come, and so is a big part of the site that loads. What the client gets is unchanged.
 */
export function observe(engine: Engine, { notify, now, nearest }: Observation): Engine {
  const waiting = async (what: string, seconds: number, call: () => Promise<void>) => {
    notify({ kind: "waiting", what, until: now() + seconds * SECOND });
    try {
      await call();
    } finally {
      notify({ kind: "waiting", what, until: undefined });
    }
  };
  onLoading((news) => notify({ kind: "loading", ...news }));
  return {
    ...engine,
    async *imagePull(reference, options, cancel) {
      try {
        for await (const message of engine.imagePull(reference, options, cancel)) {
          if (message.error !== undefined) missing(reference);
          yield message;
        }
      } catch (e) {
        if (e instanceof ApiError) missing(reference);
        throw e;
      }
    },
    async *build(options, cancel) {
      notify({ kind: "build-started", tags: options.tags });
      for await (const news of engine.build(options, cancel)) {
        if (news.kind === "vertex") {
          const { kind: _, digest: _d, at: _a, ...step } = news;
          notify({ kind: "build-step", ...step });
        }
        yield news;
      }
    },
    containerStop: (id, options, cancel) =>
      waiting(`docker stop ${id}`, options.timeout ?? 10, () => engine.containerStop(id, options, cancel)),
    containerRestart: (id, options, cancel) =>
      waiting(`docker restart ${id}`, options.timeout ?? 10, () => engine.containerRestart(id, options, cancel)),
  };

  function missing(reference: string): void {
    const familiar = reference.replace(/^docker\.io\/(library\/)?/, "").replace(/:latest$/, "");
    notify({ kind: "missing-image", missing: { reference: familiar, ...nearest(reference) } });
  }
}
