import type { Tree } from "../../filesystem/node.ts";
import { parentPath } from "../../filesystem/path.ts";
import { file, lookup } from "../../filesystem/tree.ts";
import { digestOf } from "../../std/digest.ts";
import { isErrno } from "../../std/errno.ts";
import { decode } from "../../std/text.ts";
import { checksum, contentsChecksum } from "../checksum.ts";
import { type BuildContext, StepFailed } from "../context.ts";
import {
  absolute,
  copyInto,
  FolderMissing,
  findSources,
  NotAFolder,
  type Source,
  SourceMissing,
  wildcardFolder,
  withoutExcluded,
} from "../copy.ts";
import type { LineRange } from "../dockerfile/error.ts";
import type { InstructionOf } from "../dockerfile/instruction.ts";
import { type Expansion, expandWord } from "../dockerfile/words.ts";
import type { Vertex } from "../progress.ts";
import { isRemote } from "../remote/git.ts";
import { remoteSource } from "../remote/sources.ts";
import { type StageState, workingDir } from "../state.ts";
import { expand } from "../variables.ts";
import { isArchive, unpackInto } from "./archive.ts";
import { parseChmod } from "./chmod.ts";
import { tellDocument } from "./documents.ts";
import { ownerOf } from "./owner.ts";
import { cachedStep, isCached, recordID, type StepPlace } from "./step.ts";

type Copy = InstructionOf<"COPY"> | InstructionOf<"ADD">;

/** Where a COPY takes its sources from. */
export interface CopyOrigin {
  readonly tree: Tree;
  /** What made it, for the graph. */
  readonly vertex: Vertex | undefined;
  /** Whether its files keep their owners (another stage) or become root's (the context). */
  readonly keepsOwners: boolean;
}

/** COPY and ADD: the files that the sources name, laid into the stage's tree. */
export async function copyStep(
  build: BuildContext,
  state: StageState,
  instruction: Copy,
  origin: CopyOrigin,
  expansion: Expansion,
  place: StepPlace,
): Promise<void> {
  const words = instruction.sources.map((s) => expand(s, expansion, instruction));
  const written = expand(instruction.destination, expansion, instruction);
  const destination = absolute(written, workingDir(state));
  const asFolder = /(^|\/)\.?$/.test(written);
  const documents = heredocFiles(instruction, expansion);
  const remote =
    instruction.kind === "ADD" ? words.filter(isRemote).map((w) => remoteSource(build, instruction, w)) : [];
  const fetched = new Set(remote.map((r) => r.source.node));
  const own = instruction.kind === "ADD" ? words.filter((w) => !isRemote(w)) : words;
  const found = await findOrFail(build, instruction, own, origin, place);
  const sources = [...remote.map((r) => r.source), ...found, ...documents];
  const owner = copyOwner(state, instruction, origin, expansion);
  const mode = instruction.chmod === undefined ? "" : expand(instruction.chmod, expansion, instruction);
  const chmod = parseChmod(mode, instruction.node.range);
  // What is copied from the very files that it is copied to is no input of its own: its contents alone do not count.
  const itself = origin.keepsOwners && origin.tree === state.tree;
  const parts = new Map<string, string>([
    ["copy", `${instruction.kind} ${destination}${asFolder ? "/" : ""}`],
    ["origin", isArchiveItself(build, instruction, sources) ? "archive" : ""],
    ["options", JSON.stringify([owner, mode, instruction.exclude, instruction.parents, itself])],
    ...withoutExcluded(sources, instruction.exclude).map((s): [string, string] => [
      `source ${s.path.replace(/^\//, "") || "."}`,
      contentKey(s, origin),
    ]),
  ]);
  // An archive of a server's is unpacked only where that is asked for.
  const unpacks = ({ node }: Source): boolean =>
    instruction.kind === "ADD" && (instruction.unpack ?? !fetched.has(node));
  const copied = isCached(build, state, place, parts);
  for (const { name, node } of documents) {
    if (node.kind === "file") tellDocument(build, name, decode(node.data), !copied);
  }
  await cachedStep(
    build,
    state,
    place,
    parts,
    [state.last, origin.vertex, ...remote.map((r) => r.vertex)].filter((v) => v !== undefined),
    async (vertex) => {
      try {
        let tree = state.tree;
        const now = build.progress.now();
        for (const source of sources) {
          tree =
            source.node.kind === "file" && unpacks(source) && isArchive(source.node.data)
              ? unpackInto(tree, source.node.data, destination, {
                  now,
                  owner: instruction.chown === undefined ? {} : owner,
                })
              : copyInto(tree, [source], destination, asFolder, {
                  owner,
                  chmod,
                  exclude: instruction.exclude,
                  parents: instruction.parents,
                  now,
                });
        }
        return tree;
      } catch (e) {
        const message = copyFailure(e, state.tree, destination, state.key);
        vertex.fail(message);
        throw new StepFailed(message, instruction.node.range, vertex);
      }
    },
  );
}

/**
 * Whether the client sends this folder of the context: it sends what the instructions name, and where a wildcard matches
 * nothing, that is nothing, not even the folder.
 */
function sendsFolder({ dockerfile, context }: BuildContext, folder: string): boolean {
  const within = (inner: string, outer: string) => outer === "/" || `${inner}/`.startsWith(`${outer}/`);
  return dockerfile.stages
    .flatMap((s) => s.instructions)
    .flatMap((i) => ((i.kind === "COPY" || i.kind === "ADD") && i.from === undefined ? i.sources : []))
    .some((source) => {
      const path = absolute(source);
      if (wildcardFolder(source) === undefined && !/[*?[]/.test(source))
        return within(path, folder) || within(folder, path);
      try {
        return findSources(context().tree, source).some((s) => within(s.path, folder) || within(folder, s.path));
      } catch (e) {
        if (e instanceof FolderMissing || e instanceof SourceMissing) return false;
        throw e;
      }
    });
}

/** Finds the sources; what other steps need of images and documents is there also where one is missing. */
async function findOrFail(...[build, instruction, words, origin, place]: Parameters<typeof find>) {
  try {
    return find(build, instruction, words, origin, place);
  } catch (e) {
    await place.ahead?.();
    throw e;
  }
}

/** Finds the sources; a missing one fails the step, as a checksum that cannot be computed. */
function find(
  build: BuildContext,
  instruction: Copy,
  words: readonly string[],
  origin: CopyOrigin,
  place: StepPlace,
): Source[] {
  try {
    return words.flatMap((w) => {
      const found = findSources(origin.tree, w);
      const folder = origin.keepsOwners ? undefined : wildcardFolder(w);
      if (found.length === 0 && folder !== undefined && !sendsFolder(build, folder.replace(/^(\/[^/]+).*/, "$1")))
        throw new FolderMissing(folder);
      return found;
    });
  } catch (e) {
    if (e instanceof SourceMissing && instruction.exclude.length)
      throw notThere(build, instruction.node.range, e, place);
    if (e instanceof SourceMissing) throw missingSource(build, instruction.node.range, e, place);
    if (!(e instanceof FolderMissing)) throw e;
    const vertex = build.progress.start(place.title);
    vertex.fail(e.message);
    throw new StepFailed(e.message, instruction.node.range, vertex);
  }
}

function notThere(build: BuildContext, range: LineRange, { path }: SourceMissing, place: StepPlace): StepFailed {
  const vertex = build.progress.start(place.title);
  const message = `lstat ${path}: no such file or directory`;
  vertex.fail(message);
  return new StepFailed(message, range, vertex);
}

/** Tells of the failed step and gives the error to end the build with. */
export function missingSource(build: BuildContext, range: LineRange, e: SourceMissing, place: StepPlace): StepFailed {
  const vertex = build.progress.start(place.title);
  const message = `failed to calculate checksum of ref ${refOf(build)}: ${e.message}`;
  vertex.fail(message);
  return new StepFailed(`failed to compute cache key: ${message}`, range, vertex);
}

/** The name of a build's snapshot as BuildKit makes one up: it means nothing to the reader. */
function refOf(build: BuildContext): string {
  const hex = digestOf(build.dockerfile.file.source).slice(7);
  const uuid = [8, 4, 4, 4, 12].reduce<{ at: number; out: string[] }>(
    ({ at, out }, n) => ({ at: at + n, out: [...out, hex.slice(at, at + n)] }),
    { at: 0, out: [] },
  );
  return `${uuid.out.join("-")}::${hex.slice(32, 57)}`;
}

/** The documents of a COPY as files. */
export function heredocFiles(instruction: Copy, expansion: Expansion): Source[] {
  return instruction.heredocs.map((h) => {
    const content = h.stripTabs ? h.content.replace(/^\t+/gm, "") : h.content;
    const text = h.quoted ? content : expandWord(content, { ...expansion, document: true });
    return { path: `/${h.name}`, name: h.name, node: file(text, { mode: 0o644 }) };
  });
}

/** Who owns what is copied: as `--chown` says, else root where it comes from a context. */
function copyOwner(state: StageState, instruction: Copy, origin: CopyOrigin, expansion: Expansion) {
  if (instruction.chown !== undefined) return ownerOf(state.tree, expand(instruction.chown, expansion, instruction));
  return origin.keepsOwners ? {} : { uid: 0, gid: 0 };
}

/** What a failed copy is told as. */
function copyFailure(e: unknown, tree: Tree, destination: string, key: string): string {
  if (e instanceof NotAFolder) {
    return `cannot copy to non-directory: /var/lib/docker/overlay2/${recordID(key)}/merged${e.path}`;
  }
  if (!isErrno(e)) throw e;
  if (e.code !== "ENOTDIR") return `failed to copy files: ${e.message}`;
  const above = parentPath(destination);
  if (lookup(tree, above) && lookup(tree, above)?.kind !== "directory") return `mkdir ${above}: not a directory`;
  const file = lookup(tree, destination) !== undefined;
  return `${file ? "mkdir" : "lstat"} ${destination}: not a directory`;
}

/** The whole of a context that came as an archive: its root counts too, and no folder of the client's has the same. */
function isArchiveItself({ options }: BuildContext, { from }: Copy, sources: readonly Source[]): boolean {
  return options.contextName === "-" && from === undefined && sources.some((s) => s.path === "/");
}

/** What of a source counts; the owners of a context's files do not. */
function contentKey({ name, node }: Source, { keepsOwners }: CopyOrigin): string {
  if (node.kind === "directory") return contentsChecksum(node, keepsOwners);
  return `${name} ${checksum(node, keepsOwners)}`;
}
