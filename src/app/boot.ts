import { connectMachine } from "../machine/connect.ts";
import type { Port } from "../machine/messages.ts";
import type { MachineClient } from "../machine/types.ts";
import { ownSession } from "./session.ts";
import type { StartNews } from "./start-news.ts";
import type { WorkerNews } from "./worker.ts";

export interface Boot {
  readonly client: MachineClient;
  /** What became of the saved session. */
  readonly started: Promise<StartNews>;
  /** `fn` is called with what goes wrong in the machine later on. */
  onBroken(fn: (why: string) => void): void;
}

declare global {
  /** The worker that the built page's first bytes have started (vite.config.ts), and what it has said since; undefined when it failed. */
  var drydockWorker: (Worker & { readonly early: readonly MessageEvent<WorkerNews>[] }) | undefined;
}

type Listener = (message: unknown) => void;

/** Starts the machine in a worker of its own, which learns from its name what session this tab is on; where none can be started, on the page's thread. */
export function boot(): Boot {
  let broken: (why: string) => void = () => {};
  let target: Port | undefined;
  const listeners: Listener[] = [];
  const tell: Listener = (message) => {
    for (const fn of listeners) fn(message);
  };
  const client = connectMachine({
    post: (message) => target?.post(message),
    onMessage: (fn) => void listeners.push(fn),
    close: () => target?.close(),
  });
  const started = new Promise<StartNews>((resolve, reject) => {
    const here = () => {
      const machine: Listener[] = [];
      target = {
        post: (m) =>
          queueMicrotask(() => {
            for (const fn of machine) fn(m);
          }),
        onMessage: () => {},
        close: () => machine.splice(0),
      };
      const inner: Port = {
        post: (m) => queueMicrotask(() => tell(m)),
        onMessage: (fn) => void machine.push(fn),
        close: () => {},
      };
      import("./start-machine.ts").then((m) => m.startMachine(inner, resolve, ownSession())).catch(reject);
    };
    try {
      const first = globalThis.drydockWorker;
      const worker =
        first ?? new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: ownSession() });
      let alive = false;
      target = {
        post: (machine) => worker.postMessage(machine),
        onMessage: () => {},
        close: () => worker.terminate(),
      };
      const hear = ({ data }: MessageEvent<WorkerNews>) => {
        alive = true;
        if (data.started) resolve(data.started);
        else if (data.failed !== undefined) {
          reject(new Error(data.failed));
          broken(data.failed);
        } else if (data.machine) tell(data.machine);
      };
      worker.onmessage = hear;
      worker.onerror = (event) => {
        if (alive) broken(event.message);
        else here();
      };
      first?.early.forEach(hear);
    } catch {
      here();
    }
  });
  return {
    client,
    started,
    onBroken(fn) {
      broken = fn;
    },
  };
}
