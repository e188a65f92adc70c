import type { BaseName } from "../bases.ts";
import { one } from "./lines.ts";
import type { Plain, PlainRepository } from "./plain.ts";

const haproxy = (tags: string, version: string, date: string, base: BaseName): Plain =>
  one(
    tags,
    date,
    base,
    "own:haproxy",
    "0.004 RUN set -eux; adduser --system --gid 99 --uid 99 --home /var/lib/haproxy haproxy",
    `ENV HAPROXY_VERSION=${version}`,
    "26 RUN set -eux; make -C /usr/src/haproxy -j all; make -C /usr/src/haproxy install-bin",
    "STOPSIGNAL SIGUSR1",
    "0.0004 COPY docker-entrypoint.sh /usr/local/bin/",
    'ENTRYPOINT ["docker-entrypoint.sh"]',
    "USER haproxy",
    "WORKDIR /var/lib/haproxy",
    'CMD ["haproxy" "-f" "/usr/local/etc/haproxy/haproxy.cfg"]',
  );

const caddy = (tags: string, version: string, date: string): Plain =>
  one(
    tags,
    date,
    "alpine3.22",
    "own:caddy",
    "0.8 RUN apk add --no-cache ca-certificates libcap mailcap",
    "0.02 RUN set -eux; mkdir -p /config/caddy /data/caddy /etc/caddy /usr/share/caddy",
    `ENV CADDY_VERSION=v${version}`,
    "42 RUN set -eux; wget -O /tmp/caddy.tar.gz https://github.com/caddyserver/caddy/releases",
    "ENV XDG_CONFIG_HOME=/config",
    "ENV XDG_DATA_HOME=/data",
    "EXPOSE 80/tcp 443/tcp 443/udp 2019/tcp",
    "WORKDIR /srv",
    'CMD ["caddy" "run" "--config" "/etc/caddy/Caddyfile" "--adapter" "caddyfile"]',
  );

const phpApp = (
  tags: string,
  version: string,
  date: string,
  recipe: string,
  name: string,
  ...lines: string[]
): Plain => ({
  tags,
  date,
  base: "trixie-slim",
  rootfs: ["php:apache", recipe],
  lines: [
    "340 RUN set -eux; apt-get update; apt-get install -y --no-install-recommends $PHPIZE_DEPS ca-certificates curl",
    "ENV PHP_INI_DIR=/usr/local/etc/php",
    '0.0005 RUN set -eux; mkdir -p "$PHP_INI_DIR/conf.d"',
    "ENV APACHE_CONFDIR=/etc/apache2",
    "ENV APACHE_ENVVARS=/etc/apache2/envvars",
    "12 RUN set -eux; apt-get update; apt-get install -y --no-install-recommends apache2",
    "ENV PHP_VERSION=8.3.33",
    '37 RUN set -eux; savedAptMark="$(apt-mark showmanual)"; apt-get update',
    "0.0054 COPY docker-php-ext-* docker-php-entrypoint /usr/local/bin/",
    "0.002 COPY apache2-foreground /usr/local/bin/",
    "WORKDIR /var/www/html",
    "EXPOSE 80/tcp",
    `ENV ${name}_VERSION=${version}`,
    "STOPSIGNAL SIGWINCH",
    ...lines,
  ],
});

const site = (tags: string, date: string): Plain =>
  one(
    tags,
    date,
    "jessie",
    "own:static-site",
    "60 RUN apt-get update && apt-get install --no-install-recommends --no-install-suggests -y ca-certificates nginx",
    "EXPOSE 80/tcp 443/tcp",
    "ENV AUTHOR=Docker",
    "WORKDIR /usr/share/nginx/html",
    "0.002 COPY Hello_docker.html wrapper.sh /",
    'CMD ["/bin/sh" "-c" "cd /usr/share/nginx/html/ && nginx -g \'daemon off;\'"]',
  );

/** Web servers, web applications and what goes with them. */
export const WEB: readonly PlainRepository[] = [
  {
    name: "docker/getting-started",
    description: "The web server of Docker's first tutorial",
    stars: 900,
    images: [
      one(
        "latest pwd",
        "2022-12-20",
        "alpine3.16",
        "own:getting-started",
        "ENV NGINX_VERSION=1.23.3",
        "17 RUN set -x && addgroup -g 101 -S nginx && adduser -S -D -H -u 101 -h /var/cache/nginx -s /sbin/nologin -G nginx nginx",
        "0.001 COPY docker-entrypoint.sh /",
        'ENTRYPOINT ["/docker-entrypoint.sh"]',
        "EXPOSE 80/tcp",
        "STOPSIGNAL SIGQUIT",
        'CMD ["nginx" "-g" "daemon off;"]',
        "18 COPY /app/site /usr/share/nginx/html",
      ),
    ],
  },
  {
    name: "haproxy",
    description: "Load balancer for TCP and HTTP",
    stars: 2000,
    images: [
      haproxy("latest 3.4 3.4.2", "3.4.2", "2026-08-18", "trixie-slim"),
      haproxy("alpine 3.4-alpine", "3.4.2", "2026-08-18", "alpine3.23"),
      haproxy("2.8 lts", "2.8.16", "2026-05-04", "bookworm-slim"),
      haproxy("2.3", "2.3.21", "2022-07-26", "bullseye-slim"),
    ],
  },
  {
    name: "caddy",
    description: "Web server with automatic HTTPS",
    stars: 900,
    images: [caddy("latest alpine 2 2-alpine 2.11 2.11.2", "2.11.2", "2026-06-16")],
  },
  {
    name: "phpmyadmin",
    description: "A web page to manage MySQL and MariaDB with",
    stars: 1300,
    images: [
      phpApp(
        "latest apache 5 5.2 5.2.3",
        "5.2.3",
        "2026-08-25",
        "own:phpmyadmin",
        "PHPMYADMIN",
        "68 RUN set -ex; curl -fsSL -o phpMyAdmin.tar.xz $URL; tar -xf phpMyAdmin.tar.xz -C /var/www/html --strip-components=1",
        "0.01 COPY docker-entrypoint.sh /docker-entrypoint.sh",
        'ENTRYPOINT ["/docker-entrypoint.sh"]',
        'CMD ["apache2-foreground"]',
      ),
    ],
  },
  {
    name: "phpmyadmin/phpmyadmin",
    description: "phpMyAdmin, by its makers",
    stars: 1600,
    images: [
      phpApp(
        "latest 5 5.2",
        "5.2.3",
        "2026-08-25",
        "own:phpmyadmin",
        "PHPMYADMIN",
        "68 RUN set -ex; curl -fsSL -o phpMyAdmin.tar.xz $URL; tar -xf phpMyAdmin.tar.xz -C /var/www/html --strip-components=1",
        "0.01 COPY docker-entrypoint.sh /docker-entrypoint.sh",
        'ENTRYPOINT ["/docker-entrypoint.sh"]',
        'CMD ["apache2-foreground"]',
      ),
    ],
  },
  {
    name: "nextcloud",
    description: "Files and calendars of one's own",
    stars: 4400,
    images: [
      phpApp(
        "latest apache 33 33.0",
        "33.0.2",
        "2026-08-28",
        "own:nextcloud",
        "NEXTCLOUD",
        "VOLUME /var/www/html",
        "720 RUN set -ex; curl -fsSL -o nextcloud.tar.bz2 https://download.nextcloud.com; tar -xjf nextcloud.tar.bz2 -C /usr/src/",
        "0.01 COPY *.sh upgrade.exclude /",
        'ENTRYPOINT ["/entrypoint.sh"]',
        'CMD ["apache2-foreground"]',
      ),
    ],
  },
  {
    name: "drupal",
    description: "Drupal, a content management system",
    stars: 1000,
    images: [
      phpApp(
        "latest apache 11 11.3",
        "11.3.5",
        "2026-08-26",
        "own:drupal",
        "DRUPAL",
        "WORKDIR /opt/drupal",
        "130 RUN set -eux; composer create-project --no-interaction drupal/recommended-project ./",
        'ENTRYPOINT ["docker-php-entrypoint"]',
        'CMD ["apache2-foreground"]',
      ),
    ],
  },
  {
    name: "ghost",
    description: "Ghost, a publishing platform",
    stars: 1700,
    images: [
      {
        tags: "latest 6 6-bookworm",
        date: "2026-09-14",
        base: "bookworm-slim",
        rootfs: ["node", "own:ghost"],
        lines: [
          "0.007 RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node",
          "ENV NODE_VERSION=22.23.2",
          '147 RUN ARCH= && dpkgArch="$(dpkg --print-architecture)" && curl -fsSLO https://nodejs.org/dist',
          "ENV NODE_ENV=production",
          "ENV GHOST_INSTALL=/var/lib/ghost GHOST_CONTENT=/var/lib/ghost/content",
          "350 RUN set -eux; npm install -g ghost-cli; gosu node ghost install",
          "WORKDIR /var/lib/ghost",
          "VOLUME /var/lib/ghost/content",
          "0.001 COPY docker-entrypoint.sh /usr/local/bin",
          'ENTRYPOINT ["docker-entrypoint.sh"]',
          "EXPOSE 2368/tcp",
          'CMD ["node" "current/index.js"]',
        ],
      },
    ],
  },
  {
    name: "dockersamples/static-site",
    description: "A page to try docker run with",
    stars: 60,
    images: [site("latest", "2016-03-29")],
  },
  {
    name: "prakhar1989/static-site",
    description: "The page of a Docker tutorial",
    stars: 15,
    images: [site("latest", "2016-03-01")],
  },
  ...["traefik/whoami", "containous/whoami"].map((name) => ({
    name,
    description: "A web server that tells of the request and itself",
    stars: 130,
    images: [
      one(
        "latest v1.11",
        "2025-02-24",
        "scratch",
        "own:whoami",
        "6.6 COPY whoami .",
        "EXPOSE 80/tcp",
        'ENTRYPOINT ["/whoami"]',
      ),
    ],
  })),
  {
    name: "mailhog/mailhog",
    description: "Catches e-mail for tests",
    stars: 190,
    images: [
      one(
        "latest v1.0.1",
        "2020-08-07",
        "alpine3.12",
        "own:mailhog",
        "386 RUN apk --no-cache add --virtual build-dependencies go git",
        "WORKDIR /root",
        'ENTRYPOINT ["MailHog"]',
        "EXPOSE 1025/tcp 8025/tcp",
      ),
    ],
  },
  {
    name: "dpage/pgadmin4",
    description: "A web page to manage PostgreSQL with",
    stars: 1500,
    images: [
      one(
        "latest 9",
        "2026-08-20",
        "alpine3.22",
        "own:pgadmin4",
        "480 COPY --from=tool-builder /venv /venv",
        "WORKDIR /pgadmin4",
        "USER 5050",
        "VOLUME /var/lib/pgadmin",
        "EXPOSE 80/tcp 443/tcp",
        'ENTRYPOINT ["/entrypoint.sh"]',
      ),
    ],
  },
  {
    name: "curlimages/curl",
    description: "curl, by its makers",
    stars: 290,
    images: [
      one(
        "latest 8.19.0",
        "2026-07-08",
        "alpine3.23",
        "own:curl",
        "14 RUN apk add --no-cache brotli libssh2 nghttp2-libs",
        "0.3 COPY /cacert.pem /entrypoint.sh /",
        "USER curl_user",
        'ENTRYPOINT ["/entrypoint.sh"]',
        'CMD ["curl"]',
      ),
    ],
  },
];
