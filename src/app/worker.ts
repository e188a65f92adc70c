import type { Port } from "../machine/messages.ts";
import { startMachine } from "./start-machine.ts";
import type { StartNews } from "./start-news.ts";

/** What the worker tells the page; without any word: that its code is here. */
export interface WorkerNews {
  readonly machine?: unknown;
  readonly started?: StartNews;
  /** It did not start, or something went wrong in it. */
  readonly failed?: string;
}

// The machine's worker: it starts the machine; all messages are for that.
const scope = self as unknown as DedicatedWorkerGlobalScope;
const send = (news: WorkerNews) => scope.postMessage(news);
const failed = (e: unknown) => send({ failed: e instanceof Error ? e.message : String(e) });
let receive: ((message: unknown) => void) | undefined;
const early: unknown[] = [];
const port: Port = {
  post: (machine) => send({ machine }),
  onMessage(fn) {
    receive = fn;
    for (const message of early.splice(0)) fn(message);
  },
  close: () => scope.close(),
};

scope.addEventListener("message", (event: MessageEvent) => {
  if (receive) receive(event.data);
  else early.push(event.data);
});
scope.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  failed(event.reason);
});
send({});
startMachine(port, (started) => send({ started }), self.name).catch(failed);
