import { addAccount } from "./accounts.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

/** What both entry points do before the server goes on: it says that it starts, and reads secrets from files. */
function entrypoint(kind: "MySQL" | "MariaDB", server: string, version: string): string {
  const prefix = kind === "MySQL" ? "MYSQL" : "MARIADB";
  return `#!/bin/bash
set -e

log() {
  printf '%s [%s] [Entrypoint]: %s\\n' "$(date --rfc-3339=seconds)" "$1" "$2"
}

# NAME_FILE names a file that holds NAME: a secret.
file_env() {
  eval "file=\\\${$1_FILE:-}"
  if [ -n "$file" ]; then export "$1=$(cat "$file")"; fi
}

want_help() {
  for arg; do
    case "$arg" in
      -\\?|--help|--print-defaults|-V|--version) return 0 ;;
    esac
  done
  return 1
}

if [ "\${1#-}" != "$1" ]; then
  set -- ${server} "$@"
fi

if { [ "$1" = ${server} ] || [ "$1" = mysqld ]; } && ! want_help "$@"; then
  log Note "Entrypoint script for ${kind} Server ${version} started."
  for name in ROOT_PASSWORD ROOT_HOST DATABASE USER PASSWORD; do
    file_env "MYSQL_$name"
    file_env "${prefix}_$name"
  done
fi

exec "$@"
`;
}

export const mysql: Recipe = [
  { on: /groupadd/, apply: account },
  {
    on: /mysql-community|MYSQL_MAJOR/,
    apply: (k) => {
      const version = k.env("MYSQL_VERSION").split("-")[0] ?? "";
      k.program("/usr/sbin/mysqld", version);
      for (const name of ["mysql", "mysqldump", "mysqladmin", "mysqlsh", "mysqlpump"])
        k.program(`/usr/bin/${name}`, version);
      k.program("/usr/local/bin/gosu");
      k.text(
        "/etc/my.cnf",
        "[mysqld]\nhost-cache-size=0\nskip-name-resolve\ndatadir=/var/lib/mysql\nsocket=/var/run/mysqld/mysqld.sock\nsecure-file-priv=/var/lib/mysql-files\nuser=mysql\n\npid-file=/var/run/mysqld/mysqld.pid\n[client]\nsocket=/var/run/mysqld/mysqld.sock\n\n!includedir /etc/mysql/conf.d/\n",
      );
      folders(k);
    },
  },
  {
    on: /COPY docker-entrypoint/,
    apply: (k) => {
      k.script("/usr/local/bin/docker-entrypoint.sh", entrypoint("MySQL", "mysqld", k.env("MYSQL_VERSION")));
      k.link("/entrypoint.sh", "usr/local/bin/docker-entrypoint.sh");
    },
  },
];

export const mariadb: Recipe = [
  { on: /groupadd/, apply: account },
  {
    on: /mysql-server/,
    apply: (k) => {
      const version = k.env("MARIADB_VERSION").replace(/^\d:/, "").split("+")[0] ?? "";
      for (const name of ["mariadbd", "mysqld"]) k.program(`/usr/sbin/${name}`, version);
      for (const name of [
        "mariadb",
        "mariadb-dump",
        "mariadb-admin",
        "mariadb-check",
        "mysql",
        "mysqldump",
        "mysqladmin",
      ])
        k.program(`/usr/bin/${name}`, version);
      k.program("/usr/local/bin/gosu");
      k.text(
        "/etc/mysql/my.cnf",
        "[client-server]\nsocket = /run/mysqld/mysqld.sock\n!includedir /etc/mysql/mariadb.conf.d/\n!includedir /etc/mysql/conf.d/\n",
      );
      k.folder("/etc/mysql/mariadb.conf.d");
      folders(k);
    },
  },
  {
    on: /COPY healthcheck/,
    apply: (k) => k.script("/usr/local/bin/healthcheck.sh", "#!/bin/sh\nexec mariadb-admin ping\n"),
  },
  {
    on: /COPY docker-entrypoint/,
    apply: (k) =>
      k.script("/usr/local/bin/docker-entrypoint.sh", entrypoint("MariaDB", "mariadbd", k.env("MARIADB_VERSION"))),
  },
];

function account(k: Kitchen): void {
  addAccount(k, { name: "mysql", uid: 999, gid: 999, comment: "", home: "/var/lib/mysql", shell: "/bin/bash" });
}

function folders(k: Kitchen): void {
  k.folder("/etc/mysql/conf.d");
  k.folder("/docker-entrypoint-initdb.d");
  k.folder("/var/lib/mysql", { uid: 999, gid: 999, mode: 0o1777 });
  k.folder("/var/run/mysqld", { uid: 999, gid: 999, mode: 0o1777 });
}
