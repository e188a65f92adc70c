import type { ContainerConfig } from "./container.ts";

/** A row of `docker images`. Created: seconds since 1970; sizes in bytes. */
export interface ImageSummary {
  Id: string;
  ParentId: string;
  RepoTags: string[];
  RepoDigests: string[];
  Created: number;
  Size: number;
  SharedSize: number;
  Labels: Record<string, string> | null;
  /** -1 when not counted. */
  Containers: number;
}

/** `docker image inspect`, in the order in which the real one prints it. */
export interface ImageInspect {
  Id: string;
  RepoTags: string[];
  RepoDigests: string[];
  Parent: string;
  Comment: string;
  Created: string;
  DockerVersion: string;
  Author: string;
  Config: ContainerConfig | null;
  Architecture: string;
  Variant?: string;
  Os: string;
  Size: number;
  GraphDriver: { Data: Record<string, string> | null; Name: string };
  RootFS: { Type: string; Layers: string[] };
  Metadata: { LastTagTime: string };
}

/** What a registry has under a name. */
export interface RegistryManifest {
  /** The name in full. */
  readonly reference: string;
  readonly digest: string;
  readonly mediaType: string;
  /** The manifest as the registry hands it out. */
  readonly text: string;
  readonly config: ImageConfigFile;
}

/** The image's own config file (OCI image configuration), fields as there. */
export interface ImageConfigFile {
  architecture: string;
  os: string;
  variant?: string;
  created: string;
  author?: string;
  /** What a commit or an import wrote: the engine's version and the comment. */
  docker_version?: string;
  comment?: string;
  config: Partial<ContainerConfig>;
  rootfs: { type: "layers"; diff_ids: string[] };
  history: ImageHistoryEntry[];
  /** What a build with an inline cache notes of its layers: base64. */
  "moby.buildkit.cache.v0"?: string;
}

export interface ImageHistoryEntry {
  created: string;
  created_by?: string;
  author?: string;
  comment?: string;
  empty_layer?: boolean;
}

/** A row of `docker history`. Created: seconds since 1970. */
export interface HistoryItem {
  Id: string;
  Created: number;
  CreatedBy: string;
  Tags: string[] | null;
  Size: number;
  Comment: string;
}

export type ImageDeleteItem = { readonly Untagged: string } | { readonly Deleted: string };

export interface SearchResult {
  readonly name: string;
  readonly description: string;
  readonly star_count: number;
  readonly is_official: boolean;
  readonly is_automated: boolean;
}

/** Credentials for one registry, as the client keeps them in config.json. */
export interface AuthConfig {
  readonly username: string;
  readonly password: string;
  readonly serveraddress: string;
}
