/** What a command takes, as redis-cli shows it in grey behind what is typed. */
const SPECS: Readonly<Record<string, string>> = {
  append: "key value",
  auth: "[username] password",
  bgsave: "[SCHEDULE]",
  blpop: "key [key ...] timeout",
  brpop: "key [key ...] timeout",
  copy: "source destination [DB destination-db] [REPLACE]",
  dbsize: "",
  decr: "key",
  decrby: "key decrement",
  del: "key [key ...]",
  echo: "message",
  exists: "key [key ...]",
  expire: "key seconds [NX|XX|GT|LT]",
  expireat: "key unix-time-seconds [NX|XX|GT|LT]",
  flushall: "[ASYNC|SYNC]",
  flushdb: "[ASYNC|SYNC]",
  get: "key",
  getdel: "key",
  getex: "key [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds|PERSIST]",
  getrange: "key start end",
  getset: "key value",
  hdel: "key field [field ...]",
  hexists: "key field",
  hget: "key field",
  hgetall: "key",
  hincrby: "key field increment",
  hkeys: "key",
  hlen: "key",
  hmget: "key field [field ...]",
  hmset: "key field value [field value ...]",
  hset: "key field value [field value ...]",
  hsetnx: "key field value",
  hvals: "key",
  incr: "key",
  incrby: "key increment",
  incrbyfloat: "key increment",
  info: "[section [section ...]]",
  keys: "pattern",
  lindex: "key index",
  linsert: "key BEFORE|AFTER pivot element",
  llen: "key",
  lpop: "key [count]",
  lpush: "key element [element ...]",
  lrange: "key start stop",
  lrem: "key count element",
  lset: "key index element",
  ltrim: "key start stop",
  mget: "key [key ...]",
  mset: "key value [key value ...]",
  persist: "key",
  pexpire: "key milliseconds [NX|XX|GT|LT]",
  ping: "[message]",
  psubscribe: "pattern [pattern ...]",
  pttl: "key",
  publish: "channel message",
  rename: "key newkey",
  renamenx: "key newkey",
  rpop: "key [count]",
  rpush: "key element [element ...]",
  sadd: "key member [member ...]",
  scan: "cursor [MATCH pattern] [COUNT count] [TYPE type]",
  scard: "key",
  sdiff: "key [key ...]",
  select: "index",
  set: "key value [NX|XX] [GET] [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds|KEEPTTL]",
  setex: "key seconds value",
  setnx: "key value",
  setrange: "key offset value",
  shutdown: "[NOSAVE|SAVE] [NOW] [FORCE] [ABORT]",
  sinter: "key [key ...]",
  sismember: "key member",
  smembers: "key",
  spop: "key [count]",
  srandmember: "key [count]",
  srem: "key member [member ...]",
  strlen: "key",
  subscribe: "channel [channel ...]",
  sunion: "key [key ...]",
  touch: "key [key ...]",
  ttl: "key",
  type: "key",
  unlink: "key [key ...]",
  unsubscribe: "[channel [channel ...]]",
  watch: "key [key ...]",
  zadd: "key [NX|XX] [GT|LT] [CH] [INCR] score member [score member ...]",
  zcard: "key",
  zcount: "key min max",
  zincrby: "key increment member",
  zrange: "key start stop [BYSCORE|BYLEX] [REV] [LIMIT offset count] [WITHSCORES]",
  zrank: "key member [WITHSCORE]",
  zrem: "key member [member ...]",
  zrevrange: "key start stop [WITHSCORES]",
  zscore: "key member",
};

const GROUPS: Readonly<Record<string, string>> = {
  string:
    "append decr decrby get getdel getex getrange getset incr incrby incrbyfloat mget mset set setex setnx setrange strlen",
  generic: "copy del exists expire expireat keys persist pexpire pttl rename renamenx scan touch ttl type unlink",
  list: "blpop brpop lindex linsert llen lpop lpush lrange lrem lset ltrim rpop rpush",
  set: "sadd scard sdiff sinter sismember smembers spop srandmember srem sunion",
  hash: "hdel hexists hget hgetall hincrby hkeys hlen hmget hmset hset hsetnx hvals",
  "sorted-set": "zadd zcard zcount zincrby zrange zrank zrem zrevrange zscore",
  pubsub: "psubscribe publish subscribe unsubscribe",
  connection: "auth echo ping select",
  server: "bgsave dbsize flushall flushdb info shutdown",
  transactions: "watch",
};

export function commandNames(): string[] {
  return Object.keys(SPECS).map((n) => n.toUpperCase());
}

/** Arguments and group of a command, for `help`. */
export function described(name: string): { readonly spec: string; readonly group: string } | undefined {
  const spec = SPECS[name.toLowerCase()];
  if (spec === undefined) return undefined;
  const group = Object.entries(GROUPS).find(([, names]) => names.split(" ").includes(name.toLowerCase()))?.[0];
  return { spec, group: group ?? "generic" };
}

/** What is still to be typed behind the words that are complete; undefined where nothing is shown. */
export function hintFor(words: readonly string[]): string | undefined {
  const spec = SPECS[words[0]?.toLowerCase() ?? ""];
  if (!spec) return undefined;
  let parts = tokens(spec);
  for (const word of words.slice(1)) parts = after(parts, word);
  return parts.length ? parts.join(" ") : undefined;
}

/** Words and bracketed groups of a specification. */
function tokens(spec: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let part = "";
  for (const c of `${spec} `) {
    if (c === " " && depth === 0) {
      if (part) out.push(part);
      part = "";
      continue;
    }
    if (c === "[") depth++;
    if (c === "]") depth--;
    part += c;
  }
  return out;
}

/** What remains when one more word has been given. */
function after(parts: readonly string[], word: string): string[] {
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  if (!first.startsWith("[")) return rest;
  const optional = parts.findIndex((p) => !p.startsWith("["));
  const groups = optional < 0 ? parts : parts.slice(0, optional);
  const chosen = groups.findIndex((g) =>
    g
      .slice(1, -1)
      .split("|")
      .some((o) => o.split(" ")[0] === word.toUpperCase()),
  );
  if (chosen >= 0) {
    const option =
      parts[chosen]
        ?.slice(1, -1)
        .split("|")
        .find((o) => o.split(" ")[0] === word.toUpperCase()) ?? "";
    return [...option.split(" ").slice(1), ...parts.filter((_, i) => i !== chosen)];
  }
  if (optional >= 0) return parts.slice(optional + 1);
  const repeat = /^\[(.*) \.\.\.\]$/.exec(first);
  if (!repeat) return /^\[[a-z]/.test(first) ? rest : [...parts];
  const again = (repeat[1] ?? "").replace(/^\S+ \[(.*)$/, "$1").split(" ");
  return [...again.slice(1), first.startsWith("[section [") ? "[section ...]" : first];
}
