import type { Platform } from "./variables.ts";

/** What everything is built for, and on. */
export const PLATFORM: Platform = { os: "linux", architecture: "amd64" };
