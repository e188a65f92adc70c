import type { Process } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { COOKED, RAW } from "../../kernel/terminal.ts";

/**
 * Ctrl-C while a line typed at the prompt runs. Node leaves raw mode for that time, so the terminal makes a SIGINT of the key,
 * and V8 ends the script with what no code of it can catch. Here the engine is told to stop, which it does so too.
 */
export interface Interruption {
  /** The line begins: from here on SIGINT ends it. */
  begin(): void;
  /** It has ended by itself. */
  end(): void;
  /** Whether one runs. */
  readonly on: boolean;
  /** Whether it is to be ended. */
  readonly wanted: boolean;
}

export function createInterruption(p: Process): Interruption {
  let on = false;
  let wanted = false;
  const raw = (is: boolean) => p.terminal(0)?.setMode(is ? { ...RAW, opost: true } : COOKED);
  return {
    begin() {
      on = true;
      wanted = false;
      p.onSignal(
        SIGNALS.SIGINT,
        () => {
          wanted = true;
        },
        { restart: false },
      );
      raw(false);
    },
    end() {
      if (!on) return;
      on = false;
      wanted = false;
      raw(true);
      p.onSignal(SIGNALS.SIGINT, "default");
    },
    get on() {
      return on;
    },
    get wanted() {
      return wanted;
    },
  };
}
