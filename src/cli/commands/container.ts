import type { Command } from "../command.ts";
import { attach } from "./container/attach.ts";
import { commit } from "./container/commit.ts";
import { cp } from "./container/cp.ts";
import { create } from "./container/create.ts";
import { diff } from "./container/diff.ts";
import { containerExec } from "./container/exec.ts";
import { containerExport } from "./container/export.ts";
import { containerInspect } from "./container/inspect.ts";
import { kill } from "./container/kill.ts";
import { containerLs } from "./container/list.ts";
import { logs } from "./container/logs.ts";
import { pause } from "./container/pause.ts";
import { port } from "./container/port.ts";
import { prune } from "./container/prune.ts";
import { rename } from "./container/rename.ts";
import { restart } from "./container/restart.ts";
import { rm } from "./container/rm.ts";
import { containerRun } from "./container/run.ts";
import { start } from "./container/start.ts";
import { stats } from "./container/stats.ts";
import { stop } from "./container/stop.ts";
import { top } from "./container/top.ts";
import { unpause } from "./container/unpause.ts";
import { update } from "./container/update.ts";
import { wait } from "./container/wait.ts";

/** The verbs that are spelt alike under `docker` and under `docker container`. */
const SHARED: readonly Command[] = [
  attach,
  commit,
  cp,
  create,
  diff,
  containerExport,
  kill,
  logs,
  pause,
  port,
  rename,
  restart,
  rm,
  start,
  stats,
  stop,
  top,
  unpause,
  update,
  wait,
];

/** `docker container`. `remove` is another word for `rm` only here. */
export const containerNoun: Command = {
  name: "container",
  usage: "",
  short: "Manage containers",
  args: { kind: "none" },
  flags: [],
  subcommands: [
    ...SHARED.map((command) => (command === rm ? { ...rm, aliases: ["remove"] } : command)),
    containerExec,
    containerInspect,
    containerLs,
    prune,
    containerRun,
  ].sort((a, b) => (a.name < b.name ? -1 : 1)),
};
