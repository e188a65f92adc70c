import { decode } from "../../std/text.ts";
import type { BuildContext } from "../context.ts";
import { DockerfileError } from "../dockerfile/error.ts";
import type { Instruction } from "../dockerfile/instruction.ts";
import { earlierStage, type Stage, sourcesFrom } from "../stages.ts";
import type { StageState } from "../state.ts";
import { declareVariables, type Variables } from "../variables.ts";
import { heredocFiles } from "./copy.ts";
import { tellDocument } from "./documents.ts";

/**
 * What later instructions copy and no step makes, images and documents, is there before an earlier step is done anew: those of
 * the stage itself and of the stages that stand on it.
 */
export async function sourcesAhead(
  build: BuildContext,
  state: StageState,
  stage: Stage,
  later: readonly Instruction[],
): Promise<void> {
  await tellSources(build, state.variables.child(), stage, later);
}

async function tellSources(
  build: BuildContext,
  variables: Variables,
  stage: Stage,
  instructions: readonly Instruction[],
): Promise<void> {
  for (const instruction of instructions) {
    const expansion = variables.expansion(build.dockerfile.file.directives.escape);
    declareVariables(variables, instruction, expansion);
    for (const from of sourcesFrom(instruction)) {
      if (!isImage(build, stage, from)) continue;
      const { vertex } = await build.image(from);
      await vertex.settle?.(true);
    }
    if (instruction.kind !== "COPY" && instruction.kind !== "ADD") continue;
    for (const { name, node } of heredocFiles(instruction, expansion)) {
      if (node.kind === "file") tellDocument(build, name, decode(node.data), true);
    }
  }
  for (const above of build.standingOn(stage)) {
    try {
      await tellSources(build, variables.child(), above, above.instructions);
    } catch (e) {
      // Its turn to fail has not come.
      if (!(e instanceof DockerfileError)) throw e;
    }
  }
}

function isImage({ dockerfile, options }: BuildContext, stage: Stage, from: string): boolean {
  if (from === "scratch" || earlierStage(dockerfile.stages, stage.index, from)) return false;
  return options.namedContexts.get(from)?.kind !== "tree";
}
