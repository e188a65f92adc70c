#!/bin/sh
# Records what the real PostgreSQL 18.6 prints: record.sh [NAME...]. Needs a server that psql reaches as a superuser, given by
# PSQL (a command that runs psql, such as `chroot --userspec=postgres /srv/sid psql`). Blank lines part the steps of a script.
here=$(cd "$(dirname "$0")" && pwd)
psql=${PSQL:-psql}
[ $# -gt 0 ] || set -- $(cd "$here" && ls ./*.sql | sed 's/.*\///; s/\.sql$//')
for name in "$@"; do
  $psql -qX -d postgres -c 'DROP DATABASE IF EXISTS course' -c 'CREATE DATABASE course' 2> /dev/null
  for role in reader reader2 writer team other app_user; do $psql -qX -d postgres -c "DROP ROLE IF EXISTS $role" 2> /dev/null; done
  awk '/^$/ { print "\\echo @@" ++n; next } { print }' "$here/$name.sql" | $psql -X -d course > "$here/$name.txt" 2>&1
done
