import { addSystemAccount } from "./accounts.ts";
import type { Recipe } from "./recipe.ts";

/** Flags and configuration files are for redis-server; in our own words. The real one goes on as user redis. */
const ENTRYPOINT = `#!/bin/sh
set -e

if [ "\${1#-}" != "$1" ] || [ "\${1%.conf}" != "$1" ]; then
  set -- redis-server "$@"
fi

# Files that the server makes are for nobody else, unless a mask was set.
[ "$(umask)" = 0022 ] && umask 0077

exec "$@"
`;

export const redis: Recipe = [
  { on: /groupadd|addgroup/, apply: (k) => addSystemAccount(k, "redis", 999, "/home/redis") },
  {
    on: /savedAptMark|\.build-deps/,
    apply: (k) => {
      const version = k.env("REDIS_VERSION") || k.env("REDIS_DOWNLOAD_URL").replace(/^.*?(\d+\.\d+\.\d+).*$/, "$1");
      for (const name of ["redis-server", "redis-cli", "redis-benchmark"]) k.program(`/usr/local/bin/${name}`, version);
      for (const name of ["redis-check-aof", "redis-check-rdb", "redis-sentinel"])
        k.link(`/usr/local/bin/${name}`, "redis-server");
      k.program("/usr/local/bin/gosu");
    },
  },
  { on: /mkdir \/data/, apply: (k) => k.folder("/data", { uid: 999, gid: 999 }) },
  { on: /COPY docker-entrypoint/, apply: (k) => k.script("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT) },
];
