import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { buildxBake } from "./bake.ts";
import { buildxBuild } from "./build.ts";
import { buildxInspect, buildxLs, buildxStop, buildxUse, buildxVersion } from "./builders.ts";
import { buildxCreate } from "./create.ts";
import { withDefaultBuilder } from "./default-builder.ts";
import { buildxDu } from "./du.ts";
import { buildxHistory } from "./history/history.ts";
import { buildxDialStdio, buildxImagetools } from "./others.ts";
import { buildxPrune } from "./prune.ts";
import { buildxRm } from "./rm.ts";

/** `docker buildx`. */
export const buildxNoun: Command = {
  name: "buildx",
  usage: "",
  short: "Docker Buildx",
  long: "Build images with BuildKit",
  plugin: "buildx",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
  `),
  args: { kind: "none" },
  subcommands: [
    buildxBake,
    buildxBuild,
    buildxCreate,
    buildxDialStdio,
    buildxDu,
    buildxHistory,
    buildxImagetools,
    buildxInspect,
    buildxLs,
    buildxPrune,
    buildxRm,
    buildxStop,
    buildxUse,
    buildxVersion,
  ],
};

/** `docker builder`: buildx under its older name. */
export const builderNoun: Command = {
  ...withDefaultBuilder(buildxNoun),
  name: "builder",
  short: "Manage builds",
  shownAs: "docker buildx",
};

/** `docker bake`. */
export const bake: Command = {
  ...withDefaultBuilder(buildxBake),
  shownAs: "docker buildx bake",
  group: "Common Commands",
};
