import type { Engine } from "../../api/engine.ts";
import type { Files } from "../../filesystem/files.ts";
import { createCancel } from "../../std/cancel.ts";
import { ErrnoError } from "../../std/errno.ts";
import { collector, readerOf } from "../../std/stream.ts";
import { decode, encode } from "../../std/text.ts";
import type { Host, Output } from "../host.ts";
import { runDocker } from "../main.ts";

/** What a command line printed, and its status. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

export interface FakeOptions {
  readonly engine?: Partial<Engine>;
  readonly files?: Map<string, string>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly tty?: boolean;
  readonly columns?: number;
  readonly name?: string;
}

/** 2026-11-24T15:00:00Z. */
export const NOW = Date.UTC(2026, 10, 24, 15) * 1000;

/** Runs the client as `docker ARGS` on a host of nothing but a few files, against an engine of a few answers. */
export async function docker(args: readonly string[], options: FakeOptions = {}): Promise<Ran> {
  const stdout = collector();
  const stderr = collector();
  const output = (to: typeof stdout): Output => ({
    ...to,
    print: (text) => to.write(encode(text)),
    isTerminal: options.tty ?? false,
  });
  const host: Host = {
    args,
    name: options.name ?? "docker",
    env: new Map(Object.entries({ HOME: "/root", ...options.env })),
    cwd: "/root",
    stdin: { ...readerOf(encode(options.stdin ?? "")), isTerminal: options.tty ?? false },
    stdout: output(stdout),
    stderr: output(stderr),
    files: fakeFiles(options.files ?? new Map()),
    tree: () => {
      throw new Error("no trees here");
    },
    terminal: options.tty
      ? {
          size: () => ({ columns: options.columns ?? 200, rows: 50 }),
          setRaw: () => () => {},
          setNoEcho: () => () => {},
        }
      : undefined,
    cancel: createCancel().token,
    now: () => NOW,
    sleep: async () => {},
    thread: (run) => {
      const done = run();
      return { join: () => done, cancel: () => {} };
    },
    load: (what) => what(),
    onSignal: () => () => {},
    onAnySignal: () => () => {},
    onResize: () => () => {},
  };
  const exit = await runDocker(host, fakeEngine(options.engine ?? {}));
  return { stdout: stdout.text(), stderr: stderr.text(), exit };
}

/** An engine that can answer only what a test gave it. */
function fakeEngine(answers: Partial<Engine>): Engine {
  return new Proxy(answers as Engine, {
    get(target, name, receiver) {
      const answer: unknown = Reflect.get(target, name, receiver);
      if (answer !== undefined) return answer;
      return () => {
        throw new Error(`the test's engine has no ${String(name)}`);
      };
    },
  });
}

/** Files by absolute path; folders are what stands before a slash. */
function fakeFiles(files: Map<string, string>): Files {
  const absolute = (path: string) => (path.startsWith("/") ? path : `/root/${path}`).replace(/\/$/, "");
  const isFolder = (path: string) => [...files.keys()].some((f) => f.startsWith(`${absolute(path)}/`));
  const read = (path: string): string => {
    const text = files.get(absolute(path));
    if (text === undefined) throw new ErrnoError(isFolder(path) ? "EISDIR" : "ENOENT", path);
    return text;
  };
  const some: Partial<Files> = {
    exists: (path) => files.has(absolute(path)) || isFolder(path),
    readText: read,
    readFile: (path) => encode(read(path)),
    writeFile: (path, data) => void files.set(absolute(path), typeof data === "string" ? data : decode(data)),
    mkdirs: () => {},
    removeAll: (path) => {
      for (const f of [...files.keys()])
        if (f === absolute(path) || f.startsWith(`${absolute(path)}/`)) files.delete(f);
    },
    readdir: (path) => {
      const names = [...files.keys()]
        .filter((f) => f.startsWith(`${absolute(path)}/`))
        .map((f) => f.slice(absolute(path).length + 1).split("/")[0] ?? "");
      return [...new Set(names)].sort().map((name) => ({ name, kind: "directory" as const }));
    },
  };
  return some as Files;
}
