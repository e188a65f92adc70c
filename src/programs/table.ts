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
    cp: async () => (await import("./files/cp.ts")).cp,
    cut: async () => (await import("./text/cut.ts")).cut,
    echo: async () => (await import("./coreutils/echo.ts")).echo,
    egrep: async () => (await import("./text/grep.ts")).egrep,
    false: async () => (await import("./coreutils/false.ts")).falseTool,
    fgrep: async () => (await import("./text/grep.ts")).fgrep,
    grep: async () => (await import("./text/grep.ts")).grep,
    head: async () => (await import("./text/head.ts")).head,
    ln: async () => (await import("./files/ln.ts")).ln,
    ls: async () => (await import("./files/ls.ts")).ls,
    mkdir: async () => (await import("./files/mkdir.ts")).mkdir,
    mv: async () => (await import("./files/mv.ts")).mv,
    pwd: async () => (await import("./coreutils/pwd.ts")).pwd,
    rm: async () => (await import("./files/rm.ts")).rm,
    rmdir: async () => (await import("./files/rmdir.ts")).rmdir,
    seq: async () => (await import("./coreutils/seq.ts")).seq,
    sleep: async () => (await import("./coreutils/sleep.ts")).sleep,
    sort: async () => (await import("./text/sort.ts")).sort,
    tail: async () => (await import("./text/tail.ts")).tail,
    tee: async () => (await import("./text/tee.ts")).tee,
    touch: async () => (await import("./files/touch.ts")).touch,
    tr: async () => (await import("./text/tr.ts")).tr,
    true: async () => (await import("./coreutils/true.ts")).trueTool,
    uniq: async () => (await import("./text/uniq.ts")).uniq,
    wc: async () => (await import("./text/wc.ts")).wc,
    yes: async () => (await import("./coreutils/yes.ts")).yes,
  }),
);

/** What machine.ts hands to the kernel. */
export const programTable: ProgramTable = tools;
