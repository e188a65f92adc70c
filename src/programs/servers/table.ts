import type { Tool } from "../lib/flavour.ts";

/** The servers and their clients, which only images have. */
export const servers: Readonly<Record<string, () => Promise<Tool>>> = {
  nginx: async () => (await import("./nginx/nginx.ts")).nginx,
};
