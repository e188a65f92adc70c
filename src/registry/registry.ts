import type { AuthConfig, ImageConfigFile, SearchResult } from "../api/image.ts";
import type { Tree } from "../filesystem/node.ts";
import type { Digest } from "../std/digest.ts";

/** A layer as registries hand it out. A stock one's digest and sizes are recorded facts; a pushed one's are computed. */
export interface RegistryLayer {
  /** Digest and bytes of the compressed blob: what pull and push print. */
  readonly digest: Digest;
  readonly compressedSize: number;
  /** Uncompressed bytes: what history and images print. */
  readonly size: number;
  readonly diffID: Digest;
}

/** An image as registries hand it out. */
export interface RegistryImage {
  /** Digest of the manifest (list) that the tag names: what pull prints and RepoDigests holds. */
  readonly digest: Digest;
  /** Digest of the manifest for this platform, where `digest` is that of a list. */
  readonly manifestDigest?: string;
  /** Digest of the config: the image id. */
  readonly imageID: Digest;
  readonly config: ImageConfigFile;
  /** Bottom first; one for each history entry that made one. */
  readonly layers: readonly RegistryLayer[];
  /** Total uncompressed bytes. */
  readonly size: number;
  /**
   * The file trees after each layer, bottom first; `layers.length` of them. Built when first asked for, so a catalog of
   * many images costs nothing; may load a chunk (the daemon calls it under kernel.load).
   */
  trees(): Promise<readonly Tree[]>;
}

/** Why a registry refuses; the daemon words it. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
  constructor(
    readonly code:
      | "denied"
      | "manifest-unknown"
      | "unauthorized"
      | "name-unknown"
      | "unreachable"
      | "no-basic-auth"
      | "bad-credentials",
    message: string,
  ) {
    super(message);
  }
}

/** One registry: Docker Hub, or another host's. Synchronous: the daemon spends the simulated time. */
export interface Registry {
  /** `docker.io`, `localhost:5000`. */
  readonly host: string;
  /**
   * Loads what is known of a repository (a chunk of the catalog). To be called, under kernel.load, before `pull`, `tags`,
   * `hasLayer` and `push` of that repository; a repository that does not exist is fine. At once when it is here already.
   */
  prepare(repository: string): Promise<void>;
  /** `repository` is the path: `library/nginx`. `reference` is a tag or a digest. */
  pull(repository: string, reference: string, auth: AuthConfig | undefined): RegistryImage;
  tags(repository: string, auth: AuthConfig | undefined): readonly string[];
  /** Whether this user may push there; throws RegistryError `denied`. */
  authorizePush(repository: string, auth: AuthConfig | undefined): void;
  /**
   * Whether the repository holds the blob; else the pushed repository here that it could be mounted from. The daemon
   * tries to mount only from repositories of which it knows that they hold the layer (it pulled or pushed it there):
   * `hasLayer(thatOne, digest) === "exists"`.
   */
  hasLayer(repository: string, digest: Digest): "exists" | "absent" | { readonly mountFrom: string };
  push(repository: string, tag: string, image: RegistryImage, auth: AuthConfig | undefined): void;
  login(auth: AuthConfig): void;
  search(term: string, limit: number): readonly SearchResult[];
  /** The state, for the machine's digest and for pages: repositories with their tags. */
  repositories(): readonly { readonly name: string; readonly tags: readonly string[] }[];
  /** What was pushed to it, and putting that back. */
  save(): readonly SavedRepository[];
  restore(saved: readonly SavedRepository[]): void;
}

/** What was pushed to one repository. */
export interface SavedRepository {
  readonly name: string;
  /** Digests by tag. */
  readonly tags: readonly (readonly [tag: string, digest: string])[];
  /** Also those that no tag names any more. */
  readonly images: readonly RegistryImage[];
}

/** All registries that can be reached, by host; undefined: connection refused. */
export interface Registries {
  get(host: string): Registry | undefined;
  /** Those that are always there. */
  readonly lasting: readonly Registry[];
}
