import type { LegacyBackend } from "../api/build.ts";
import type { Engine } from "../api/engine.ts";
import { DEFAULT_HOST } from "./container/default-host.ts";
import { treeOf } from "./container/diff.ts";
import { findContainer } from "./container/lookup.ts";
import type { Daemon } from "./daemon.ts";
import { EMPTY_CONFIG } from "./image/legacy-layers.ts";

/** The Engine's calls that the older builder is made of. */
export type LegacyCalls = Pick<
  Engine,
  | "containerCreate"
  | "containerStart"
  | "containerLogs"
  | "containerWait"
  | "containerRemove"
  | "imagePull"
  | "imageTag"
>;

const NO_CONFIG = { ...EMPTY_CONFIG, Labels: {} };

/** The older builder's port to the daemon: what a user could do by hand, and a commit of files. */
export function createLegacyBackend(d: Daemon, calls: LegacyCalls): LegacyBackend {
  return {
    async image(reference) {
      const image = d.images.find(reference);
      return { id: image.id, config: image.config, tree: await d.images.tree(image) };
    },
    pull: (reference, cancel) => calls.imagePull(reference, { all: false, platform: "" }, cancel),
    tag: (imageID, reference, cancel) => calls.imageTag(imageID, reference, cancel),
    async create({ image, config, network, addHosts }, cancel) {
      const { Id } = await calls.containerCreate(
        {
          name: "",
          Config: { ...NO_CONFIG, ...config, AttachStdout: true, AttachStderr: true, Image: image },
          HostConfig: { ...DEFAULT_HOST, NetworkMode: network, ExtraHosts: [...addHosts] },
          NetworkingConfig: { EndpointsConfig: {} },
        },
        cancel,
      );
      return Id;
    },
    start: (id, cancel) => calls.containerStart(id, cancel),
    output: (id, cancel) =>
      calls.containerLogs(
        id,
        { stdout: true, stderr: true, follow: true, timestamps: false, since: "", until: "", tail: "", details: false },
        cancel,
      ),
    async status(id, cancel) {
      const pending = await calls.containerWait(id, "not-running", cancel);
      return (await pending.response()).StatusCode;
    },
    remove: (id, cancel) => calls.containerRemove(id, { force: true, removeVolumes: true, removeLinks: false }, cancel),
    files: (id) => treeOf(d, findContainer(d, id)),
    commit: ({ parent, before, after, config, createdBy, author }) =>
      d.images.commit({
        image: parent === "" ? undefined : d.images.find(parent),
        parentID: parent,
        base: before,
        tree: after,
        config: { ...NO_CONFIG, ...config },
        containerID: "",
        reference: "",
        comment: "",
        author,
        changes: [],
        createdBy,
      }),
  };
}
