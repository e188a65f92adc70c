import type { BaseImage, BuildBackend, BuildOptions } from "../api/build.ts";
import { familiarName, InvalidReference, parseNormalized } from "../reference/reference.ts";
import type { Cancel } from "../std/cancel.ts";
import type { BuildCache } from "./cache.ts";
import { StepFailed } from "./context.ts";
import { DockerfileError } from "./dockerfile/error.ts";
import type { Expansion } from "./dockerfile/words.ts";
import { imageStep } from "./image-step.ts";
import { createLookUp, type LookedUp } from "./look-up.ts";
import { type Platform, platformMistake, platformName, platformOf } from "./platform.ts";
import type { Progress, Vertex } from "./progress.ts";
import { earlierStage, type Stage, type StagedDockerfile, sourcesFrom, stepCount } from "./stages.ts";
import { stepTitle } from "./title.ts";
import { expand, platformArgs } from "./variables.ts";

export interface ResolverOptions {
  readonly options: BuildOptions;
  readonly backend: BuildBackend;
  readonly progress: Progress;
  readonly cache: BuildCache;
  readonly cancel: Cancel;
  readonly dockerfile: StagedDockerfile;
  readonly meta: ReadonlyMap<string, string>;
  /** What the build is for. */
  readonly platform: Platform;
}

/** An image that a stage stands on or copies from. */
export interface WantedImage {
  /** In full; what it is known by. */
  readonly reference: string;
  /** The name with its variables in place. */
  readonly written: string;
  readonly platform: Platform;
  /** The named context that stands for it. */
  readonly context?: string;
}

/** What a FROM names. */
export type StageBase =
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "scratch"; readonly platform: Platform }
  | ({ readonly kind: "image" } & WantedImage);

/** Finds out what stages stand upon, and gets images. */
export interface Resolver {
  /** What a stage's FROM names: an earlier stage, nothing, or an image. */
  base(stage: Stage): StageBase;
  /** The image that `--from` names. */
  source(from: string): WantedImage;
  /** Looks up every image that building the stage takes, before its first step; `waiting` is told when that takes time. */
  loadMetadata(target: Stage, waiting: () => void): Promise<void>;
  /** The image as a step, one for all who use it. */
  image(wanted: WantedImage): Promise<{ readonly image: BaseImage; readonly vertex: Vertex }>;
  /** Every image that was looked up: `busybox@latest` and the chainID of its layers. */
  materials(): readonly { readonly name: string; readonly digest: string }[];
  /** An image that `loadMetadata` looked up. */
  loaded(wanted: WantedImage): BaseImage;
}

export function createResolver({
  options,
  backend,
  progress,
  cancel,
  dockerfile,
  meta,
  platform,
  cache,
}: ResolverOptions): Resolver {
  const images = new Map<string, BaseImage>();
  const steps = new Map<string, Vertex>();
  /** What the step of an image is called: as the last one who uses it says, in the order of the graph. */
  const titles = new Map<string, (resolved: string) => string>();
  const predefined = platformArgs(platform, options.target);
  const around = { backend, progress, cache, cancel };
  const key = ({ reference, platform }: WantedImage) => `${reference} ${platformName(platform)}`;

  /** A named context that is an image; what it is called there is what is asked for. */
  const contextImage = (name: string, own: Platform): WantedImage | undefined => {
    const context = options.namedContexts.get(name);
    if (context?.kind !== "image") return undefined;
    const reference = normalized(context.reference);
    return { reference, written: context.reference, platform: own, context: name };
  };

  /** `FROM --platform`, in place of the build's. */
  const platformOfStage = ({ from }: Stage, expansion: Expansion): Platform => {
    if (from.platform === undefined) return platform;
    const text = expand(from.platform, expansion, from);
    if (text === "") {
      throw new DockerfileError(`empty platform value from expression ${from.platform}`, from.node.range);
    }
    const mistake = platformMistake(text);
    if (mistake === undefined) return platformOf(text);
    throw new DockerfileError(`failed to parse platform ${text}: ${mistake}`, from.node.range, 2);
  };

  const lookUp = createLookUp({
    ...{ options, backend, progress, cancel, stages: dockerfile.stages },
    found: (wanted, image) => void images.set(key(wanted), image),
  });
  const loaded = (wanted: WantedImage): BaseImage => {
    const image = images.get(key(wanted));
    if (!image) throw new Error(`${wanted.reference} was not looked up`);
    return image;
  };

  /** What FROM says with its variables in place: also of a stage that is not needed it has to make sense. */
  const readFrom = (stage: Stage): { readonly name: string; readonly own: Platform } => {
    const { from } = stage;
    const expansion = {
      get: (name: string) => meta.get(name) ?? predefined.get(name),
      escape: dockerfile.file.directives.escape,
    };
    const name = expand(from.image, expansion, from);
    if (name === "") throw new StepFailed(`base name (${from.image}) should not be blank`, from.node.range);
    return { name, own: platformOfStage(stage, expansion) };
  };

  const base: Resolver["base"] = (stage) => {
    const { from } = stage;
    const { name, own } = readFrom(stage);
    const earlier = dockerfile.stages.slice(0, stage.index).findLast((s) => s.name === name);
    if (earlier) return { kind: "stage", stage: earlier };
    const context = contextImage(name, own);
    if (context) return { kind: "image", ...context };
    if (name === "scratch") return { kind: "scratch", platform: own };
    try {
      return { kind: "image", reference: normalized(name), written: name, platform: own };
    } catch (e) {
      if (!(e instanceof InvalidReference)) throw e;
      throw new StepFailed(`failed to parse stage name ${JSON.stringify(name)}: ${e.message}`, from.node.range);
    }
  };

  const source: Resolver["source"] = (from) =>
    contextImage(from, platform) ?? { reference: normalized(from), written: from, platform };

  /** The image that an instruction of a stage copies from, if it is none of the stages above. */
  const copiedImage = (from: string): WantedImage | undefined => {
    if (/^\d+$/.test(from)) throw new StepFailed(`invalid stage index ${from}`, undefined);
    if (from.includes("$")) {
      throw new StepFailed(
        "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround",
        undefined,
      );
    }
    if (options.namedContexts.get(from)?.kind === "tree" || from === "scratch") return undefined;
    return source(from);
  };

  /** A stage's own name means the stage itself, also where an earlier one has it too. */
  const refuseCircle = (stage: Stage): void => {
    for (const i of stage.instructions) {
      const own = (from: string) => from.toLowerCase() === stage.name || from === String(stage.index);
      if (!sourcesFrom(i).some(own)) continue;
      const name = stage.name ?? `stage-${stage.index}`;
      throw new StepFailed(`circular dependency detected on stage: ${name}`, i.node.range);
    }
  };

  return {
    base,
    source,
    async loadMetadata(target, waiting) {
      for (const stage of dockerfile.stages) readFrom(stage);
      for (const stage of dockerfile.stages) refuseCircle(stage);
      const seen = new Set<number>();
      const wanted = new Map<string, LookedUp>();
      const visit = (stage: Stage): void => {
        if (seen.has(stage.index)) return;
        seen.add(stage.index);
        const b = base(stage);
        if (b.kind === "stage") visit(b.stage);
        if (b.kind === "image") {
          wanted.set(key(b), { image: b, range: stage.from.node.range });
          titles.set(key(b), (resolved) => stepTitle(stage.title, 1, stepCount(stage, true), `FROM ${resolved}`));
        }
        for (const i of stage.instructions) {
          for (const from of sourcesFrom(i)) {
            const earlier = earlierStage(dockerfile.stages, stage.index, from);
            if (earlier) {
              visit(earlier);
              continue;
            }
            const image = copiedImage(from);
            if (!image) continue;
            wanted.set(key(image), { image, range: i.node.range });
            titles.set(key(image), (resolved) => `FROM ${resolved}`);
          }
        }
      };
      visit(target);
      await lookUp([...wanted.values()], waiting);
    },
    async image(wanted) {
      if (!images.has(key(wanted))) await lookUp([{ image: wanted, range: undefined }]);
      const image = loaded(wanted);
      let vertex = steps.get(key(wanted));
      if (!vertex) {
        const { context, written } = wanted;
        const title = titles.get(key(wanted))?.(image.resolved) ?? `FROM ${image.resolved}`;
        vertex = imageStep(context === undefined ? title : `[context ${context}] ${written}`, image, around);
        steps.set(key(wanted), vertex);
      }
      return { image, vertex };
    },
    materials: () =>
      [...images].map(([key, image]) => {
        const [reference = ""] = key.split(" ");
        const { tag, digest, ...named } = parseNormalized(reference);
        const [, own = image.chainID] = image.resolved.split("@");
        return { name: `${familiarName({ ...named })}@${tag ?? digest ?? "latest"}`, digest: own };
      }),
    loaded,
  };
}

/** `nginx` as `docker.io/library/nginx:latest`. */
export function normalized(name: string): string {
  const r = parseNormalized(name);
  const tag = r.tag ?? (r.digest ? undefined : "latest");
  return `${r.domain}/${r.path}${tag === undefined ? "" : `:${tag}`}${r.digest ? `@${r.digest}` : ""}`;
}
