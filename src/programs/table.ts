import type { ProgramTable } from "../kernel/process.ts";
import type { Tool } from "./lib/flavour.ts";

/**
 * The programs by the name that binaries carry. Each is a chunk of its own, which arrives when it is first run. A tool
 * started through `busybox` gets BusyBox's wording; run as a program of its own it speaks GNU's.
 */
export const tools: ReadonlyMap<string, () => Promise<Tool>> = new Map(
  Object.entries({
    busybox: async () => (await import("./busybox.ts")).busybox,
    cat: async () => (await import("./coreutils/cat.ts")).cat,
    echo: async () => (await import("./coreutils/echo.ts")).echo,
    false: async () => (await import("./coreutils/false.ts")).falseTool,
    ls: async () => (await import("./files/ls.ts")).ls,
    pwd: async () => (await import("./coreutils/pwd.ts")).pwd,
    sleep: async () => (await import("./coreutils/sleep.ts")).sleep,
    true: async () => (await import("./coreutils/true.ts")).trueTool,
    yes: async () => (await import("./coreutils/yes.ts")).yes,
  }),
);

/** What machine.ts hands to the kernel. */
export const programTable: ProgramTable = tools;
