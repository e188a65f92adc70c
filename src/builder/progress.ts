import type { BuildProgress } from "../api/build.ts";
import { digestOf } from "../std/digest.ts";
import { decode, encode } from "../std/text.ts";

/** A step as it is told of. */
export interface Vertex {
  readonly index: number;
  readonly name: string;
  cached(): void;
  done(): void;
  fail(message: string): void;
  canceled(): void;
  log(stream: "stdout" | "stderr", data: Uint8Array | string): void;
  /** How far its image has come, for the page. */
  note(text: string): void;
  /** A transfer's line: `transferring context: 32B done`. */
  status(id: string, current: number, total: number, done?: boolean): void;
  /** The last lines that it printed. */
  readonly tail: readonly string[];
  /** A step whose end depends on those that build on it: whether its result is used. Returns when it is there. */
  settle?(used: boolean): Promise<void>;
  /** Of an image that has to be fetched. */
  readonly fetch?: ImageFetch;
}

/** A step that has its end once it is known whether its result is used. */
export function endsWhenUsed(vertex: Vertex, end: (used: boolean) => void): Vertex {
  let settled = false;
  return {
    ...vertex,
    async settle(used) {
      if (!settled) end(used);
      settled = true;
    },
  };
}

export interface ImageFetch {
  /** Fetches it now, where nobody has. */
  ready(): Promise<void>;
  /** The build has failed before it was there: it is told of as cancelled. False when all of it was there. */
  abandon(): boolean;
}

export interface Progress {
  /** A step that begins. `reason`: why it is not cached. */
  start(name: string, inputs?: readonly Vertex[], reason?: string): Vertex;
  report(news: BuildProgress): void;
  readonly now: () => number;
}

/** Lines of a failed step that are shown again. */
const TAIL = 10;

/** Numbers the steps in order of appearance and stamps their news with the time since the build began. */
export function createProgress(report: (news: BuildProgress) => void, now: () => number): Progress {
  const began = now();
  let count = 0;
  return {
    report,
    now,
    start(name, inputs = [], reason) {
      const index = ++count;
      const digest = digestOf(`${index} ${name}`);
      const at = () => now() - began;
      const tell = (state: "started" | "cached" | "done" | "error" | "canceled", error?: string, note?: string) =>
        report({
          kind: "vertex",
          index,
          name,
          digest,
          inputs: inputs.map((v) => v.index),
          state,
          at: at(),
          ...(error === undefined ? {} : { error }),
          ...(reason === undefined ? {} : { reason }),
          ...(note === undefined ? {} : { note }),
        });
      tell("started");
      let partial = "";
      const tail: string[] = [];
      return {
        index,
        name,
        tail,
        cached: () => tell("cached"),
        done: () => tell("done"),
        fail: (message) => tell("error", message),
        canceled: () => tell("canceled"),
        note: (text) => tell("started", undefined, text),
        log(stream, data) {
          const bytes = typeof data === "string" ? encode(data) : data;
          report({ kind: "log", index, stream, data: bytes, at: at() });
          const lines = (partial + decode(bytes)).split("\n");
          partial = lines.pop() ?? "";
          tail.push(...lines);
          tail.splice(0, tail.length - TAIL);
        },
        status: (id, current, total, done = true) =>
          report({ kind: "status", index, id, current, total, at: at(), done }),
      };
    },
  };
}
