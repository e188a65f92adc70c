import type { LegacyBackend, LegacyBuildOptions } from "../../api/build.ts";
import { NotFound } from "../../api/errors.ts";
import type { ProgressMessage } from "../../api/progress.ts";
import type { Cancel } from "../../std/cancel.ts";
import { beginFrom, takeTriggers } from "../begin-stage.ts";
import type { Instruction } from "../dockerfile/instruction.ts";
import { globalArgs } from "../global-args.ts";
import { PLATFORM } from "../platform.ts";
import { normalized } from "../resolve.ts";
import type { Stage, StagedDockerfile } from "../stages.ts";
import type { StageState } from "../state.ts";
import { expand, platformArgs } from "../variables.ts";

/** A build while it goes on. */
export interface LegacyBuild {
  readonly options: LegacyBuildOptions;
  readonly backend: LegacyBackend;
  readonly cancel: Cancel;
  readonly dockerfile: StagedDockerfile;
  /** Images by what made them of which other one. */
  readonly cache: Map<string, string>;
  /** What the stages came to, by their numbers. */
  readonly done: Map<number, LegacyStage>;
}

/** A stage: how its image is so far. */
export interface LegacyStage {
  readonly state: StageState;
  /** The image below the next step; "" on nothing. */
  imageID: string;
  /** A step was done anew: no later one is looked for in the cache. */
  fresh: boolean;
}

export const say = (text: string): ProgressMessage => ({ stream: `${text}\n` });
export const shortID = (id: string): string => id.replace(/^sha256:/, "").slice(0, 12);

/** A build's error in the stream of its messages; the client ends with the code. */
export class LegacyFailure extends Error {
  override readonly name = "LegacyFailure";
  constructor(
    message: string,
    readonly code?: number,
  ) {
    super(message);
  }
}

/** FROM: an earlier stage, nothing, or an image, which is pulled where it is not here. Gives the ONBUILD triggers too. */
export async function* beginStage(
  build: LegacyBuild,
  stage: Stage,
): AsyncGenerator<ProgressMessage, { readonly begun: LegacyStage; readonly triggers: readonly Instruction[] }> {
  const { backend, dockerfile, options } = build;
  const predefined = platformArgs(PLATFORM, "");
  const meta = globalArgs(dockerfile, options.buildArgs, predefined);
  const expansion = { get: (n: string) => meta.get(n) ?? predefined.get(n), escape: dockerfile.file.directives.escape };
  const name = expand(stage.from.image, expansion, stage.from);
  const around = { buildArgs: options.buildArgs, meta, platform: PLATFORM };
  if (name === "scratch") {
    yield say(" ---> ");
    return { begun: { state: beginFrom(undefined, stage, PLATFORM, around), imageID: "", fresh: false }, triggers: [] };
  }
  const earlier = dockerfile.stages.slice(0, stage.index).findLast((s) => s.name === name.toLowerCase());
  const id = earlier ? (build.done.get(earlier.index)?.imageID ?? "") : yield* baseImage(build, name);
  const image = { ...(await backend.image(id)), resolved: name, chainID: id };
  const state = beginFrom({ image, vertex: undefined }, stage, PLATFORM, around);
  const triggers = takeTriggers(state, stage, dockerfile);
  if (triggers.length === 0) yield say(` ---> ${shortID(id)}`);
  else yield say(`# Executing ${triggers.length} build trigger${triggers.length > 1 ? "s" : ""}`);
  return { begun: { state, imageID: id, fresh: false }, triggers };
}

/** The id of an image by name: it is pulled where it is not here, or with `--pull`. */
export async function* baseImage(
  { backend, cancel, options }: LegacyBuild,
  name: string,
): AsyncGenerator<ProgressMessage, string> {
  if (!options.pull) {
    try {
      return (await backend.image(name)).id;
    } catch (e) {
      if (!(e instanceof NotFound)) throw e;
    }
  }
  yield* backend.pull(normalized(name), cancel);
  return (await backend.image(name)).id;
}
