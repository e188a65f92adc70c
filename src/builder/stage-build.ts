import type { Tree } from "../filesystem/node.ts";
import { emptyTree } from "../filesystem/tree.ts";
import { Cancelled } from "../std/cancel.ts";
import { beginAfter, beginFrom, type StageSurroundings, takeTriggers } from "./begin-stage.ts";
import type { BuildContext } from "./context.ts";
import { FolderMissing, findSources, SourceMissing } from "./copy.ts";
import type { Instruction, InstructionOf } from "./dockerfile/instruction.ts";
import type { Expansion } from "./dockerfile/words.ts";
import { applyMetadata } from "./metadata.ts";
import { isRemote } from "./remote/git.ts";
import { fetchSources } from "./remote/sources.ts";
import type { Resolver } from "./resolve.ts";
import { earlierStage, type Stage, stepCount } from "./stages.ts";
import { newWorkingDir, type StageState } from "./state.ts";
import { placeOf, type StepPlan } from "./step-place.ts";
import { type CopyOrigin, copyStep, missingSource } from "./steps/copy.ts";
import { runStep } from "./steps/run.ts";
import type { RunSource } from "./steps/run-mounts.ts";
import { sourcesAhead } from "./steps/sources-ahead.ts";
import type { StepPlace } from "./steps/step.ts";
import { workdirStep } from "./steps/workdir.ts";
import { declareVariables, expand } from "./variables.ts";

export interface StageInputs {
  readonly resolver: Resolver;
  readonly around: StageSurroundings;
}

/** Builds a stage: its base, then instruction by instruction. */
export async function buildStage(build: BuildContext, stage: Stage, inputs: StageInputs): Promise<StageState> {
  const base = inputs.resolver.base(stage);
  const count = stepCount(stage, base.kind === "image");
  const { state, number: first } = await startStage(build, stage, inputs);
  const triggers = takeTriggers(state, stage, build.dockerfile);
  // Each trigger is counted, those too that make no step.
  const total = count + triggers.length;
  const noCache =
    build.options.noCache ||
    build.options.noCacheFilter.some((n) => n.toLowerCase() === (stage.name ?? String(stage.index)));
  const instructions = [...triggers, ...stage.instructions];
  const plan = { stage, first, total, noCache, triggers: new Set(triggers) };
  await failOnMissingSources(build, state, instructions, plan);
  const fetch = state.last?.fetch;
  try {
    await fetchSources(build, state, instructions, plan);
    await doSteps(build, state, instructions, plan);
  } catch (error) {
    if (fetch?.abandon() && error instanceof Cancelled) tellWaiting(build, state, instructions, plan);
    throw error;
  }
  return state;
}

async function doSteps(
  build: BuildContext,
  state: StageState,
  instructions: readonly Instruction[],
  plan: StepPlan,
): Promise<void> {
  let number = plan.first;
  for (const instruction of instructions) {
    const expansion = state.variables.expansion(build.dockerfile.file.directives.escape);
    if (applyMetadata(state, instruction, expansion)) continue;
    number++;
    const later = instructions.slice(instructions.indexOf(instruction) + 1);
    const place = placeOf(state, instruction, expansion, plan, number);
    const ahead = () => sourcesAhead(build, state, plan.stage, later);
    await doStep(build, state, instruction, expansion, { ...place, ahead });
  }
}

/** What waited for a base image when the build failed is told as cached (as seen on real Docker). */
function tellWaiting(
  build: BuildContext,
  state: StageState,
  instructions: readonly Instruction[],
  plan: StepPlan,
): void {
  let number = plan.first;
  for (const instruction of instructions) {
    const expansion = state.variables.expansion(build.dockerfile.file.directives.escape);
    if (applyMetadata(state, instruction, expansion)) continue;
    number++;
    build.progress.start(placeOf(state, instruction, expansion, plan, number).title).cached();
  }
}

function isStep(i: Instruction): boolean {
  return i.kind === "RUN" || i.kind === "COPY" || i.kind === "ADD" || i.kind === "WORKDIR";
}

async function startStage(
  build: BuildContext,
  stage: Stage,
  { resolver, around }: StageInputs,
): Promise<{ state: StageState; number: number }> {
  const base = resolver.base(stage);
  switch (base.kind) {
    case "stage":
      return { state: beginAfter(await build.stage(base.stage)), number: 0 };
    case "scratch":
      return { state: beginFrom(undefined, stage, base.platform, around), number: 0 };
    case "image": {
      const state = beginFrom(await resolver.image(base), stage, base.platform, around);
      // What a named context stands for is no numbered step, though it is counted.
      return { state, number: base.context === undefined ? 1 : 0 };
    }
  }
}

async function doStep(
  build: BuildContext,
  state: StageState,
  instruction: Instruction,
  expansion: Expansion,
  place: StepPlace,
): Promise<void> {
  switch (instruction.kind) {
    case "WORKDIR":
      return workdirStep(
        build,
        state,
        instruction,
        newWorkingDir(expand(instruction.value, expansion, instruction), state),
        place,
      );
    case "COPY":
    case "ADD":
      return copyStep(
        build,
        state,
        instruction,
        await originOf(build, place.stage, instruction, expansion),
        expansion,
        place,
      );
    case "RUN": {
      const sources: RunSource[] = [];
      for (const mount of instruction.mounts) {
        const needsTree = mount.type === "bind" || (mount.type === "cache" && mount.from !== undefined);
        const origin = needsTree ? await treeOf(build, place.stage, mount.from) : undefined;
        sources.push({ mount, tree: origin?.tree, vertex: origin?.vertex });
      }
      return runStep(build, state, instruction, sources, place);
    }
  }
}

async function originOf(
  build: BuildContext,
  stage: Stage,
  instruction: InstructionOf<"COPY"> | InstructionOf<"ADD">,
  expansion: Expansion,
): Promise<CopyOrigin> {
  // What comes from servers alone takes nothing of the context.
  const words = instruction.sources.map((s) => expand(s, expansion, instruction));
  const local = words.some((w) => instruction.kind === "COPY" || !isRemote(w));
  if (!local && instruction.from === undefined) return { tree: emptyTree(0), vertex: undefined, keepsOwners: false };
  return treeOf(build, stage, instruction.from);
}

/** The files of a stage above, of a named context, of an image, or of the build context. */
async function treeOf(build: BuildContext, stage: Stage, from: string | undefined): Promise<CopyOrigin> {
  if (from === undefined) {
    const { tree, vertex } = build.context();
    return { tree, vertex, keepsOwners: false };
  }
  const earlier = earlierStage(build.dockerfile.stages, stage.index, from);
  if (earlier) {
    const state = await build.stage(earlier);
    await state.last?.fetch?.ready();
    return { tree: state.tree, vertex: state.last, keepsOwners: true };
  }
  const named = build.options.namedContexts.get(from);
  if (named?.kind === "tree") return { ...build.namedContext(from, named.tree), keepsOwners: false };
  if (from === "scratch") return { tree: emptyTree(0), vertex: undefined, keepsOwners: true };
  const { image, vertex } = await build.image(from);
  await vertex.fetch?.ready();
  return { tree: image.tree, vertex, keepsOwners: true };
}

/**
 * The builder takes checksums of what is copied from the context while earlier steps run, so a missing source fails the
 * build at once. Of the steps before it those in the cache are told as such, a folder is made, and the rest is cancelled.
 */
async function failOnMissingSources(
  build: BuildContext,
  state: StageState,
  instructions: readonly Instruction[],
  plan: StepPlan,
): Promise<void> {
  const missing = findMissing(build, state, instructions, plan);
  if (!missing) return;
  const failed = missingSource(build, missing.instruction.node.range, missing.error, missing.place);
  const before = instructions.slice(0, instructions.indexOf(missing.instruction));
  if (state.last?.fetch?.abandon()) {
    tellWaiting(build, state, before, plan);
    throw failed;
  }
  let number = plan.first;
  for (const instruction of before) {
    const expansion = state.variables.expansion(build.dockerfile.file.directives.escape);
    if (applyMetadata(state, instruction, expansion)) continue;
    number++;
    const place = placeOf(state, instruction, expansion, plan, number);
    if (instruction.kind !== "WORKDIR") {
      build.progress.start(place.title).canceled();
      break;
    }
    await doStep(build, state, instruction, expansion, place);
  }
  throw failed;
}

/** What an instruction takes from the build context. */
function contextSources(instruction: Instruction): readonly string[] {
  if (instruction.kind === "RUN") {
    return instruction.mounts
      .filter((m) => m.type === "bind" && m.from === undefined && m.source !== undefined)
      .map((m) => m.source ?? "");
  }
  if ((instruction.kind !== "COPY" && instruction.kind !== "ADD") || instruction.from !== undefined) return [];
  // With --exclude the sources are patterns: what is not there shows when it is copied.
  if (instruction.exclude.length) return [];
  return instruction.sources;
}

function findMissing(build: BuildContext, state: StageState, instructions: readonly Instruction[], plan: StepPlan) {
  const variables = state.variables.child();
  let number = plan.first;
  let context: Tree | undefined;
  for (const instruction of instructions) {
    const expansion = variables.expansion(build.dockerfile.file.directives.escape);
    declareVariables(variables, instruction, expansion);
    if (!isStep(instruction)) continue;
    number++;
    for (const source of contextSources(instruction)) {
      const path = expand(source, expansion, instruction);
      if (instruction.kind === "ADD" && isRemote(path)) continue;
      context ??= build.context().tree;
      try {
        findSources(context, path);
      } catch (error) {
        if (error instanceof FolderMissing) continue;
        if (!(error instanceof SourceMissing)) throw error;
        return { instruction, error, place: placeOf({ ...state, variables }, instruction, expansion, plan, number) };
      }
    }
  }
  return undefined;
}
