import { exactChanges } from "../../filesystem/change.ts";
import { sizeOfChanges } from "../../filesystem/layer.ts";
import type { Tree } from "../../filesystem/node.ts";
import { layUpon } from "../../filesystem/overlay.ts";
import { type Digest, digestOf } from "../../std/digest.ts";
import type { CacheRecord } from "../cache.ts";
import type { BuildContext } from "../context.ts";
import { layerStep } from "../image-config.ts";
import { createOutcome } from "../outcome.ts";
import { endsWhenUsed, type Vertex } from "../progress.ts";
import type { Stage } from "../stages.ts";
import type { StageState } from "../state.ts";

/** One numbered step of a stage. */
export interface StepPlace {
  readonly stage: Stage;
  /** The title with its number. */
  readonly title: string;
  /** The instruction in the image's history. */
  readonly createdBy: string;
  readonly noCache: boolean;
  /** What `buildx du` calls its result; its title when there is nothing else. */
  readonly description?: string;
  /** Where the result was there, told as cached only when it is used for something new. */
  readonly soonMade?: boolean;
  /** What is made for later steps while this one is done, if it has to be. */
  readonly ahead?: () => Promise<void>;
}

/** What a step's key is made of: parts by name, so that a miss can say which one changed. */
export type KeyParts = ReadonlyMap<string, string>;

/**
 * Takes a step's result from the cache, or makes it. The key is a digest of the key before and of the step's own parts;
 * equal keys mean equal files.
 */
export async function cachedStep(
  build: BuildContext,
  state: StageState,
  place: StepPlace,
  parts: KeyParts,
  inputs: readonly Vertex[],
  make: (vertex: Vertex) => Promise<Tree>,
): Promise<void> {
  const { cache, progress } = build;
  const key = stepKey(state, parts);
  const before = state.tree;
  // An equal step of another stage is the same step.
  let shared = build.steps.get(key);
  const found = shared || place.noCache ? undefined : cache.find(key);
  if (!shared) {
    for (const input of [state.last, ...inputs]) await input?.settle?.(!found);
    if (!found) await place.ahead?.();
    shared = build.steps.get(key);
  }
  const why = shared || found ? undefined : reason(build, state, place, parts);
  const begun = shared?.vertex ?? progress.start(place.title, inputs, why);
  const waits = !shared && found && place.soonMade;
  const vertex = waits ? endsWhenUsed(begun, (used) => (used ? begun.cached() : begun.done())) : begun;
  cache.lastSeen.set(seenKey(place), new Map([...parts, ["parent", state.key]]));
  let record: CacheRecord;
  if (shared) record = await shared.record.result(build.cancel);
  else {
    const outcome = createOutcome<CacheRecord>(build.backend);
    build.steps.set(key, { vertex, record: outcome });
    try {
      record = found ?? newRecord(build, key, place, before, await make(vertex), state.key);
    } catch (e) {
      outcome.fail(e);
      throw e;
    }
    if (!found) vertex.done();
    else if (!waits) vertex.cached();
    if (!found) cache.put(record);
    outcome.settle(record);
  }
  cache.use(record, progress.now());
  state.fresh ||= place.noCache;
  state.tree = record.tree;
  layUpon(record.tree, before);
  state.key = key;
  state.layers.push({ before, after: state.tree });
  state.last = vertex;
  layerStep(state.draft, place.createdBy, record.createdAt);
}

function stepKey(state: StageState, parts: KeyParts): Digest {
  return digestOf([state.key, ...[...parts].map(([k, v]) => `${k}=${v}`)].join("\0"));
}

/** Whether the step's result is there already. */
export function isCached(build: BuildContext, state: StageState, place: StepPlace, parts: KeyParts): boolean {
  return !place.noCache && build.cache.find(stepKey(state, parts)) !== undefined;
}

function newRecord(
  build: BuildContext,
  key: string,
  place: StepPlace,
  before: Tree,
  tree: Tree,
  parent: string,
): CacheRecord {
  const now = build.progress.now();
  return {
    key,
    id: recordID(key),
    description: place.description ?? place.title,
    type: "regular",
    parents: [recordID(parent)],
    tree,
    size: sizeOfChanges(exactChanges(before, tree)),
    createdAt: now,
    lastUsedAt: now,
    usageCount: 0,
  };
}

/** 25 characters of a-z and 0-9, as BuildKit names records. */
export function recordID(key: string): string {
  const hex = key.replace(/^sha256:/, "").padEnd(50, "0");
  return Array.from({ length: 25 }, (_, i) =>
    (Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16) % 36).toString(36),
  ).join("");
}

function seenKey(place: StepPlace): string {
  return `${place.stage.title ?? ""} ${place.title}`;
}

/** Why the step is not cached, in words for the page; undefined at its first build. */
function reason(build: BuildContext, state: StageState, place: StepPlace, parts: KeyParts): string | undefined {
  if (place.noCache) return "--no-cache";
  const seen = build.cache.lastSeen.get(seenKey(place));
  if (!seen) return undefined;
  const changed = [...parts].filter(([k, v]) => seen.get(k) !== v).map(([k]) => nameOf(k));
  if (changed.length) return `${changed.join(", ")} changed since the last build`;
  return seen.get("parent") === state.key ? "no longer in the cache" : "a step before it changed";
}

/** What a part of the key is called: a file or folder that is copied by its own name. */
function nameOf(part: string): string {
  return part.replace(/^source /, "").replace(/^\.\/?$/, "the context");
}
