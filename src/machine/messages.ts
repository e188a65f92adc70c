import type { EngineView } from "../api/view.ts";
import type { FetchRequest, InputLog, MachineNotice } from "./types.ts";

/** One end of a pair that carries structured-clonable messages in order: a worker, or the same thread. */
export interface Port {
  post(message: unknown): void;
  onMessage(fn: (message: unknown) => void): void;
  close(): void;
}

export type Call =
  | { readonly call: "open"; readonly columns: number; readonly rows: number }
  | { readonly call: "exec"; readonly line: string }
  | { readonly call: "fetch"; readonly request: FetchRequest }
  | { readonly call: "readdir"; readonly path: string }
  | { readonly call: "readFile"; readonly path: string }
  | { readonly call: "writeFile"; readonly path: string; readonly data: Uint8Array }
  | { readonly call: "fastForward"; readonly on: boolean }
  | { readonly call: "ping" }
  | { readonly call: "cancelLoading" }
  | { readonly call: "snapshot"; readonly whole: boolean };

/** From the page to the machine. */
export type Request =
  | { readonly kind: "call"; readonly id: number; readonly what: Call }
  | { readonly kind: "input"; readonly terminal: number; readonly text: string }
  /** So many bytes of output are on the screen. */
  | { readonly kind: "shown"; readonly terminal: number; readonly bytes: number }
  | { readonly kind: "resize"; readonly terminal: number; readonly columns: number; readonly rows: number }
  | { readonly kind: "close"; readonly terminal: number };

/** From the machine to the page. */
export type News =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly kind: "output"; readonly terminal: number; readonly chunk: Uint8Array }
  | { readonly kind: "view"; readonly view: EngineView }
  | { readonly kind: "notice"; readonly notice: MachineNotice }
  /** The log's head with the entries from number `from` on: earlier ones were told before. */
  | { readonly kind: "log"; readonly log: InputLog; readonly from: number };
