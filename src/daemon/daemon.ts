import type { BuildBackend, Builder } from "../api/build.ts";
import type { Files } from "../filesystem/files.ts";
import type { MountNamespace, TreeCell } from "../filesystem/mounts.ts";
import type { Tree } from "../filesystem/node.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Registries } from "../registry/registry.ts";
import type { LiveExec } from "./container/exec-live.ts";
import type { LiveContainer } from "./container/live.ts";
import type { Events } from "./events.ts";
import type { HostFacts } from "./facts.ts";
import type { ImagePort } from "./image-port.ts";
import type { LiveNetwork } from "./network/live.ts";
import type { PortAllocator } from "./network/port-allocator.ts";
import type { Store } from "./store.ts";

/** The host as the daemon needs it: bind mounts, and its own folder /var/lib/docker. */
export interface DaemonHost {
  /** As root. */
  readonly files: Files;
  readonly mounts: MountNamespace;
  /** What is mounted at "/". */
  readonly cell: TreeCell;
  readonly hostname: string;
}

/** What `createDaemon` is given. */
export interface DaemonDeps {
  readonly kernel: Kernel;
  readonly registries: Registries;
  readonly host: DaemonHost;
  /** Makes the builder when the first build is asked for; builds are refused without one. */
  readonly builder?: (backend: BuildBackend) => Promise<Builder>;
  readonly facts?: Partial<HostFacts>;
  /** The host's files without what was typed as a password. */
  withoutSecrets?(tree: Tree): Tree;
}

/**
 * What all of the daemon's functions share: the state (records, immutable, in the store) and, beside it, what cannot be a
 * value: processes, pipes, bridges.
 */
export interface Daemon {
  readonly kernel: Kernel;
  readonly registries: Registries;
  readonly host: DaemonHost;
  readonly facts: HostFacts;
  readonly store: Store;
  readonly events: Events;
  readonly images: ImagePort;
  /** By container id; one for each container that exists. */
  readonly live: Map<string, LiveContainer>;
  /** By exec id. */
  readonly execs: Map<string, LiveExec>;
  /** By network id. */
  readonly networks: Map<string, LiveNetwork>;
  /** Network ids by name. */
  readonly networkNames: Map<string, string>;
  readonly ports: PortAllocator;
  /** Called at each change of a container's files: no record changes by it. */
  filesChanged(): void;
  /** Counts the containers. */
  nextSerial(): number;
  /** Ids of the containers that have a volume, by its name. */
  readonly volumeUsers: Map<string, Set<string>>;
  /** Trees of images that are mounted (`--mount type=image`), by image id. */
  readonly imageCells: Map<string, TreeCell>;
  /** What volumes of `type=tmpfs` hold while they are mounted. */
  readonly volumeCells: Map<string, TreeCell>;
}
