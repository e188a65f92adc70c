import type { Files } from "../filesystem/files.ts";
import type { Tree } from "../filesystem/node.ts";
import type { Cancel } from "../std/cancel.ts";
import type { Reader, Writer } from "../std/stream.ts";
import type { Micros } from "../std/time.ts";

/** An output of the client: a stream that may be a terminal. */
export interface Output extends Writer {
  print(text: string): Promise<void>;
  readonly isTerminal: boolean;
}

/**
 * The machine that the client runs on, as far as the client needs it: its port to files, streams, terminal, threads and
 * signals. Paths are the host's, relative to its working folder. machine.ts makes one for each docker process.
 */
export interface Host {
  /** Without the program's name. */
  readonly args: readonly string[];
  /** What the program was called by: `docker`, or `docker-compose`. */
  readonly name: string;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly stdin: Reader & { readonly isTerminal: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly files: Files;
  /** The folder as an immutable tree: a build context. */
  tree(path: string): Tree;
  /** Of stdin's or stdout's terminal; undefined without one. */
  readonly terminal: HostTerminal | undefined;
  readonly cancel: Cancel;
  now(): Micros;
  sleep(span: Micros, cancel?: Cancel): Promise<void>;
  thread<T>(run: () => Promise<T>): { join(): Promise<T>; cancel(): void };
  /** Loads a chunk of code; simulated time stands still meanwhile. The only way to wait for an `import()`. */
  load<T>(what: () => Promise<T>): Promise<T>;
  /** Instead of dying of it. Called between two steps. Gives back the way to undo. */
  onSignal(signal: number, handler: (signal: number) => void): () => void;
  /** Every signal that sig-proxy forwards. */
  onAnySignal(handler: (signal: number) => void): () => void;
  /** Fires at a change of the window's size. */
  onResize(handler: () => void): () => void;
}

export interface HostTerminal {
  size(): { readonly columns: number; readonly rows: number };
  /** Raw mode until the returned function is called. */
  setRaw(): () => void;
  /** Without echo until the returned function is called: a password. The reader of the log leaves it out. */
  setNoEcho(): () => void;
}
