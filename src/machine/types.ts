import type { EngineView, MissingImage } from "../api/view.ts";
import type { FetchRequest, FetchResponse } from "../kernel/http.ts";
import type { Micros } from "../std/time.ts";
import type { SnapshotPiece } from "./snapshot/write.ts";

export type { FetchRequest, FetchResponse } from "../kernel/http.ts";

/** What one input of a session was: the log is the session. */
export type LoggedInput =
  | { readonly kind: "open"; readonly terminal: number; readonly columns: number; readonly rows: number }
  | { readonly kind: "type"; readonly terminal: number; readonly text: string }
  /** Typed with echo off: only its length is kept. */
  | { readonly kind: "secret"; readonly terminal: number; readonly length: number }
  | { readonly kind: "resize"; readonly terminal: number; readonly columns: number; readonly rows: number }
  | { readonly kind: "close"; readonly terminal: number }
  | { readonly kind: "exec"; readonly line: string }
  /** Files put on the host from outside (the editor, a drop). */
  | { readonly kind: "write"; readonly path: string; readonly base64: string }
  /** A FetchRequest as JSON, its body in base64: what the browser panel asked for. */
  | { readonly kind: "fetch"; readonly request: string }
  /** An `exec` took too long: everything on the host is killed. */
  | { readonly kind: "kill" }
  /** What loaded just then was given up. */
  | { readonly kind: "giveUp" }
  /** Nothing comes in: the state was saved at this moment. */
  | { readonly kind: "mark" };

export interface LogEntry {
  /** The scheduler's step and the simulated time at which it was delivered. */
  readonly step: number;
  readonly time: Micros;
  readonly input: LoggedInput;
  /** Of the state before it, where that changed since the last one: a replay must come to the same. */
  readonly digest?: string;
}

/** Everything a replay needs. */
export interface InputLog {
  readonly version: string;
  readonly seed: string;
  readonly startTime: Micros;
  readonly catalog: string;
  readonly entries: readonly LogEntry[];
  /** The digest of the snapshot that the session began with; absent where it began with a new machine. */
  readonly base?: string;
}

export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A terminal with a login shell of the host. When the shell exits a new one is started. */
export interface MachineTerminal {
  readonly id: number;
  onOutput(fn: (chunk: Uint8Array) => void): void;
  input(text: string): void;
  resize(columns: number, rows: number): void;
  close(): void;
}

/** A terminal as its screen has it: `shown` is to be called when the chunk is on it, so that no more comes than can be shown. */
export interface ScreenTerminal extends Omit<MachineTerminal, "onOutput"> {
  onOutput(fn: (chunk: Uint8Array, shown: () => void) => void): void;
}

/** What the page needs to know besides the state: each is shown outside the terminal. */
export type MachineNotice =
  | { readonly kind: "missing-image"; readonly missing: MissingImage }
  | { readonly kind: "password-prompt"; readonly open: boolean }
  /** `code PATH`: a file or a folder of the host is to be opened in the editor. */
  | { readonly kind: "edit"; readonly path: string; readonly folder: boolean }
  | { readonly kind: "waiting"; readonly what: string; readonly until: Micros | undefined }
  | { readonly kind: "loading"; readonly what: string; readonly percent: number; readonly done: boolean }
  /** A build begins. */
  | { readonly kind: "build-started"; readonly tags: readonly string[] }
  /** One of its steps has come so far; `reason`: why it was not in the cache. */
  | {
      readonly kind: "build-step";
      readonly index: number;
      readonly name: string;
      readonly inputs: readonly number[];
      readonly state: "started" | "cached" | "done" | "error" | "canceled";
      readonly reason?: string;
      /** How far its image has come. */
      readonly note?: string;
    };

/** A file or folder of the host, for the page's files panel. */
export interface HostEntry {
  readonly name: string;
  readonly kind: "file" | "directory" | "symlink" | "other";
  readonly size: number;
}

/** The asynchronous face that the page sees; the same whether the machine lives in a worker or on the page's thread. */
export interface MachineClient {
  openTerminal(columns: number, rows: number): Promise<ScreenTerminal>;
  exec(line: string): Promise<ExecResult>;
  /** The picture now, and each time it changed (at most once a frame). */
  onView(fn: (view: EngineView) => void): () => void;
  onNotice(fn: (notice: MachineNotice) => void): () => void;
  /** Called after each logged input, for saving. */
  onLog(fn: (log: InputLog) => void): () => void;
  fetch(request: FetchRequest): Promise<FetchResponse>;
  readdir(path: string): Promise<readonly HostEntry[]>;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, data: Uint8Array): Promise<void>;
  /** While on, simulated time runs ahead of the wall clock through waits. */
  fastForward(on: boolean): Promise<void>;
  /** Resolves when the machine has had a turn. */
  ping(): Promise<void>;
  /** Gives up the big part of the site that a program waits for (the notice `loading`). */
  cancelLoading(): Promise<void>;
  /** Saves the machine's state: what changed since it was last asked, or with `whole` all of it. */
  snapshot(whole: boolean): Promise<SnapshotPiece>;
  /** Ends the machine (its worker). */
  dispose(): void;
}
