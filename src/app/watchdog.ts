import type { MachineClient } from "../machine/types.ts";
import type { Words } from "./all-words.ts";
import type { Notes } from "./notes.ts";
import { askRestart } from "./restart.ts";

const ASK_EVERY_MS = 3000;
/** A machine that has not answered for so long is stuck in something that nothing can interrupt. */
const PATIENCE_MS = 9000;

/** Asks the machine now and then whether it is alive; when it is not, the visitor may start it from its last saved state. */
export function watchMachine(client: MachineClient, notes: Notes, words: () => Words, reset: () => void): void {
  let asked: number | undefined;
  let told = false;
  setInterval(() => {
    if (document.visibilityState === "hidden") return;
    if (asked === undefined) {
      asked = performance.now();
      void client.ping().then(() => {
        asked = undefined;
        if (told) notes.unsay("hung");
        told = false;
      });
    } else if (!told && performance.now() - asked > PATIENCE_MS) {
      told = true;
      const w = words();
      notes.say("hung", w.hung, [
        { label: w.restart, act: () => void askRestart(client) },
        { label: w.reset, act: reset },
      ]);
    }
  }, ASK_EVERY_MS);
}
