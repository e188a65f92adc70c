import { addAccount } from "./accounts.ts";
import type { Recipe } from "./recipe.ts";

/**
 * As the real image's entry point does it: on an empty data folder, with a root user or init scripts asked for, a first
 * mongod that listens to this container alone makes the user and runs the scripts; then the one that stays.
 */
const ENTRYPOINT = `#!/bin/bash
set -eo pipefail

if [ "\${1:0:1}" = - ]; then
  set -- mongod "$@"
fi

if [[ "$1" == mongo* ]] && [ "$(id -u)" = 0 ]; then
  if [ "$1" = mongod ]; then chown -R mongodb /data/configdb /data/db; fi
  exec gosu mongodb "$0" "$@"
fi

# NAME_FILE names a file that holds NAME: a secret.
file_env() {
  local file="$1_FILE"
  if [ -n "\${!1:-}" ] && [ -n "\${!file:-}" ]; then
    echo >&2 "error: both $1 and $1_FILE are set (but are exclusive)"
    exit 1
  fi
  if [ -n "\${!file:-}" ]; then export "$1=$(cat "\${!file}")"; fi
}

if [ "$1" = mongod ]; then
  file_env MONGO_INITDB_ROOT_USERNAME
  file_env MONGO_INITDB_ROOT_PASSWORD
  root=
  if [ "$MONGO_INITDB_ROOT_USERNAME" ] || [ "$MONGO_INITDB_ROOT_PASSWORD" ]; then
    if [ -z "$MONGO_INITDB_ROOT_USERNAME" ] || [ -z "$MONGO_INITDB_ROOT_PASSWORD" ]; then
      cat >&2 << 'END'

error: missing 'MONGO_INITDB_ROOT_USERNAME' or 'MONGO_INITDB_ROOT_PASSWORD'
       both must be specified for a user to be created

END
      exit 1
    fi
    root=1
  fi

  if [ ! -e /data/db/WiredTiger ] && { [ "$root" ] || [ -n "$(ls /docker-entrypoint-initdb.d)" ]; }; then
    mongod --fork --bind_ip 127.0.0.1 --port 27017 --logpath /proc/self/fd/1 --pidfilepath /tmp/docker-entrypoint-temp-mongod.pid
    if [ "$root" ]; then
      mongosh --quiet admin --eval "const {env} = process; db.createUser({user: env.MONGO_INITDB_ROOT_USERNAME, pwd: env.MONGO_INITDB_ROOT_PASSWORD, roles: [{role: 'root', db: 'admin'}]})"
    fi
    export MONGO_INITDB_DATABASE="\${MONGO_INITDB_DATABASE:-test}"
    echo
    for f in /docker-entrypoint-initdb.d/*; do
      case "$f" in
        *.sh)
          echo "$0: running $f"
          if [ -x "$f" ]; then "$f"; else . "$f"; fi
          ;;
        *.js)
          echo "$0: running $f"
          mongosh --host 127.0.0.1 --port 27017 --quiet "$MONGO_INITDB_DATABASE" "$f"
          echo
          ;;
        *'*') ;;
        *) echo "$0: ignoring $f" ;;
      esac
      echo
    done
    mongod --shutdown --pidfilepath /tmp/docker-entrypoint-temp-mongod.pid
    rm -f /tmp/docker-entrypoint-temp-mongod.pid
    echo
    echo 'MongoDB init process complete; ready for start up.'
    echo
  fi

  # Reachable from other containers, unless the command says otherwise.
  if [[ " $* " != *" --bind_ip"* ]]; then set -- "$@" --bind_ip_all; fi
  if [ "$root" ] && [[ " $* " != *" --auth "* ]]; then set -- "$@" --auth; fi
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
