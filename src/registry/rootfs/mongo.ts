import { addAccount } from "./accounts.ts";
import type { Recipe } from "./recipe.ts";

const ENTRYPOINT = `#!/bin/bash
set -e

if [ "\${1#-}" != "$1" ]; then
  set -- mongod "$@"
fi

# Reachable from other containers, unless the command says otherwise.
if [ "$1" = mongod ] && [[ " $* " != *" --bind_ip"* ]]; then
  set -- "$@" --bind_ip_all
fi

exec "$@"
`;

export const mongo: Recipe = [
  {
    on: /groupadd/,
    apply: (k) =>
      addAccount(k, { name: "mongodb", uid: 999, gid: 999, comment: "", home: "/data/db", shell: "/bin/sh" }),
  },
  {
    on: /DEBIAN_FRONTEND/,
    apply: (k) => {
      const version = k.env("MONGO_VERSION");
      for (const name of ["mongod", "mongos", "mongosh", "mongodump", "mongorestore", "mongoexport", "mongoimport"])
        k.program(`/usr/bin/${name}`, version);
      if (Number.parseInt(version, 10) < 6) k.program("/usr/bin/mongo", version);
      k.text("/etc/mongod.conf.orig", "net:\n  port: 27017\nstorage:\n  dbPath: /var/lib/mongodb\n");
      for (const path of ["/data/db", "/data/configdb"]) k.folder(path, { uid: 999, gid: 999 });
      k.program("/usr/local/bin/gosu");
      k.folder("/docker-entrypoint-initdb.d");
    },
  },
  { on: /COPY docker-entrypoint/, apply: (k) => k.script("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT) },
];
