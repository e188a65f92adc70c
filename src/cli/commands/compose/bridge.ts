import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { notSimulated } from "../not-simulated.ts";

const composeBridgeTransformationsCreate: Command = {
  name: "create",
  usage: "[OPTION] PATH",
  short: "Create a transformation",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
    -f, --from string | Transformation to start from (default: docker/compose-bridge-kubernetes)
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeBridgeTransformationsList: Command = {
  name: "list",
  aliases: ["ls"],
  usage: "",
  short: "List transformations",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --format string = table | How to print it: [table | json]
    -q, --quiet | Print transformer names only
  `),
  args: { kind: "any" },
  aliasPaths: ["docker compose bridge transformations list", "docker compose bridge transformations ls"],
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeBridgeTransformations: Command = {
  name: "transformations",
  usage: "",
  short: "Manage transformation images",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "none" },
  plugin: "compose",
  subcommands: [composeBridgeTransformationsCreate, composeBridgeTransformationsList],
};

const composeBridgeConvert: Command = {
  name: "convert",
  usage: "",
  short: "Turn Compose files into Kubernetes manifests, Helm charts or another model",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
    -o, --output string = out | Folder for the Kubernetes resources
        --templates string | Folder of transformation templates
    -t, --transformation stringArray | Transformation to apply (default: docker/compose-bridge-kubernetes)
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

export const composeBridge: Command = {
  name: "bridge",
  usage: "",
  short: "Turn Compose files into other models",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "none" },
  subcommands: [composeBridgeTransformations, composeBridgeConvert],
};
