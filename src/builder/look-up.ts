import type { BaseImage, BuildBackend, BuildOptions } from "../api/build.ts";
import { ApiError } from "../api/errors.ts";
import type { Cancel } from "../std/cancel.ts";
import { StepFailed } from "./context.ts";
import type { LineRange } from "./dockerfile/error.ts";
import { suggestion } from "./dockerfile/flags.ts";
import type { Progress, Vertex } from "./progress.ts";
import type { WantedImage } from "./resolve.ts";
import type { Stage } from "./stages.ts";

/** Names that a mistyped one is held against, spelt as the real builder has them. */
const COMMON_IMAGES = ["alpine", "busybox", "centos", "debian", "golang", "ubuntu", "fedora"].flatMap((name) => [
  name,
  `docker.io/library${name}`,
  `${name}:latest`,
  `docker.io/library${name}:latest`,
]);

const DENIED = /^pull access denied/;

/** An image to look up, and the line that names it. */
export interface LookedUp {
  readonly image: WantedImage;
  readonly range: LineRange | undefined;
}

interface LookUpOptions {
  readonly options: BuildOptions;
  readonly backend: BuildBackend;
  readonly progress: Progress;
  readonly cancel: Cancel;
  readonly stages: readonly Stage[];
  found(wanted: WantedImage, image: BaseImage): void;
}

/**
 * Looks up images, all at once: each is a step of its own. One that is not there ends the build, and those whose registry
 * was asked at the same time are cancelled; those that are here have their end by then. A registry takes longer to refuse
 * an account than to tell of an image. `waiting` is told when it takes time.
 */
export function createLookUp({ options, backend, progress, cancel, stages, found }: LookUpOptions) {
  const begin = ({ reference, context, written }: WantedImage): Vertex =>
    progress.start(
      context === undefined
        ? `[internal] load metadata for ${reference}`
        : `[context ${context}] load metadata for ${written}`,
    );

  const refused = ({ image, range }: LookedUp, message: string, vertex: Vertex): StepFailed => {
    const { reference, context, written } = image;
    const why = refusal(message, reference);
    vertex.fail(why);
    const named = context === undefined ? `${written}: ` : "";
    const above = stages.filter((s) => range && s.from.node.range.start < range.start);
    const hint = suggestion(written, [...above.flatMap((s) => s.name ?? []), ...COMMON_IMAGES]);
    return new StepFailed(`${named}failed to resolve source metadata for ${reference}: ${why}${hint}`, range, vertex);
  };

  return async (wanted: readonly LookedUp[], waiting: () => void = () => {}): Promise<void> => {
    const begun = wanted.map((look) => ({ look, vertex: begin(look.image) }));
    const asked: Vertex[] = [];
    let failed: StepFailed | undefined;
    let denied = false;
    for (const { look, vertex } of begun) {
      const { reference, platform } = look.image;
      const auth = options.auth ? { auth: options.auth } : {};
      let remote = false;
      const asks = (): void => {
        remote = true;
        waiting();
      };
      try {
        const image = await backend.resolve(
          reference,
          { pull: options.pull, platform, ...auth, waiting: asks },
          cancel,
        );
        if (remote) asked.push(vertex);
        else vertex.done();
        found(look.image, image);
      } catch (e) {
        if (!(e instanceof ApiError)) throw e;
        if (failed) vertex.canceled();
        else failed = refused(look, e.message, vertex);
        denied ||= DENIED.test(e.message);
      }
    }
    for (const vertex of asked) {
      if (failed && !denied) vertex.canceled();
      else vertex.done();
    }
    if (failed) throw failed;
  };
}

/** A pull's refusal in the builder's words. */
export function refusal(message: string, reference: string): string {
  if (DENIED.test(message)) {
    return "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed";
  }
  if (/manifest unknown|not found/.test(message)) return `${reference}: not found`;
  return message;
}
