import { SIGNALS, type SignalName } from "../kernel/signal.ts";

const NAMES = new Map<number, SignalName>();
for (const [name, number] of Object.entries(SIGNALS)) NAMES.set(number, name as SignalName);

/** `SIGTERM` for 15; real-time signals by their offset. */
export function signalName(number: number): string {
  return (
    NAMES.get(number) ??
    (number >= 34 && number <= 64 ? `SIGRTMIN${number > 34 ? `+${number - 34}` : ""}` : `${number}`)
  );
}

/** The number of `TERM`, `SIGTERM`, `sigterm` or `15`; undefined when there is no such signal. */
export function signalNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 64 ? Number(text) : undefined;
  const upper = text.toUpperCase();
  const name = upper.startsWith("SIG") ? upper : `SIG${upper}`;
  if (name === "SIGCLD") return SIGNALS.SIGCHLD;
  if (name === "SIGPOLL") return SIGNALS.SIGIO;
  return Object.hasOwn(SIGNALS, name) ? SIGNALS[name as SignalName] : undefined;
}

const WORDS: Readonly<Record<number, string>> = {
  1: "Hangup",
  2: "Interrupt",
  3: "Quit",
  4: "Illegal instruction",
  5: "Trace/breakpoint trap",
  6: "Aborted",
  7: "Bus error",
  8: "Floating point exception",
  9: "Killed",
  10: "User defined signal 1",
  11: "Segmentation fault",
  12: "User defined signal 2",
  13: "Broken pipe",
  14: "Alarm clock",
  15: "Terminated",
  16: "Stack fault",
  19: "Stopped (signal)",
  20: "Stopped",
  21: "Stopped (tty input)",
  22: "Stopped (tty output)",
  24: "CPU time limit exceeded",
  25: "File size limit exceeded",
  26: "Virtual timer expired",
  27: "Profiling timer expired",
  29: "I/O possible",
  30: "Power failure",
  31: "Bad system call",
};

/** What strsignal says: `Terminated`. */
export function signalWords(number: number): string {
  return WORDS[number] ?? `Unknown signal ${number}`;
}
