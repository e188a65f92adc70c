import type { Kernel } from "../kernel/kernel.ts";
import type { Pty } from "../kernel/terminal.ts";
import { encode } from "../std/text.ts";
import type { Host } from "./host.ts";
import type { LoggedInput } from "./types.ts";

/** The host's terminals by number, each with a login shell; when it exits a new one starts. */
export interface Terminals {
  open(id: number, columns: number, rows: number): void;
  type(id: number, text: string): void;
  resize(id: number, columns: number, rows: number): void;
  close(id: number): void;
  /** Called with what a terminal prints, at first with all that it printed so far (its last megabyte). */
  onOutput(id: number, fn: (chunk: Uint8Array) => void): void;
  /** The numbers of those that are open, and the highest number ever given. */
  ids(): readonly number[];
  readonly highest: number;
  /** What of a typed text may be kept: with the echo off only how long it is. */
  loggable(input: LoggedInput): readonly LoggedInput[];
}

/** Bytes of output kept for who looks later. */
const UNSEEN_LIMIT = 1 << 20;

export function createTerminals(kernel: Kernel, host: Host): Terminals {
  const ptys = new Map<number, Pty>();
  const outputs = new Map<number, (chunk: Uint8Array) => void>();
  const unseen = new Map<number, { chunks: Uint8Array[]; length: number }>();
  let highest = 0;

  function show(id: number, chunk: Uint8Array): void {
    const fn = outputs.get(id);
    if (fn) return fn(chunk);
    const kept = unseen.get(id) ?? { chunks: [], length: 0 };
    unseen.set(id, kept);
    kept.chunks.push(chunk.slice());
    kept.length += chunk.length;
    while (kept.length > UNSEEN_LIMIT) kept.length -= kept.chunks.shift()?.length ?? 0;
  }

  function login(pty: Pty, id: number): void {
    const shell = host.spawn({ argv: ["bash", "--login"], terminal: pty });
    shell.onExit(() => {
      if (ptys.get(id) === pty) login(pty, id);
    });
  }

  return {
    open(id, columns, rows) {
      const pty = kernel.createPty({ columns, rows });
      ptys.set(id, pty);
      highest = Math.max(highest, id);
      pty.onOutput((chunk) => show(id, chunk));
      login(pty, id);
    },
    type: (id, text) => ptys.get(id)?.push(encode(text)),
    resize: (id, columns, rows) => ptys.get(id)?.resize({ columns, rows }),
    close(id) {
      const pty = ptys.get(id);
      ptys.delete(id);
      pty?.close();
    },
    onOutput(id, fn) {
      outputs.set(id, fn);
      for (const chunk of unseen.get(id)?.chunks ?? []) fn(chunk);
      unseen.delete(id);
    },
    ids: () => [...ptys.keys()],
    get highest() {
      return highest;
    },
    loggable(input) {
      if (input.kind !== "type") return [input];
      const mode = ptys.get(input.terminal)?.terminal.mode;
      if (!mode || mode.echo || !mode.icanon) return [input];
      return input.text.split(/([\r\n\x03\x04]+)/).flatMap((part, i): LoggedInput[] => {
        if (part === "") return [];
        const { terminal } = input;
        return i % 2 ? [{ kind: "type", terminal, text: part }] : [{ kind: "secret", terminal, length: part.length }];
      });
    },
  };
}
