import { StartFailed } from "../../api/errors.ts";
import { createTreeEditor } from "../../filesystem/editor.ts";
import type { Tree } from "../../filesystem/node.ts";
import { emptyTree, file, lookup } from "../../filesystem/tree.ts";
import { decode } from "../../std/text.ts";
import { checksum } from "../checksum.ts";
import { type BuildContext, StepFailed } from "../context.ts";
import { absolute } from "../copy.ts";
import type { InstructionOf, RunMount } from "../dockerfile/instruction.ts";
import type { Vertex } from "../progress.ts";
import { type StageState, workingDir } from "../state.ts";
import { cachedStep, type StepPlace } from "./step.ts";

const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A mount of a RUN with its files. */
export interface RunSource {
  readonly mount: RunMount;
  /** Of bind and cache mounts: what is mounted. */
  readonly tree: Tree | undefined;
  readonly vertex: Vertex | undefined;
}

/** The words that RUN starts: the shell form with its here-documents, or the exec form. */
export function runWords(instruction: InstructionOf<"RUN">, shell: readonly string[]): readonly string[] {
  const { command } = instruction;
  if (command.form === "exec") return command.words;
  const [first] = command.heredocs;
  if (!first) return [...shell, command.text];
  const content = first.stripTabs ? first.content.replace(/^\t+/gm, "") : first.content;
  // `RUN <<EOT` alone: the document is the script.
  if (/^<<-?["']?[\w.-]+["']?$/.test(command.text)) return [...shell, content];
  const documents = command.heredocs.map((h) => `${h.content}${h.name}`).join("\n");
  return [...shell, `${command.text}\n${documents}`];
}

/** RUN: a process on the stage's files; what it changes is the layer. */
export async function runStep(
  build: BuildContext,
  state: StageState,
  instruction: InstructionOf<"RUN">,
  sources: readonly RunSource[],
  place: StepPlace,
): Promise<void> {
  const args = runWords(instruction, state.shell);
  const env = state.variables.runEnvironment();
  if (!env.some((l) => l.startsWith("PATH="))) env.unshift(PATH);
  const cwd = absolute(workingDir(state));
  const user = state.draft.config.User ?? "";
  const parts = new Map<string, string>([
    ["command", JSON.stringify(args)],
    ["user", user],
    ["workdir", cwd],
    ["network", instruction.network],
    ["mounts", instruction.mounts.map((m) => m.written).join(" ")],
    ...env.map((l): [string, string] => [l.replace(/=.*/s, ""), l]),
    // What a bind mount shows counts, what a cache or a secret holds does not.
    ...sources.flatMap((s): [string, string][] =>
      s.mount.type === "bind" && s.tree ? [[`source ${s.mount.source ?? "."}`, checksum(boundNode(s) ?? s.tree)]] : [],
    ),
  ]);
  await cachedStep(build, state, place, parts, state.last ? [state.last] : [], async (vertex) => {
    const prepared = prepare(build, state.tree, sources, cwd, instruction);
    const { tree, statusCode } = await start(build, instruction, vertex, args, () =>
      build.backend.run(
        {
          tree: prepared.tree,
          args,
          env: [...env, ...prepared.env],
          cwd,
          user,
          hostname: "buildkitsandbox",
          network: instruction.network,
          addHosts: build.options.addHosts,
          mounts: prepared.mounts,
          output: async (stream, data) => vertex.log(stream, data),
        },
        build.cancel,
      ),
    );
    if (statusCode !== 0) throw notCompleted(vertex, instruction, args, `exit code: ${statusCode}`);
    return prepared.restore(tree);
  });
}

async function start<T>(
  build: BuildContext,
  instruction: InstructionOf<"RUN">,
  vertex: Vertex,
  args: readonly string[],
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (e) {
    if (build.cancel.cancelled) vertex.canceled();
    if (!(e instanceof StartFailed)) throw e;
    // A program that is not there is told by the runtime, on the step's own output.
    if (/exec: /.test(e.message)) {
      vertex.log(
        "stderr",
        `runc run failed: unable to start container process: error during container init: ${e.message.replace(/^.*?(exec: )/s, "$1")}\n`,
      );
      throw notCompleted(vertex, instruction, args, "exit code: 1");
    }
    throw notCompleted(vertex, instruction, args, e.message);
  }
}

function notCompleted(
  vertex: Vertex,
  instruction: InstructionOf<"RUN">,
  args: readonly string[],
  why: string,
): StepFailed {
  const message = `process ${JSON.stringify(args.join(" "))} did not complete successfully: ${why}`;
  vertex.fail(message);
  return new StepFailed(message, instruction.node.range, vertex);
}

interface Prepared {
  readonly tree: Tree;
  readonly env: readonly string[];
  readonly mounts: Parameters<BuildContext["backend"]["run"]>[0]["mounts"];
  /** The changed tree without the files that were put there for this run only. */
  restore(tree: Tree): Tree;
}

/** Folders are mounted; single files (a secret, a bound file) stand in the tree while it runs. */
function prepare(
  build: BuildContext,
  tree: Tree,
  sources: readonly RunSource[],
  cwd: string,
  instruction: InstructionOf<"RUN">,
): Prepared {
  const editor = createTreeEditor(tree);
  const mounts: { target: string; tree: Tree; readOnly: boolean; commit?: (tree: Tree) => void }[] = [];
  const env: string[] = [];
  const placed: string[] = [];
  const place = (path: string, node: ReturnType<typeof file>) => {
    const made = missingFolders(tree, path);
    placed.push(path, ...made);
    editor.put(path, node, { mode: 0o755 });
  };
  for (const source of sources) {
    const { mount } = source;
    const target = mount.target === undefined ? undefined : absolute(mount.target, cwd);
    switch (mount.type) {
      case "tmpfs":
        mounts.push({ target: target ?? "/", tree: emptyTree(build.progress.now()), readOnly: false });
        break;
      case "cache": {
        const id = mount.id ?? target ?? "";
        const key = mount.sharing === "private" ? `${id} ${build.progress.now()}` : id;
        mounts.push({
          target: target ?? "/",
          tree: build.cache.mounts.get(key) ?? source.tree ?? emptyTree(build.progress.now()),
          readOnly: mount.readOnly ?? false,
          commit: (changed) => void build.cache.mounts.set(key, changed),
        });
        break;
      }
      case "bind": {
        const node = boundNode(source);
        if (node?.kind === "directory")
          mounts.push({ target: target ?? "/", tree: node, readOnly: mount.readOnly ?? true });
        else if (node?.kind === "file" && target !== undefined) place(target, node);
        break;
      }
      case "secret": {
        const id = mount.id ?? (target ?? mount.source ?? "").replace(/^.*\//, "");
        const value = build.options.secrets.get(id);
        if (!value) {
          if (mount.required) throw new StepFailed(`secret ${id}: not found`, instruction.node.range);
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
        if (mount.required)
          throw new StepFailed(`unset ssh forward key ${mount.id ?? "default"}`, instruction.node.range);
    }
  }
  return {
    tree: editor.finish(),
    env,
    mounts,
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

function boundNode(source: RunSource) {
  return source.tree ? lookup(source.tree, absolute(source.mount.source ?? "/")) : undefined;
}

/** The folders above a path that are not there yet, the lowest first. */
function missingFolders(tree: Tree, path: string): string[] {
  const missing: string[] = [];
  for (let p = path.replace(/\/[^/]*$/, ""); p !== "" && !lookup(tree, p); p = p.replace(/\/[^/]*$/, ""))
    missing.push(p);
  return missing;
}
