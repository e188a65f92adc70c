import { createTreeEditor } from "../../filesystem/editor.ts";
import type { Tree } from "../../filesystem/node.ts";
import { directory, emptyTree, file, lookup } from "../../filesystem/tree.ts";
import { decode, encode } from "../../std/text.ts";
import type { CacheLease } from "../cache-mounts.ts";
import { type BuildContext, StepFailed } from "../context.ts";
import { absolute } from "../copy.ts";
import type { InstructionOf, RunMount } from "../dockerfile/instruction.ts";
import type { Vertex } from "../progress.ts";
import { noteMount } from "../records.ts";
import { PIPES, programDocument } from "./documents.ts";

/** A mount of a RUN with its files. */
export interface RunSource {
  readonly mount: RunMount;
  /** Of bind and cache mounts: what is mounted. */
  readonly tree: Tree | undefined;
  readonly vertex: Vertex | undefined;
}

export interface MountedRun {
  readonly instruction: InstructionOf<"RUN">;
  /** The words that are run. */
  readonly args: readonly string[];
  readonly vertex: Vertex;
  readonly noCache: boolean;
}

interface Prepared {
  readonly tree: Tree;
  readonly env: readonly string[];
  readonly mounts: Parameters<BuildContext["backend"]["run"]>[0]["mounts"];
  /** The changed tree without the files that were put there for this run only. */
  restore(tree: Tree): Tree;
  /** Others may have the cache mounts. */
  release(): void;
}

/** Folders are mounted; single files (a secret, a bound file) stand in the tree while it runs. */
export async function prepareMounts(
  build: BuildContext,
  tree: Tree,
  sources: readonly RunSource[],
  cwd: string,
  { instruction, vertex, noCache, args: runArgs }: MountedRun,
): Promise<Prepared> {
  const editor = createTreeEditor(tree);
  const mounts: { target: string; cell: { tree: Tree }; readOnly: boolean }[] = [];
  const leases: { lease: CacheLease; id: string; target: string }[] = [];
  const missing = (message: string): StepFailed => {
    vertex.fail(message);
    return new StepFailed(message, instruction.node.range, vertex);
  };
  const now = () => build.progress.now();
  const env: string[] = [];
  const placed: string[] = [];
  const place = (path: string, node: ReturnType<typeof file>) => {
    const made = missingFolders(tree, path);
    placed.push(path, ...made);
    editor.put(path, node, { mode: 0o755 });
  };
  const program = programDocument(instruction);
  if (program) {
    const node = file(encode(program.content), { mode: 0o755 });
    mounts.push({
      target: PIPES,
      cell: { tree: directory({ mtime: now() }, { [program.name]: node }) },
      readOnly: true,
    });
  }
  let agents = 0;
  for (const source of sources) {
    const { mount } = source;
    const target = mount.target === undefined ? undefined : absolute(mount.target, cwd);
    switch (mount.type) {
      case "tmpfs":
        mounts.push({ target: target ?? "/", cell: { tree: emptyTree(now()) }, readOnly: false });
        break;
      case "cache": {
        const id = mount.id ?? target ?? "";
        const fresh = () => source.tree ?? emptyTree(now());
        if (noCache && !build.renewed.has(id)) build.cache.mounts.renew(id);
        build.renewed.add(id);
        const lease = await build.cache.mounts.take(id, mount.sharing, fresh, build);
        leases.push({ lease, id, target: target ?? "/" });
        mounts.push({ target: target ?? "/", cell: lease.cell, readOnly: mount.readOnly ?? false });
        break;
      }
      case "bind": {
        const node = boundNode(source);
        if (node?.kind === "directory")
          mounts.push({ target: target ?? "/", cell: { tree: node }, readOnly: mount.readOnly ?? true });
        else if (node?.kind === "file" && target !== undefined) place(target, node);
        break;
      }
      case "secret": {
        const id = mount.id ?? (target ?? mount.source ?? "").replace(/^.*\//, "");
        const value = build.options.secrets.get(id);
        if (!value) {
          if (mount.required) throw missing(`secret ${id}: not found`);
          break;
        }
        if (mount.env !== undefined) env.push(`${mount.env}=${decode(value)}`);
        if (mount.env === undefined || mount.target !== undefined) {
          place(
            target ?? `/run/secrets/${id}`,
            file(value, { mode: mount.mode ?? 0o400, uid: mount.uid ?? 0, gid: mount.gid ?? 0 }),
          );
        }
        break;
      }
      case "ssh":
        if (mount.required) throw missing(`unset ssh forward key ${mount.id ?? "default"}`);
        // The variable is there also where no agent is.
        env.push(`SSH_AUTH_SOCK=${target ?? `/run/buildkit/ssh_agent.${agents++}`}`);
    }
  }
  return {
    tree: editor.finish(),
    env,
    mounts,
    release() {
      for (const { lease, id, target } of leases) {
        lease.release();
        noteMount(build, id, { target, args: runArgs, tree: lease.cell.tree });
      }
    },
    restore(changed) {
      if (placed.length === 0) return changed;
      const back = createTreeEditor(changed);
      for (const path of placed) {
        const old = lookup(tree, path);
        if (old) back.put(path, old);
        else back.remove(path);
      }
      return back.finish();
    },
  };
}

/** What a bind mount shows. */
export function boundNode(source: RunSource) {
  return source.tree ? lookup(source.tree, absolute(source.mount.source ?? "/")) : undefined;
}

/** The folders above a path that are not there yet, the lowest first. */
function missingFolders(tree: Tree, path: string): string[] {
  const missing: string[] = [];
  for (let p = path.replace(/\/[^/]*$/, ""); p !== "" && !lookup(tree, p); p = p.replace(/\/[^/]*$/, ""))
    missing.push(p);
  return missing;
}
