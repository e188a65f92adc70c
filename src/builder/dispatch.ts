import type { BuildOptions } from "../api/build.ts";
import { beginAfter, beginFrom, type StageSurroundings, takeTriggers } from "./begin-stage.ts";
import type { InstructionOf } from "./dockerfile/instruction.ts";
import type { Expansion } from "./dockerfile/words.ts";
import { dispatchRules } from "./lint/dispatch-rules.ts";
import type { Finding } from "./lint/finding.ts";
import { applyMetadata } from "./metadata.ts";
import type { Resolver } from "./resolve.ts";
import type { Stage, StagedDockerfile } from "./stages.ts";
import { newWorkingDir, type StageState } from "./state.ts";
import { parseChmod } from "./steps/chmod.ts";
import { expand } from "./variables.ts";

export interface DispatchOptions {
  readonly options: BuildOptions;
  readonly dockerfile: StagedDockerfile;
  readonly resolver: Resolver;
  readonly around: StageSurroundings;
}

/**
 * Goes through the instructions of the stages that are needed before the first step runs, as the builder does when it makes
 * its graph: a mistake that shows only with variables in place (`EXPOSE $PORT`) ends the build here. The build checks look
 * on.
 */
export function dispatch(
  needed: readonly Stage[],
  { options, dockerfile, resolver, around }: DispatchOptions,
  found: (finding: Finding) => void,
): void {
  const states = new Map<number, StageState>();
  const begin = (stage: Stage): StageState => {
    const base = resolver.base(stage);
    if (base.kind === "stage") {
      const below = states.get(base.stage.index);
      if (!below) throw new Error(`stage ${base.stage.index} stands below ${stage.index} and was not read`);
      return beginAfter(below);
    }
    if (base.kind === "scratch") return beginFrom(undefined, stage, around);
    return beginFrom({ image: resolver.loaded(base.reference), vertex: undefined }, stage, around);
  };
  for (const stage of needed) {
    const state = begin(stage);
    states.set(stage.index, state);
    const memory = { last: new Map() };
    for (const instruction of [...takeTriggers(state, stage, dockerfile), ...stage.instructions]) {
      const expansion = state.variables.expansion(dockerfile.file.directives.escape);
      for (const finding of dispatchRules(instruction, state, memory, expansion, options)) found(finding);
      if (applyMetadata(state, instruction, expansion)) continue;
      if (instruction.kind === "WORKDIR") {
        const written = expand(instruction.value, expansion, instruction);
        if (written.startsWith("/")) state.workdirSet = true;
        state.draft.config.WorkingDir = newWorkingDir(written, state);
      }
      if (instruction.kind === "RUN" && instruction.mistake) throw instruction.mistake;
      if (instruction.kind === "COPY" || instruction.kind === "ADD") checkCopy(instruction, expansion);
    }
  }
}

function checkCopy(instruction: InstructionOf<"COPY"> | InstructionOf<"ADD">, expansion: Expansion): void {
  for (const word of [...instruction.sources, instruction.destination]) expand(word, expansion, instruction);
  if (instruction.chown !== undefined) expand(instruction.chown, expansion, instruction);
  if (instruction.chmod !== undefined)
    parseChmod(expand(instruction.chmod, expansion, instruction), instruction.node.range);
}
