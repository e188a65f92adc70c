import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { composeBridge } from "./bridge.ts";
import {
  composeAttach,
  composeCp,
  composeExec,
  composeKill,
  composeLogs,
  composePause,
  composePort,
  composePs,
  composeRestart,
  composeRm,
  composeRun,
  composeStart,
  composeStats,
  composeStop,
  composeTop,
  composeUnpause,
  composeWait,
} from "./containers.ts";
import {
  composeBuild,
  composeCommit,
  composeExport,
  composeImages,
  composePublish,
  composePull,
  composePush,
} from "./images.ts";
import {
  composeConfig,
  composeCreate,
  composeDown,
  composeEvents,
  composeLs,
  composeScale,
  composeUp,
  composeVersion,
  composeVolumes,
  composeWatch,
} from "./project.ts";

/** `docker compose`. */
export const composeNoun: Command = {
  name: "compose",
  usage: "",
  short: "Docker Compose",
  long: "Run applications of several containers",
  flags: flagTable(`
        --all-resources | Show unused resources too
        --ansi string = auto | When to print ANSI control sequences ("never"|"always"|"auto")
        --compatibility | Behave as older versions did
        --dry-run | Show what would be done without doing it
        --env-file stringArray | File of environment variables to use instead
    -f, --file stringArray | Compose files to read
        --parallel int = -1 | How much to do at once, -1 for no limit
        --profile stringArray | Profile to turn on
        --progress string | How to show progress (auto, tty, plain, json, quiet)
        --project-directory string | Working folder to use instead (default: that of the first Compose file)
    -p, --project-name string | Name of the project
  `),
  args: { kind: "none" },
  plugin: "compose",
  subcommands: [
    composeBridge,
    composeAttach,
    composeBuild,
    composeCommit,
    composeConfig,
    composeCp,
    composeCreate,
    composeDown,
    composeEvents,
    composeExec,
    composeExport,
    composeImages,
    composeKill,
    composeLogs,
    composeLs,
    composePause,
    composePort,
    composePs,
    composePublish,
    composePull,
    composePush,
    composeRestart,
    composeRm,
    composeRun,
    composeScale,
    composeStart,
    composeStats,
    composeStop,
    composeTop,
    composeUnpause,
    composeUp,
    composeVersion,
    composeVolumes,
    composeWait,
    composeWatch,
  ],
};
