import type { BuildBackend, BuildFailure, BuildOptions, BuildProgress } from "../api/build.ts";
import { ApiError } from "../api/errors.ts";
import { emptyTree, lookup } from "../filesystem/tree.ts";
import type { Cancel } from "../std/cancel.ts";
import { decode } from "../std/text.ts";
import type { BuildCache } from "./cache.ts";
import { type BuildContext, StepFailed } from "./context.ts";
import { dispatch } from "./dispatch.ts";
import { DockerfileError, type LineRange } from "./dockerfile/error.ts";
import type { Instruction } from "./dockerfile/instruction.ts";
import { syntaxOf } from "./dockerfile/lines.ts";
import { type Dockerfile, parseDockerfile } from "./dockerfile/parse.ts";
import { globalArgs } from "./global-args.ts";
import { parseIgnore, withoutIgnored } from "./ignore.ts";
import { finishConfig, setEnv } from "./image-config.ts";
import { asWarning, checkDirective, type Finding } from "./lint/finding.ts";
import { fromVariables } from "./lint/from-rules.ts";
import { casing, emptyContinuations, parseRules } from "./lint/parse-rules.ts";
import { createProgress, type Progress } from "./progress.ts";
import { createResolver, normalized, refusal } from "./resolve.ts";
import { buildStage } from "./stage-build.ts";
import { neededStages, readStages, type Stage, type StagedDockerfile, targetStage } from "./stages.ts";
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
  const order = createOrder(report);
  const progress = createProgress(order.report, () => backend.now());
  let source = "";
  const rules = new Set<string>();
  const name = nameOf(options.dockerfile);
  const warn = (file: Dockerfile, finding: Finding): void => {
    if (!checkDirective(file.directives.check).wants(finding.rule)) return;
    rules.add(finding.rule);
    report({ kind: "warning", warning: asWarning(finding, file, name) });
  };
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
    const syntax = syntaxOf(source);
    if (syntax) {
      definition.done();
      await resolveSyntax(syntax, options, backend, progress, cancel);
    } else order.hold(() => definition.done());
    const staged = read(source, warn);
    const target = targetStage(staged.stages, options.target);
    const build = createContext(options, backend, cache, progress, cancel, staged);
    for (const finding of fromVariables(staged, options)) warn(staged.file, finding);
    await build.prepare(target, (finding) => warn(staged.file, finding), order.release);
    order.release();
    const violations = checkDirective(staged.file.directives.check).error ? [...rules] : [];
    if (violations.length && !options.check) {
      throw new DockerfileError(`lint violation found for rules: ${violations.join(", ")}`, undefined);
    }
    if (options.check) {
      report({ kind: "done", imageID: "", metadata: violations.length ? { "lint.violations": violations } : {} });
      return;
    }
    for (const source of cacheImports(options.cacheFrom)) {
      progress.start(`importing cache manifest from ${source}`).done();
    }
    const state = await build.context.stage(target);
    await exportResult(state, options, backend, progress, cancel, report);
  } catch (e) {
    order.release();
    report({ kind: "failed", error: failure(e, source, nameOf(options.dockerfile)) });
    if (cancel.cancelled || !(e instanceof StepFailed || e instanceof DockerfileError || e instanceof ApiError))
      throw e;
  }
}

/** Reads the Dockerfile, its stages and what can be said of it as it stands. */
function read(source: string, warn: (file: Dockerfile, finding: Finding) => void): StagedDockerfile {
  const file = parseDockerfile(source);
  const instructions: Instruction[] = [];
  for (const finding of emptyContinuations(file)) warn(file, finding);
  try {
    const staged = readStages(file, (instruction) => instructions.push(instruction));
    for (const finding of casing(file)) warn(file, finding);
    return staged;
  } finally {
    for (const finding of parseRules(instructions)) warn(file, finding);
  }
}

/** The images that `--cache-from` names: everything that they hold is in the engine's own cache already. */
function cacheImports(values: readonly string[]): string[] {
  return values.flatMap((value) => {
    if (!value.includes("=")) return [value];
    const fields = new Map(value.split(",").map((f) => f.split("=", 2) as [string, string]));
    return fields.get("type") === "registry" ? [fields.get("ref") ?? ""] : [];
  });
}

/**
 * The build checks' warnings belong to the step that loads the Dockerfile: it is told as done when they are known, and what
 * happens meanwhile after it. `release` ends that, at the latest when something takes time.
 */
function createOrder(report: (news: BuildProgress) => void) {
  let held: BuildProgress[] | undefined;
  let before = () => {};
  return {
    report(news: BuildProgress): void {
      if (held) held.push(news);
      else report(news);
    },
    hold(first: () => void): void {
      held = [];
      before = first;
    },
    release(): void {
      if (!held) return;
      const later = held;
      held = undefined;
      before();
      for (const news of later) report(news);
    },
  };
}

/** `# syntax=IMAGE`: the front end is looked for in its registry, and then the engine's own does the work. */
async function resolveSyntax(
  { image, line }: { readonly image: string; readonly line: number },
  options: BuildOptions,
  backend: BuildBackend,
  progress: Progress,
  cancel: Cancel,
): Promise<void> {
  const reference = normalized(image);
  const vertex = progress.start(`resolve image config for docker-image://${reference}`);
  try {
    const auth = options.auth ? { auth: options.auth } : {};
    const { resolved } = await backend.resolve(reference, { pull: false, ...auth, report: () => {} }, cancel);
    vertex.done();
    progress.start(`docker-image://${resolved}`).cached();
  } catch (e) {
    if (!(e instanceof ApiError)) throw e;
    const why = refusal(e.message, reference);
    vertex.fail(why);
    const range = { start: line, end: line };
    throw new StepFailed(`failed to resolve source metadata for ${reference}: ${why}`, range, vertex);
  }
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
): {
  readonly context: BuildContext;
  prepare(target: Stage, found: (finding: Finding) => void, waiting: () => void): Promise<void>;
} {
  const meta = globalArgs(dockerfile, options.buildArgs, platformArgs(PLATFORM, options.target));
  const resolver = createResolver({ options, backend, progress, cancel, dockerfile, meta });
  const around = { buildArgs: options.buildArgs, meta, platform: PLATFORM };
  const built = new Map<number, StageState>();
  const named = new Map<string, ReturnType<BuildContext["namedContext"]>>();
  let loaded: ReturnType<BuildContext["context"]> | undefined;
  const context: BuildContext = {
    options,
    backend,
    cache,
    progress,
    cancel,
    dockerfile,
    steps: new Map(),
    context() {
      if (loaded) return loaded;
      const vertex = progress.start("[internal] load build context");
      const tree = withoutIgnored(options.context ?? emptyTree(), ignorePatterns(options));
      vertex.status("transferring context:", 2, 0);
      vertex.done();
      loaded = { tree, vertex };
      return loaded;
    },
    namedContext(name, tree) {
      const known = named.get(name);
      if (known) return known;
      const vertex = progress.start(`[context ${name}] load from client`);
      vertex.status(`transferring ${name}:`, 2, 0);
      vertex.done();
      const read = {
        tree: withoutIgnored(tree, ignorePatterns({ ...options, context: tree, dockerfile: "" })),
        vertex,
      };
      named.set(name, read);
      return read;
    },
    async stage(stage) {
      const known = built.get(stage.index);
      if (known) return known;
      const state = await buildStage(context, stage, { resolver, around });
      built.set(stage.index, state);
      return state;
    },
    image: (reference) => resolver.image(reference),
  };
  return {
    context,
    async prepare(target, found, waiting) {
      await resolver.loadMetadata(target, waiting);
      for (const [name, { kind }] of options.namedContexts) {
        if (kind !== "tree") continue;
        const vertex = progress.start(`[context ${name}] load .dockerignore`);
        vertex.status(`transferring ${name}:`, 2, 0);
        vertex.done();
      }
      const ignore = progress.start("[internal] load .dockerignore");
      ignore.status("transferring context:", 2, 0);
      ignore.done();
      const baseOf = (stage: Stage) => {
        const base = resolver.base(stage);
        return base.kind === "stage" ? base.stage : undefined;
      };
      const needed = neededStages(dockerfile.stages, target, baseOf);
      dispatch(needed, { options, dockerfile, resolver, around }, found);
    },
  };
}

/** Of `NAME.dockerignore` beside the Dockerfile, else of the context's `.dockerignore`. */
function ignorePatterns(options: BuildOptions): string[] {
  if (!options.context) return [];
  const own = options.dockerfile === "" ? [] : [`/${options.dockerfile}.dockerignore`];
  for (const path of [...own, "/.dockerignore"]) {
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
  if (options.cacheTo.length) vertex.status("preparing layers for inline cache", 0, 0);
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
