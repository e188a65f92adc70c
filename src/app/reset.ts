import type { MachineClient } from "../machine/types.ts";
import type { Words } from "./all-words.ts";
import { dialogButtons, openDialog, paragraph } from "./dialog.ts";
import { setOwnSession } from "./session.ts";
import { forgetSessions } from "./stored-sessions.ts";

export interface ResetOptions {
  readonly client: MachineClient;
  readonly id: string | undefined;
  words(): Words;
  /** Saves no more. */
  stop(): void;
  focus(): void;
}

/** Asks, then throws the machine and what is stored of it away. */
export function askReset({ client, id, words, stop, focus }: ResetOptions): void {
  const w = words();
  const content = [paragraph(w.resetAsk), dialogButtons([w.reset, "reset"], [w.cancel, ""])];
  openDialog(w.reset, content, (value) => {
    if (value !== "reset") return focus();
    stop();
    setOwnSession();
    void forgetSessions(id)
      .catch(() => {})
      .then(() => {
        client.dispose();
        location.reload();
      });
  });
}
