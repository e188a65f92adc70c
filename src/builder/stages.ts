import { DockerfileError } from "./dockerfile/error.ts";
import type { Instruction, InstructionOf } from "./dockerfile/instruction.ts";
import { type Dockerfile, parseInstruction } from "./dockerfile/parse.ts";

/** A stage as written: its FROM and what follows. */
export interface Stage {
  readonly index: number;
  /** In lower case; undefined when it has none. */
  readonly name: string | undefined;
  /** What step titles call it: its name, or `stage-N` where there are several. */
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

/** Reads all instructions and cuts them into stages. */
export function readStages(file: Dockerfile): StagedDockerfile {
  const metaArgs: InstructionOf<"ARG">[] = [];
  const drafts: { from: InstructionOf<"FROM">; instructions: Instruction[] }[] = [];
  for (const node of file.nodes) {
    const instruction = parseInstruction(node, file.directives.escape);
    const current = drafts.at(-1);
    if (instruction.kind === "FROM") drafts.push({ from: instruction, instructions: [] });
    else if (current) current.instructions.push(instruction);
    else if (instruction.kind === "ARG") metaArgs.push(instruction);
    else throw new DockerfileError("no build stage in current context", node.range);
  }
  const stages = drafts.map(({ from, instructions }, index) => ({
    index,
    name: from.stage,
    title: from.stage ?? (drafts.length > 1 ? `stage-${index}` : undefined),
    from,
    instructions,
  }));
  return { file, metaArgs, stages };
}

/** The stage that `--target` names, by name or number; without one the last. */
export function targetStage(stages: readonly Stage[], target: string): Stage {
  const last = stages.at(-1);
  if (target === "") {
    if (!last) throw new DockerfileError("dockerfile contains no stages to build", undefined);
    return last;
  }
  const named = stages.findLast((s) => s.name === target.toLowerCase());
  const found = named ?? (/^\d+$/.test(target) ? stages[Number(target)] : undefined);
  if (!found) throw new DockerfileError(`target stage "${target}" could not be found`, undefined);
  return found;
}

/** A stage above this one by name or number, as `FROM` and `--from` may name it; undefined when there is none. */
export function earlierStage(stages: readonly Stage[], before: number, reference: string): Stage | undefined {
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
