import { isErrno } from "../../std/errno.ts";
import type { Reader } from "../../std/stream.ts";
import { type Input, openInput } from "../lib/input.ts";
import { createOutput, type Output } from "../lib/output.ts";
import { waitStatus } from "../lib/run-command.ts";
import type { Call } from "../lib/tool.ts";
import { createRecordReader, type RecordReader } from "./records.ts";

interface OpenOutput {
  readonly out: Output;
  readonly fd: number;
  /** The command at the other end of a pipe. */
  readonly pid: number | undefined;
}

interface OpenSource {
  readonly records: RecordReader;
  readonly fd: number;
  readonly pid: number | undefined;
}

/** The files and commands that a program has open, by the text that it named them by. */
export interface Streams {
  output(kind: ">" | ">>" | "|", name: string): Promise<Output>;
  /** undefined when it cannot be opened. */
  source(kind: "file" | "command", name: string): Promise<RecordReader | undefined>;
  /** The status as close() gives it; -1 when nothing of that name is open. */
  close(name: string): Promise<number>;
  flush(): Promise<void>;
  system(command: string): Promise<number>;
  closeAll(): Promise<void>;
}

export class CannotOpen extends Error {
  override readonly name = "CannotOpen";
}

export function createStreams(c: Call): Streams {
  const outputs = new Map<string, OpenOutput>();
  const sources = new Map<string, OpenSource>();
  const flush = async () => {
    await c.out.flush();
    for (const o of outputs.values()) await o.out.flush();
  };
  const shell = (command: string, fds: Record<number, number>) => c.p.spawn(["/bin/sh", "-c", command], { fds });
  const end = async (o: OpenOutput): Promise<number> => {
    await o.out.flush();
    if (o.fd > 2) c.p.close(o.fd);
    return o.pid === undefined ? 0 : await waitStatus(c.p, o.pid);
  };
  return {
    async output(kind, name) {
      if (name === "/dev/stdout" || (name === "-" && kind !== "|")) return c.out;
      const open = outputs.get(name);
      if (open) return open.out;
      await flush();
      let made: OpenOutput;
      if (kind === "|") {
        const [read, write] = c.p.pipe();
        const pid = shell(name, { 0: read, 1: 1, 2: 2 });
        c.p.close(read);
        made = { out: createOutput(c.p, write), fd: write, pid };
      } else if (name === "/dev/stderr") made = { out: unbuffered(c), fd: 2, pid: undefined };
      else {
        try {
          const fd = await c.p.open(name, { write: true, create: true, append: kind === ">>", truncate: kind === ">" });
          made = { out: createOutput(c.p, fd), fd, pid: undefined };
        } catch (e) {
          if (!isErrno(e)) throw e;
          throw new CannotOpen(
            c.flavour.pick(`cannot open "${name}" for output`, `can't redirect to '${name}': ${e.strerror}`),
          );
        }
      }
      outputs.set(name, made);
      return made.out;
    },
    async source(kind, name) {
      const open = sources.get(name);
      if (open) return open.records;
      let made: OpenSource;
      if (kind === "command") {
        await flush();
        const [read, write] = c.p.pipe();
        const pid = shell(name, { 0: 0, 1: write, 2: 2 });
        c.p.close(write);
        made = { records: createRecordReader({ read: () => c.p.read(read) }), fd: read, pid };
      } else {
        let input: Input;
        try {
          input = await openInput(c.p, name === "/dev/stdin" ? "-" : name);
        } catch (e) {
          if (!isErrno(e)) throw e;
          return undefined;
        }
        made = { records: createRecordReader(input as Reader), fd: input.fd, pid: undefined };
      }
      sources.set(name, made);
      return made.records;
    },
    async close(name) {
      const o = outputs.get(name);
      const s = sources.get(name);
      let status = -1;
      if (o) status = await end(o);
      if (s) {
        if (s.fd > 2) c.p.close(s.fd);
        status = s.pid === undefined ? 0 : await waitStatus(c.p, s.pid);
      }
      outputs.delete(name);
      sources.delete(name);
      return status;
    },
    flush,
    async system(command) {
      await flush();
      return await waitStatus(c.p, shell(command, { 0: 0, 1: 1, 2: 2 }));
    },
    async closeAll() {
      await c.out.flush();
      for (const o of outputs.values()) await end(o);
      for (const s of sources.values()) {
        if (s.fd > 2) c.p.close(s.fd);
        if (s.pid !== undefined) await waitStatus(c.p, s.pid);
      }
    },
  };
}

function unbuffered(c: Call): Output {
  return { write: (data) => c.p.write(2, data), async flush() {} };
}
