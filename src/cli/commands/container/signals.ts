/** Linux signals by number, as the client names those that it hands on. */
const NAMES: Readonly<Record<number, string>> = {
  1: "HUP",
  2: "INT",
  3: "QUIT",
  4: "ILL",
  5: "TRAP",
  6: "ABRT",
  7: "BUS",
  8: "FPE",
  9: "KILL",
  10: "USR1",
  11: "SEGV",
  12: "USR2",
  13: "PIPE",
  14: "ALRM",
  15: "TERM",
  16: "STKFLT",
  17: "CHLD",
  18: "CONT",
  19: "STOP",
  20: "TSTP",
  21: "TTIN",
  22: "TTOU",
  23: "URG",
  24: "XCPU",
  25: "XFSZ",
  26: "VTALRM",
  27: "PROF",
  28: "WINCH",
  29: "IO",
  30: "PWR",
  31: "SYS",
};

export const SIGINT = 2;
export const SIGTERM = 15;

/** `INT` for 2; a signal without a name by its number. */
export function signalName(signal: number): string {
  return NAMES[signal] ?? String(signal);
}

/** The real-time signals, counted from both ends. */
const REAL_TIME = [
  "RTMIN",
  ...Array.from({ length: 15 }, (_, i) => `RTMIN+${i + 1}`),
  ...Array.from({ length: 14 }, (_, i) => `RTMAX-${14 - i}`),
  "RTMAX",
];

/** What `--signal` can be completed with. */
export const SIGNAL_WORDS: readonly string[] = [
  ...[...Object.values(NAMES), "CLD", "IOT", "POLL"].sort(),
  ...REAL_TIME,
];
