import type { Command } from "../command.ts";
import { flagTable } from "../grammar/table.ts";
import { experimental, manifestInspect } from "./manifest-inspect.ts";
import { notSimulated } from "./not-simulated.ts";

const manifestAnnotate: Command = {
  name: "annotate",
  usage: "[OPTIONS] MANIFEST_LIST MANIFEST",
  short: "Add facts to an image of a manifest list here",
  long: `Add facts to an image of a manifest list here\n\n${experimental("docker manifest annotate")}`,
  flags: flagTable(`
        --arch string | Architecture
        --os string | Operating system
        --os-features strings | Feature of the operating system
        --os-version string | Version of the operating system
        --variant string | Variant of the architecture
  `),
  args: { kind: "exact", count: 2 },
  run: notSimulated("docker manifest"),
};

const manifestCreate: Command = {
  name: "create",
  usage: "MANIFEST_LIST MANIFEST [MANIFEST...]",
  short: "Create a manifest list here",
  long: `Create a manifest list here\n\n${experimental("docker manifest create")}`,
  flags: flagTable(`
    -a, --amend | Change a manifest list that exists
        --insecure | Allow a registry without TLS
  `),
  args: { kind: "min", count: 2 },
  run: notSimulated("docker manifest"),
};

const manifestPush: Command = {
  name: "push",
  usage: "[OPTIONS] MANIFEST_LIST",
  short: "Push a manifest list to a registry",
  long: `Push a manifest list to a registry\n\n${experimental("docker manifest push")}`,
  flags: flagTable(`
        --insecure | Allow pushing to a registry without TLS
    -p, --purge | Remove the manifest list here once it is pushed
  `),
  args: { kind: "exact", count: 1 },
  run: notSimulated("docker manifest"),
};

const manifestRm: Command = {
  name: "rm",
  usage: "MANIFEST_LIST [MANIFEST_LIST...]",
  short: "Remove manifest lists here",
  long: `Remove manifest lists here\n\n${experimental("docker manifest rm")}`,
  flags: [],
  args: { kind: "min", count: 1 },
  run: notSimulated("docker manifest"),
};

/** `docker manifest`. */
export const manifestNoun: Command = {
  long: `Manage manifests and manifest lists. A manifest list is one name for the same image on
several architectures.\n\n${experimental("docker manifest")}`,
  name: "manifest",
  usage: "COMMAND",
  short: "Manage manifests and manifest lists",
  flags: [],
  args: { kind: "none" },
  subcommands: [manifestAnnotate, manifestCreate, manifestInspect, manifestPush, manifestRm],
};
