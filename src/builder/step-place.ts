import type { Instruction, InstructionOf } from "./dockerfile/instruction.ts";
import type { Expansion } from "./dockerfile/words.ts";
import type { Stage } from "./stages.ts";
import { newWorkingDir, type StageState } from "./state.ts";
import { runWords } from "./steps/run.ts";
import type { StepPlace } from "./steps/step.ts";
import { shownInstruction, stepTitle } from "./title.ts";
import { expand } from "./variables.ts";

/** How a stage's steps are counted. */
export interface StepPlan {
  readonly stage: Stage;
  readonly first: number;
  readonly total: number;
  readonly noCache: boolean;
  /** Those of its instructions that the base image's ONBUILD brought. */
  readonly triggers: ReadonlySet<Instruction>;
}

/** What a step is called in the progress and in the history. */
export function placeOf(
  state: StageState,
  instruction: Instruction,
  expansion: Expansion,
  plan: StepPlan,
  number: number,
): StepPlace {
  const shown = shownInstruction(instruction, {
    ...expansion,
    get: (name) => hidden(instruction, name) ?? expansion.get(name),
  });
  return {
    stage: plan.stage,
    title: stepTitle(plan.stage.title, number, plan.total, plan.triggers.has(instruction) ? `ONBUILD ${shown}` : shown),
    createdBy: createdBy(state, instruction, shown, expansion),
    noCache: plan.noCache,
  };
}

/** A secret that RUN takes as a variable is not shown. */
function hidden(instruction: Instruction, name: string): string | undefined {
  const secret = instruction.kind === "RUN" && instruction.mounts.some((m) => m.type === "secret" && m.env === name);
  return secret ? "****" : undefined;
}

/** The instruction in `docker history`. */
function createdBy(state: StageState, instruction: Instruction, shown: string, expansion: Expansion): string {
  if (instruction.kind === "RUN") return `RUN ${declaredArgs(state)}${runWords(instruction, state.shell).join(" ")}`;
  if (instruction.kind === "WORKDIR")
    return `WORKDIR ${newWorkingDir(expand(instruction.value, expansion, instruction), state)}`;
  if (instruction.kind === "COPY" || instruction.kind === "ADD") return copyCreatedBy(instruction, expansion);
  return shown;
}

/** COPY's words in history: of its flags only those that say how the files become. */
function copyCreatedBy(instruction: InstructionOf<"COPY"> | InstructionOf<"ADD">, expansion: Expansion): string {
  const word = (text: string) => expand(text, expansion, instruction);
  return [
    instruction.kind,
    ...(instruction.parents ? ["--parents"] : []),
    ...(instruction.chown === undefined ? [] : [`--chown=${word(instruction.chown)}`]),
    ...(instruction.chmod === undefined ? [] : [`--chmod=${word(instruction.chmod)}`]),
    ...instruction.sources.map(word),
    ...instruction.heredocs.map((h) => `<<${h.name}`),
    word(instruction.destination),
  ].join(" ");
}

/** `|2 A=1 B=2 `: the ARGs that a RUN saw. */
function declaredArgs(state: StageState): string {
  const args = state.variables.declared();
  return args.length ? `|${args.length} ${args.join(" ")} ` : "";
}
