import type { Engine } from "../../api/engine.ts";
import type { Daemon } from "../daemon.ts";
import { createVolume, volumeOf } from "./create.ts";
import { findVolume, listVolumes, pruneVolumes, removeVolume } from "./service.ts";

/** The Engine's calls about volumes. */
export type VolumeCalls = Pick<
  Engine,
  "volumeCreate" | "volumeList" | "volumeInspect" | "volumeRemove" | "volumesPrune"
>;

export function createVolumeCalls(d: Daemon): VolumeCalls {
  return {
    volumeCreate: async (request) => createVolume(d, request),
    volumeList: async (filters) => ({ Volumes: listVolumes(d, filters), Warnings: [] }),
    volumeInspect: async (name) => volumeOf(findVolume(d, name)),
    volumeRemove: async (name, { force }) => removeVolume(d, name, force),
    volumesPrune: async (filters) => pruneVolumes(d, filters),
  };
}
