import type { Port } from "../machine/messages.ts";
import { type StartMessage, startMachine } from "./start-machine.ts";

// The machine's worker: the first message starts it, all others are for the machine.
const scope = self as unknown as DedicatedWorkerGlobalScope;
let receive: ((message: unknown) => void) | undefined;
const early: unknown[] = [];
const port: Port = {
  post: (message) => scope.postMessage({ machine: message }),
  onMessage(fn) {
    receive = fn;
    for (const message of early.splice(0)) fn(message);
  },
  close: () => scope.close(),
};

scope.addEventListener("message", (event: MessageEvent) => {
  const data = event.data as { start?: StartMessage; machine?: unknown };
  if (data.start) {
    startMachine(data.start, port, (news) => scope.postMessage({ started: news })).catch((e: unknown) =>
      scope.postMessage({ failed: e instanceof Error ? (e.stack ?? e.message) : String(e) }),
    );
  } else if (receive) receive(data.machine);
  else early.push(data.machine);
});
