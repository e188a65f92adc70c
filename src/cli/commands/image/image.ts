import type { Command } from "../../command.ts";
import { build } from "../buildx/build.ts";
import { imageHistory } from "./history.ts";
import { imageImport } from "./import.ts";
import { imageInspect } from "./inspect.ts";
import { imageLoad } from "./load.ts";
import { imageLs } from "./ls.ts";
import { imagePrune } from "./prune.ts";
import { imagePull } from "./pull.ts";
import { imagePush } from "./push.ts";
import { imageRm } from "./rm.ts";
import { imageSave } from "./save.ts";
import { imageTag } from "./tag.ts";

/** `docker image`. */
export const imageNoun: Command = {
  name: "image",
  usage: "",
  short: "Manage images",
  flags: [],
  args: { kind: "none" },
  subcommands: [
    build,
    imageHistory,
    imageImport,
    imageInspect,
    imageLoad,
    imageLs,
    imagePrune,
    imagePull,
    imagePush,
    imageRm,
    imageSave,
    imageTag,
  ],
};
