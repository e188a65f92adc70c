import { append } from "./accounts.ts";
import { apkAdd } from "./alpine.ts";
import { aptInstall } from "./debian/debian.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

const ENTRYPOINT = `#!/bin/sh
set -e

if [ "\${1#-}" != "$1" ]; then
  set -- COMMAND "$@"
fi

exec "$@"
`;

const APACHE_FOREGROUND = `#!/bin/bash
set -e
: "\${APACHE_CONFDIR:=/etc/apache2}"
. "\${APACHE_ENVVARS:=$APACHE_CONFDIR/envvars}"
mkdir -p "$APACHE_RUN_DIR" "$APACHE_LOCK_DIR" "$APACHE_LOG_DIR"
rm -f "$APACHE_PID_FILE"
exec apache2 -DFOREGROUND "$@"
`;

/** PHP as its official images have it: for the command line, with Apache, or as FastCGI process manager. */
export function php(kind: "cli" | "apache" | "fpm"): Recipe {
  return [
    { on: /Package: php|addgroup|adduser/, apply: webAccount },
    { on: /apt-get install|apk add/, apply: buildTools },
    {
      on: /PHP_INI_DIR/,
      apply: (k) => {
        k.folder("/usr/local/etc/php/conf.d");
        k.folder("/var/www/html", { uid: 33, gid: 33, mode: 0o1777 });
      },
    },
    ...(kind === "apache" ? APACHE : []),
    { on: /COPY docker-php-source/, apply: (k) => k.script("/usr/local/bin/docker-php-source", "#!/bin/sh\n") },
    { on: /savedAptMark|\.build-deps/, apply: (k) => install(k, kind) },
    {
      on: /COPY docker-php-ext/,
      apply: (k) => {
        k.script("/usr/local/bin/docker-php-entrypoint", ENTRYPOINT.replace("COMMAND", commandOf(kind)));
        for (const name of ["configure", "enable", "install"]) k.program(`/usr/local/bin/docker-php-ext-${name}`);
      },
    },
    ...(kind === "apache"
      ? [
          {
            on: /COPY apache2-foreground/,
            apply: (k: Kitchen) => k.script("/usr/local/bin/apache2-foreground", APACHE_FOREGROUND),
          },
        ]
      : []),
  ];
}

const APACHE: Recipe = [
  {
    on: /apt-get install/,
    apply: (k) => {
      aptInstall(k, "apache2=2.4.66-1~deb13u1", "ab htpasswd htdigest rotatelogs");
      k.program("/usr/sbin/apache2", "2.4.66");
      k.programs("/usr/sbin", "a2enmod a2dismod a2ensite a2dissite apache2ctl");
      k.text(
        "/etc/apache2/envvars",
        "export APACHE_RUN_USER=www-data APACHE_RUN_GROUP=www-data APACHE_PID_FILE=/var/run/apache2/apache2.pid\nexport APACHE_RUN_DIR=/var/run/apache2 APACHE_LOCK_DIR=/var/lock/apache2 APACHE_LOG_DIR=/var/log/apache2\n",
      );
      k.text(
        "/etc/apache2/apache2.conf",
        "Listen 80\nDocumentRoot /var/www/html\nErrorLog /proc/self/fd/2\nCustomLog /proc/self/fd/1 combined\n",
      );
      k.text("/etc/apache2/ports.conf", "Listen 80\n");
      k.text(
        "/etc/apache2/sites-available/000-default.conf",
        "<VirtualHost *:80>\n\tDocumentRoot /var/www/html\n</VirtualHost>\n",
      );
      k.link("/etc/apache2/sites-enabled/000-default.conf", "../sites-available/000-default.conf");
      for (const [name, target] of [
        ["access", "stdout"],
        ["error", "stderr"],
        ["other_vhosts_access", "stdout"],
      ])
        k.link(`/var/log/apache2/${name}.log`, `/dev/${target}`);
    },
  },
  {
    on: /SetHandler/,
    apply: (k) =>
      k.text(
        "/etc/apache2/conf-available/docker-php.conf",
        "<FilesMatch \\.php$>\n\tSetHandler application/x-httpd-php\n</FilesMatch>\n",
      ),
  },
];

function commandOf(kind: "cli" | "apache" | "fpm"): string {
  return kind === "apache" ? "apache2-foreground" : kind === "fpm" ? "php-fpm" : "php";
}

function webAccount(k: Kitchen): void {
  if (k.editor.get("/etc/alpine-release"))
    append(k, "/etc/passwd", "www-data:x:82:82:Linux User,,,:/home/www-data:/sbin/nologin\n");
}

function buildTools(k: Kitchen): void {
  if (k.editor.get("/etc/alpine-release")) apkAdd(k, "curl openssl tar xz", "curl openssl tar xz");
  else
    aptInstall(
      k,
      "autoconf curl=8.14.1-2 dpkg-dev file g++ gcc make re2c xz-utils",
      "autoconf cc curl file g++ gcc make pkg-config re2c xz",
    );
}

function install(k: Kitchen, kind: string): void {
  const version = k.env("PHP_VERSION");
  k.program("/usr/local/bin/php", version);
  k.programs("/usr/local/bin", "pear peardev pecl phar php-config phpdbg phpize");
  if (kind === "fpm") k.program("/usr/local/sbin/php-fpm", version);
  for (const name of ["development", "production"])
    k.text(`/usr/local/etc/php/php.ini-${name}`, "; PHP's settings\n[PHP]\nengine = On\n");
  k.folder("/usr/local/lib/php/extensions");
}
