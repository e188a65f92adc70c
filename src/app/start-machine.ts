import { STUDENT } from "../machine/host-tree.ts";
import { parseLog } from "../machine/log.ts";
import type { MachineOptions } from "../machine/options.ts";
import { createWallPacer } from "../machine/pacer.ts";
import type { Port } from "../machine/remote.ts";
import { serveMachine } from "../machine/remote.ts";
import { createMachine, type Machine, replay } from "../machine.ts";
import { HOME } from "./home.ts";

/** What the page tells the machine at its start. `log`: a saved session to bring back. */
export interface StartMessage {
  readonly seed: string;
  /** Microseconds since 1970. */
  readonly startTime: number;
  readonly log?: unknown;
}

/** What became of the saved session; told once, before anything else. */
export type StartNews =
  | { readonly kind: "started"; readonly session: "new" | "restored" }
  | { readonly kind: "started"; readonly session: "diverged" | "damaged"; readonly why: string };

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
  const machine = await restoreOrCreate(start, options, tell);
  pacer.start(machine.kernel.now());
  serveMachine(machine, port, {
    soon: (fn) => void setTimeout(fn, FRAME_MS),
    fastForward: (on) => pacer.setFastForward(on),
  });
  machine.go();
  setTimeout(() => void machine.prefetch(), PREFETCH_MS);
}

async function restoreOrCreate(
  start: StartMessage,
  options: MachineOptions,
  tell: (news: StartNews) => void,
): Promise<Machine> {
  if (start.log === undefined) {
    tell({ kind: "started", session: "new" });
    return createMachine(options);
  }
  const log = parseLog(start.log);
  if ("error" in log) {
    tell({ kind: "started", session: "damaged", why: log.error });
    return createMachine(options);
  }
  try {
    const machine = await replay(log, options);
    const same = log.stateDigest === undefined || log.stateDigest === machine.stateDigest();
    tell(
      same
        ? { kind: "started", session: "restored" }
        : { kind: "started", session: "diverged", why: `made with version ${log.version}` },
    );
    return machine;
  } catch (e) {
    tell({ kind: "started", session: "damaged", why: e instanceof Error ? e.message : String(e) });
    return createMachine(options);
  }
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
