import { file } from "../../filesystem/tree.ts";
import { type BuildContext, StepFailed } from "../context.ts";
import type { Source } from "../copy.ts";
import type { Instruction, InstructionOf } from "../dockerfile/instruction.ts";
import { endsWhenUsed, type Vertex } from "../progress.ts";
import type { StageState } from "../state.ts";
import { placeOf, type StepPlan } from "../step-place.ts";
import { declareVariables, expand } from "../variables.ts";
import { DownloadFailed, download } from "./download.ts";
import { gitFailure, isGit, isRemote, needsKey } from "./git.ts";

/** A file from a server, as ADD puts it into an image, and the step that got it. */
export interface RemoteSource {
  readonly source: Source;
  readonly vertex: Vertex;
}

interface Wanted {
  readonly url: string;
  readonly checksum: string | undefined;
  /** The step that it is got for: the last one of the stage that adds it. */
  title: string;
}

/** What tells an addition from another one of the same address. */
function keyOf(url: string, checksum: string | undefined): string {
  return `add ${checksum ?? ""} ${url}`;
}

/**
 * Gets what a stage's ADDs take from servers, each address once, before its first step. What was known already is told as
 * cached when a step uses it anew. One that fails cancels the others.
 */
export async function fetchSources(
  build: BuildContext,
  state: StageState,
  instructions: readonly Instruction[],
  plan: StepPlan,
): Promise<void> {
  const begun = remoteSources(build, state, instructions, plan)
    .filter(({ url, checksum }) => !build.remote.has(keyOf(url, checksum)))
    .map((wanted) => ({ wanted, vertex: build.progress.start(wanted.title) }));
  for (const [at, { wanted, vertex }] of begun.entries()) {
    try {
      build.remote.set(keyOf(wanted.url, wanted.checksum), await fetchSource(build, wanted, vertex));
    } catch (e) {
      for (const other of begun.slice(at + 1)) other.vertex.canceled();
      throw e;
    }
  }
}

/** The sources of an ADD that `fetchSources` got. */
export function remoteSource(build: BuildContext, { checksum }: InstructionOf<"ADD">, url: string): RemoteSource {
  const found = build.remote.get(keyOf(url, checksum));
  if (!found) throw new Error(`${url} was not fetched`);
  return found;
}

async function fetchSource(build: BuildContext, { url, checksum }: Wanted, vertex: Vertex): Promise<RemoteSource> {
  const fail = (message: string, prefix: string): StepFailed => {
    vertex.fail(message);
    return new StepFailed(`${prefix}${message}`, undefined, vertex);
  };
  if (needsKey(url)) throw fail("unset ssh forward key default", "");
  if (isGit(url)) throw fail(gitFailure(url), LOADING);
  try {
    const { file: got, known } = await download(build, url, `add ${checksum ?? ""}`);
    if (checksum !== undefined && checksum !== got.digest) throw fail(`digest mismatch ${got.digest}: ${checksum}`, "");
    const node = file(got.body, { mode: 0o600, mtime: got.mtime });
    const ended = endsWhenUsed(vertex, (used) => (used && known ? vertex.cached() : vertex.done()));
    return { source: { path: `/${got.name}`, name: got.name, node }, vertex: ended };
  } catch (e) {
    throw e instanceof DownloadFailed ? fail(e.message, LOADING) : e;
  }
}

const LOADING = "failed to load cache key: ";

function remoteSources(
  build: BuildContext,
  state: StageState,
  instructions: readonly Instruction[],
  plan: StepPlan,
): Wanted[] {
  const variables = state.variables.child();
  const wanted = new Map<string, Wanted>();
  let number = plan.first;
  for (const instruction of instructions) {
    const expansion = variables.expansion(build.dockerfile.file.directives.escape);
    declareVariables(variables, instruction, expansion);
    if (!["RUN", "COPY", "ADD", "WORKDIR"].includes(instruction.kind)) continue;
    number++;
    if (instruction.kind !== "ADD") continue;
    for (const written of instruction.sources) {
      const url = expand(written, expansion, instruction);
      if (!isRemote(url)) continue;
      const { title } = placeOf({ ...state, variables }, instruction, expansion, plan, number);
      const key = keyOf(url, instruction.checksum);
      const known = wanted.get(key);
      if (known) known.title = title;
      else wanted.set(key, { url, checksum: instruction.checksum, title });
    }
  }
  return [...wanted.values()];
}
