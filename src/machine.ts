/** The composition root: a simulated host with Docker on it. */
export { createMachine, type ExecLimits, ExecTimeout, type Machine, replay } from "./machine/create.ts";
export type { MachineOptions } from "./machine/options.ts";
export { restore } from "./machine/snapshot/restore.ts";
