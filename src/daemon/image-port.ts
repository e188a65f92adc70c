import type { BuildBackend } from "../api/build.ts";
import type { ContainerConfig } from "../api/container.ts";
import type { ImageSummary } from "../api/image.ts";
import type { Tree } from "../filesystem/node.ts";
import type { ImageRecord } from "./image/record.ts";

/** What the rest of the daemon asks of images. Implemented in image/. */
export interface ImagePort {
  /** By name, id or an id's beginning that only one has. Throws NotFound: `No such image: x:latest`. */
  find(reference: string): ImageRecord;
  /** Ids of the images that an image was made upon, nearest first. */
  ancestors(imageID: string): readonly string[];
  /** Its whole file tree; may load a chunk. */
  tree(image: ImageRecord): Promise<Tree>;
  /** Makes an image of a container's tree; gives its id. */
  commit(options: CommitOptions): Promise<string>;
  /** Sum of the layers' sizes in bytes, each once. */
  layersSize(): number;
  readonly count: number;
  /** The rows of `docker system df`, with shared sizes and counts of containers. */
  diskUsage(): ImageSummary[];
  /** The builder's way to images; its code arrives when it is first asked for. */
  backend(): Promise<Pick<BuildBackend, "resolve" | "commit" | "push" | "retain" | "inImages">>;
}

export interface CommitOptions {
  readonly image: ImageRecord | undefined;
  /** The image's id as the container has it; the image may be gone. */
  readonly parentID: string;
  readonly base: Tree;
  readonly tree: Tree;
  readonly config: ContainerConfig;
  readonly containerID: string;
  readonly reference: string;
  readonly comment: string;
  readonly author: string;
  readonly changes: readonly string[];
  /** In the history, where it is not the container's command. */
  readonly createdBy?: string;
}
