import type { Tool } from "../lib/flavour.ts";

/** The servers and their clients, which only images have. */
export const servers: Readonly<Record<string, () => Promise<Tool>>> = {
  apache2: async () => (await import("./httpd/httpd.ts")).httpd,
  hello: async () => (await import("./small/hello.ts")).hello,
  httpd: async () => (await import("./httpd/httpd.ts")).httpd,
  nginx: async () => (await import("./nginx/nginx.ts")).nginx,
  "redis-cli": async () => (await import("./redis-cli/redis-cli.ts")).redisCli,
  "redis-server": async () => (await import("./redis/redis-server.ts")).redisServer,
};
