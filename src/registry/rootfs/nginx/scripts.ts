/*
 * The entry point of the official image and the scripts that it runs, in our own words: they say and do the same.
 * NGINX_ENTRYPOINT_QUIET_LOGS silences them.
 */
export const ENTRYPOINT = `#!/bin/sh
set -e

say() {
  [ -n "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$0: $*"
}

if [ "$1" = nginx ] || [ "$1" = nginx-debug ]; then
  if [ -n "$(ls /docker-entrypoint.d/ 2> /dev/null)" ]; then
    say "/docker-entrypoint.d/ is not empty, will attempt to perform configuration"
    say "Looking for shell scripts in /docker-entrypoint.d/"
    for script in /docker-entrypoint.d/*; do
      case "$script" in
        *.envsh)
          if [ -x "$script" ]; then
            say "Sourcing $script"
            . "$script"
          else
            say "Ignoring $script, not executable"
          fi ;;
        *.sh)
          if [ -x "$script" ]; then
            say "Launching $script"
            "$script"
          else
            say "Ignoring $script, not executable"
          fi ;;
        *) say "Ignoring $script" ;;
      esac
    done
    say "Configuration complete; ready for start up"
  else
    say "No files found in /docker-entrypoint.d/, skipping configuration"
  fi
fi

exec "$@"
`;

/** Adds a listener for IPv6 to the default configuration, as long as nobody changed it. */
export const LISTEN_ON_IPV6 = `#!/bin/sh
set -e

say() {
  [ -n "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "10-listen-on-ipv6-by-default.sh: $*"
}

conf=etc/nginx/conf.d/default.conf

if [ ! -f "/$conf" ]; then
  say "info: /$conf is not a file or does not exist"
  exit 0
fi
if ! touch "/$conf" 2> /dev/null; then
  say "info: can not modify /$conf (read-only file system?)"
  exit 0
fi
if grep -q 'listen  *\\[::]:80;' "/$conf"; then
  say "info: IPv6 listen already enabled"
  exit 0
fi
say "info: Getting the checksum of /$conf"
if ! sha256sum -c --status /etc/nginx/.default.sha256 2> /dev/null; then
  say "info: /$conf differs from the packaged version"
  exit 0
fi
sed -i 's/^\\( *\\)listen  *80;/&\\n\\1listen  [::]:80;/' "/$conf"
say "info: Enabled listen on IPv6 in /$conf"
`;

/** Sets NGINX_LOCAL_RESOLVERS to the name servers of /etc/resolv.conf, where that is asked for. */
export const LOCAL_RESOLVERS = `#!/bin/sh
if [ -n "\${NGINX_ENTRYPOINT_LOCAL_RESOLVERS:-}" ]; then
  NGINX_LOCAL_RESOLVERS=$(awk '$1 == "nameserver" { print $2 }' /etc/resolv.conf | tr '\\n' ' ')
  NGINX_LOCAL_RESOLVERS=\${NGINX_LOCAL_RESOLVERS% }
  export NGINX_LOCAL_RESOLVERS
fi
`;

/** Makes a configuration file of each template in /etc/nginx/templates, with the environment's values put in. */
export const ENVSUBST_ON_TEMPLATES = `#!/bin/sh
set -e

me=20-envsubst-on-templates.sh
say() {
  [ -n "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$me: $*"
}

templates=\${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=\${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
output=\${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}

[ -d "$templates" ] || exit 0
if [ ! -w "$output" ]; then
  say "ERROR: $templates exists, but $output is not writable"
  exit 0
fi
names=$(env | cut -d= -f1 | sed 's/^/$/' | tr '\\n' ' ')
find "$templates" -type f -name "*$suffix" | sort | while read -r template; do
  relative=\${template#"$templates/"}
  target=$output/\${relative%"$suffix"}
  mkdir -p "$(dirname "$target")"
  say "Running envsubst on $template to $target"
  envsubst "$names" < "$template" > "$target"
done
`;

/** Sets worker_processes to the number of CPUs, where that is asked for. */
export const TUNE_WORKER_PROCESSES = `#!/bin/sh
set -e

[ -n "\${NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE:-}" ] || exit 0
conf=/etc/nginx/nginx.conf
touch "$conf" 2> /dev/null || {
  echo "30-tune-worker-processes.sh: error: can not modify $conf (read-only file system?)"
  exit 0
}
sed -i "s/^worker_processes .*/worker_processes  $(nproc);/" "$conf"
`;
