/** Drydock as a library: a simulated host with Docker on it. */

export type { ContainerView, EngineView, ImageView, LayerView, NetworkView, VolumeView } from "./api/view.ts";
export { type HostUser, ROOT, STUDENT } from "./machine/host-user.ts";
export { parseLog } from "./machine/parse-log.ts";
export { SnapshotError } from "./machine/snapshot/saved.ts";
export type {
  ExecResult,
  FetchRequest,
  FetchResponse,
  InputLog,
  LogEntry,
  LoggedInput,
  MachineNotice,
  MachineTerminal,
} from "./machine/types.ts";
export {
  createMachine,
  type ExecLimits,
  ExecTimeout,
  type Machine,
  type MachineOptions,
  replay,
  restore,
} from "./machine.ts";
export { officialCatalog } from "./registry/catalog/official.ts";
export type { Catalog } from "./registry/catalog/types.ts";
