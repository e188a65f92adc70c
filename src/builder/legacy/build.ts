import type { LegacyBackend, LegacyBuildOptions } from "../../api/build.ts";
import { ApiError, InvalidParameter, NotSimulated } from "../../api/errors.ts";
import type { ProgressMessage } from "../../api/progress.ts";
import { lookup } from "../../filesystem/tree.ts";
import { familiarString, parseNormalized, withDefaultTag } from "../../reference/reference.ts";
import type { Cancel } from "../../std/cancel.ts";
import { decode } from "../../std/text.ts";
import { DockerfileError } from "../dockerfile/error.ts";
import type { Instruction } from "../dockerfile/instruction.ts";
import { readNode } from "../dockerfile/node.ts";
import { parseDockerfile, parseInstruction } from "../dockerfile/parse.ts";
import { applyMetadata } from "../metadata.ts";
import { readStages, type Stage, type StagedDockerfile, targetStage } from "../stages.ts";
import { metadataText } from "./created-by.ts";
import { beginStage, type LegacyBuild, LegacyFailure, type LegacyStage, say, shortID } from "./stages.ts";
import { copyStep, metadataStep, refuseOptions, runStep, workdirStep } from "./steps.ts";

/**
 * A build as the older builder does it: instruction by instruction, each in a container of the image that the one before
 * has made. All stages up to the target are built, in their order. Throws what is wrong with the Dockerfile; what fails
 * later is an error among the messages.
 */
export async function* buildLegacy(
  options: LegacyBuildOptions,
  backend: LegacyBackend,
  cache: Map<string, string>,
  cancel: Cancel,
): AsyncGenerator<ProgressMessage> {
  const { dockerfile, last } = readAll(options);
  const build: LegacyBuild = { options, backend, cancel, dockerfile, cache, done: new Map() };
  const stages = dockerfile.stages.slice(0, last.index + 1);
  const labels = labelStep(options, dockerfile, last);
  const count =
    dockerfile.metaArgs.length + stages.reduce((sum, s) => sum + 1 + s.instructions.length, 0) + labels.length;
  let number = 0;
  const step = (text: string) => say(`Step ${++number}/${count} : ${text}`);
  try {
    for (const { node } of dockerfile.metaArgs) yield step(node.original);
    for (const stage of stages) {
      yield step(stage.from.node.original);
      const { begun, triggers } = yield* beginStage(build, stage);
      build.done.set(stage.index, begun);
      for (const instruction of triggers) yield* doStep(build, begun, stage, instruction);
      for (const instruction of [...stage.instructions, ...(stage === last ? labels : [])]) {
        yield step(instruction.node.original);
        yield* doStep(build, begun, stage, instruction);
      }
    }
    const imageID = build.done.get(last.index)?.imageID ?? "";
    if (imageID === "") throw new LegacyFailure("No image was generated. Is your Dockerfile empty?");
    const unused = unusedArguments(dockerfile, stages, options);
    if (unused.length) yield say(`[Warning] One or more build-args [${unused.join(" ")}] were not consumed`);
    yield { aux: { ID: imageID } };
    yield say(`Successfully built ${shortID(imageID)}`);
    for (const tag of options.tags) {
      await backend.tag(imageID, tag, cancel);
      yield say(`Successfully tagged ${familiarString(withDefaultTag(parseNormalized(tag)))}`);
    }
  } catch (e) {
    if (e instanceof NotSimulated) throw e;
    if (!(e instanceof LegacyFailure || e instanceof DockerfileError || e instanceof ApiError)) throw e;
    const code = e instanceof LegacyFailure ? e.code : undefined;
    yield { error: e.message, errorDetail: { message: e.message, ...(code === undefined ? {} : { code }) } };
  }
}

function readAll(options: LegacyBuildOptions): { readonly dockerfile: StagedDockerfile; readonly last: Stage } {
  const node = options.context && lookup(options.context, `/${options.dockerfile}`);
  const text = options.dockerfileText ?? (node?.kind === "file" ? decode(node.data) : undefined);
  if (text === undefined) throw new InvalidParameter(`Cannot locate specified Dockerfile: ${options.dockerfile}`);
  if (text.trim() === "") {
    throw new InvalidParameter(`the Dockerfile (${options.dockerfile}) cannot be empty`);
  }
  try {
    const dockerfile = readStages(parseDockerfile(text), () => {});
    return { dockerfile, last: targetStage(dockerfile.stages, options.target) };
  } catch (e) {
    if (e instanceof DockerfileError) throw new InvalidParameter(e.message);
    throw e;
  }
}

/** `--label` is one more instruction at the end. */
function labelStep({ labels }: LegacyBuildOptions, { file }: StagedDockerfile, last: Stage): Instruction[] {
  if (labels.size === 0) return [];
  const text = `LABEL ${[...labels].map(([k, v]) => `${k}=${v}`).join(" ")}`;
  const range = last.from.node.range;
  return [parseInstruction(readNode({ text, range, heredocs: [] }), file.directives)];
}

async function* doStep(
  build: LegacyBuild,
  begun: LegacyStage,
  stage: Stage,
  instruction: Instruction,
): AsyncGenerator<ProgressMessage, void> {
  refuseOptions(instruction);
  const { state } = begun;
  switch (instruction.kind) {
    case "RUN":
      return yield* runStep(build, begun, instruction);
    case "COPY":
    case "ADD":
      return yield* copyStep(build, begun, stage, instruction);
    case "WORKDIR":
      return yield* workdirStep(build, begun, instruction);
    default: {
      if (begun.imageID === "")
        throw new NotSimulated(`${instruction.kind} on scratch without BuildKit is not simulated`);
      applyMetadata(state, instruction, state.variables.expansion(build.dockerfile.file.directives.escape));
      // Marked by BuildKit alone.
      delete state.draft.config.ArgsEscaped;
      return yield* metadataStep(build, begun, metadataText(state, instruction));
    }
  }
}

/** `--build-arg`s that no ARG has asked for. */
function unusedArguments(
  { metaArgs }: StagedDockerfile,
  stages: readonly Stage[],
  { buildArgs }: LegacyBuildOptions,
): string[] {
  const declared = [...metaArgs, ...stages.flatMap((s) => s.instructions)].flatMap((i) =>
    i.kind === "ARG" ? i.args.map((a) => a.key) : [],
  );
  return [...buildArgs.keys()].filter((name) => !declared.includes(name)).sort();
}
