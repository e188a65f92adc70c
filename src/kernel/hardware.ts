/** The simulated machine. */
export const CPUS = 2;
/** Bytes. */
export const MEMORY = 8 * 1024 ** 3;

export const UNAME = {
  sysname: "Linux",
  release: "6.12.48",
  version: "#1 SMP PREEMPT_DYNAMIC",
  machine: "x86_64",
} as const;
