import { exactChanges } from "../filesystem/change.ts";
import { createTreeEditor } from "../filesystem/editor.ts";
import { sizeOfChanges } from "../filesystem/layer.ts";
import type { Tree } from "../filesystem/node.ts";
import { emptyTree } from "../filesystem/tree.ts";
import { absolute, FolderMissing, findSources, SourceMissing } from "./copy.ts";
import type { Instruction } from "./dockerfile/instruction.ts";
import type { Stage } from "./stages.ts";

/** What of the context the client sends: only what the instructions name. Variables in names stand for anything. */
export function sentFiles(context: Tree, stages: readonly Stage[]): Tree {
  const names = stages.flatMap((s) => s.instructions).flatMap(namedFiles);
  if (names.some((n) => n.includes("$") || absolute(n) === "/")) return context;
  const editor = createTreeEditor(emptyTree(0));
  for (const name of names) {
    try {
      for (const { path, node } of findSources(context, name)) editor.put(path, node, { mode: 0o755 });
    } catch (e) {
      if (!(e instanceof SourceMissing || e instanceof FolderMissing)) throw e;
    }
  }
  return editor.finish();
}

function namedFiles(instruction: Instruction): readonly string[] {
  if (instruction.kind === "RUN") {
    return instruction.mounts.flatMap((m) => (m.type === "bind" && m.from === undefined ? [m.source ?? "/"] : []));
  }
  const copies = instruction.kind === "COPY" || instruction.kind === "ADD";
  return copies && instruction.from === undefined ? instruction.sources : [];
}

/** Bytes of a tree's files. */
export function sizeOfTree(tree: Tree): number {
  return sizeOfChanges(exactChanges(emptyTree(0), tree));
}
