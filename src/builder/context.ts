import type { BaseImage, BuildBackend, BuildOptions } from "../api/build.ts";
import type { Tree } from "../filesystem/node.ts";
import type { Cancel } from "../std/cancel.ts";
import type { BuildCache, CacheRecord } from "./cache.ts";
import type { Outcome } from "./outcome.ts";
import type { Progress, Vertex } from "./progress.ts";
import type { RemoteSource } from "./remote/sources.ts";
import type { Stage, StagedDockerfile } from "./stages.ts";
import type { StageState } from "./state.ts";

/** What all steps of one build share. */
export interface BuildContext {
  readonly options: BuildOptions;
  readonly backend: BuildBackend;
  readonly cache: BuildCache;
  readonly progress: Progress;
  /** Cancelled with the build, and when another of its steps fails. */
  readonly cancel: Cancel;
  readonly dockerfile: StagedDockerfile;
  /** The steps that this build has come by, by key: one that two stages share is done once. */
  readonly steps: Map<string, { readonly vertex: Vertex; readonly record: Outcome<CacheRecord> }>;
  /** Documents that this build has told of. */
  readonly told: Set<string>;
  /** Cache mounts that `--no-cache` has emptied already. */
  readonly renewed: Set<string>;
  /** What instructions add from servers, by purpose and address; there before a stage's first step. */
  readonly remote: Map<string, RemoteSource>;
  /** The context without what is ignored, read when a step first needs it. */
  context(): { readonly tree: Tree; readonly vertex: Vertex | undefined };
  /** A folder that `--build-context` names, read when a step first needs it. */
  namedContext(name: string, tree: Tree): { readonly tree: Tree; readonly vertex: Vertex };
  /** The stages of the build that begin with this one. */
  standingOn(stage: Stage): readonly Stage[];
  /** A stage above, when it is built. */
  stage(stage: Stage): Promise<StageState>;
  /** An image that a step copies from, as it names it. */
  image(from: string): Promise<{ readonly image: BaseImage; readonly vertex: Vertex }>;
}

/** A step that fails the build; `range` and the step are shown with it. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
  constructor(
    message: string,
    readonly range: { readonly start: number; readonly end: number } | undefined,
    readonly vertex?: Pick<Vertex, "name" | "tail">,
  ) {
    super(message);
  }
}
