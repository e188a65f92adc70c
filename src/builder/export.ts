import type { BuildBackend, BuildOptions, BuildProgress } from "../api/build.ts";
import type { Cancel } from "../std/cancel.ts";
import { finishConfig, setEnv } from "./image-config.ts";
import type { Progress } from "./progress.ts";
import { normalized } from "./resolve.ts";
import type { StageState } from "./state.ts";

export interface ExportOptions {
  readonly options: BuildOptions;
  readonly backend: BuildBackend;
  readonly progress: Progress;
  readonly cancel: Cancel;
  readonly report: (news: BuildProgress) => void;
}

/** What was built goes where it is wanted: an image of the engine, a tree for the client, or nowhere. */
export async function exportResult(
  state: StageState,
  { options, backend, progress, cancel, report }: ExportOptions,
): Promise<void> {
  const { draft } = state;
  state.last?.settle?.(true);
  if (!draft.config.Env?.some((l) => l.startsWith("PATH="))) {
    draft.config.Env = setEnv(draft.config.Env, "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  }
  draft.config.WorkingDir ||= "/";
  if (options.labels.size) draft.config.Labels = { ...draft.config.Labels, ...Object.fromEntries(options.labels) };
  if (options.output === "tree") {
    report({ kind: "done", imageID: "", tree: state.tree, metadata: {} });
    return;
  }
  if (options.output === "none") {
    report({ kind: "done", imageID: "", metadata: {} });
    return;
  }
  const vertex = progress.start("exporting to image", state.last ? [state.last] : []);
  if (state.base || state.layers.length) vertex.status("exporting layers", 0, 0);
  if (options.cacheTo.length) vertex.status("preparing layers for inline cache", 0, 0);
  const { imageID } = await backend.commit(
    {
      base: state.base,
      layers: state.layers,
      config: finishConfig(draft, [], state.platform, backend.now()),
      tags: options.tags,
    },
    cancel,
  );
  vertex.status(`writing image ${imageID}`, 0, 0);
  for (const tag of options.tags) vertex.status(`naming to ${tag}`, 0, 0);
  vertex.done();
  if (options.push) for (const tag of options.tags) await backend.push(normalized(tag), options.auth, cancel);
  report({
    kind: "done",
    imageID,
    metadata: { "containerimage.config.digest": imageID, "containerimage.digest": imageID },
  });
}
