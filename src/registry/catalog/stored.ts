import type { PlainRepository } from "./estimates/plain.ts";

/** The catalog's images as they are kept: short, without what follows from the rest. */

/** An image read off the real one. */
export interface StoredImage {
  readonly tags: readonly string[];
  readonly created: string;
  /** Of the manifest list, of this platform's manifest, of the config; without `sha256:`. */
  readonly digest: string;
  readonly manifest: string;
  readonly id: string;
  readonly config: StoredConfig;
  /** The recipes of its root file system, bottom first. */
  readonly rootfs: readonly string[];
  /** Digest without `sha256:`, compressed bytes, uncompressed bytes; bottom first. */
  readonly layers: readonly (readonly [digest: string, compressedSize: number, size: number])[];
  readonly history: readonly StoredHistory[];
}

/** When, what; the rest is a flag each: `made` a layer, by BuildKit. Dates are those of the line before where they are "". */
export type StoredHistory = readonly [created: string, createdBy: string, made: 0 | 1, buildkit: 0 | 1];

export interface StoredConfig {
  readonly Env?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly ExposedPorts?: readonly string[];
  readonly Volumes?: readonly string[];
  readonly WorkingDir?: string;
  readonly User?: string;
  readonly StopSignal?: string;
  readonly Labels?: Readonly<Record<string, string>>;
}

/** A repository of the index. Its tags are all of them, the estimates' too. */
export interface IndexedRepository {
  /** Familiar: `nginx`, `prom/prometheus`. */
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  /** Separated by spaces. */
  readonly tags: string;
  /** What was recorded of it. */
  readonly recorded?: () => Promise<readonly StoredImage[]>;
  /** The estimates of its family, where nothing was recorded. */
  readonly family?: () => Promise<readonly PlainRepository[]>;
}
