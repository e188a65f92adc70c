#!/bin/sh
# record.sh FOLDER PROGRAM VERSION [PORT]: runs PROGRAM.cjs with the real packages of FOLDER (the redis ones against a redis-server
# 8.0.2 on PORT) and writes PROGRAM-VERSION.txt.
here=$(cd "$(dirname "$0")" && pwd)
cp "$here/$2.cjs" "$1/$2.cjs"
(cd "$1" && PORT_REDIS=$4 timeout 30 node "$2.cjs" > "$here/$2-$3.txt" 2>&1)
sed -i "s#$1/#/app/#g; s/(node:[0-9]*)/(node:N)/" "$here/$2-$3.txt"
