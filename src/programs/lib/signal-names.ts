import { SIGNALS } from "../../kernel/signal.ts";

/** Names without SIG, by number. POLL is what procps and util-linux call IO. */
export const SIGNAL_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(SIGNALS).map(([name, number]) => [number, name === "SIGIO" ? "POLL" : name.slice(3)]),
);

/** `9`, `KILL`, `SIGKILL`, in any case; undefined when it is no signal. 0 is the check. */
export function parseSignal(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 64 ? Number(text) : undefined;
  const name = text.toUpperCase().replace(/^SIG/, "");
  if (name === "EXIT") return 0;
  if (name === "IO") return SIGNALS.SIGIO;
  for (const [number, known] of SIGNAL_NAMES) if (known === name) return number;
  return undefined;
}
