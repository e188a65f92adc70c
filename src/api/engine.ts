import type { Cancel } from "../std/cancel.ts";
import type { Reader, Writer } from "../std/stream.ts";
import type { BuildOptions, BuildProgress, BuildRecord, CacheUsage, LegacyBuildOptions } from "./build.ts";
import type {
  ContainerConfig,
  ContainerCreateRequest,
  ContainerCreateResponse,
  ContainerInspect,
  ContainerSummary,
  ExecConfig,
  ExecInspect,
  FilesystemChange,
  LogsOptions,
  PathStat,
  StatsSample,
  TopResponse,
  UpdateRequest,
} from "./container.ts";
import type { Filters } from "./filters.ts";
import type {
  AuthConfig,
  HistoryItem,
  ImageDeleteItem,
  ImageInspect,
  ImageSummary,
  RegistryManifest,
  SearchResult,
} from "./image.ts";
import type { EndpointSettings, NetworkCreateRequest, NetworkInspect } from "./network.ts";
import type { ProgressMessage } from "./progress.ts";
import type { PruneReport } from "./prune.ts";
import type { DiskUsage, EventMessage, SystemInfo, VersionResponse } from "./system.ts";
import type { Volume, VolumeCreateRequest } from "./volume.ts";

/** A container's or an exec's streams. With a terminal there is one: `stdout`; `stderr` is null then. */
export interface AttachStreams {
  readonly stdin: Writer;
  readonly stdout: Reader;
  readonly stderr: Reader | null;
  /** Lets go of the container; its processes stay. */
  detach(): void;
}

/** A wait that is registered already: what happens from now on counts. */
export interface PendingWait {
  /** The exit status once the condition is met. `error` when the container could not be removed or started. */
  response(): Promise<{ readonly StatusCode: number; readonly error?: string }>;
}

export type WaitCondition = "not-running" | "next-exit" | "removed";

/**
 * The Engine API: what a client can ask of the daemon. `id` is a full id, an unambiguous prefix or a name. Methods
 * reject with an ApiError subclass that carries the daemon's own message; the token cancels the waiting, and for
 * streams ends them. A call is made on a kernel thread (see kernel/kernel.ts) and parks that.
 */
export interface Engine {
  // Containers
  containerCreate(request: ContainerCreateRequest, cancel: Cancel): Promise<ContainerCreateResponse>;
  /** NotModified when it runs already. */
  containerStart(id: string, cancel: Cancel): Promise<void>;
  /** `logs`: what was printed so far comes first. Streams not asked for are empty (a reader at its end, a writer that drops). */
  containerAttach(
    id: string,
    options: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean; readonly logs: boolean },
    cancel: Cancel,
  ): Promise<AttachStreams>;
  containerWait(id: string, condition: WaitCondition, cancel: Cancel): Promise<PendingWait>;
  /** `timeout` in seconds, -1 forever; undefined: the container's own or 10. */
  containerStop(
    id: string,
    options: { readonly signal?: string; readonly timeout?: number },
    cancel: Cancel,
  ): Promise<void>;
  containerRestart(
    id: string,
    options: { readonly signal?: string; readonly timeout?: number },
    cancel: Cancel,
  ): Promise<void>;
  containerKill(id: string, signal: string, cancel: Cancel): Promise<void>;
  containerPause(id: string, cancel: Cancel): Promise<void>;
  containerUnpause(id: string, cancel: Cancel): Promise<void>;
  containerRename(id: string, name: string, cancel: Cancel): Promise<void>;
  containerUpdate(id: string, request: UpdateRequest, cancel: Cancel): Promise<{ Warnings: string[] }>;
  containerRemove(
    id: string,
    options: { readonly force: boolean; readonly removeVolumes: boolean; readonly removeLinks: boolean },
    cancel: Cancel,
  ): Promise<void>;
  containerList(
    options: { readonly all: boolean; readonly limit: number; readonly size: boolean; readonly filters: Filters },
    cancel: Cancel,
  ): Promise<ContainerSummary[]>;
  containerInspect(id: string, options: { readonly size: boolean }, cancel: Cancel): Promise<ContainerInspect>;
  containerTop(id: string, psArgs: readonly string[], cancel: Cancel): Promise<TopResponse>;
  /** Two interleaved streams, or one for a container with a terminal; in order of printing. */
  containerLogs(
    id: string,
    options: LogsOptions,
    cancel: Cancel,
  ): AsyncIterable<{ readonly stream: "stdout" | "stderr"; readonly data: Uint8Array }>;
  containerDiff(id: string, cancel: Cancel): Promise<FilesystemChange[]>;
  /** A tar of the whole file system. */
  containerExport(id: string, cancel: Cancel): Promise<Reader>;
  containerStatPath(id: string, path: string, cancel: Cancel): Promise<PathStat>;
  /** A tar of a path, and what the path is. */
  containerCopyFrom(
    id: string,
    path: string,
    cancel: Cancel,
  ): Promise<{ readonly content: Reader; readonly stat: PathStat }>;
  /** Unpacks a tar in a folder of the container. */
  containerCopyTo(
    id: string,
    path: string,
    content: Reader,
    options: { readonly allowOverwriteDirWithFile: boolean; readonly copyUIDGID: boolean },
    cancel: Cancel,
  ): Promise<void>;
  /** A sample each second while `stream`; else one (`oneShot`: without waiting for a second one to compare with). */
  containerStats(
    id: string,
    options: { readonly stream: boolean; readonly oneShot: boolean },
    cancel: Cancel,
  ): AsyncIterable<StatsSample>;
  containerResize(id: string, size: { readonly columns: number; readonly rows: number }, cancel: Cancel): Promise<void>;
  containerCommit(
    id: string,
    options: {
      readonly reference: string;
      readonly comment: string;
      readonly author: string;
      readonly pause: boolean;
      /** Dockerfile instructions. */
      readonly changes: readonly string[];
      readonly config?: Partial<ContainerConfig>;
    },
    cancel: Cancel,
  ): Promise<{ Id: string }>;
  containersPrune(filters: Filters, cancel: Cancel): Promise<PruneReport>;

  execCreate(id: string, config: ExecConfig, cancel: Cancel): Promise<{ Id: string }>;
  /** Streams when attached, undefined when detached. Rejects when the program cannot be started. */
  execStart(
    execId: string,
    options: { readonly detach: boolean; readonly tty: boolean },
    cancel: Cancel,
  ): Promise<AttachStreams | undefined>;
  execInspect(execId: string, cancel: Cancel): Promise<ExecInspect>;
  execResize(execId: string, size: { readonly columns: number; readonly rows: number }, cancel: Cancel): Promise<void>;

  // Images
  imageList(
    options: { readonly all: boolean; readonly filters: Filters; readonly sharedSize: boolean },
    cancel: Cancel,
  ): Promise<ImageSummary[]>;
  /** Here and below: an image of another platform than the one asked for ("" for any) is not found. */
  imageInspect(reference: string, options: { readonly platform: string }, cancel: Cancel): Promise<ImageInspect>;
  imageHistory(reference: string, options: { readonly platform: string }, cancel: Cancel): Promise<HistoryItem[]>;
  /** `reference` is normalised (`docker.io/library/nginx:latest`); with `all` every tag of the repository. */
  imagePull(
    reference: string,
    options: { readonly all: boolean; readonly platform: string; readonly auth?: AuthConfig },
    cancel: Cancel,
  ): AsyncIterable<ProgressMessage>;
  imagePush(
    reference: string,
    options: { readonly all: boolean; readonly platform: string; readonly auth?: AuthConfig },
    cancel: Cancel,
  ): AsyncIterable<ProgressMessage>;
  imageTag(source: string, target: string, cancel: Cancel): Promise<void>;
  imageRemove(
    reference: string,
    options: { readonly force: boolean; readonly prune: boolean; readonly platforms: readonly string[] },
    cancel: Cancel,
  ): Promise<ImageDeleteItem[]>;
  imagesPrune(
    filters: Filters,
    cancel: Cancel,
  ): Promise<{ readonly Deleted: readonly ImageDeleteItem[]; readonly SpaceReclaimed: number }>;
  imageSave(references: readonly string[], options: { readonly platform: string }, cancel: Cancel): Promise<Reader>;
  imageLoad(
    archive: Reader,
    options: { readonly quiet: boolean; readonly platform: string },
    cancel: Cancel,
  ): AsyncIterable<ProgressMessage>;
  imageImport(
    archive: Reader,
    options: {
      readonly reference: string;
      readonly message: string;
      readonly changes: readonly string[];
      readonly platform: string;
    },
    cancel: Cancel,
  ): AsyncIterable<ProgressMessage>;
  imageSearch(
    term: string,
    options: { readonly limit: number; readonly filters: Filters },
    cancel: Cancel,
  ): Promise<SearchResult[]>;
  /** What the registry has under a name: NotFound when nothing, Forbidden when it does not tell, SystemError without one. */
  registryManifest(
    reference: string,
    options: { readonly auth?: AuthConfig },
    cancel: Cancel,
  ): Promise<RegistryManifest>;
  registryLogin(auth: AuthConfig, cancel: Cancel): Promise<{ Status: string; IdentityToken: string }>;

  // Networks and volumes
  networkCreate(request: NetworkCreateRequest, cancel: Cancel): Promise<{ Id: string; Warning: string }>;
  networkList(filters: Filters, cancel: Cancel): Promise<NetworkInspect[]>;
  networkInspect(
    id: string,
    options: { readonly verbose: boolean; readonly scope: string },
    cancel: Cancel,
  ): Promise<NetworkInspect>;
  networkRemove(id: string, cancel: Cancel): Promise<void>;
  networkConnect(
    network: string,
    container: string,
    settings: Partial<EndpointSettings>,
    cancel: Cancel,
  ): Promise<void>;
  networkDisconnect(
    network: string,
    container: string,
    options: { readonly force: boolean },
    cancel: Cancel,
  ): Promise<void>;
  networksPrune(filters: Filters, cancel: Cancel): Promise<PruneReport>;

  volumeCreate(request: VolumeCreateRequest, cancel: Cancel): Promise<Volume>;
  volumeList(filters: Filters, cancel: Cancel): Promise<{ Volumes: Volume[]; Warnings: string[] }>;
  volumeInspect(name: string, cancel: Cancel): Promise<Volume>;
  volumeRemove(name: string, options: { readonly force: boolean }, cancel: Cancel): Promise<void>;
  volumesPrune(filters: Filters, cancel: Cancel): Promise<PruneReport>;

  // System
  version(cancel: Cancel): Promise<VersionResponse>;
  info(cancel: Cancel): Promise<SystemInfo>;
  /** Ends at `until`. Times as in LogsOptions. */
  events(
    options: { readonly since: string; readonly until: string; readonly filters: Filters },
    cancel: Cancel,
  ): AsyncIterable<EventMessage>;
  diskUsage(cancel: Cancel): Promise<DiskUsage>;

  // Builds: handed on to the builder (api/build.ts)
  build(options: BuildOptions, cancel: Cancel): AsyncIterable<BuildProgress>;
  /** The same by the older builder. */
  buildLegacy(options: LegacyBuildOptions, cancel: Cancel): AsyncIterable<ProgressMessage>;
  buildCachePrune(
    options: { readonly all: boolean; readonly keepStorage: number; readonly filters: Filters },
    cancel: Cancel,
  ): Promise<PruneReport>;
  buildCacheUsage(filters: Filters, cancel: Cancel): Promise<CacheUsage>;
  /** The builds that were, the last one first. */
  buildHistory(): Promise<readonly BuildRecord[]>;
  buildHistoryRemove(refs: readonly string[]): Promise<void>;
}
