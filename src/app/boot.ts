import { connectMachine } from "../machine/connect.ts";
import type { Port } from "../machine/messages.ts";
import type { MachineClient } from "../machine/types.ts";
import type { StartMessage, StartNews } from "./start-machine.ts";

export interface Boot {
  readonly client: MachineClient;
  /** What became of the saved session. */
  readonly started: Promise<StartNews>;
}

/** Starts the machine in a worker of its own; where none can be started, on the page's thread. */
export function boot(start: Promise<StartMessage>): Boot {
  try {
    return inWorker(new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "drydock" }), start);
  } catch {
    return onThisThread(start);
  }
}

function inWorker(worker: Worker, start: Promise<StartMessage>): Boot {
  const listeners: ((message: unknown) => void)[] = [];
  const started = new Promise<StartNews>((resolve, reject) => {
    worker.addEventListener("message", (event: MessageEvent) => {
      const data = event.data as { machine?: unknown; started?: StartNews; failed?: string };
      if (data.started) resolve(data.started);
      else if (data.failed !== undefined) reject(new Error(data.failed));
      else for (const fn of listeners) fn(data.machine);
    });
    worker.addEventListener("error", (event) =>
      reject(new Error(event.message || "the machine's worker did not start")),
    );
  });
  const port: Port = {
    post: (message) => worker.postMessage({ machine: message }),
    onMessage: (fn) => void listeners.push(fn),
    close: () => worker.terminate(),
  };
  void start.then((message) => worker.postMessage({ start: message }));
  return { client: connectMachine(port), started };
}

function onThisThread(start: Promise<StartMessage>): Boot {
  const toPage: ((message: unknown) => void)[] = [];
  const toMachine: ((message: unknown) => void)[] = [];
  const page: Port = {
    post: (m) => queueMicrotask(() => tell(toMachine, m)),
    onMessage: (fn) => void toPage.push(fn),
    close: () => toMachine.splice(0),
  };
  const machine: Port = {
    post: (m) => queueMicrotask(() => tell(toPage, m)),
    onMessage: (fn) => void toMachine.push(fn),
    close: () => toPage.splice(0),
  };
  const started = new Promise<StartNews>((resolve, reject) => {
    import("./start-machine.ts").then(async (m) => m.startMachine(await start, machine, resolve)).catch(reject);
  });
  return { client: connectMachine(page), started };
}

function tell(listeners: readonly ((message: unknown) => void)[], message: unknown): void {
  for (const fn of listeners) fn(message);
}
