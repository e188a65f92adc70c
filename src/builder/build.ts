import type { BuildBackend, BuildFailure, BuildOptions, BuildProgress } from "../api/build.ts";
import { ApiError } from "../api/errors.ts";
import { emptyTree, lookup } from "../filesystem/tree.ts";
import type { Cancel } from "../std/cancel.ts";
import { decode } from "../std/text.ts";
import type { BuildCache } from "./cache.ts";
import { type BuildContext, StepFailed } from "./context.ts";
import { DockerfileError, type LineRange } from "./dockerfile/error.ts";
import { parseDockerfile } from "./dockerfile/parse.ts";
import { globalArgs } from "./global-args.ts";
import { parseIgnore, withoutIgnored } from "./ignore.ts";
import { finishConfig, setEnv } from "./image-config.ts";
import { lint } from "./lint.ts";
import { createProgress, type Vertex } from "./progress.ts";
import { createResolver, normalized } from "./resolve.ts";
import { buildStage } from "./stage-build.ts";
import { readStages, type StagedDockerfile, targetStage } from "./stages.ts";
import type { StageState } from "./state.ts";
import { type Platform, platformArgs } from "./variables.ts";

export const PLATFORM: Platform = { os: "linux", architecture: "amd64" };

/** One build, from the Dockerfile to the image; its news to `report`, the last one `done` or `failed`. */
export async function runBuild(
  options: BuildOptions,
  backend: BuildBackend,
  cache: BuildCache,
  report: (news: BuildProgress) => void,
  cancel: Cancel,
): Promise<void> {
  const progress = createProgress(report, () => backend.now());
  let source = "";
  try {
    const definition = progress.start(`[internal] load build definition from ${nameOf(options.dockerfile)}`);
    const text = dockerfileText(options);
    definition.status("transferring dockerfile:", text === undefined ? 2 : text.length, 0);
    if (text === undefined) {
      definition.done();
      throw new DockerfileError(
        `failed to read dockerfile: open ${nameOf(options.dockerfile)}: no such file or directory`,
        undefined,
      );
    }
    source = text;
    const staged = read(source, options, report, definition);
    const target = targetStage(staged.stages, options.target);
    const build = createContext(options, backend, cache, progress, cancel, staged);
    await build.prepare(target);
    if (options.check) {
      report({ kind: "done", imageID: "", metadata: {} });
      return;
    }
    const state = await build.context.stage(target);
    await exportResult(state, options, backend, progress, cancel, report);
  } catch (e) {
    report({ kind: "failed", error: failure(e, source, nameOf(options.dockerfile)) });
    if (cancel.cancelled || !(e instanceof StepFailed || e instanceof DockerfileError || e instanceof ApiError))
      throw e;
  }
}

function read(
  source: string,
  options: BuildOptions,
  report: (news: BuildProgress) => void,
  definition: Vertex,
): StagedDockerfile {
  let staged: StagedDockerfile;
  const warn = (file: Parameters<typeof lint>[0], stages?: StagedDockerfile) => {
    for (const warning of lint(file, stages, options, nameOf(options.dockerfile))) report({ kind: "warning", warning });
  };
  try {
    const file = parseDockerfile(source);
    try {
      staged = readStages(file);
    } catch (e) {
      warn(file);
      throw e;
    }
    warn(file, staged);
  } finally {
    definition.done();
  }
  return staged;
}

function dockerfileText(options: BuildOptions): string | undefined {
  if (options.dockerfileText !== undefined) return options.dockerfileText;
  const node = options.context && lookup(options.context, `/${options.dockerfile}`);
  return node?.kind === "file" ? decode(node.data) : undefined;
}

function nameOf(path: string): string {
  return path.split("/").pop() || "Dockerfile";
}

function createContext(
  options: BuildOptions,
  backend: BuildBackend,
  cache: BuildCache,
  progress: ReturnType<typeof createProgress>,
  cancel: Cancel,
  dockerfile: StagedDockerfile,
): { readonly context: BuildContext; prepare(target: StagedDockerfile["stages"][number]): Promise<void> } {
  const meta = globalArgs(dockerfile, options.buildArgs, platformArgs(PLATFORM, options.target));
  const resolver = createResolver({ options, backend, progress, cancel, dockerfile, meta });
  const built = new Map<number, StageState>();
  let loaded: ReturnType<BuildContext["context"]> | undefined;
  const context: BuildContext = {
    options,
    backend,
    cache,
    progress,
    cancel,
    dockerfile,
    context() {
      if (loaded) return loaded;
      const vertex = progress.start("[internal] load build context");
      const tree = withoutIgnored(options.context ?? emptyTree(), ignorePatterns(options));
      vertex.status("transferring context:", 2, 0);
      vertex.done();
      loaded = { tree, vertex };
      return loaded;
    },
    async stage(stage) {
      const known = built.get(stage.index);
      if (known) return known;
      const state = await buildStage(context, stage, { resolver, meta, platform: PLATFORM });
      built.set(stage.index, state);
      return state;
    },
    image: (reference) => resolver.image(reference),
  };
  return {
    context,
    async prepare(target) {
      await resolver.loadMetadata(target);
      const ignore = progress.start("[internal] load .dockerignore");
      ignore.status("transferring context:", 2, 0);
      ignore.done();
    },
  };
}

/** Of `NAME.dockerignore` beside the Dockerfile, else of the context's `.dockerignore`. */
function ignorePatterns(options: BuildOptions): string[] {
  if (!options.context) return [];
  for (const path of [`/${options.dockerfile}.dockerignore`, "/.dockerignore"]) {
    const node = lookup(options.context, path);
    if (node?.kind === "file") return parseIgnore(decode(node.data));
  }
  return [];
}

async function exportResult(
  state: StageState,
  options: BuildOptions,
  backend: BuildBackend,
  progress: ReturnType<typeof createProgress>,
  cancel: Cancel,
  report: (news: BuildProgress) => void,
): Promise<void> {
  const { draft } = state;
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
  vertex.status("exporting layers", 0, 0);
  const { imageID } = await backend.commit(
    {
      base: state.base,
      layers: state.layers,
      config: finishConfig(draft, [], PLATFORM, backend.now()),
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

function failure(e: unknown, source: string, file: string): BuildFailure {
  const range: LineRange | undefined = e instanceof DockerfileError || e instanceof StepFailed ? e.range : undefined;
  const vertex = e instanceof StepFailed ? e.vertex : undefined;
  return {
    message: `failed to solve: ${e instanceof Error ? e.message : String(e)}`,
    ...(range ? { location: { file, source, ...range } } : {}),
    ...(vertex ? { vertex: { name: vertex.name, log: vertex.tail } } : {}),
  };
}
