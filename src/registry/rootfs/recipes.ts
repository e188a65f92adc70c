import type { Recipe } from "./recipe.ts";

/**
 * Recipes by name; an image's root file system is a stack of them: `debian:bookworm`, `buildpack`, `node`. What stands
 * behind the colon is the recipe's argument. Each family is a chunk of its own.
 */
const RECIPES: Readonly<Record<string, (argument: string) => Promise<Recipe>>> = {
  "hello-world": async () => (await import("./hello.ts")).helloWorld,
  busybox: async (version) => (await import("./busybox.ts")).busybox(version),
  alpine: async (version) => (await import("./alpine.ts")).alpine(version),
  debian: async (codename) => (await import("./debian/debian.ts")).debian(codename),
  ubuntu: async (version) => (await import("./debian/ubuntu.ts")).ubuntu(version),
  redhat: async (system) => (await import("./redhat.ts")).redhat(system.replace("-", ":")),
  buildpack: async () => (await import("./debian/buildpack.ts")).buildpack,
  nginx: async (base) => (await import("./nginx/nginx.ts")).nginx(base === "alpine" ? "alpine" : "debian"),
  httpd: async () => (await import("./httpd.ts")).httpd,
  node: async () => (await import("./node.ts")).node,
  python: async () => (await import("./python.ts")).python,
  redis: async () => (await import("./redis.ts")).redis,
  postgres: async () => (await import("./postgres.ts")).postgres,
  mysql: async () => (await import("./mysql.ts")).mysql,
  mariadb: async () => (await import("./mysql.ts")).mariadb,
  mongo: async () => (await import("./mongo.ts")).mongo,
  php: async (kind) => (await import("./php.ts")).php(kind === "apache" || kind === "fpm" ? kind : "cli"),
  golang: async () => (await import("./golang.ts")).golang,
  rabbitmq: async () => (await import("./rabbitmq.ts")).rabbitmq,
  registry: async () => (await import("./registry.ts")).registry,
  wordpress: async () => (await import("./wordpress.ts")).wordpress,
  adminer: async () => (await import("./wordpress.ts")).adminer,
  own: async (name) => (await import("./others.ts")).other(name),
};

/** The recipes of a stack, one after another. Throws for a name that is none: a mistake in the catalog. */
export async function recipeOf(stack: readonly string[]): Promise<Recipe> {
  const parts: Recipe[] = [];
  for (const part of stack) {
    const [name = "", argument = ""] = part.split(":");
    const load = RECIPES[name];
    if (!load) throw new Error(`no recipe of the name ${name}`);
    parts.push(await load(argument));
  }
  return parts.flat();
}
