import type { Process } from "../../kernel/process.ts";

/**
 * The two families of tools. They share their code and differ in their messages: GNU's (Debian, Ubuntu, the host)
 * and BusyBox's (busybox, alpine), where one binary holds all tools and dispatches on argv[0].
 */
export interface Flavour {
  readonly name: "gnu" | "busybox";
  readonly busybox: boolean;
  /** Words getopt's messages; Alpine's is musl. */
  readonly libc: "glibc" | "musl";
  /** BusyBox: its first line of usage. */
  readonly banner: string;
  /** The wording of this family. */
  pick<T>(gnu: T, busybox: T): T;
}

export const GNU: Flavour = { name: "gnu", busybox: false, libc: "glibc", banner: "", pick: (gnu) => gnu };

export const BUSYBOX: Flavour = {
  name: "busybox",
  busybox: true,
  libc: "glibc",
  banner: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.",
  pick: (_gnu, busybox) => busybox,
};

/** A program that knows both wordings. As a plain Program it speaks GNU's. */
export type Tool = (p: Process, flavour?: Flavour) => Promise<number>;
