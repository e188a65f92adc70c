import type { BuildAnswer, BuildBackend, BuildOptions } from "../api/build.ts";
import { emptyTree, lookup } from "../filesystem/tree.ts";
import type { Cancel } from "../std/cancel.ts";
import { decode } from "../std/text.ts";
import type { BuildCache } from "./cache.ts";
import type { BuildContext } from "./context.ts";
import { dispatch } from "./dispatch.ts";
import { DockerfileError } from "./dockerfile/error.ts";
import { globalArgs } from "./global-args.ts";
import { badPattern, isArchive, parseIgnore, withoutIgnored } from "./ignore.ts";
import type { Finding } from "./lint/finding.ts";
import type { Outcome } from "./outcome.ts";
import { createOutline } from "./outline.ts";
import { platformOf } from "./platform.ts";
import type { Progress } from "./progress.ts";
import { noteSource } from "./records.ts";
import { createResolver } from "./resolve.ts";
import { sentFiles } from "./sent-files.ts";
import { createSideBySide } from "./side-by-side.ts";
import { buildStage } from "./stage-build.ts";
import { neededStages, type Stage, type StagedDockerfile, solveOrder, sourcesFrom } from "./stages.ts";
import type { StageState } from "./state.ts";
import { sentFileSize, sentTreeSize } from "./transfer-size.ts";
import { platformArgs } from "./variables.ts";

export interface SolverOptions {
  readonly options: BuildOptions;
  readonly backend: BuildBackend;
  readonly cache: BuildCache;
  readonly progress: Progress;
  readonly cancel: Cancel;
  readonly dockerfile: StagedDockerfile;
}

/** Brings a Dockerfile's stages about, those that do not need each other side by side. */
export interface Solver {
  /** Looks up images and goes through the instructions of what the target needs, before the first step. */
  prepare(target: Stage, found: (finding: Finding) => void, waiting: () => void): Promise<void>;
  /** What building the target takes; to be asked after `prepare`. */
  outline(target: Stage, source: string): BuildAnswer;
  solve(target: Stage): Promise<StageState>;
  /** The images that were looked up for it. */
  materials(): readonly { readonly name: string; readonly digest: string }[];
}

export function createSolver({ options, backend, cache, progress, cancel, dockerfile }: SolverOptions): Solver {
  const remote = isArchive(options);
  const platform = platformOf(options.platform);
  const meta = globalArgs(dockerfile, options.buildArgs, platformArgs(platform, options.target));
  const threads = createSideBySide(backend, cancel);
  const resolver = createResolver({
    ...{ options, backend, cache, progress, dockerfile, meta, platform },
    cancel: threads.cancel,
  });
  const around = { buildArgs: options.buildArgs, meta, platform };
  const begun = new Map<number, Outcome<StageState>>();
  const named = new Map<string, ReturnType<BuildContext["namedContext"]>>();
  let needed: readonly Stage[] = dockerfile.stages;
  let loaded: ReturnType<BuildContext["context"]> | undefined;
  const context: BuildContext = {
    options,
    backend,
    cache,
    progress,
    cancel: threads.cancel,
    dockerfile,
    steps: new Map(),
    remote: new Map(),
    renewed: new Set(),
    told: new Set(),
    context() {
      if (loaded) return loaded;
      if (remote) loaded = { tree: options.context ?? emptyTree(), vertex: undefined };
      else {
        const tree = withoutIgnored(options.context ?? emptyTree(), ignorePatterns(options));
        const vertex = progress.start("[internal] load build context");
        const sent = sentFiles(tree, needed);
        const before = noteSource(context, "context", "files", sent);
        vertex.status("transferring context:", sentTreeSize(sent, before), 0);
        vertex.done();
        loaded = { tree, vertex };
      }
      return loaded;
    },
    namedContext(name, tree) {
      const known = named.get(name);
      if (known) return known;
      const vertex = progress.start(`[context ${name}] load from client`);
      vertex.status(`transferring ${name}:`, 2, 0);
      vertex.done();
      const { ignoreText: _, ...own } = options;
      const read = {
        tree: withoutIgnored(tree, ignorePatterns({ ...own, context: tree, dockerfile: "" })),
        vertex,
      };
      named.set(name, read);
      return read;
    },
    standingOn: (stage) => needed.filter((s) => baseOf(s) === stage),
    async stage(stage) {
      const outcome = begun.get(stage.index);
      if (!outcome) throw new Error(`stage ${stage.index} is needed and was not begun`);
      return outcome.result(threads.cancel);
    },
    image: (from) => resolver.image(resolver.source(from)),
  };
  const baseOf = (stage: Stage): Stage | undefined => {
    const base = resolver.base(stage);
    return base.kind === "stage" ? base.stage : undefined;
  };
  return {
    async prepare(target, found, waiting) {
      await resolver.loadMetadata(target, waiting);
      if (!remote && !ownIgnoreFile(options)) {
        const ignore = progress.start("[internal] load .dockerignore");
        ignore.status("transferring context:", ignoreFileSize(options), 0);
        ignore.done();
        noteSource(context, "context", "ignore", emptyTree(0));
      }
      needed = neededStages(dockerfile.stages, target, baseOf);
      const used = new Set(needed.flatMap((s) => [s.from.image, ...s.instructions.flatMap(sourcesFrom)]));
      for (const [name, { kind }] of options.namedContexts) {
        if (kind !== "tree" || !used.has(name)) continue;
        const vertex = progress.start(`[context ${name}] load .dockerignore`);
        vertex.status(`transferring ${name}:`, 2, 0);
        vertex.done();
      }
      dispatch(needed, { options, dockerfile, resolver, around }, found);
    },
    outline(target, source) {
      const draft = createOutline(dockerfile, meta, needed, source);
      dispatch(needed, { options, dockerfile, resolver, around }, () => {}, draft.note);
      return draft.finish(target);
    },
    materials: () => resolver.materials(),
    solve(target) {
      for (const stage of solveOrder(dockerfile.stages, target, baseOf)) {
        const build = () => buildStage(context, stage, { resolver, around });
        begun.set(stage.index, threads.start(stage.title ?? "stage", build));
      }
      return threads.end(async () => {
        const state = await context.stage(target);
        await state.last?.settle?.(true);
        return state;
      });
    },
  };
}

function ignoreFileSize({ context }: BuildOptions): number {
  const node = context && lookup(context, "/.dockerignore");
  return node?.kind === "file" ? sentFileSize(".dockerignore", decode(node.data)) : 2;
}

/** `NAME.dockerignore` beside the Dockerfile, which comes along with it. */
function ownIgnoreFile({ context, dockerfile, ignoreText }: BuildOptions): boolean {
  if (ignoreText !== undefined) return true;
  return dockerfile !== "" && context !== undefined && lookup(context, `/${dockerfile}.dockerignore`) !== undefined;
}

/** Of `NAME.dockerignore` beside the Dockerfile, else of the context's `.dockerignore`. */
function ignorePatterns(options: BuildOptions): string[] {
  if (!options.context) return [];
  if (options.ignoreText !== undefined) return checkedPatterns(options.ignoreText);
  const own = options.dockerfile === "" ? [] : [`/${options.dockerfile}.dockerignore`];
  for (const path of [...own, "/.dockerignore"]) {
    const node = lookup(options.context, path);
    if (node?.kind !== "file") continue;
    return checkedPatterns(decode(node.data));
  }
  return [];
}

function checkedPatterns(text: string): string[] {
  const patterns = parseIgnore(text);
  if (patterns.some(badPattern)) throw new DockerfileError("syntax error in pattern", undefined);
  return patterns;
}
