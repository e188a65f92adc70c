import type { Tree } from "../filesystem/node.ts";
import type { Cancel } from "../std/cancel.ts";
import type { Micros } from "../std/time.ts";
import type { ContainerConfig } from "./container.ts";
import type { Filters } from "./filters.ts";
import type { AuthConfig, ImageConfigFile } from "./image.ts";
import type { ProgressMessage } from "./progress.ts";
import type { PruneReport } from "./prune.ts";
import type { BuildCacheRecord } from "./system.ts";

/** What `docker build` sends: the context is a tree already (the client read it, .dockerignore is the builder's). */
export interface BuildOptions {
  readonly context: Tree | undefined;
  /** The Dockerfile's text when it comes from stdin or from outside the context; null where there is none. */
  readonly dockerfileText?: string | null;
  /** What `NAME.dockerignore` beside such a Dockerfile says. */
  readonly ignoreText?: string;
  /** For the history: what the build is called there, and what was typed. */
  readonly origin: { readonly name: string; readonly context: string; readonly dockerfile: string };
  /** Path of the Dockerfile inside the context, for messages too. */
  readonly dockerfile: string;
  /** An address whose content is the context: an archive, or a Dockerfile alone; or a git repository. */
  readonly contextURL?: string;
  /** What stands for the context in messages: a path as typed, or "-". */
  readonly contextName: string;
  readonly tags: readonly string[];
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: readonly string[];
  readonly target: string;
  readonly noCache: boolean;
  readonly noCacheFilter: readonly string[];
  readonly pull: boolean;
  readonly platform: string;
  readonly network: string;
  readonly secrets: ReadonlyMap<string, Uint8Array>;
  readonly namedContexts: ReadonlyMap<
    string,
    { readonly kind: "tree"; readonly tree: Tree } | { readonly kind: "image"; readonly reference: string }
  >;
  readonly addHosts: readonly string[];
  readonly shmSize: number;
  readonly ulimits: readonly string[];
  readonly check: boolean;
  /** A question about the Dockerfile in place of a build: `outline`, `targets`, `subrequests.describe`. */
  readonly question?: string;
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** Where the result goes; `image` loads it into the engine. The tree for local and tar comes back in the `done` message. */
  readonly outputs: readonly ("image" | "local" | "tar" | "none")[];
  readonly push: boolean;
  readonly auth?: AuthConfig;
}

/** One news item of a build, in the shape of BuildKit's status: the client draws `plain` or `[+] Building` from it. */
export type BuildProgress =
  | {
      readonly kind: "vertex";
      /** Number of the step in order of first appearance: `#5`. */
      readonly index: number;
      readonly name: string;
      readonly digest: string;
      readonly inputs: readonly number[];
      readonly state: "started" | "cached" | "done" | "error" | "canceled";
      readonly error?: string;
      /** Simulated microseconds since the build began. */
      readonly at: number;
      /** Why it was not cached, for the page. */
      readonly reason?: string;
      /** How far its image has come, for the page: news of its own that no client shows. */
      readonly note?: string;
    }
  | {
      readonly kind: "log";
      readonly index: number;
      readonly stream: "stdout" | "stderr";
      readonly data: Uint8Array;
      readonly at: number;
    }
  | {
      readonly kind: "status";
      readonly index: number;
      readonly id: string;
      readonly current: number;
      readonly total: number;
      readonly at: number;
      readonly done: boolean;
    }
  | { readonly kind: "warning"; readonly warning: BuildWarning }
  | { readonly kind: "failed"; readonly error: BuildFailure }
  | {
      readonly kind: "done";
      readonly imageID: string;
      readonly tree?: Tree;
      /** The images that were built upon: `busybox@latest`, and what stands for their files. */
      readonly materials: readonly { readonly name: string; readonly digest: string }[];
      readonly metadata: Readonly<Record<string, unknown>>;
      /** What was asked for in place of a build. */
      readonly answer?: BuildAnswer;
    };

/** Lines of the Dockerfile, the first and the last one. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** Something that a build takes: an argument, a secret, an agent. */
export interface OutlineItem {
  readonly name: string;
  readonly description?: string;
  readonly value?: string;
  readonly required?: boolean;
  readonly lines: Lines;
}

/** A stage that can be built. */
export interface TargetItem {
  readonly name?: string;
  readonly default?: boolean;
  readonly description?: string;
  /** What its FROM names, as written. */
  readonly base: string;
  readonly lines: Lines;
}

export type BuildAnswer =
  | {
      readonly kind: "outline";
      readonly name?: string;
      readonly description?: string;
      readonly args: readonly OutlineItem[];
      readonly secrets: readonly OutlineItem[];
      readonly ssh: readonly OutlineItem[];
      /** The Dockerfile. */
      readonly source: string;
    }
  | { readonly kind: "targets"; readonly targets: readonly TargetItem[]; readonly source: string }
  | { readonly kind: "subrequests.describe" };

export interface BuildWarning {
  readonly rule: string;
  readonly message: string;
  readonly description: string;
  readonly url: string;
  readonly file: string;
  readonly line: number;
  /** The Dockerfile's lines, for the excerpt. */
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

export interface BuildFailure {
  readonly message: string;
  /**
   * What was going on: what is found while the Dockerfile is read `--check` reports beside its warnings; a push is the
   * client's own doing and no failure to solve.
   */
  readonly phase: "reading" | "solving" | "pushing" | "canceled";
  /** Where in the Dockerfile, for the excerpts. */
  readonly locations: readonly {
    readonly file: string;
    readonly source: string;
    readonly start: number;
    readonly end: number;
  }[];
  /** The failed step's name and last output lines. */
  readonly vertex?: { readonly name: string; readonly log: readonly string[] };
}

export interface CacheUsage {
  readonly records: readonly BuildCacheRecord[];
}

/** A build by the older builder: one container after the other, each committed. */
export interface LegacyBuildOptions
  extends Pick<
    BuildOptions,
    | "context"
    | "dockerfile"
    | "dockerfileText"
    | "tags"
    | "buildArgs"
    | "labels"
    | "target"
    | "noCache"
    | "pull"
    | "network"
    | "addHosts"
  > {
  /** Removes the containers of steps that went well; `forceRemove` the others too. */
  readonly remove: boolean;
  readonly forceRemove: boolean;
}

/** What the older builder asks of the daemon: images by id, and containers. */
export interface LegacyBackend {
  /** An image that is here, by name or id. Throws NotFound. */
  image(reference: string): Promise<Pick<BaseImage, "id" | "tree" | "config">>;
  pull(reference: string, cancel: Cancel): AsyncIterable<ProgressMessage>;
  tag(imageID: string, reference: string, cancel: Cancel): Promise<void>;
  /** Makes a container of an image and gives its id. */
  create(
    options: {
      readonly image: string;
      readonly config: Partial<ContainerConfig>;
      readonly network: string;
      readonly addHosts: readonly string[];
    },
    cancel: Cancel,
  ): Promise<string>;
  start(id: string, cancel: Cancel): Promise<void>;
  /** What it prints, until it has ended. */
  output(
    id: string,
    cancel: Cancel,
  ): AsyncIterable<{ readonly stream: "stdout" | "stderr"; readonly data: Uint8Array }>;
  /** Its status, once it has ended. */
  status(id: string, cancel: Cancel): Promise<number>;
  remove(id: string, cancel: Cancel): Promise<void>;
  /** Its files as they are now. */
  files(id: string): Tree;
  /** An image of a tree on its parent's; gives its id. */
  commit(options: {
    readonly parent: string;
    readonly before: Tree;
    readonly after: Tree;
    readonly config: Partial<ContainerConfig>;
    readonly createdBy: string;
    readonly author: string;
  }): Promise<string>;
}

/** A build that was, or is: what it was for and all its news. */
export interface BuildRecord {
  /** 25 characters of a-z and 0-9. */
  readonly ref: string;
  readonly options: BuildOptions;
  readonly startedAt: Micros;
  /** Undefined while it runs. */
  readonly completedAt: Micros | undefined;
  readonly news: readonly BuildProgress[];
}

/** The builder, as the daemon calls it. Implemented by the builder room; machine.ts hands it over. */
export interface Builder {
  /** Tells its news as they come; what a RUN prints is told while it runs. A build that fails ends with `failed`. */
  build(options: BuildOptions, report: (news: BuildProgress) => void, cancel: Cancel): Promise<void>;
  prune(
    options: { readonly all: boolean; readonly keepStorage: number; readonly filters: Filters },
    cancel: Cancel,
  ): Promise<PruneReport>;
  usage(filters: Filters, cancel: Cancel): Promise<CacheUsage>;
  /** Builds as the older builder does; what it says comes as the Engine API's messages. */
  buildLegacy(options: LegacyBuildOptions, backend: LegacyBackend, cancel: Cancel): AsyncIterable<ProgressMessage>;
  /** The builds that were, the last one first. */
  history(): readonly BuildRecord[];
  /** Forgets builds; one that there is none of is left out. */
  forget(refs: readonly string[]): void;
}

/** An image as the builder starts from. */
export interface BaseImage {
  readonly id: string;
  /** `docker.io/library/node:20@sha256:…` as the step's title shows it. */
  readonly resolved: string;
  readonly tree: Tree;
  readonly config: ImageConfigFile;
  /** chainID of its layers: the cache key it stands for. */
  readonly chainID: string;
  /** Of an image that its registry told of: its documents and layers, which are to be fetched before anything is done on it. */
  readonly remote?: RemoteImage;
}

/** What building on an image that is not among the engine's takes. */
export interface RemoteImage {
  /** Its manifests and its configuration: digest and bytes of each. */
  readonly documents: readonly { readonly digest: string; readonly size: number }[];
  /** Whether no layer is missing. */
  isHere(): boolean;
  /**
   * Fetches the layers that are not here and unpacks them, in the time that takes. Tells of a blob by its digest, with the
   * bytes that came and all there are, and of its unpacking as `extracting DIGEST`.
   */
  fetch(report: (id: string, current: number, total: number, done: boolean) => void, cancel: Cancel): Promise<void>;
}

/** What a server answered. */
export interface Fetched {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** What the builder asks of the daemon. */
export interface BuildBackend {
  /**
   * The image: the engine's own, or where it is not here, or `pull` is set, what its registry has under the name. Nothing is
   * fetched yet. ApiError when there is none.
   */
  resolve(
    reference: string,
    options: {
      readonly pull: boolean;
      /** Another platform's image of that name is not the one that is meant. */
      readonly platform: { readonly os: string; readonly architecture: string };
      readonly auth?: AuthConfig;
      /** The image is not here: its registry is asked, which takes time. */
      readonly waiting?: () => void;
    },
    cancel: Cancel,
  ): Promise<BaseImage>;
  /** Runs a process on a tree, its output to `output`; gives the changed tree and the status. */
  run(
    options: {
      readonly tree: Tree;
      readonly args: readonly string[];
      readonly env: readonly string[];
      readonly cwd: string;
      readonly user: string;
      readonly hostname: string;
      readonly network: "default" | "none" | "host";
      readonly addHosts: readonly string[];
      /** Bytes of /dev/shm; 0 for the usual. */
      readonly shmSize: number;
      /** `nofile=1024:2048`. */
      readonly ulimits: readonly string[];
      /** Extra mounts: cache, bind, tmpfs, secret. Who holds the same cell sees the same files. */
      readonly mounts: readonly {
        readonly target: string;
        readonly cell: { tree: Tree };
        readonly readOnly: boolean;
      }[];
      readonly output: (stream: "stdout" | "stderr", data: Uint8Array) => Promise<void>;
    },
    cancel: Cancel,
  ): Promise<{ readonly tree: Tree; readonly statusCode: number }>;
  /** Makes an image of a base's layers and new ones (trees after each layer, bottom first) and tags it. */
  commit(
    options: {
      readonly base: BaseImage | undefined;
      readonly layers: readonly { readonly before: Tree; readonly after: Tree }[];
      readonly config: ImageConfigFile;
      readonly tags: readonly string[];
    },
    cancel: Cancel,
  ): Promise<{ readonly imageID: string; readonly diffIDs: readonly string[] }>;
  push(reference: string, auth: AuthConfig | undefined, cancel: Cancel): Promise<void>;
  /** Asks a server, from the engine's network. ApiError in Go's words when there is no answer. */
  fetch(
    request: {
      readonly method: "GET" | "HEAD";
      readonly url: string;
      readonly headers: readonly (readonly [string, string])[];
    },
    cancel: Cancel,
  ): Promise<Fetched>;
  /**
   * Which trees the build cache holds after a prune: the layers that they end with, and those below, outlive their images,
   * and a pull finds them. `resolve` and `commit` add theirs by themselves.
   */
  retain?(trees: Iterable<Tree>): void;
  /** Whether an image of the engine stands on this tree: its layers are not the cache's alone. */
  inImages(tree: Tree): boolean;
  now(): number;
  /** Starts what goes on beside the caller. It must not throw: nobody joins it. */
  fork(name: string, run: () => Promise<void>): void;
  createWaitQueue(): BuildWaitQueue;
}

/** Where threads of a build wait for each other. */
export interface BuildWaitQueue {
  /** Until the next wake. Rejects with Cancelled. */
  wait(options: { readonly cancel: Cancel }): Promise<boolean>;
  wakeAll(): void;
}
