import type { ExecConfig } from "../../api/container.ts";
import type { KernelProcess, WaitQueue } from "../../kernel/kernel.ts";
import type { Pty, WindowSize } from "../../kernel/terminal.ts";

/** A command to run, or running, in a container. */
export interface LiveExec {
  readonly id: string;
  readonly containerID: string;
  readonly config: ExecConfig;
  state: "created" | "running" | "exited";
  process: KernelProcess | undefined;
  pty: Pty | undefined;
  /** Asked for before it was started. */
  size: WindowSize | undefined;
  /** Null until it has ended. */
  exitCode: number | null;
  /** Woken when it has ended. */
  readonly ended: WaitQueue;
}
