import { addAccount } from "./accounts.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

/** What both entry points do: log, read secrets from files, and refuse a new database without a password. */
function entrypoint(kind: "MySQL" | "MariaDB", server: string, version: string, refusal: string): string {
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

if [ "\${1#-}" != "$1" ]; then
  set -- ${server} "$@"
fi

if [ "$1" = ${server} ] || [ "$1" = mysqld ]; then
  log Note "Entrypoint script for ${kind} Server ${version} started."
  file_env MYSQL_ROOT_PASSWORD
  file_env ${prefix}_ROOT_PASSWORD
  if [ ! -d /var/lib/mysql/mysql ]; then
    if [ -z "$MYSQL_ROOT_PASSWORD$MYSQL_ALLOW_EMPTY_PASSWORD$MYSQL_RANDOM_ROOT_PASSWORD$MARIADB_ROOT_PASSWORD$MARIADB_ROOT_PASSWORD_HASH$MARIADB_ALLOW_EMPTY_ROOT_PASSWORD$MARIADB_RANDOM_ROOT_PASSWORD" ]; then
      log ERROR "${refusal}" >&2
      exit 1
    fi
    if [ "$${prefix}_USER" = root ] || [ "$MYSQL_USER" = root ]; then
      log ERROR "${ROOT_USER[kind]}" >&2
      exit 1
    fi
    if [ -n "$MYSQL_USER" ] && [ -z "$MYSQL_PASSWORD" ]; then
      log Warn 'MYSQL_USER specified, but missing MYSQL_PASSWORD; MYSQL_USER will not be created' >&2
    fi
  fi
fi

exec "$@"
`;
}

const MYSQL_REFUSAL = `Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD`;
/** Root is there already, and its password is set otherwise. */
const ROOT_USER: Readonly<Record<string, string>> = {
  MySQL: `MYSQL_USER=\\"root\\", MYSQL_USER and MYSQL_PASSWORD are for configuring a regular user and cannot be used for the root user
    Remove MYSQL_USER=\\"root\\" and use one of the following to control the root user password:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD`,
  MariaDB: `MARIADB_USER=\\"root\\", MARIADB_USER and MARIADB_PASSWORD are for configuring a regular user and cannot be used for the root user
\tRemove MARIADB_USER=\\"root\\" and use one of the following to control the root user password:
\t- MARIADB_ROOT_PASSWORD
\t- MARIADB_ALLOW_EMPTY_ROOT_PASSWORD
\t- MARIADB_RANDOM_ROOT_PASSWORD`,
};
const MARIADB_REFUSAL = `Database is uninitialized and password option is not specified
\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD`;

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
        "[mysqld]\nskip-host-cache\nskip-name-resolve\ndatadir=/var/lib/mysql\nsocket=/var/run/mysqld/mysqld.sock\nuser=mysql\n\n!includedir /etc/mysql/conf.d/\n",
      );
      folders(k);
    },
  },
  {
    on: /COPY docker-entrypoint/,
    apply: (k) => {
      k.script(
        "/usr/local/bin/docker-entrypoint.sh",
        entrypoint("MySQL", "mysqld", k.env("MYSQL_VERSION"), MYSQL_REFUSAL),
      );
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
      k.script(
        "/usr/local/bin/docker-entrypoint.sh",
        entrypoint("MariaDB", "mariadbd", k.env("MARIADB_VERSION"), MARIADB_REFUSAL),
      ),
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
