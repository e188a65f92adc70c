import type { Thread } from "../../kernel/process.ts";
import { isErrno } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import { number } from "./args.ts";
import { ended, spawn } from "./child-spawn.ts";
import type { AsyncOperation, Host } from "./host.ts";

/** Calls that stop the program: a child run to its end, a sleep. */
export const childWaits: Readonly<Record<string, AsyncOperation>> = {
  /** What `spawn` takes, then at 6: the most bytes of an output, a limit in milliseconds (0: none), the signal that ends it. */
  "child.run": (h, a, input) => run(h, a, input),
  sleep: (h, a) => h.p.sleep(Math.max(0, number(a, 0)) * 1000),
};

async function run(h: Host, args: readonly unknown[], input: Uint8Array): Promise<object> {
  const { p } = h;
  const child = spawn(h, args);
  const most = number(args, 6);
  const limit = number(args, 7);
  const signal = number(args, 8);
  let failure: "ENOBUFS" | "ETIMEDOUT" | null = null;
  /** Ends the child, and hears no more of what holds its outputs. */
  const stop = (why: "ENOBUFS" | "ETIMEDOUT") => {
    if (failure) return;
    failure = why;
    p.kill(child.pid, signal);
    for (const output of outputs) output?.thread.cancel();
  };
  const [stdin, ...fds] = child.fds;
  if (stdin !== null && stdin !== undefined) p.thread(() => feed(h, stdin, input));
  const outputs = fds.map((fd) => (fd === null ? undefined : collect(h, fd, most, () => stop("ENOBUFS"))));
  const timer =
    limit > 0
      ? p.thread(async () => {
          await p.sleep(limit * 1000);
          stop("ETIMEDOUT");
        })
      : undefined;
  const status = await ended(h, child.pid);
  if (!failure) for (const output of outputs) await output?.thread.join();
  timer?.cancel();
  return { pid: child.pid, ...status, output: outputs.map((o) => (o ? latin1(concat(o.parts)) : null)), failure };
}

async function feed(h: Host, fd: number, input: Uint8Array): Promise<void> {
  try {
    if (input.length) await h.p.write(fd, input);
  } catch (e) {
    // A child that reads no more loses the rest.
    if (!isErrno(e)) throw e;
  } finally {
    h.p.close(fd);
  }
}

interface Output {
  readonly parts: readonly Uint8Array[];
  readonly thread: Thread<void>;
}

/** Reads an output to its end. */
function collect(h: Host, fd: number, most: number, full: () => void): Output {
  const parts: Uint8Array[] = [];
  const thread = h.p.thread(async () => {
    let size = 0;
    try {
      for (let part = await h.p.read(fd); part; part = await h.p.read(fd)) {
        parts.push(part.subarray(0, most - size));
        size += part.length;
        if (size > most) return full();
      }
    } finally {
      h.p.close(fd);
    }
  });
  return { parts, thread };
}

/** Bytes as characters, for JSON. */
function latin1(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i += 8192) out += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return out;
}
