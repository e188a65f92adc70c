import { createMachine } from "../machine/create.ts";
import { STUDENT } from "../machine/host-user.ts";
import type { Port } from "../machine/messages.ts";
import type { MachineOptions } from "../machine/options.ts";
import { createWallPacer } from "../machine/pacer.ts";
import { serveMachine } from "../machine/serve.ts";
import { HOME } from "./home.ts";
import { loadSession, newId } from "./session.ts";
import type { StartNews } from "./start-news.ts";

/** The code of the first docker command is fetched ahead, but not before the prompt has long been there. */
const PREFETCH_MS = 3000;

/** A frame's time: output and state go to the page at most this often. */
const FRAME_MS = 16;

/** Makes the page's machine, or brings the stored session back by replay, and serves it on the port; `own`: the session of this tab. */
export async function startMachine(port: Port, tell: (news: StartNews) => void, own: string): Promise<void> {
  const stored = loadSession(own);
  const id = newId();
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
    seed: id,
    startTime: Math.floor(Date.now() / 1000) * 1_000_000,
    pacer,
    files: HOME,
    editor: true,
  };
  const session = await stored;
  const { machine, news } = session
    ? await (await import("./restore-session.ts")).restoreSession(session, id, options)
    : { machine: createMachine(options), news: { session: "new" } as const };
  tell({ ...news, id, terminals: machine.terminals().length, ...(session && { from: session.id }) });
  pacer.start(machine.kernel.now());
  serveMachine(machine, port, {
    soon: (fn) => void setTimeout(fn, FRAME_MS),
    fastForward: (on) => pacer.setFastForward(on),
    screenBehind: (on) => pacer.setScreenBehind(on),
  });
  machine.go();
  // What does not come now is asked for when it is needed.
  setTimeout(() => void machine.prefetch().catch(() => {}), PREFETCH_MS);
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
