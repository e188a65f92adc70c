import { addAccount } from "./accounts.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

/** Refuses to make a database without a password, as the real entry point does, in its words to the user. */
const ENTRYPOINT = `#!/bin/sh
set -e

# NAME_FILE names a file that holds NAME: a secret.
file_env() {
  eval "file=\\\${$1_FILE:-}"
  if [ -n "$file" ]; then export "$1=$(cat "$file")"; fi
}

if [ "\${1#-}" != "$1" ]; then
  set -- postgres "$@"
fi

if [ "$1" = postgres ]; then
  file_env POSTGRES_PASSWORD
  mkdir -p "$PGDATA"
  if [ ! -s "$PGDATA/PG_VERSION" ] && [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    cat >&2 << 'END'
Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
END
    exit 1
  fi
fi

exec "$@"
`;

const TOOLS =
  "clusterdb createdb createuser dropdb dropuser initdb pg_basebackup pg_ctl pg_dump pg_dumpall pg_isready pg_restore postgres psql reindexdb vacuumdb";

export const postgres: Recipe = [
  { on: /groupadd|addgroup/, apply: account },
  { on: /docker-entrypoint-initdb/, apply: (k) => k.folder("/docker-entrypoint-initdb.d") },
  { on: /PYTHONDONTWRITEBYTECODE|\.build-deps/, apply: install },
  {
    on: /COPY docker-entrypoint/,
    apply: (k) => {
      k.script("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT);
      k.link("/usr/local/bin/docker-ensure-initdb.sh", "docker-entrypoint.sh");
    },
  },
];

function account(k: Kitchen): void {
  const id = k.editor.get("/etc/alpine-release") ? 70 : 999;
  addAccount(k, { name: "postgres", uid: id, gid: id, comment: "", home: "/var/lib/postgresql", shell: "/bin/bash" });
  k.folder("/var/lib/postgresql", { uid: id, gid: id });
}

function install(k: Kitchen): void {
  const version = k.env("PG_VERSION").split("-")[0] ?? "";
  const alpine = k.editor.get("/etc/alpine-release") !== undefined;
  const bin = alpine ? "/usr/local/bin" : `/usr/lib/postgresql/${k.env("PG_MAJOR")}/bin`;
  const id = alpine ? 70 : 999;
  for (const name of TOOLS.split(" ")) k.program(`${bin}/${name}`, version);
  if (!alpine)
    for (const name of ["psql", "pg_dump", "pg_dumpall", "pg_restore", "pg_isready"])
      k.program(`/usr/bin/${name}`, version);
  k.program("/usr/local/bin/gosu");
  k.folder("/docker-entrypoint-initdb.d");
  k.folder("/var/run/postgresql", { uid: id, gid: id, mode: 0o3777 });
  const data = k.env("PGDATA");
  if (data.startsWith("/var/lib/postgresql/data")) k.folder(data, { uid: id, gid: id, mode: 0o1777 });
}
