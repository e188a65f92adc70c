import type { ContainerConfig, HostConfig, PortMap } from "../../api/container.ts";
import type { EndpointIPAMConfig } from "../../api/network.ts";
import type { Tree } from "../../filesystem/node.ts";
import type { Micros } from "../../std/time.ts";

/** When a run began and how the last one ended; 0: never. `exitCode` is 127 or so after a failed start, too. */
export interface LastRun {
  readonly startedAt: Micros;
  readonly finishedAt: Micros;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** What a failed start or removal said. */
  readonly error: string;
}

/** Exactly one state at a time; what only makes sense in a state is only there. */
export type ContainerState =
  | ({ readonly status: "created" } & LastRun)
  | ({ readonly status: "running"; readonly pid: number } & LastRun)
  | ({ readonly status: "paused"; readonly pid: number } & LastRun)
  | ({ readonly status: "restarting" } & LastRun)
  | ({ readonly status: "exited" } & LastRun)
  | ({ readonly status: "removing" } & LastRun)
  | ({ readonly status: "dead" } & LastRun);

/** A container's place on one network. Addresses are "" while it does not run. */
export interface EndpointRecord {
  readonly networkID: string;
  readonly endpointID: string;
  readonly ipam: EndpointIPAMConfig | null;
  readonly links: readonly string[] | null;
  readonly aliases: readonly string[] | null;
  readonly dnsNames: readonly string[] | null;
  readonly driverOpts: Readonly<Record<string, string>> | null;
  readonly gwPriority: number;
  /** As asked for; "" when the daemon chooses. */
  readonly wantedMac: string;
  readonly mac: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly gateway: string;
  readonly address6: string;
  readonly prefixLength6: number;
  readonly gateway6: string;
}

/** Something mounted into a container, as inspect shows it and as a start mounts it. */
export interface MountRecord {
  readonly type: "bind" | "volume" | "tmpfs" | "image";
  /** The volume's name; "" for others. */
  readonly name: string;
  /** Host path; the image's id for `image`. */
  readonly source: string;
  readonly destination: string;
  readonly driver: string;
  readonly mode: string;
  readonly readWrite: boolean;
  readonly propagation: string;
  /** A volume that was made for this container alone: `rm -v` takes it along. */
  readonly anonymous: boolean;
  /** Seed an empty volume from what the image holds there. */
  readonly copyData: boolean;
  readonly subpath: string;
  /** `--mount type=bind` refuses a source that is not there; `-v` makes a folder of it. */
  readonly createSource: boolean;
  /** tmpfs: bytes (0: no limit) and permission bits. */
  readonly size: number;
  readonly permissions: number;
}

export interface HealthLogEntry {
  readonly start: Micros;
  readonly end: Micros;
  readonly exitCode: number;
  readonly output: string;
}

export interface HealthRecord {
  readonly status: "starting" | "healthy" | "unhealthy";
  readonly failingStreak: number;
  /** The last five. */
  readonly log: readonly HealthLogEntry[];
}

/** A container, whatever state it is in. */
export interface ContainerRecord {
  readonly id: string;
  /** Without the slash. */
  readonly name: string;
  readonly created: Micros;
  /** Counts creations: orders what was created at the same time, and names what is drawn for the container. */
  readonly serial: number;
  /** `sha256:…`. */
  readonly imageID: string;
  readonly path: string;
  readonly args: readonly string[];
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  readonly state: ContainerState;
  readonly health: HealthRecord | undefined;
  readonly restartCount: number;
  /** Stopped by a client: `unless-stopped` heeds it at the daemon's start. */
  readonly manuallyStopped: boolean;
  readonly mounts: readonly MountRecord[];
  /** By network name, in the order in which they were attached. */
  readonly endpoints: Readonly<Record<string, EndpointRecord>>;
  /** Empty while no network is up. */
  readonly ports: PortMap;
  readonly sandboxID: string;
  /** Ids of the containers that HostConfig.Links name, by the link as it stands there. */
  readonly linkTargets: Readonly<Record<string, string>>;
  /** Execs that run, or were never started; null before the first. */
  readonly execIDs: readonly string[] | null;
  /** The image's tree: what `diff` compares with. */
  readonly base: Tree;
  /** The container's own tree while it does not run; a running one's is in its root mount (`tree.ts`). */
  readonly tree: Tree;
}
