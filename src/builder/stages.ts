import { DockerfileError } from "./dockerfile/error.ts";
import type { Instruction, InstructionOf } from "./dockerfile/instruction.ts";
import { type Dockerfile, parseInstruction } from "./dockerfile/parse.ts";

/** A stage as written: its FROM and what follows. */
export interface Stage {
  readonly index: number;
  /** In lower case; undefined when it has none. */
  readonly name: string | undefined;
  /** What step titles call it where there are several: its name, or `stage-N`. */
  readonly title: string | undefined;
  readonly from: InstructionOf<"FROM">;
  readonly instructions: readonly Instruction[];
}

export interface StagedDockerfile {
  readonly file: Dockerfile;
  /** ARGs before the first FROM. */
  readonly metaArgs: readonly InstructionOf<"ARG">[];
  readonly stages: readonly Stage[];
}

/** Reads all instructions and cuts them into stages; `read` is told of each as it is read. */
export function readStages(file: Dockerfile, read: (instruction: Instruction) => void): StagedDockerfile {
  const metaArgs: InstructionOf<"ARG">[] = [];
  const drafts: { from: InstructionOf<"FROM">; instructions: Instruction[] }[] = [];
  for (const node of file.nodes) {
    const instruction = parseInstruction(node, file.directives);
    read(instruction);
    const current = drafts.at(-1);
    if (instruction.kind === "FROM") drafts.push({ from: instruction, instructions: [] });
    else if (current) current.instructions.push(instruction);
    else if (instruction.kind === "ARG") metaArgs.push(instruction);
    else throw new DockerfileError("no build stage in current context", node.range);
  }
  const untitled = drafts.map(({ from, instructions }, index) => ({ index, name: from.stage, from, instructions }));
  const several = drafts.length > 1 || untitled.some((s) => takesFromElsewhere(s, untitled));
  const stages = untitled.map((s) => ({ ...s, title: several ? (s.name ?? `stage-${s.index}`) : undefined }));
  return { file, metaArgs, stages };
}

/** Whether it copies from an image or mounts what is no stage: that counts as a stage of its own. */
function takesFromElsewhere(stage: Omit<Stage, "title">, stages: readonly Omit<Stage, "title">[]): boolean {
  return (
    stage.instructions.flatMap(sourcesFrom).some((from) => !earlierStage(stages, stage.index, from)) ||
    stage.instructions.some((i) => i.kind === "RUN" && i.mounts.some((m) => m.from === undefined))
  );
}

/** What its `--from` flags and those of its mounts name. */
export function sourcesFrom(i: Instruction): readonly string[] {
  const froms = i.kind === "COPY" ? [i.from] : i.kind === "RUN" ? i.mounts.map((m) => m.from) : [];
  return froms.filter((f) => f !== undefined);
}

/** The stage that `--target` names, by name alone; without one the last. */
export function targetStage(stages: readonly Stage[], target: string): Stage {
  const last = stages.at(-1);
  if (target === "") {
    if (!last) throw new DockerfileError("dockerfile contains no stages to build", undefined);
    return last;
  }
  const named = stages.findLast((s) => s.name === target.toLowerCase());
  if (!named) throw new DockerfileError(`target stage "${target}" could not be found`, undefined);
  return named;
}

/** The stages that building the target takes, in their order. */
export function neededStages(
  stages: readonly Stage[],
  target: Stage,
  baseOf: (stage: Stage) => Stage | undefined,
): Stage[] {
  const needed = new Set<Stage>();
  const visit = (stage: Stage): void => {
    if (needed.has(stage)) return;
    needed.add(stage);
    const base = baseOf(stage);
    if (base) visit(base);
    for (const from of stage.instructions.flatMap(sourcesFrom)) {
      const earlier = earlierStage(stages, stage.index, from);
      if (earlier) visit(earlier);
    }
  };
  visit(target);
  return stages.filter((s) => needed.has(s));
}

/**
 * The stages that building the target takes, in the order in which the graph comes by them: what a stage copies from before
 * its base, the last one first. Of two equal steps the one further up gives its name.
 */
export function solveOrder(
  stages: readonly Stage[],
  target: Stage,
  baseOf: (stage: Stage) => Stage | undefined,
): Stage[] {
  const order: Stage[] = [];
  const visit = (stage: Stage): void => {
    if (order.includes(stage)) return;
    for (const from of stage.instructions.flatMap(sourcesFrom).toReversed()) {
      const earlier = earlierStage(stages, stage.index, from);
      if (earlier) visit(earlier);
    }
    const base = baseOf(stage);
    if (base) visit(base);
    order.push(stage);
  };
  visit(target);
  return order;
}

/** A stage above this one by name or number, as `FROM` and `--from` may name it; undefined when there is none. */
export function earlierStage<S extends Pick<Stage, "name">>(
  stages: readonly S[],
  before: number,
  reference: string,
): S | undefined {
  const above = stages.slice(0, before);
  const named = above.findLast((s) => s.name === reference.toLowerCase());
  if (named) return named;
  return /^\d+$/.test(reference) ? above[Number(reference)] : undefined;
}

/** How many numbered steps a stage has: its base image, and each instruction that makes a layer. */
export function stepCount(stage: Stage, hasBaseStep: boolean): number {
  const layers = stage.instructions.filter(
    (i) => i.kind === "RUN" || i.kind === "COPY" || i.kind === "ADD" || i.kind === "WORKDIR",
  );
  return layers.length + (hasBaseStep ? 1 : 0);
}
