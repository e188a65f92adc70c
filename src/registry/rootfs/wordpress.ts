import { addSystemAccount } from "./accounts.ts";
import type { Recipe } from "./recipe.ts";

const ENTRYPOINT = `#!/bin/bash
set -e

# The files lie in /usr/src and are copied to where they are served from, as that is a volume.
if [[ "$1" == apache2* ]] || [ "$1" = php-fpm ]; then
  if [ ! -e index.php ] && [ ! -e wp-includes/version.php ]; then
    echo >&2 "WordPress not found in $PWD - copying now..."
    cp -a /usr/src/wordpress/. .
    echo >&2 "Complete! WordPress has been successfully copied to $PWD"
  fi
  if [ ! -e wp-config.php ]; then
    echo >&2 "No 'wp-config.php' found in $PWD, but 'WORDPRESS_...' variables supplied; copying 'wp-config-docker.php' (\${!WORDPRESS_*})"
    cp wp-config-docker.php wp-config.php
  fi
fi

exec "$@"
`;

/** WordPress, upon PHP with Apache. */
export const wordpress: Recipe = [
  {
    on: /sha1=/,
    apply: (k) => {
      for (const name of [
        "index.php",
        "wp-login.php",
        "wp-settings.php",
        "wp-includes/version.php",
        "wp-admin/index.php",
      ])
        k.text(`/usr/src/wordpress/${name}`, "<?php // drydock: what this file holds is not kept\n", {
          uid: 33,
          gid: 33,
        });
      k.folder("/usr/src/wordpress/wp-content/themes", { uid: 33, gid: 33 });
      k.folder("/usr/src/wordpress/wp-content/plugins", { uid: 33, gid: 33 });
    },
  },
  {
    on: /wp-config-docker/,
    apply: (k) =>
      k.text("/usr/src/wordpress/wp-config-docker.php", "<?php // reads WORDPRESS_DB_HOST and the like\n", {
        uid: 33,
        gid: 33,
      }),
  },
  { on: /COPY docker-entrypoint/, apply: (k) => k.script("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT) },
];

/** Adminer, upon PHP for the command line on Alpine. */
export const adminer: Recipe = [
  { on: /adduser -S -G adminer/, apply: (k) => addSystemAccount(k, "adminer", 100, "/home/adminer") },
  { on: /COPY \*\.php/, apply: (k) => k.text("/var/www/html/index.php", "<?php // drydock: not kept\n") },
  { on: /adminer\/re/, apply: (k) => k.text("/var/www/html/adminer.php", "<?php // drydock: not kept\n") },
  { on: /COPY entrypoint/, apply: (k) => k.script("/usr/local/bin/entrypoint.sh", '#!/bin/sh\nset -e\nexec "$@"\n') },
];
