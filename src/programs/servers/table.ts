import type { Tool } from "../lib/flavour.ts";

/** The servers and their clients, which only images have. */
export const servers: Readonly<Record<string, () => Promise<Tool>>> = {
  apache2: async () => (await import("./httpd/httpd.ts")).httpd,
  caddy: async () => (await import("./small/stand-in.ts")).standIn,
  grafana: async () => (await import("./small/stand-in.ts")).standIn,
  hello: async () => (await import("./small/hello.ts")).hello,
  httpd: async () => (await import("./httpd/httpd.ts")).httpd,
  mariadb: async () => (await import("./mysql/mysql.ts")).mysql,
  "mariadb-admin": async () => (await import("./mysql/mysqladmin.ts")).mysqladmin,
  mariadbd: async () => (await import("./mysql/mysqld.ts")).mysqld,
  mongod: async () => (await import("./mongo/mongod.ts")).mongod,
  mongosh: async () => (await import("./mongo/shell/mongosh.ts")).mongosh,
  mysql: async () => (await import("./mysql/mysql.ts")).mysql,
  mysqladmin: async () => (await import("./mysql/mysqladmin.ts")).mysqladmin,
  mysqld: async () => (await import("./mysql/mysqld.ts")).mysqld,
  nginx: async () => (await import("./nginx/nginx.ts")).nginx,
  pg_isready: async () => (await import("./postgres/pg-isready.ts")).pgIsready,
  "php-fpm": async () => (await import("./small/stand-in.ts")).standIn,
  postgres: async () => (await import("./postgres/postgres.ts")).postgres,
  prometheus: async () => (await import("./small/stand-in.ts")).standIn,
  psql: async () => (await import("./postgres/psql.ts")).psql,
  "redis-cli": async () => (await import("./redis-cli/redis-cli.ts")).redisCli,
  "redis-server": async () => (await import("./redis/redis-server.ts")).redisServer,
  traefik: async () => (await import("./small/stand-in.ts")).standIn,
};
