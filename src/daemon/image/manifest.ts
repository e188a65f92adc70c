import { Forbidden, NotFound, NotSimulated, SystemError } from "../../api/errors.ts";
import type { AuthConfig, RegistryManifest } from "../../api/image.ts";
import { fullString, withDefaultTag } from "../../reference/reference.ts";
import { MANIFEST_TYPE, manifestOf } from "../../registry/manifest.ts";
import { RegistryError } from "../../registry/registry.ts";
import type { Cancel } from "../../std/cancel.ts";
import type { ImageDeps } from "./deps.ts";
import { parseReference } from "./find.ts";
import { ROUND_TRIP } from "./pull.ts";
import { unreachable, usableAuth } from "./registry-access.ts";

/** What a registry has under a name: its manifest, and the configuration that it names. */
export async function readManifest(
  deps: ImageDeps,
  text: string,
  auth: AuthConfig | undefined,
  cancel: Cancel,
): Promise<RegistryManifest> {
  const ref = withDefaultTag(parseReference(text));
  const registry = deps.registries.get(ref.domain);
  if (!registry) throw new SystemError(unreachable(deps, ref.domain));
  await deps.kernel.sleep(ROUND_TRIP, cancel);
  await deps.kernel.load(() => registry.prepare(ref.path));
  try {
    const image = registry.pull(ref.path, ref.digest ?? ref.tag ?? "latest", usableAuth(auth));
    if (image.manifestDigest !== undefined && image.manifestDigest !== image.digest)
      throw new NotSimulated(`the manifests of an image for several platforms (${fullString(ref)}) are not simulated`);
    return {
      reference: fullString(ref),
      digest: image.digest,
      mediaType: MANIFEST_TYPE,
      text: manifestOf(image),
      config: image.config,
    };
  } catch (e) {
    if (!(e instanceof RegistryError)) throw e;
    if (e.code === "manifest-unknown") throw new NotFound(`${fullString(ref)}: not found`);
    throw new Forbidden(e.message);
  }
}
