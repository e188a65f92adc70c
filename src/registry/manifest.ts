import { encode } from "../std/text.ts";
import type { RegistryImage } from "./registry.ts";

export const MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";

/** The manifest as the engine writes it: JSON, indented by three. */
export function manifestOf(image: RegistryImage): string {
  const size = encode(JSON.stringify(image.config)).length;
  const config = { mediaType: "application/vnd.docker.container.image.v1+json", size, digest: image.imageID };
  const layers = image.layers.map((l) => ({
    mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip",
    size: l.compressedSize,
    digest: l.digest,
  }));
  return JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers }, null, 3);
}
