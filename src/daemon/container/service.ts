import type { Engine } from "../../api/engine.ts";
import type { Daemon } from "../daemon.ts";
import { copyFrom, copyTo, statPath } from "./archive.ts";
import { attachContainer, resizeContainer } from "./attach.ts";
import { commitContainer } from "./commit.ts";
import { createContainer } from "./create.ts";
import { containerChanges } from "./diff.ts";
import { createExec, inspectExec, resizeExec, startExec } from "./exec.ts";
import { exportContainer } from "./export.ts";
import { inspectContainer } from "./inspect.ts";
import { killContainer } from "./kill.ts";
import { listContainers } from "./list.ts";
import { containerLogs } from "./log-stream.ts";
import { findContainer } from "./lookup.ts";
import { pauseContainer, unpauseContainer } from "./pause.ts";
import { pruneContainers, removeContainer } from "./remove.ts";
import { renameContainer } from "./rename.ts";
import { startContainer } from "./start.ts";
import { containerStats } from "./stats.ts";
import { restartContainer, stopContainer } from "./stop.ts";
import { topContainer } from "./top.ts";
import { updateContainer } from "./update.ts";
import { waitContainer } from "./wait.ts";

/** The Engine's calls about containers. */
export type ContainerCalls = Pick<
  Engine,
  | "containerCreate"
  | "containerStart"
  | "containerAttach"
  | "containerWait"
  | "containerStop"
  | "containerRestart"
  | "containerKill"
  | "containerPause"
  | "containerUnpause"
  | "containerRename"
  | "containerUpdate"
  | "containerRemove"
  | "containerList"
  | "containerInspect"
  | "containerTop"
  | "containerLogs"
  | "containerDiff"
  | "containerExport"
  | "containerStatPath"
  | "containerCopyFrom"
  | "containerCopyTo"
  | "containerStats"
  | "containerResize"
  | "containerCommit"
  | "containersPrune"
  | "execCreate"
  | "execStart"
  | "execInspect"
  | "execResize"
>;

export function createContainerCalls(d: Daemon): ContainerCalls {
  return {
    containerCreate: (request) => createContainer(d, request),
    async containerStart(id) {
      startContainer(d, id);
      await d.kernel.sleep(d.facts.settle);
    },
    containerAttach: async (id, options, cancel) => attachContainer(d, id, options, cancel),
    containerWait: async (id, condition, cancel) => waitContainer(d, id, condition, cancel),
    containerStop: (id, options) => stopContainer(d, id, options),
    containerRestart: (id, options) => restartContainer(d, id, options),
    containerKill: (id, signal) => killContainer(d, id, signal),
    containerPause: async (id) => pauseContainer(d, id),
    containerUnpause: async (id) => unpauseContainer(d, id),
    containerRename: async (id, name) => renameContainer(d, id, name),
    containerUpdate: async (id, request) => updateContainer(d, id, request),
    containerRemove: (id, options) => removeContainer(d, id, options),
    containerList: async (options) => listContainers(d, options),
    containerInspect: async (id, { size }) => inspectContainer(d, id, size),
    containerTop: async (id, args) => topContainer(d, id, args),
    containerLogs: (id, options, cancel) => containerLogs(d, id, options, cancel),
    containerDiff: async (id) => containerChanges(d, findContainer(d, id)),
    containerExport: async (id) => exportContainer(d, id),
    containerStatPath: async (id, path) => statPath(d, id, path),
    containerCopyFrom: async (id, path) => copyFrom(d, id, path),
    containerCopyTo: (id, path, content, options) => copyTo(d, id, path, content, options),
    containerStats: (id, options, cancel) => containerStats(d, id, options, cancel),
    containerResize: async (id, size) => resizeContainer(d, id, size),
    containerCommit: (id, options) => commitContainer(d, id, options),
    containersPrune: async (filters) => pruneContainers(d, filters),
    execCreate: async (id, config) => createExec(d, id, config),
    execStart: async (id, options, cancel) => startExec(d, id, options, cancel),
    execInspect: async (id) => inspectExec(d, id),
    execResize: async (id, size) => resizeExec(d, id, size),
  };
}
