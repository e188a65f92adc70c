import { createTreeEditor } from "../../filesystem/editor.ts";
import type { Tree } from "../../filesystem/node.ts";
import { normalizePath } from "../../filesystem/path.ts";
import { lookup, resolveInTree } from "../../filesystem/tree.ts";
import { isErrno } from "../../std/errno.ts";
import { type BuildContext, StepFailed } from "../context.ts";
import type { InstructionOf } from "../dockerfile/instruction.ts";
import type { StageState } from "../state.ts";
import { ownerOf } from "./owner.ts";
import { cachedStep, type StepPlace } from "./step.ts";

/** WORKDIR: makes the folder, as the stage's user, and starts relative paths there. */
export async function workdirStep(
  build: BuildContext,
  state: StageState,
  instruction: InstructionOf<"WORKDIR" | "USER" | "STOPSIGNAL" | "MAINTAINER">,
  path: string,
  place: StepPlace,
): Promise<void> {
  state.draft.config.WorkingDir = path;
  const user = state.draft.config.User ?? "";
  await cachedStep(
    build,
    state,
    // The real builder does not leave the cache aside for this one by itself, and a folder in nothing is soon made again.
    { ...place, noCache: state.fresh, soonMade: state.key === "scratch" },
    new Map([
      ["workdir", path],
      ["user", user],
    ]),
    [],
    async (vertex) => {
      try {
        return makeFolder(state.tree, path, { ...ownerOf(state.tree, user), mtime: build.progress.now() });
      } catch (e) {
        if (!isErrno(e)) throw e;
        const message = `mkdir ${normalizePath(path)}: ${e.strerror.toLowerCase()}`;
        vertex.fail(message);
        throw new StepFailed(message, instruction.node.range, vertex);
      }
    },
  );
}

function makeFolder(tree: Tree, path: string, meta: { uid: number; gid: number; mtime: number }): Tree {
  const editor = createTreeEditor(tree);
  let real = path;
  try {
    real = resolveInTree(tree, path);
  } catch (e) {
    if (!isErrno(e, "ENOENT")) throw e;
  }
  if (lookup(tree, real)?.kind === "directory") return tree;
  editor.mkdirs(real, { mode: 0o755, ...meta });
  return editor.finish();
}
