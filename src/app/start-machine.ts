import { createMachine } from "../machine/create.ts";
import { STUDENT } from "../machine/host-tree.ts";
import type { Port } from "../machine/messages.ts";
import type { MachineOptions } from "../machine/options.ts";
import { createWallPacer } from "../machine/pacer.ts";
import { serveMachine } from "../machine/serve.ts";
import { HOME } from "./home.ts";
import type { StoredSession } from "./session.ts";

/** What the page tells the machine at its start. */
export interface StartMessage {
  /** Of a new machine; also the name under which its session is stored. */
  readonly seed: string;
  /** Microseconds since 1970. */
  readonly startTime: number;
  /** To bring back. */
  readonly session?: StoredSession;
  /** Its last saved state instead of what its log comes to: the machine was stuck. */
  readonly skipLog?: boolean;
}

/** What became of the stored session; told once, before anything else. */
export type StartNews = {
  /** How many terminals were open. */
  readonly terminals?: number;
} & (
  | { readonly session: "new" | "restored" | "snapshot" | "restarted" | "diverged" }
  | { readonly session: "damaged"; readonly why: string }
);

/** The code of the first docker command is fetched ahead, but not before the prompt has long been there. */
const PREFETCH_MS = 3000;

/** A frame's time: output and state go to the page at most this often. */
const FRAME_MS = 16;

/** Makes the page's machine, or brings a saved one back by replay, and serves it on the port. */
export async function startMachine(start: StartMessage, port: Port, tell: (news: StartNews) => void): Promise<void> {
  const pacer = createWallPacer({
    now: () => performance.now() * 1000,
    sleep: (span, interrupted) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, span / 1000);
        void interrupted.then(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
    turn: hostTurn,
  });
  const options: MachineOptions = {
    catalog: async () => (await import("../registry/catalog/official.ts")).officialCatalog,
    catalogName: "official",
    user: STUDENT,
    seed: start.seed,
    startTime: start.startTime,
    pacer,
    files: HOME,
  };
  const { machine, news } = start.session
    ? await (await import("./restore-session.ts")).restoreSession(start.session, start, options)
    : { machine: createMachine(options), news: { session: "new" } as const };
  tell({ ...news, terminals: machine.terminals().length });
  pacer.start(machine.kernel.now());
  serveMachine(machine, port, {
    soon: (fn) => void setTimeout(fn, FRAME_MS),
    fastForward: (on) => pacer.setFastForward(on),
    screenBehind: (on) => pacer.setScreenBehind(on),
  });
  machine.go();
  setTimeout(() => void machine.prefetch(), PREFETCH_MS);
}

/** A turn of the event loop without the four milliseconds that nested timers cost. */
const channel = new MessageChannel();
const turns: (() => void)[] = [];
channel.port1.onmessage = () => turns.shift()?.();
function hostTurn(): Promise<void> {
  return new Promise((resolve) => {
    turns.push(resolve);
    channel.port2.postMessage(0);
  });
}
