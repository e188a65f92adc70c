import type { Engine } from "../../api/engine.ts";
import type { Daemon } from "../daemon.ts";
import { laterOn, streamLater } from "../later.ts";
import { attachContainer, resizeContainer } from "./attach.ts";
import { createContainer } from "./create.ts";
import { killContainer } from "./kill.ts";
import { listContainers } from "./list.ts";
import { findContainer } from "./lookup.ts";
import { pauseContainer, unpauseContainer } from "./pause.ts";
import { pruneContainers, removeContainer } from "./remove.ts";
import { startContainer } from "./start.ts";
import { restartContainer, stopContainer } from "./stop.ts";
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
  const later = laterOn(d.kernel);
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
    containerRename: async (id, name) => (await later(() => import("./rename.ts"))).renameContainer(d, id, name),
    containerUpdate: async (id, request) => (await later(() => import("./update.ts"))).updateContainer(d, id, request),
    containerRemove: (id, options) => removeContainer(d, id, options),
    containerList: async (options) => listContainers(d, options),
    containerInspect: async (id, { size }) => (await later(() => import("./inspect.ts"))).inspectContainer(d, id, size),
    containerTop: async (id, args) => (await later(() => import("./top.ts"))).topContainer(d, id, args),
    containerLogs: (id, options, cancel) =>
      streamLater(
        later,
        () => import("./log-stream.ts"),
        (m) => m.containerLogs(d, id, options, cancel),
      ),
    containerDiff: async (id) => (await later(() => import("./diff.ts"))).containerChanges(d, findContainer(d, id)),
    containerExport: async (id) => (await later(() => import("./export.ts"))).exportContainer(d, id),
    containerStatPath: async (id, path) => (await later(() => import("./archive.ts"))).statPath(d, id, path),
    containerCopyFrom: async (id, path) => (await later(() => import("./archive.ts"))).copyFrom(d, id, path),
    containerCopyTo: async (id, path, content, options) =>
      (await later(() => import("./archive.ts"))).copyTo(d, id, path, content, options),
    containerStats: (id, options, cancel) =>
      streamLater(
        later,
        () => import("./stats.ts"),
        (m) => m.containerStats(d, id, options, cancel),
      ),
    containerResize: async (id, size) => resizeContainer(d, id, size),
    containerCommit: async (id, options) => (await later(() => import("./commit.ts"))).commitContainer(d, id, options),
    containersPrune: async (filters) => pruneContainers(d, filters),
    execCreate: async (id, config) => (await later(() => import("./exec.ts"))).createExec(d, id, config),
    execStart: async (id, options, cancel) =>
      (await later(() => import("./exec.ts"))).startExec(d, id, options, cancel),
    execInspect: async (id) => (await later(() => import("./exec.ts"))).inspectExec(d, id),
    execResize: async (id, size) => (await later(() => import("./exec.ts"))).resizeExec(d, id, size),
  };
}
