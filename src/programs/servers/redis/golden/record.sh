#!/bin/sh
# record.sh NAME.in … : runs each line of NAME.in with redis-cli --no-raw on an empty redis-server 8.0.2 and writes NAME.txt.
# REDIS_CLI is the client with its options, `redis-cli -p 16379` where none is named.
cli=${REDIS_CLI:-redis-cli -p 16379}
for file in "$@"; do
  $cli flushall > /dev/null
  $cli script flush > /dev/null
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    printf '> %s\n' "$line"
    printf '%s\n' "$line" | $cli --no-raw
  done < "$file" > "${file%.in}.txt"
done
