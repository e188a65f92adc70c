/**
 * The engine as a picture: what the page's panels draw. Computed from the daemon's state at most once a frame; plain
 * data, so that it crosses from the worker as it is. Sizes are bytes, times microseconds since 1970.
 */
export interface EngineView {
  readonly containers: readonly ContainerView[];
  readonly images: readonly ImageView[];
  readonly networks: readonly NetworkView[];
  readonly volumes: readonly VolumeView[];
}

export interface ContainerView {
  readonly id: string;
  readonly name: string;
  /** As typed at `run`. */
  readonly image: string;
  readonly imageID: string;
  readonly state: "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";
  readonly health: "none" | "starting" | "healthy" | "unhealthy";
  readonly exitCode: number;
  readonly command: string;
  readonly created: number;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly autoRemove: boolean;
  readonly ports: readonly {
    readonly hostIP: string;
    readonly hostPort: number;
    readonly port: number;
    readonly protocol: string;
  }[];
  readonly exposed: readonly string[];
  /** The first 100 changes of the writable layer, and how many there are. */
  readonly changes: readonly { readonly kind: "A" | "C" | "D"; readonly path: string }[];
  readonly changeCount: number;
  readonly sizeRw: number;
  readonly mounts: readonly {
    readonly type: string;
    readonly name: string;
    readonly destination: string;
    readonly readOnly: boolean;
  }[];
  readonly networks: readonly { readonly name: string; readonly address: string }[];
}

export interface LayerView {
  /** Equal for the same layer on the same layers below: shared between images. */
  readonly chainID: string;
  readonly createdBy: string;
  readonly size: number;
}

export interface ImageView {
  readonly id: string;
  readonly tags: readonly string[];
  readonly created: number;
  readonly size: number;
  /** Bottom first. */
  readonly layers: readonly LayerView[];
  readonly dangling: boolean;
  readonly containers: readonly string[];
}

export interface NetworkView {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly subnet: string;
  readonly containers: readonly { readonly name: string; readonly address: string }[];
}

export interface VolumeView {
  readonly name: string;
  readonly anonymous: boolean;
  readonly size: number;
  readonly usedBy: readonly string[];
}

/** A refused pull or an unfound image, so that the page may name the nearest image that is here. */
export interface MissingImage {
  readonly reference: string;
  readonly nearest: string | undefined;
  /** Whether Docker Hub is known to have it. */
  readonly onHub: boolean;
}
