import type { BaseImage, BuildBackend, BuildOptions } from "../api/build.ts";
import { ApiError } from "../api/errors.ts";
import { InvalidReference, parseNormalized } from "../reference/reference.ts";
import type { Cancel } from "../std/cancel.ts";
import { StepFailed } from "./context.ts";
import type { LineRange } from "./dockerfile/error.ts";
import type { Progress, Vertex } from "./progress.ts";
import { earlierStage, type Stage, type StagedDockerfile, sourcesFrom, stepCount } from "./stages.ts";
import { stepTitle } from "./title.ts";
import { expand, platformArgs } from "./variables.ts";

export interface ResolverOptions {
  readonly options: BuildOptions;
  readonly backend: BuildBackend;
  readonly progress: Progress;
  readonly cancel: Cancel;
  readonly dockerfile: StagedDockerfile;
  readonly meta: ReadonlyMap<string, string>;
}

/** What a FROM names; `written` is the name with its variables in place. */
export type StageBase =
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "scratch" }
  | { readonly kind: "image"; readonly reference: string; readonly written: string };

/** Finds out what stages stand upon, and gets images. */
export interface Resolver {
  /** What a stage's FROM names: an earlier stage, nothing, or an image. */
  base(stage: Stage): StageBase;
  /** Looks up every image that building the stage takes, before its first step; `waiting` is told when that takes time. */
  loadMetadata(target: Stage, waiting: () => void): Promise<void>;
  /** The image as a step, one for all who use it. */
  image(reference: string): Promise<{ readonly image: BaseImage; readonly vertex: Vertex }>;
  /** An image that `loadMetadata` looked up. */
  loaded(reference: string): BaseImage;
}

export function createResolver({ options, backend, progress, cancel, dockerfile, meta }: ResolverOptions): Resolver {
  const images = new Map<string, BaseImage>();
  const steps = new Map<string, Vertex>();
  /** What the step of an image is called: as the last one who uses it says, in the order of the graph. */
  const titles = new Map<string, (resolved: string) => string>();

  const base: Resolver["base"] = (stage) => {
    const { from } = stage;
    const expansion = {
      get: (name: string) =>
        meta.get(name) ?? platformArgs({ os: "linux", architecture: "amd64" }, options.target).get(name),
      escape: dockerfile.file.directives.escape,
    };
    const name = expand(from.image, expansion, from);
    if (name === "") throw new StepFailed(`base name (${from.image}) should not be blank`, from.node.range);
    const earlier = dockerfile.stages.slice(0, stage.index).findLast((s) => s.name === name.toLowerCase());
    if (earlier) return { kind: "stage", stage: earlier };
    const context = options.namedContexts.get(name);
    if (context?.kind === "image") return { kind: "image", reference: context.reference, written: name };
    if (name === "scratch") return { kind: "scratch" };
    try {
      return { kind: "image", reference: normalized(name), written: name };
    } catch (e) {
      if (!(e instanceof InvalidReference)) throw e;
      throw new StepFailed(`failed to parse stage name ${JSON.stringify(name)}: ${e.message}`, from.node.range);
    }
  };

  async function load(
    reference: string,
    written: string,
    range: LineRange | undefined,
    waiting = () => {},
  ): Promise<BaseImage> {
    const known = images.get(reference);
    if (known) return known;
    const vertex = progress.start(`[internal] load metadata for ${reference}`);
    try {
      const image = await backend.resolve(
        reference,
        { pull: options.pull, ...(options.auth ? { auth: options.auth } : {}), report: () => {}, waiting },
        cancel,
      );
      vertex.done();
      images.set(reference, image);
      return image;
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      const why = refusal(e.message, reference);
      vertex.fail(why);
      throw new StepFailed(`${written}: failed to resolve source metadata for ${reference}: ${why}`, range, vertex);
    }
  }

  return {
    base,
    async loadMetadata(target, waiting) {
      const seen = new Set<number>();
      const wanted = new Map<string, { written: string; range: LineRange }>();
      const visit = (stage: Stage): void => {
        if (seen.has(stage.index)) return;
        seen.add(stage.index);
        const b = base(stage);
        if (b.kind === "stage") visit(b.stage);
        if (b.kind === "image") {
          wanted.set(b.reference, { written: b.written, range: stage.from.node.range });
          titles.set(b.reference, (resolved) => stepTitle(stage.title, 1, stepCount(stage, true), `FROM ${resolved}`));
        }
        for (const i of stage.instructions) {
          for (const from of sourcesFrom(i)) {
            const earlier = earlierStage(dockerfile.stages, stage.index, from);
            if (earlier) visit(earlier);
            else if (/^\d+$/.test(from)) throw new StepFailed(`invalid stage index ${from}`, undefined);
            else if (from.includes("$")) {
              throw new StepFailed(
                "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround",
                undefined,
              );
            } else {
              const named = options.namedContexts.get(from);
              if (named?.kind === "tree" || from === "scratch") continue;
              const reference = normalized(named?.reference ?? from);
              wanted.set(reference, { written: from, range: i.node.range });
              titles.set(reference, (resolved) => `FROM ${resolved}`);
            }
          }
        }
      };
      visit(target);
      for (const [reference, { written, range }] of wanted) await load(reference, written, range, waiting);
    },
    async image(reference) {
      const image = await load(reference, reference, undefined);
      let vertex = steps.get(reference);
      if (!vertex) {
        vertex = progress.start(titles.get(reference)?.(image.resolved) ?? `FROM ${image.resolved}`);
        vertex.done();
        steps.set(reference, vertex);
      }
      return { image, vertex };
    },
    loaded(reference) {
      const image = images.get(reference);
      if (!image) throw new Error(`${reference} was not looked up`);
      return image;
    },
  };
}

/** `nginx` as `docker.io/library/nginx:latest`. */
export function normalized(name: string): string {
  const r = parseNormalized(name);
  const tag = r.tag ?? (r.digest ? undefined : "latest");
  return `${r.domain}/${r.path}${tag === undefined ? "" : `:${tag}`}${r.digest ? `@${r.digest}` : ""}`;
}

/** A pull's refusal in the builder's words. */
export function refusal(message: string, reference: string): string {
  if (/^pull access denied/.test(message)) {
    return "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed";
  }
  if (/manifest unknown|not found/.test(message)) return `${reference}: not found`;
  return message;
}
