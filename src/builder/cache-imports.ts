import type { BuildBackend, BuildOptions } from "../api/build.ts";
import { ApiError } from "../api/errors.ts";
import type { Cancel } from "../std/cancel.ts";
import { digestOf } from "../std/digest.ts";
import { refusal } from "./look-up.ts";
import { PLATFORM } from "./platform.ts";
import type { Progress } from "./progress.ts";
import { normalized } from "./resolve.ts";

interface CacheImport {
  readonly type: string;
  /** The image that a registry's cache lies in. */
  readonly ref: string;
  /** All of it as written. */
  readonly word: string;
}

/** What each `--cache-from` names; a folder is the client's, and GitHub's cache needs a token that there is none of. */
function cacheImports(words: readonly string[]): CacheImport[] {
  return words
    .map((word) => {
      if (!word.includes("=")) return { type: "registry", ref: word, word };
      const fields = new Map(word.split(",").map((f) => f.split("=", 2) as [string, string]));
      return { type: fields.get("type") ?? "", ref: fields.get("ref") ?? "", word };
    })
    .filter(({ type }) => type !== "local" && type !== "gha");
}

/**
 * Looks up the images that `--cache-from` names. All that they hold is in the engine's own cache already; one that is not
 * there is said and is no reason to stop.
 */
export async function importCaches(
  options: BuildOptions,
  backend: BuildBackend,
  progress: Progress,
  cancel: Cancel,
): Promise<void> {
  for (const { type, ref, word } of cacheImports(options.cacheFrom)) {
    if (type !== "registry") {
      const vertex = progress.start(`importing cache manifest from ${type}:${numberOf(word)}`);
      vertex.fail(`unknown cache importer: ${type}`);
      continue;
    }
    const vertex = progress.start(`importing cache manifest from ${ref}`);
    const reference = normalized(ref);
    const auth = options.auth ? { auth: options.auth } : {};
    try {
      const lookUp = { pull: false, platform: PLATFORM, ...auth };
      const { resolved } = await backend.resolve(reference, lookUp, cancel);
      if (resolved.includes("@")) vertex.status(`inferred cache manifest type: ${MANIFEST}`, 0, 0);
      vertex.done();
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
      vertex.fail(`failed to configure registry cache importer: ${refusal(e.message, reference)}`);
    }
  }
}

const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

/** A number that stands for the attributes of a cache without a name. */
function numberOf(word: string): string {
  return String(BigInt(`0x${digestOf(word).slice(7, 23)}`));
}
