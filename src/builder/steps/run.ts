import { StartFailed } from "../../api/errors.ts";
import { checksum } from "../checksum.ts";
import { type BuildContext, StepFailed } from "../context.ts";
import { absolute } from "../copy.ts";
import type { InstructionOf } from "../dockerfile/instruction.ts";
import { platformName } from "../platform.ts";
import type { Vertex } from "../progress.ts";
import { type StageState, workingDir } from "../state.ts";
import { isDocumentAlone } from "../title.ts";
import { isProgram, PIPES, programDocument, tellDocument } from "./documents.ts";
import { boundNode, prepareMounts, type RunSource } from "./run-mounts.ts";
import { cachedStep, isCached, type StepPlace } from "./step.ts";

const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The words that RUN starts: the shell form with its here-documents, or the exec form. */
export function runWords(instruction: InstructionOf<"RUN">, shell: readonly string[]): readonly string[] {
  const { command } = instruction;
  if (command.form === "exec") return command.words;
  const [first] = command.heredocs;
  if (!first) return [...shell, command.text];
  const content = first.stripTabs ? first.content.replace(/^\t+/gm, "") : first.content;
  if (isDocumentAlone(command)) return [...shell, isProgram(content) ? `${PIPES}/${first.name}` : content];
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
  // RUN's own network, else what `--network` says; only that, not a default, counts for the cache.
  const network = instruction.network === "default" ? networkOf(build.options.network) : instruction.network;
  const { shmSize, ulimits, addHosts } = build.options;
  if (!env.some((l) => l.startsWith("PATH="))) env.unshift(PATH);
  const cwd = absolute(workingDir(state));
  const user = state.draft.config.User ?? "";
  const parts = new Map<string, string>([
    ["command", JSON.stringify(args)],
    ["user", user],
    ["workdir", cwd],
    ["network", network],
    ["platform", platformName(state.platform)],
    ["program", programDocument(instruction)?.content ?? ""],
    ["mounts", instruction.mounts.map((m) => m.written).join(" ")],
    ...env.map((l): [string, string] => [l.replace(/=.*/s, ""), l]),
    // What a bind mount shows counts, what a cache or a secret holds does not.
    ...sources.flatMap((s): [string, string][] =>
      s.mount.type === "bind" && s.tree ? [[`source ${s.mount.source ?? "."}`, checksum(boundNode(s) ?? s.tree)]] : [],
    ),
  ]);
  const program = programDocument(instruction);
  if (program) tellDocument(build, program.name, program.content, !isCached(build, state, place, parts));
  const inputs = [state.last, ...sources.map((s) => s.vertex)].filter((v) => v !== undefined);
  await cachedStep(
    build,
    state,
    { ...place, description: `mount / from exec ${args.join(" ")}` },
    parts,
    inputs,
    async (vertex) => {
      const prepared = await prepareMounts(build, state.tree, sources, cwd, {
        instruction,
        vertex,
        noCache: place.noCache,
        args,
      });
      try {
        const { tree, statusCode } = await start(build, instruction, vertex, args, () =>
          build.backend.run(
            {
              tree: prepared.tree,
              args,
              env: [...env, ...state.variables.proxies(), ...prepared.env],
              cwd,
              user,
              hostname: "buildkitsandbox",
              network,
              addHosts,
              shmSize,
              ulimits,
              mounts: prepared.mounts,
              output: async (stream, data) => vertex.log(stream, data),
            },
            build.cancel,
          ),
        );
        if (statusCode !== 0) throw notCompleted(vertex, instruction, args, `exit code: ${statusCode}`);
        return prepared.restore(tree);
      } finally {
        prepared.release();
      }
    },
  );
}

function networkOf(text: string): "default" | "none" | "host" {
  return text === "none" || text === "host" ? text : "default";
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
    // A program or a working folder that is not there is told by the runtime, on the step's own output.
    const why = /(?:exec: |mkdir ).*$/s.exec(e.message)?.[0];
    if (why !== undefined) {
      vertex.log("stderr", `runc run failed: unable to start container process: error during container init: ${why}\n`);
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
