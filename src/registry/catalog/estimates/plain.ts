import type { BaseName } from "../bases.ts";

/**
 * An image of which no facts were recorded, told by its history: each line as its Dockerfile has it, in front of those
 * that make a layer the megabytes of that layer. The configuration follows from the lines.
 */
export interface Plain {
  /** Separated by spaces. */
  readonly tags: string;
  readonly date: string;
  readonly base: BaseName | "scratch";
  /** Recipes above the base. */
  readonly rootfs: readonly string[];
  readonly lines: readonly string[];
}

export interface PlainRepository {
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly images: readonly Plain[];
}

const ENTRY = ["0.0009 COPY docker-entrypoint.sh /usr/local/bin/", 'ENTRYPOINT ["docker-entrypoint.sh"]'];

const httpd = (tags: string, version: string, date: string, base: BaseName): Plain => ({
  tags,
  date,
  base,
  rootfs: ["httpd"],
  lines: [
    "ENV HTTPD_PREFIX=/usr/local/apache2",
    "ENV PATH=/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    '0.001 RUN set -x && mkdir -p "$HTTPD_PREFIX" && chown www-data:www-data "$HTTPD_PREFIX"',
    "WORKDIR /usr/local/apache2",
    "5.1 RUN set -eux; apk add --no-cache apr apr-util apr-util-ldap perl",
    `ENV HTTPD_VERSION=${version}`,
    "51 RUN set -eux; apk add --no-cache --virtual .build-deps apr-dev apr-util-dev",
    "STOPSIGNAL SIGWINCH",
    "0.0001 COPY httpd-foreground /usr/local/bin/",
    "EXPOSE 80/tcp",
    'CMD ["httpd-foreground"]',
  ],
});

const postgres = (tags: string, version: string, date: string, size: number, base: BaseName): Plain => {
  const major = version.split(".")[0] ?? "";
  const data = Number(major) >= 18 ? `/var/lib/postgresql/${major}/docker` : "/var/lib/postgresql/data";
  return {
    tags,
    date,
    base,
    rootfs: ["postgres"],
    lines: [
      "0.004 RUN set -eux; addgroup -g 70 -S postgres; adduser -u 70 -S -D -G postgres -H -h /var/lib/postgresql -s /bin/sh postgres",
      "ENV GOSU_VERSION=1.19",
      "2.5 RUN set -eux; apk add --no-cache --virtual .gosu-deps ca-certificates dpkg gnupg",
      "ENV LANG=en_US.utf8",
      "0.0001 RUN mkdir /docker-entrypoint-initdb.d",
      `ENV PG_MAJOR=${major}`,
      `ENV PG_VERSION=${version}`,
      `${size} RUN set -eux; apk add --no-cache --virtual .build-deps bison coreutils dpkg-dev flex gcc`,
      "0.06 RUN set -eux; cp -v /usr/local/share/postgresql/postgresql.conf.sample /usr/local/share/postgresql/postgresql.conf.sample.orig",
      "0.0001 RUN install --verbose --directory --owner postgres --group postgres --mode 3777 /var/run/postgresql",
      `ENV PGDATA=${data}`,
      `0.0001 RUN install --verbose --directory --owner postgres --group postgres --mode 1777 "$PGDATA"`,
      `VOLUME ${Number(major) >= 18 ? "/var/lib/postgresql" : data}`,
      "0.018 COPY docker-entrypoint.sh docker-ensure-initdb.sh /usr/local/bin/",
      "0.0001 RUN ln -sT docker-ensure-initdb.sh /usr/local/bin/docker-enforce-initdb.sh",
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      "STOPSIGNAL SIGINT",
      "EXPOSE 5432/tcp",
      'CMD ["postgres"]',
    ],
  };
};

const rabbitmq = (tags: string, version: string, date: string, management: boolean): Plain => ({
  tags,
  date,
  base: "alpine3.23",
  rootfs: ["rabbitmq"],
  lines: [
    "76 COPY /opt/erlang /opt/erlang",
    "13 COPY /opt/openssl /opt/openssl",
    "ENV RABBITMQ_DATA_DIR=/var/lib/rabbitmq",
    `ENV RABBITMQ_VERSION=${version}`,
    "ENV RABBITMQ_HOME=/opt/rabbitmq",
    "ENV PATH=/opt/rabbitmq/sbin:/opt/erlang/bin:/opt/openssl/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "66 RUN set -eux; apk add --no-cache --virtual .build-deps gnupg xz; DEBIAN_FRONTEND=noninteractive",
    "ENV HOME=/var/lib/rabbitmq",
    "VOLUME /var/lib/rabbitmq",
    ...ENTRY,
    "EXPOSE 15691/tcp 15692/tcp 25672/tcp 4369/tcp 5671/tcp 5672/tcp",
    'CMD ["rabbitmq-server"]',
    ...(management
      ? ["9 RUN set -eux; rabbitmq-plugins enable --offline rabbitmq_management", "EXPOSE 15671/tcp 15672/tcp"]
      : []),
  ],
});

const php = (tags: string, version: string, date: string, kind: "cli" | "fpm", base: BaseName): Plain => {
  const apk = base.startsWith("alpine");
  return {
    tags,
    date,
    base,
    rootfs: [`php:${kind}`],
    lines: [
      "ENV PHPIZE_DEPS=autoconf dpkg-dev file g++ gcc libc-dev make pkg-config re2c",
      apk
        ? "9.4 RUN apk add --no-cache ca-certificates curl openssl tar xz"
        : "340 RUN set -eux; apt-get update; apt-get install -y --no-install-recommends $PHPIZE_DEPS ca-certificates curl xz-utils",
      "ENV PHP_INI_DIR=/usr/local/etc/php",
      '0.0005 RUN set -eux; mkdir -p "$PHP_INI_DIR/conf.d"; [ ! -d /var/www/html ]; mkdir -p /var/www/html',
      `ENV PHP_VERSION=${version}`,
      `ENV PHP_URL=https://www.php.net/distributions/php-${version}.tar.xz`,
      apk
        ? "13 RUN set -eux; apk add --no-cache --virtual .fetch-deps gnupg"
        : '13 RUN set -eux; savedAptMark="$(apt-mark showmanual)"; apt-get update',
      "0.0011 COPY docker-php-source /usr/local/bin/",
      apk
        ? "55 RUN set -eux; apk add --no-cache --virtual .build-deps $PHPIZE_DEPS argon2-dev coreutils curl-dev"
        : '56 RUN set -eux; savedAptMark="$(apt-mark showmanual)"; apt-get update',
      "0.0054 COPY docker-php-ext-* docker-php-entrypoint /usr/local/bin/",
      "0.0006 RUN docker-php-ext-enable sodium",
      'ENTRYPOINT ["docker-php-entrypoint"]',
      ...(kind === "fpm"
        ? [
            "WORKDIR /var/www/html",
            "0.01 RUN set -eux; cd /usr/local/etc",
            "STOPSIGNAL SIGQUIT",
            "EXPOSE 9000/tcp",
            'CMD ["php-fpm"]',
          ]
        : ['CMD ["php" "-a"]']),
    ],
  };
};

/** Repositories of which there are facts too: only tags are added. */
export const PLAIN_TAGS: Readonly<Record<string, readonly Plain[]>> = {
  httpd: [httpd("alpine 2.4-alpine 2-alpine", "2.4.68", "2026-09-18", "alpine3.23")],
  postgres: [
    postgres("alpine 18-alpine 18.6-alpine", "18.6", "2026-09-18", 272, "alpine3.23"),
    postgres("17-alpine", "17.11", "2026-09-18", 267, "alpine3.23"),
    postgres("16-alpine 16.15-alpine", "16.15", "2026-09-18", 265, "alpine3.23"),
    postgres("15-alpine 15.19-alpine", "15.19", "2026-09-18", 262, "alpine3.23"),
    postgres("15.1-alpine", "15.1", "2022-11-12", 229, "alpine3.16"),
    postgres("14-alpine", "14.24", "2026-09-18", 260, "alpine3.23"),
    postgres("13-alpine", "13.23", "2025-11-18", 255, "alpine3.22"),
    postgres("12-alpine", "12.22", "2025-02-26", 237, "alpine3.20"),
  ],
  rabbitmq: [
    rabbitmq("alpine 4-alpine", "4.3.5", "2026-08-21", false),
    rabbitmq("management-alpine 4-management-alpine", "4.3.5", "2026-08-21", true),
    rabbitmq("3-management-alpine", "3.13.7", "2025-09-09", true),
  ],
  memcached: [
    {
      tags: "alpine 1.6-alpine 1-alpine",
      date: "2026-08-25",
      base: "alpine3.23",
      rootfs: ["own:memcached"],
      lines: [
        "0.005 RUN set -eux; addgroup -g 11211 memcache; adduser -D -u 11211 -G memcache memcache",
        "ENV MEMCACHED_VERSION=1.6.45",
        "5.4 RUN set -eux; apk add --no-cache --virtual .build-deps ca-certificates gcc libevent-dev make",
        ...ENTRY,
        "USER memcache",
        "EXPOSE 11211/tcp",
        'CMD ["memcached"]',
      ],
    },
  ],
  php: [
    php("latest 8 8.5 cli 8-cli 8.5-cli 8.5.10-cli", "8.5.10", "2026-08-31", "cli", "trixie-slim"),
    php("8.4 8.4-cli", "8.4.26", "2026-09-24", "cli", "trixie-slim"),
    php("8.3 8.3-cli", "8.3.33", "2026-08-25", "cli", "trixie-slim"),
    php("8.2 8.2-cli", "8.2.33", "2026-08-25", "cli", "trixie-slim"),
    php("8.1 8.1-cli", "8.1.34", "2026-01-13", "cli", "bookworm-slim"),
    php("7.4 7.4-cli 7 7-cli", "7.4.33", "2022-11-15", "cli", "bullseye-slim"),
    php("7.2 7.2-cli", "7.2.34", "2020-12-11", "cli", "buster-slim"),
    php("7.1 7.1-cli", "7.1.33", "2019-12-28", "cli", "buster-slim"),
    php("fpm 8-fpm 8.5-fpm", "8.5.10", "2026-08-31", "fpm", "trixie-slim"),
    php("8.3-fpm", "8.3.33", "2026-08-25", "fpm", "trixie-slim"),
    php("8.2-fpm", "8.2.33", "2026-08-25", "fpm", "trixie-slim"),
    php("7.4-fpm", "7.4.33", "2022-11-15", "fpm", "bullseye-slim"),
    php("alpine cli-alpine 8-alpine 8-cli-alpine 8.5-cli-alpine", "8.5.10", "2026-08-31", "cli", "alpine3.23"),
    php("8.3-cli-alpine 8.3-alpine", "8.3.33", "2026-08-25", "cli", "alpine3.23"),
    php("fpm-alpine 8-fpm-alpine 8.5-fpm-alpine", "8.5.10", "2026-08-31", "fpm", "alpine3.23"),
    php("8.3-fpm-alpine", "8.3.33", "2026-08-25", "fpm", "alpine3.23"),
  ],
};
