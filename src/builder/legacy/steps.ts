import { StartFailed } from "../../api/errors.ts";
import type { ProgressMessage } from "../../api/progress.ts";
import { createTreeEditor } from "../../filesystem/editor.ts";
import type { Tree } from "../../filesystem/node.ts";
import { emptyTree, lookup } from "../../filesystem/tree.ts";
import { isErrno } from "../../std/errno.ts";
import { decode } from "../../std/text.ts";
import { absolute, copyInto, FolderMissing, findSources, type Source, SourceMissing } from "../copy.ts";
import type { Instruction, InstructionOf } from "../dockerfile/instruction.ts";
import { commandWords } from "../metadata.ts";
import { earlierStage, type Stage } from "../stages.ts";
import { newWorkingDir, workingDir } from "../state.ts";
import { isArchive, unpackInto } from "../steps/archive.ts";
import { ownerOf } from "../steps/owner.ts";
import { expand } from "../variables.ts";
import { copyText } from "./created-by.ts";
import { baseImage, type LegacyBuild, LegacyFailure, type LegacyStage, say, shortID } from "./stages.ts";

type Messages = AsyncGenerator<ProgressMessage, void>;
type Copy = InstructionOf<"COPY"> | InstructionOf<"ADD">;

/** What is taken from the cache where it is there: the id of the image that the same step made of the same one. */
export async function cached(build: LegacyBuild, stage: LegacyStage, createdBy: string): Promise<string | undefined> {
  if (build.options.noCache || stage.fresh) return undefined;
  const id = build.cache.get(cacheKey(stage, createdBy));
  if (id === undefined) return undefined;
  try {
    return (await build.backend.image(id)).id;
  } catch {
    return undefined;
  }
}

function cacheKey({ imageID, state }: LegacyStage, createdBy: string): string {
  return JSON.stringify([imageID, createdBy, state.draft.config]);
}

/** An image of the stage's files as they are after a step. */
async function commit(build: LegacyBuild, stage: LegacyStage, createdBy: string, after: Tree): Promise<string> {
  const { state } = stage;
  const key = cacheKey(stage, createdBy);
  const author = state.draft.author ?? "";
  const { config } = state.draft;
  const parent = stage.imageID;
  const id = await build.backend.commit({ parent, before: state.tree, after, config, createdBy, author });
  build.cache.set(key, id);
  stage.fresh = true;
  await standOn(build, stage, id);
  return id;
}

/** Goes on from an image that a step has made, now or before. */
async function standOn({ backend }: LegacyBuild, stage: LegacyStage, id: string): Promise<void> {
  stage.imageID = id;
  stage.state.tree = (await backend.image(id)).tree;
}

export async function* useCached(build: LegacyBuild, stage: LegacyStage, id: string): Messages {
  yield say(" ---> Using cache");
  await standOn(build, stage, id);
  yield say(` ---> ${shortID(id)}`);
}

/** A step that changes the configuration, or makes the working folder: in a container that is never started. */
export async function* metadataStep(build: LegacyBuild, stage: LegacyStage, text: string, change?: string): Messages {
  const words = [...stage.state.shell, `#(nop) ${change === undefined ? " " : ""}${text}`];
  const createdBy = words.join(" ");
  const known = await cached(build, stage, createdBy);
  if (known !== undefined) return yield* useCached(build, stage, known);
  const id = await create(build, stage, words);
  yield say(` ---> Running in ${shortID(id)}`);
  const after = change === undefined ? stage.state.tree : withFolder(stage.state.tree, change);
  const image = await commit(build, stage, createdBy, after);
  yield* removeContainer(build, id);
  yield say(` ---> ${shortID(image)}`);
}

function withFolder(tree: Tree, path: string): Tree {
  if (lookup(tree, path)) return tree;
  const editor = createTreeEditor(tree);
  editor.mkdirs(path, { mode: 0o755 });
  return editor.finish();
}

/** WORKDIR: the configuration has it, and the folder is made. */
export function workdirStep(
  build: LegacyBuild,
  stage: LegacyStage,
  instruction: Extract<Instruction, { readonly value: string }>,
): Messages {
  const { state } = stage;
  const expansion = state.variables.expansion(build.dockerfile.file.directives.escape);
  const path = absolute(newWorkingDir(expand(instruction.value, expansion, instruction), state));
  state.draft.config.WorkingDir = path;
  return metadataStep(build, stage, `WORKDIR ${path}`, path);
}

/** RUN: in a container of the image below, which is committed when it went well. */
export async function* runStep(build: LegacyBuild, stage: LegacyStage, instruction: InstructionOf<"RUN">): Messages {
  const { state } = stage;
  const words = commandWords(instruction.command, state.shell);
  const args = state.variables.declared();
  const createdBy = [...(args.length ? [`|${args.length}`, ...args] : []), ...words].join(" ");
  const known = await cached(build, stage, createdBy);
  if (known !== undefined) return yield* useCached(build, stage, known);
  const id = await create(build, stage, words);
  yield say(` ---> Running in ${shortID(id)}`);
  const code = yield* runContainer(build, id);
  if (code !== 0) {
    if (build.options.forceRemove) yield* removeContainer(build, id);
    throw new LegacyFailure(`The command '${words.join(" ")}' returned a non-zero code: ${code}`, code);
  }
  const image = await commit(build, stage, createdBy, build.backend.files(id));
  yield* removeContainer(build, id);
  yield say(` ---> ${shortID(image)}`);
}

/** What it prints, errors in red, and its status. */
async function* runContainer({ backend, cancel }: LegacyBuild, id: string): AsyncGenerator<ProgressMessage, number> {
  try {
    await backend.start(id, cancel);
  } catch (e) {
    if (e instanceof StartFailed) throw new LegacyFailure(e.message);
    throw e;
  }
  for await (const { stream, data } of backend.output(id, cancel)) {
    const text = decode(data);
    yield { stream: stream === "stderr" ? `\x1b[91m${text}\x1b[0m` : text };
  }
  return backend.status(id, cancel);
}

async function create(build: LegacyBuild, { state, imageID }: LegacyStage, words: readonly string[]): Promise<string> {
  const config = {
    ...state.draft.config,
    Env: state.variables.runEnvironment(),
    Cmd: [...words],
    Entrypoint: [""],
    Healthcheck: { Test: ["NONE"] },
  };
  const { network, addHosts } = build.options;
  return build.backend.create({ image: imageID, config, network, addHosts }, build.cancel);
}

async function* removeContainer({ backend, options, cancel }: LegacyBuild, id: string): Messages {
  if (!options.remove && !options.forceRemove) return;
  await backend.remove(id, cancel);
  yield say(` ---> Removed intermediate container ${shortID(id)}`);
}

/** COPY and ADD: the files are laid into the image, in no container. */
export async function* copyStep(build: LegacyBuild, stage: LegacyStage, at: Stage, instruction: Copy): Messages {
  const { state } = stage;
  const expansion = state.variables.expansion(build.dockerfile.file.directives.escape);
  const word = (text: string) => expand(text, expansion, instruction);
  const origin = instruction.from === undefined ? undefined : yield* originOf(build, at, instruction.from);
  const sources = instruction.sources.flatMap((s) => find(origin ?? build.options.context ?? emptyTree(), word(s)));
  const written = word(instruction.destination);
  const path = absolute(written, workingDir(state));
  const asFolder = /(^|\/)\.?$/.test(written);
  const shown = asFolder && path !== "/" ? `${path}/` : path;
  const createdBy = [...state.shell, `#(nop) ${copyText(instruction, sources, shown)}`].join(" ");
  const known = await cached(build, stage, createdBy);
  if (known !== undefined) return yield* useCached(build, stage, known);
  const owner = instruction.chown === undefined ? { uid: 0, gid: 0 } : ownerOf(state.tree, word(instruction.chown));
  const options = { owner, chmod: undefined, exclude: [], parents: false, now: 0 };
  let tree = state.tree;
  try {
    for (const source of sources) {
      const packed = instruction.kind === "ADD" && source.node.kind === "file" && isArchive(source.node.data);
      tree =
        packed && source.node.kind === "file"
          ? unpackInto(tree, source.node.data, path, { now: 0, owner: {} })
          : copyInto(tree, [source], path, asFolder, options);
    }
  } catch (e) {
    if (isErrno(e)) throw new LegacyFailure(`failed to copy files: ${e.message}`);
    throw e;
  }
  yield say(` ---> ${shortID(await commit(build, stage, createdBy, tree))}`);
}

/** The files of a stage above, or of an image. */
async function* originOf(build: LegacyBuild, at: Stage, from: string): AsyncGenerator<ProgressMessage, Tree> {
  const earlier = earlierStage(build.dockerfile.stages, at.index, from);
  if (earlier) return build.done.get(earlier.index)?.state.tree ?? emptyTree();
  const id = yield* baseImage(build, from);
  return (await build.backend.image(id)).tree;
}

function find(tree: Tree, source: string): Source[] {
  try {
    const found = findSources(tree, source);
    if (found.length === 0) throw new LegacyFailure(NO_SOURCE);
    return found;
  } catch (e) {
    if (!(e instanceof SourceMissing || e instanceof FolderMissing)) throw e;
    const name = source.replace(/^\/+/, "");
    throw new LegacyFailure(
      `COPY failed: file not found in build context or excluded by .dockerignore: stat ${name}: file does not exist`,
    );
  }
}

const NO_SOURCE = "COPY failed: no source files were specified";

/** Options that only BuildKit knows. */
export function refuseOptions(instruction: Instruction): void {
  const [flag] = instruction.node.flags.filter(({ name }) => !["from", "chown"].includes(name));
  const known = ["RUN", "COPY", "ADD"].includes(instruction.kind);
  if (!flag || !known) return;
  throw new LegacyFailure(
    `the --${flag.name} option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled`,
  );
}
