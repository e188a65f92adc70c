import type { BuildOptions } from "../api/build.ts";
import { beginAfter, beginFrom, type StageSurroundings, takeTriggers } from "./begin-stage.ts";
import { DockerfileError } from "./dockerfile/error.ts";
import type { Instruction, InstructionOf } from "./dockerfile/instruction.ts";
import type { Expansion } from "./dockerfile/words.ts";
import { basePlatform } from "./lint/base-platform.ts";
import { dispatchRules } from "./lint/dispatch-rules.ts";
import type { Finding } from "./lint/finding.ts";
import { applyMetadata } from "./metadata.ts";
import { isRemote } from "./remote/git.ts";
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
  read: (instruction: Instruction, state: StageState) => void = () => {},
): void {
  const states = new Map<number, StageState>();
  const begin = (stage: Stage): StageState => {
    const base = resolver.base(stage);
    if (base.kind === "stage") {
      const below = states.get(base.stage.index);
      if (!below) throw new Error(`stage ${base.stage.index} stands below ${stage.index} and was not read`);
      return beginAfter(below);
    }
    if (base.kind === "scratch") return beginFrom(undefined, stage, base.platform, around);
    const image = resolver.loaded(base);
    for (const finding of basePlatform(stage, base, image)) found(finding);
    return beginFrom({ image, vertex: undefined }, stage, base.platform, around);
  };
  for (const stage of needed) {
    const state = begin(stage);
    states.set(stage.index, state);
    const memory = { last: new Map() };
    for (const instruction of [...takeTriggers(state, stage, dockerfile), ...stage.instructions]) {
      const expansion = state.variables.expansion(dockerfile.file.directives.escape);
      for (const finding of dispatchRules(instruction, state, memory, expansion, options)) found(finding);
      const done = applyMetadata(state, instruction, expansion);
      read(instruction, state);
      if (done) continue;
      if (instruction.kind === "WORKDIR") {
        const written = expand(instruction.value, expansion, instruction);
        state.workdirSet = true;
        state.draft.config.WorkingDir = newWorkingDir(written, state);
      }
      if (instruction.kind === "RUN") checkRun(instruction);
      if (instruction.kind === "COPY" || instruction.kind === "ADD") checkCopy(instruction, expansion);
      if (instruction.kind === "ADD" && instruction.checksum !== undefined) checkChecksum(instruction, expansion);
    }
  }
}

/** `--checksum` is for what comes over the network. */
function checkChecksum(instruction: InstructionOf<"ADD">, expansion: Expansion): void {
  const { range } = instruction.node;
  const remote = instruction.sources.every((s) => isRemote(expand(s, expansion, instruction)));
  if (!remote) throw new DockerfileError("checksum requires HTTP(S) or Git sources", range);
  const digest = expand(instruction.checksum ?? "", expansion, instruction);
  if (!/^(sha256|sha384|sha512):/.test(digest)) {
    throw new DockerfileError(
      digest.includes(":") ? "unsupported digest algorithm" : "invalid checksum digest format",
      range,
    );
  }
}

function checkRun({ mistake, mounts, command, node }: InstructionOf<"RUN">): void {
  if (mistake) throw mistake;
  const placed = mounts.filter((m) => m.type !== "secret" && m.type !== "ssh");
  if (placed.some((m) => m.target === undefined)) throw new DockerfileError('invalid mount target "/"', node.range);
  if (command.form === "exec" && command.words.length === 0) {
    throw new DockerfileError("failed to marshal LLB definition: arguments are required", undefined);
  }
}

function checkCopy(instruction: InstructionOf<"COPY"> | InstructionOf<"ADD">, expansion: Expansion): void {
  for (const word of instruction.sources.map((s) => expand(s, expansion, instruction))) {
    if (instruction.kind === "COPY" && /^https?:\/\//.test(word))
      throw new DockerfileError("source can't be a URL for COPY", instruction.node.range);
  }
  expand(instruction.destination, expansion, instruction);
  if (instruction.chown !== undefined) expand(instruction.chown, expansion, instruction);
  if (instruction.chmod !== undefined)
    parseChmod(expand(instruction.chmod, expansion, instruction), instruction.node.range);
}
