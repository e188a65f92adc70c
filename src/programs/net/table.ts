import type { Tool } from "../lib/flavour.ts";

/** The network tools, by the name that binaries carry. */
export const networkTools: Readonly<Record<string, () => Promise<Tool>>> = {
  curl: async () => (await import("./curl/curl.ts")).curl,
};
