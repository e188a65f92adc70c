#!/bin/sh
# Records what the real packages print: record.sh FOLDER [NAME...], where FOLDER has them in its node_modules. It is /app where
# programs tell of their own paths, as in the test.
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
shift
[ $# -gt 0 ] || set -- $(cd "$here" && ls ./*.cjs | sed 's/.*\///; s/\.cjs$//')
for name in "$@"; do
  cp "$here/$name.cjs" "$folder/$name.cjs"
  (cd "$folder" && node "$name.cjs" > "$here/$name.txt" 2>&1)
done
