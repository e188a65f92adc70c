import type { Engine } from "../../api/engine.ts";
import { once } from "../../std/once.ts";
import type { Daemon } from "../daemon.ts";
import { laterOn, streamLater } from "../later.ts";
import { killContainer } from "./kill.ts";
import { listContainers } from "./list.ts";
import { findContainer } from "./lookup.ts";
import { pauseContainer, unpauseContainer } from "./pause.ts";
import { pruneContainers, removeContainer } from "./remove.ts";
import { startContainer } from "./start.ts";
import { restartContainer, stopContainer } from "./stop.ts";
import { waitContainer } from "./wait.ts";

/** Code that arrives when a call first needs it. */
const code = {
  attach: once(() => import("./attach.ts")),
  create: once(() => import("./create.ts")),
  rename: once(() => import("./rename.ts")),
  update: once(() => import("./update.ts")),
  inspect: once(() => import("./inspect.ts")),
  top: once(() => import("./top.ts")),
  logStream: once(() => import("./log-stream.ts")),
  diff: once(() => import("./diff.ts")),
  export_: once(() => import("./export.ts")),
  archive: once(() => import("./archive.ts")),
  stats: once(() => import("./stats.ts")),
  commit: once(() => import("./commit.ts")),
  exec: once(() => import("./exec.ts")),
};

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
    containerCreate: async (request) => (await later(code.create)).createContainer(d, request),
    async containerStart(id) {
      await d.kernel.sleep(d.facts.start);
      startContainer(d, id);
      await d.kernel.sleep(d.facts.settle);
    },
    containerAttach: async (id, options, cancel) => (await later(code.attach)).attachContainer(d, id, options, cancel),
    containerWait: async (id, condition, cancel) => waitContainer(d, id, condition, cancel),
    containerStop: (id, options) => stopContainer(d, id, options),
    containerRestart: (id, options) => restartContainer(d, id, options),
    containerKill: (id, signal) => killContainer(d, id, signal),
    containerPause: async (id) => pauseContainer(d, id),
    containerUnpause: async (id) => unpauseContainer(d, id),
    containerRename: async (id, name) => (await later(code.rename)).renameContainer(d, id, name),
    containerUpdate: async (id, request) => (await later(code.update)).updateContainer(d, id, request),
    containerRemove: (id, options) => removeContainer(d, id, options),
    containerList: async (options) => listContainers(d, options),
    containerInspect: async (id, { size }) => (await later(code.inspect)).inspectContainer(d, id, size),
    containerTop: async (id, args) => (await later(code.top)).topContainer(d, id, args),
    containerLogs: (id, options, cancel) =>
      streamLater(later, code.logStream, (m) => m.containerLogs(d, id, options, cancel)),
    containerDiff: async (id) => (await later(code.diff)).containerChanges(d, findContainer(d, id)),
    containerExport: async (id) => (await later(code.export_)).exportContainer(d, id),
    containerStatPath: async (id, path) => (await later(code.archive)).statPath(d, id, path),
    containerCopyFrom: async (id, path) => (await later(code.archive)).copyFrom(d, id, path),
    containerCopyTo: async (id, path, content, options) =>
      (await later(code.archive)).copyTo(d, id, path, content, options),
    containerStats: (id, options, cancel) =>
      streamLater(later, code.stats, (m) => m.containerStats(d, id, options, cancel)),
    containerResize: async (id, size) => (await later(code.attach)).resizeContainer(d, id, size),
    containerCommit: async (id, options) => (await later(code.commit)).commitContainer(d, id, options),
    containersPrune: async (filters) => pruneContainers(d, filters),
    execCreate: async (id, config) => (await later(code.exec)).createExec(d, id, config),
    execStart: async (id, options, cancel) => (await later(code.exec)).startExec(d, id, options, cancel),
    execInspect: async (id) => (await later(code.exec)).inspectExec(d, id),
    execResize: async (id, size) => (await later(code.exec)).resizeExec(d, id, size),
  };
}
