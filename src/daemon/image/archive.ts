import { NotSimulated } from "../../api/errors.ts";
import { type Reader, readAll } from "../../std/stream.ts";
import type { TarEntry } from "../../std/tar.ts";
import { decodeTar } from "../../std/tar-read.ts";
import type { ImageDeps } from "./deps.ts";

/*
 * The archive that `docker save` writes and `docker load` reads: an OCI image layout (blobs/sha256/…, index.json,
 * oci-layout) with Docker's own manifest.json beside it, which says for each image its config, its names and its layers.
 */

export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
export const OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";

/** An image in manifest.json. */
export interface ManifestItem {
  readonly Config: string;
  readonly RepoTags: readonly string[] | null;
  /** Paths of the layers' archives, bottom first. */
  readonly Layers: readonly string[];
  readonly Parent?: string;
  readonly LayerSources?: Readonly<Record<string, Descriptor>>;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Where a blob lies in the archive. */
export function blobPath(digest: string): string {
  return `blobs/${digest.replace(":", "/")}`;
}

/** All members of an archive, gzipped or not. Throws TarError. */
export async function readArchive(deps: Pick<ImageDeps, "kernel">, from: Reader): Promise<TarEntry[]> {
  return decodeTar(await decompressed(deps, await readAll(from)));
}

/** How compressed data begins. */
const MAGIC = {
  gzip: [0x1f, 0x8b],
  bzip2: [0x42, 0x5a, 0x68],
  xz: [0xfd, 0x37, 0x7a, 0x58],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
};

function compressionOf(bytes: Uint8Array): string | undefined {
  return Object.entries(MAGIC).find(([, magic]) => magic.every((b, i) => bytes[i] === b))?.[0];
}

/** Whether data that begins so is compressed. */
export function isCompressed(start: Uint8Array): boolean {
  return compressionOf(start) !== undefined;
}

/** Bytes as they are, or out of gzip. Other compressions are not simulated. */
export async function decompressed(deps: Pick<ImageDeps, "kernel">, bytes: Uint8Array): Promise<Uint8Array> {
  const compression = compressionOf(bytes);
  if (compression === undefined) return bytes;
  if (compression !== "gzip") throw new NotSimulated(`archives compressed with ${compression} are not simulated`);
  const { gunzipSync } = await deps.kernel.load(() => import("fflate"));
  return gunzipSync(bytes);
}
