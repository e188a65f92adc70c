import type { BuildBackend, BuildOptions, BuildProgress } from "../api/build.ts";
import { ApiError } from "../api/errors.ts";
import { familiarString, parseNormalized } from "../reference/reference.ts";
import { toBase64 } from "../std/base64.ts";
import type { Cancel } from "../std/cancel.ts";
import { encode } from "../std/text.ts";
import { StepFailed } from "./context.ts";
import { finishConfig, setEnv } from "./image-config.ts";
import type { Progress } from "./progress.ts";
import { normalized } from "./resolve.ts";
import type { StageState } from "./state.ts";
import { transferSize } from "./transfer-size.ts";

export interface ExportOptions {
  readonly options: BuildOptions;
  readonly backend: BuildBackend;
  readonly progress: Progress;
  readonly cancel: Cancel;
  readonly report: (news: BuildProgress) => void;
  readonly materials: readonly { readonly name: string; readonly digest: string }[];
}

/** What was built goes where it is wanted: an image of the engine, a tree for the client, or nowhere. */
export async function exportResult(
  state: StageState,
  { options, backend, progress, cancel, report, materials }: ExportOptions,
): Promise<void> {
  const { draft } = state;
  if (!draft.config.Env?.some((l) => l.startsWith("PATH="))) {
    draft.config.Env = setEnv(draft.config.Env, "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  }
  draft.config.WorkingDir ||= "/";
  if (options.labels.size) draft.config.Labels = { ...draft.config.Labels, ...Object.fromEntries(options.labels) };
  let imageID = "";
  for (const output of options.outputs) {
    if (output === "image") imageID = await exportImage(state, { options, backend, progress, cancel });
  }
  for (const output of options.outputs) {
    if (output === "local" || output === "tar") exportFiles(state, output, progress);
  }
  if (options.push) for (const tag of options.tags) await push(tag, { options, backend, progress, cancel });
  const files = options.outputs.some((o) => o === "local" || o === "tar");
  report({ kind: "done", imageID, materials, ...(files && { tree: state.tree }), metadata: {} });
}

async function exportImage(
  state: StageState,
  { options, backend, progress, cancel }: Pick<ExportOptions, "options" | "backend" | "progress" | "cancel">,
): Promise<string> {
  const vertex = progress.start("exporting to image", state.last ? [state.last] : []);
  if (state.base || state.layers.length) vertex.status("exporting layers", 0, 0);
  if (options.cacheTo.length) vertex.status("preparing layers for inline cache", 0, 0);
  if (state.platform.os !== "linux") {
    const message = "operating system is not supported";
    vertex.fail(message);
    throw new StepFailed(message, undefined, vertex);
  }
  const { imageID } = await backend.commit(
    {
      base: state.base,
      layers: state.layers,
      config: {
        ...finishConfig(state.draft, [], state.platform, backend.now()),
        ...(options.cacheTo.length && { "moby.buildkit.cache.v0": inlineCache(state) }),
      },
      tags: options.tags,
    },
    cancel,
  );
  vertex.status(`writing image ${imageID}`, 0, 0);
  for (const tag of options.tags) vertex.status(`naming to ${tag}`, 0, 0);
  vertex.done();
  return imageID;
}

/** `--cache-to type=inline`: which step's result the layers are. */
function inlineCache({ key, layers }: StageState): string {
  const records = [{ digest: key, layers: layers.map((_, layer) => ({ layer })) }];
  return toBase64(encode(JSON.stringify({ records })));
}

/** A push that was refused. */
export class PushFailed extends Error {
  override readonly name = "PushFailed";
}

async function push(
  tag: string,
  { options, backend, progress, cancel }: Pick<ExportOptions, "options" | "backend" | "progress" | "cancel">,
): Promise<void> {
  const vertex = progress.start(`pushing ${familiarString(parseNormalized(tag))} with docker`);
  try {
    await backend.push(normalized(tag), options.auth, cancel);
    vertex.done();
  } catch (e) {
    if (!(e instanceof ApiError)) throw e;
    vertex.fail(e.message);
    throw new PushFailed(e.message);
  }
}

/** Files for the client, who writes them. */
function exportFiles({ tree, last }: StageState, output: "local" | "tar", progress: Progress): void {
  const inputs = last ? [last] : [];
  if (output === "tar") {
    const vertex = progress.start("exporting to client tarball", inputs);
    vertex.status("sending tarball", 0, 0);
    vertex.done();
    return;
  }
  const vertex = progress.start("exporting to client directory", inputs);
  const bytes = transferSize(tree);
  vertex.status("copying files", bytes, 0);
  vertex.done();
}
