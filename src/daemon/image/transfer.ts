import type { ProgressMessage } from "../../api/progress.ts";
import type { Cancel } from "../../std/cancel.ts";
import { MILLISECOND, type Micros, SECOND } from "../../std/time.ts";
import { shortID } from "../ids.ts";
import type { ImageDeps } from "./deps.ts";

/*
 * How long moving layers takes, and what is told meanwhile. At most three layers are fetched at once (five pushed), they
 * share the line; layers are unpacked one after the other, from the lowest up.
 */

const LINE = 50_000_000; // bytes a second
const DISK = 250_000_000; // bytes a second unpacked
const FETCHED_AT_ONCE = 3;
const PUSHED_AT_ONCE = 5;
const TICK = 100 * MILLISECOND;
/** From asking for a blob to its first byte. */
const FIRST_BYTE = 60 * MILLISECOND;

/** Bytes that are read at once: of a download, and of what is unpacked or sent. */
const DOWNLOAD_READ = 16_384;
const READ = 32_768;

/**
 * How far a reader is when it first says so: once it has read more than a hundredth, or 512 KiB of a large layer, in whole reads.
 * Then it speaks at each tick. (Seen on real Docker.)
 */
function firstNews(size: number, read: number): number {
  const step = Math.min(Math.trunc(size / 100), 512 * 1024);
  return Math.min(size, read * Math.max(1, Math.ceil((step + 1) / read)));
}

/** A message and when it comes, counted from the beginning. */
export interface Timed {
  readonly at: Micros;
  readonly message: ProgressMessage;
}

export interface Fetched {
  readonly digest: string;
  readonly compressedSize: number;
  readonly size: number;
}

/** The news of fetching and unpacking layers, bottom first, in order of time. */
export function fetchTimeline(layers: readonly Fetched[]): Timed[] {
  const out: Timed[] = [];
  const tell = (at: Micros, layer: Fetched, status: string, detail = {}) =>
    out.push({ at, message: { status, progressDetail: detail, id: shortID(layer.digest) } });
  for (const layer of layers) tell(0, layer, "Pulling fs layer");
  for (const layer of layers.slice(FETCHED_AT_ONCE)) tell(0, layer, "Waiting");
  const done = share(
    layers.map((l) => l.compressedSize),
    FETCHED_AT_ONCE,
    (at, i, moved) => {
      const layer = layers[i];
      if (!layer) return;
      const { compressedSize: total } = layer;
      if (moved === 0) tell(at, layer, "Downloading", { current: firstNews(total, DOWNLOAD_READ), total });
      else if (moved < total) tell(at, layer, "Downloading", { current: moved, total });
    },
  );
  let free = 0;
  layers.forEach((layer, i) => {
    const here = done[i] ?? 0;
    tell(here, layer, "Verifying Checksum");
    tell(here, layer, "Download complete");
    const start = Math.max(free, here);
    const end = start + 10 * MILLISECOND + Math.round((layer.size / DISK) * SECOND);
    const { compressedSize: total } = layer;
    const first = firstNews(total, READ);
    for (let at = start; at < end; at += TICK) {
      const part = (at - start) / (end - start);
      tell(at, layer, "Extracting", { current: Math.max(first, Math.round(part * total)), total });
    }
    if (first < total) tell(end, layer, "Extracting", { current: total, total });
    if (endsTwice(layer)) tell(end, layer, "Extracting", { current: total, total });
    tell(end, layer, "Pull complete");
    free = end;
  });
  return inOrder(out);
}

/** The end of a small layer that unpacks to more than it was is met twice, as seen on real Docker. */
function endsTwice({ compressedSize, size }: Fetched): boolean {
  return compressedSize <= READ || (compressedSize < 100 * READ && size > 1.2 * compressedSize);
}

export interface Sent {
  readonly id: string;
  /** Bytes unpacked, which is what is told. */
  readonly size: number;
  /** Bytes that pass the line; none where the registry has it. */
  readonly compressedSize: number;
  readonly last: string;
}

/** The news of sending layers, in the order in which they are given. */
export function sendTimeline(layers: readonly Sent[]): Timed[] {
  const out: Timed[] = [];
  const tell = (at: Micros, id: string, status: string, detail = {}) =>
    out.push({ at, message: { status, progressDetail: detail, id } });
  const done = share(
    layers.map((l) => l.compressedSize),
    PUSHED_AT_ONCE,
    (at, i, moved) => {
      const layer = layers[i];
      if (!layer?.size || moved === layer.compressedSize) return;
      const { size: total, compressedSize } = layer;
      const read = moved === 0 ? firstNews(total, READ) + TAR_HEADER : Math.round((moved / compressedSize) * total);
      tell(at, layer.id, "Pushing", { current: read, total });
    },
  );
  layers.forEach((layer, i) => {
    const at = done[i] ?? 0;
    // All of it is sent as a tar, which is larger than the files in it.
    if (layer.compressedSize > 0) tell(at, layer.id, "Pushing", { current: tarSize(layer.size), total: layer.size });
    tell(at, layer.id, layer.last);
  });
  return inOrder(out);
}

const TAR_HEADER = 512;

/** Bytes of a tar of one file in one folder: two headers, the file in whole blocks, two blocks at the end. */
function tarSize(size: number): number {
  return Math.ceil(size / TAR_HEADER) * TAR_HEADER + 4 * TAR_HEADER;
}

/** What waits for a place when this many are to be pushed. */
export function waitingPushes<T>(layers: readonly T[]): readonly T[] {
  return layers.slice(PUSHED_AT_ONCE);
}

/** Waits for each message's time before giving it out. */
export async function* playTimeline(
  timeline: readonly Timed[],
  deps: Pick<ImageDeps, "kernel">,
  cancel: Cancel,
): AsyncGenerator<ProgressMessage> {
  const start = deps.kernel.now();
  for (const { at, message } of timeline) {
    const wait = start + at - deps.kernel.now();
    if (wait > 0) await deps.kernel.sleep(wait, cancel);
    yield message;
  }
}

/**
 * Moves `sizes` bytes, some at once, over one line that they share evenly. Tells how much of each has gone, a tick apart;
 * gives back when each was done. The first news of each comes with its first byte: nothing has moved yet.
 */
function share(
  sizes: readonly number[],
  atOnce: number,
  tell: (at: Micros, index: number, moved: number) => void,
): Micros[] {
  const done: Micros[] = [];
  const waiting = sizes.map((_, i) => i);
  const active: { readonly index: number; readonly from: Micros; moved: number; told: Micros }[] = [];
  let now: Micros = 0;
  const start = () => {
    while (active.length < atOnce && waiting.length) {
      active.push({ index: waiting.shift() ?? 0, from: now + FIRST_BYTE, moved: 0, told: now });
    }
  };
  start();
  while (active.length) {
    const moving = active.filter((t) => t.from <= now);
    const rate = LINE / SECOND / Math.max(1, moving.length);
    const next = active.map((t) => {
      const left = (sizes[t.index] ?? 0) - t.moved;
      return t.from > now ? t.from : now + Math.max(1, Math.ceil(left / rate));
    });
    const step = Math.min(now + TICK, ...next) - now;
    now += step;
    for (const t of moving) t.moved = Math.min(sizes[t.index] ?? 0, t.moved + rate * step);
    for (const t of active) {
      if (t.from !== now && (t.from > now || now - t.told < TICK)) continue;
      t.told = now;
      tell(now, t.index, Math.round(t.moved));
    }
    for (const t of [...active]) {
      if (t.from > now || t.moved < (sizes[t.index] ?? 0)) continue;
      done[t.index] = now;
      active.splice(active.indexOf(t), 1);
    }
    start();
  }
  return done;
}

/** By time; what comes at the same time stays in the order in which it was told. */
function inOrder(timeline: Timed[]): Timed[] {
  return timeline.sort((a, b) => a.at - b.at);
}
