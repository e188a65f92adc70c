import { decode } from "../../std/text.ts";
import type { BuildContext } from "../context.ts";
import type { Instruction } from "../dockerfile/instruction.ts";
import { earlierStage, type Stage, sourcesFrom } from "../stages.ts";
import type { StageState } from "../state.ts";
import { declareVariables } from "../variables.ts";
import { heredocFiles } from "./copy.ts";
import { tellDocument } from "./documents.ts";

/** What later instructions copy and no step makes, images and documents, is there before an earlier step is done anew. */
export async function sourcesAhead(
  build: BuildContext,
  state: StageState,
  stage: Stage,
  later: readonly Instruction[],
): Promise<void> {
  const variables = state.variables.child();
  for (const instruction of later) {
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
}

function isImage({ dockerfile, options }: BuildContext, stage: Stage, from: string): boolean {
  if (from === "scratch" || earlierStage(dockerfile.stages, stage.index, from)) return false;
  return options.namedContexts.get(from)?.kind !== "tree";
}
