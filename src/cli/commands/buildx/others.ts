import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { notSimulated } from "../not-simulated.ts";
import { buildxImagetoolsInspect } from "./imagetools-inspect.ts";

/** What buildx has besides and Drydock leaves out. */

export const buildxHistoryInspectAttachment: Command = {
  name: "attachment",
  usage: "[OPTIONS] [REF [DIGEST]]",
  short: "Show what is attached to a build record",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --platform string | Platform of the attachment
        --type string | Type of the attachment
  `),
  args: { kind: "max", count: 2, plain: true },
  plugin: "buildx",
  run: notSimulated("docker buildx history inspect attachment"),
};

export const buildxHistoryExport: Command = {
  name: "export",
  usage: "[OPTIONS] [REF...]",
  short: "Export build records for Docker Desktop",
  flags: flagTable(`
        --all | Every build record of the builder
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --finalize | Wait until records are complete
    -o, --output string | File to write to
  `),
  args: { kind: "any" },
  plugin: "buildx",
  run: notSimulated("docker buildx history export"),
};

export const buildxHistoryImport: Command = {
  name: "import",
  usage: "[OPTIONS] -",
  short: "Import build records into Docker Desktop",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
    -f, --file stringArray | File to import from
  `),
  args: { kind: "any" },
  plugin: "buildx",
  run: notSimulated("docker buildx history import"),
};

export const buildxHistoryOpen: Command = {
  name: "open",
  usage: "[OPTIONS] [REF]",
  short: "Open a build record in Docker Desktop",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
  `),
  args: { kind: "max", count: 1, plain: true },
  plugin: "buildx",
  run: notSimulated("docker buildx history open"),
};

const buildxImagetoolsCreate: Command = {
  name: "create",
  usage: "[OPTIONS] [SOURCE...]",
  short: "Make an image of other images",
  flags: flagTable(`
        --annotation stringArray | Annotation for the image
        --append | Add to the manifest that exists
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --dry-run | Print the image instead of pushing it
    -f, --file stringArray | File of the source's descriptor
    -p, --platform stringArray | Platforms to take from the image
        --prefer-index = true | Make an index even of a single source, instead of a copy
        --progress string = auto | How to show progress ("auto", "none", "plain", "rawjson", "tty"); plain shows what the steps print
    -t, --tag stringArray | Name of the new image
  `),
  args: { kind: "any" },
  plugin: "buildx",
  run: notSimulated("docker buildx imagetools create"),
};

export const buildxImagetools: Command = {
  name: "imagetools",
  usage: "",
  short: "Work on images in a registry",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
  `),
  args: { kind: "none" },
  plugin: "buildx",
  subcommands: [buildxImagetoolsCreate, buildxImagetoolsInspect],
};

export const buildxDialStdio: Command = {
  name: "dial-stdio",
  usage: "",
  short: "Connect stdin and stdout to a builder",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --platform string | Platform that decides on the node
        --progress string = none | How to show progress ("auto", "plain", "rawjson", "tty"); plain shows what the steps print
  `),
  args: { kind: "any" },
  plugin: "buildx",
  run: notSimulated("docker buildx dial-stdio"),
};
