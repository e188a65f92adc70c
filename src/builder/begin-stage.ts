import type { BaseImage } from "../api/build.ts";
import { emptyTree } from "../filesystem/tree.ts";
import type { Instruction } from "./dockerfile/instruction.ts";
import { readNode } from "./dockerfile/node.ts";
import { parseInstruction } from "./dockerfile/parse.ts";
import { copyDraft, draftFrom } from "./image-config.ts";
import type { Platform } from "./platform.ts";
import type { Vertex } from "./progress.ts";
import type { Stage, StagedDockerfile } from "./stages.ts";
import type { StageState } from "./state.ts";
import { platformArgs, Variables } from "./variables.ts";

export interface StageSurroundings {
  readonly buildArgs: ReadonlyMap<string, string>;
  /** Global ARGs. */
  readonly meta: ReadonlyMap<string, string>;
  /** What the build is for. */
  readonly platform: Platform;
}

const SHELL = ["/bin/sh", "-c"];
/** What a stage on nothing has in its environment. */
const SCRATCH_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A stage that goes on from an image, or from nothing. */
export function beginFrom(
  base: { readonly image: BaseImage; readonly vertex: Vertex | undefined } | undefined,
  stage: Stage,
  own: Platform,
  { buildArgs, meta, platform }: StageSurroundings,
): StageState {
  const config = base?.image.config;
  const draft = draftFrom(config);
  if (!base) draft.config.Env = [SCRATCH_PATH];
  return {
    // Nothing is always the same nothing: a time would make another layer of each build.
    tree: base?.image.tree ?? emptyTree(0),
    key: base?.image.chainID ?? "scratch",
    draft,
    variables: new Variables(buildArgs, meta, platformArgs(platform, stage.name ?? ""), draft.config.Env ?? []),
    base: base?.image,
    platform: own,
    layers: [],
    shell: config?.config.Shell ?? SHELL,
    workdirSet: false,
    fresh: false,
    last: base?.vertex,
    cmdSet: false,
  };
}

/** A stage that goes on from an earlier one: its files, configuration and variables. */
export function beginAfter(below: StageState): StageState {
  return {
    ...below,
    draft: copyDraft(below.draft),
    variables: below.variables.child(),
    layers: [...below.layers],
    cmdSet: false,
  };
}

/** The base's ONBUILD instructions, which run first and are not the new image's own. */
export function takeTriggers(state: StageState, stage: Stage, { file }: StagedDockerfile): Instruction[] {
  const triggers = state.draft.config.OnBuild ?? [];
  if (triggers.length === 0) return [];
  delete state.draft.config.OnBuild;
  return triggers.map((text) =>
    parseInstruction(readNode({ text, range: stage.from.node.range, heredocs: [] }), file.directives),
  );
}
