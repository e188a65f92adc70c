import type { BaseImage, BuildBackend } from "../api/build.ts";
import { type Cancel, Cancelled } from "../std/cancel.ts";
import { humanSize } from "../std/size.ts";
import type { BuildCache } from "./cache.ts";
import { createOutcome, type Outcome } from "./outcome.ts";
import { endsWhenUsed, type Progress, type Vertex } from "./progress.ts";
import { baseKey, noteBase } from "./records.ts";

/** Digits of a digest that are enough for a reader. */
const SHORT = 12;

export interface ImageStepOptions {
  readonly backend: BuildBackend;
  readonly progress: Progress;
  readonly cache: BuildCache;
  readonly cancel: Cancel;
}

/**
 * The step of an image that others stand on. It is made ready when the first of them is done: fetched, where it has not been
 * built upon before, which is told of from then on; else it says whether that had been done before.
 */
export function imageStep(title: string, image: BaseImage, around: ImageStepOptions): Vertex {
  const { cache, progress } = around;
  const remote = cache.find(baseKey(image.id)) ? undefined : image.remote;
  if (remote) return fetchedStep(title, image, remote, around);
  const vertex = progress.start(title);
  return endsWhenUsed(vertex, (used) => {
    if (used && cache.find(baseKey(image.id))) vertex.cached();
    else vertex.done();
    if (used) noteBase(cache, progress.now(), image);
  });
}

function fetchedStep(
  title: string,
  image: BaseImage,
  remote: NonNullable<BaseImage["remote"]>,
  { backend, cache, cancel, progress }: ImageStepOptions,
): Vertex {
  let begun: Vertex | undefined;
  let ready: Outcome<void> | undefined;
  let here = false;
  const vertex = (): Vertex => {
    begun ??= progress.start(title);
    return begun;
  };
  /** What is asked for first: the name's own documents. */
  const begin = () => {
    vertex().status(`resolve ${image.resolved}`, 0, 0);
    for (const { digest, size } of remote.documents) vertex().status(digest, size, size);
  };
  const fetch = async (): Promise<void> => {
    if (ready) return ready.result(cancel);
    ready = createOutcome<void>(backend);
    begin();
    try {
      await remote.fetch(noted(vertex()), cancel);
    } catch (e) {
      if (e instanceof Cancelled) vertex().canceled();
      ready.fail(e);
      throw e;
    }
    here = true;
    vertex().done();
    noteBase(cache, progress.now(), image);
    ready.settle();
  };
  return {
    name: title,
    get index() {
      return vertex().index;
    },
    get tail() {
      return vertex().tail;
    },
    cached: () => vertex().cached(),
    done: () => vertex().done(),
    fail: (message) => vertex().fail(message),
    canceled: () => vertex().canceled(),
    note: (text) => vertex().note(text),
    log: (stream, data) => vertex().log(stream, data),
    status: (id, current, total, done) => vertex().status(id, current, total, done),
    async settle(used) {
      if (used || ready) await fetch();
      else if (!begun) vertex().done();
    },
    fetch: {
      ready: fetch,
      abandon() {
        if (here) return false;
        if (ready) return true;
        begin();
        if (remote.isHere()) vertex().done();
        else vertex().canceled();
        return !remote.isHere();
      },
    },
  };
}

/** A step's status, which says besides how much of all layers has come. */
function noted(vertex: Vertex): Vertex["status"] {
  const blobs = new Map<string, { readonly current: number; readonly total: number }>();
  return (id, current, total, done) => {
    vertex.status(id, current, total, done);
    if (total) blobs.set(id, { current, total });
    else if (!done) vertex.note(id.slice(0, "extracting sha256:".length + SHORT));
    if (!total) return;
    let [have, all] = [0, 0];
    for (const blob of blobs.values()) {
      have += blob.current;
      all += blob.total;
    }
    vertex.note(`${humanSize(have)} / ${humanSize(all)}`);
  };
}
