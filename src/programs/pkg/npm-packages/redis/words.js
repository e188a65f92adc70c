// What the arguments of a method come to as words of a command.

const flat = (list) => list.flatMap((v) => (Array.isArray(v) ? flat(v) : [v]));
const text = (v) => (typeof v === "number" ? String(v) : v);
const texts = (list) => flat(list).map(text);
const has = (v) => v !== undefined && v !== null;
/** Options that stand with a value, and those that stand alone. */
const given = (o, names) => names.flatMap((k) => (has(o?.[k]) ? [k, text(o[k])] : []));
const marked = (o, names) => names.flatMap((k) => (o?.[k] ? [k] : []));
const unix = (v, unit) => (v instanceof Date ? String(Math.floor(v.getTime() / unit)) : text(v));
const score = (v) => (v === Infinity ? "+inf" : v === -Infinity ? "-inf" : typeof v === "number" ? String(v) : v);
const pairs = (all) =>
  all instanceof Map ? [...all].flat() : Array.isArray(all) ? flat(all) : Object.entries(all).flat();
const count = (keys) => [String([].concat(keys).length), ...[].concat(keys)];
const limit = (o) => (o?.LIMIT ? ["LIMIT", text(o.LIMIT.offset), text(o.LIMIT.count)] : []);

/** `{ EX: 10 }`, or version 5's `{ expiration: { type, value } }`. */
function expiry(o) {
  if (!o) return [];
  if (o.expiration === "KEEPTTL" || o.expiration?.type === "KEEPTTL") return ["KEEPTTL"];
  if (o.expiration) return [o.expiration.type, text(o.expiration.value)];
  return [
    ...given(o, ["EX", "PX"]),
    ...(has(o.EXAT) ? ["EXAT", unix(o.EXAT, 1000)] : []),
    ...(has(o.PXAT) ? ["PXAT", unix(o.PXAT, 1)] : []),
    ...marked(o, ["KEEPTTL"]),
  ];
}

const scan = (o) => given(o, ["MATCH", "COUNT", "TYPE"]);
const members = (m) => [].concat(m).flatMap((one) => [score(one.score), one.value]);
const trim = (o) =>
  o?.TRIM
    ? [
        o.TRIM.strategy || "MAXLEN",
        ...(o.TRIM.strategyModifier ? [o.TRIM.strategyModifier] : []),
        text(o.TRIM.threshold),
        ...(has(o.TRIM.limit) ? ["LIMIT", text(o.TRIM.limit)] : []),
      ]
    : [];
const streams = (s) => {
  const all = [].concat(s);
  return ["STREAMS", ...all.map((one) => one.key), ...all.map((one) => one.id)];
};
const script = (source, o) => [source, ...count(o?.keys || []), ...texts(o?.arguments || [])];
const place = (from) =>
  typeof from === "string" || Buffer.isBuffer(from)
    ? ["FROMMEMBER", from]
    : ["FROMLONLAT", text(from.longitude), text(from.latitude)];
const around = (by) =>
  has(by.radius) ? ["BYRADIUS", text(by.radius), by.unit] : ["BYBOX", text(by.width), text(by.height), by.unit];
const geoOptions = (o) => [
  ...(o?.SORT ? [o.SORT] : []),
  ...(has(o?.COUNT)
    ? typeof o.COUNT === "number"
      ? ["COUNT", text(o.COUNT)]
      : ["COUNT", text(o.COUNT.value), ...(o.COUNT.ANY ? ["ANY"] : [])]
    : []),
];
const store = (to, keys, o) => {
  const all = [].concat(keys);
  const names = all.map((k) => (typeof k === "object" && !Buffer.isBuffer(k) ? k.key : k));
  const weights = all.map((k) => (typeof k === "object" && !Buffer.isBuffer(k) ? k.weight : undefined));
  return [
    ...to,
    ...count(names),
    ...(weights.some(has) ? ["WEIGHTS", ...weights.map((w) => text(w ?? 1))] : []),
    ...(o?.WEIGHTS ? ["WEIGHTS", ...texts(o.WEIGHTS)] : []),
    ...given(o, ["AGGREGATE"]),
  ];
};
const range = (key, from, to, o) => [
  key,
  score(from),
  score(to),
  ...(o?.BY ? [`BY${o.BY}`] : []),
  ...marked(o, ["REV"]),
  ...limit(o),
];

/** Commands whose words are not simply their arguments in turn. */
const WORDS = {
  SET: (key, value, o) => [
    key,
    text(value),
    ...expiry(o),
    ...(o?.condition ? [o.condition] : marked(o, ["NX", "XX"])),
    ...marked(o, ["GET"]),
  ],
  GETEX: (key, o) => [
    key,
    ...(o.type
      ? o.type === "PERSIST"
        ? ["PERSIST"]
        : [o.type, text(o.value)]
      : [...expiry(o), ...marked(o, ["PERSIST"])]),
  ],
  EXPIREAT: (key, at, mode) => [key, unix(at, 1000), ...(mode ? [mode] : [])],
  PEXPIREAT: (key, at, mode) => [key, unix(at, 1), ...(mode ? [mode] : [])],
  HSET: (key, field, value) =>
    typeof field === "object" && !Buffer.isBuffer(field)
      ? [key, ...texts(pairs(field))]
      : [key, text(field), text(value)],
  MSET: (all) => pairs(all),
  MSETNX: (all) => pairs(all),
  COPY: (from, to, o) => [from, to, ...given(o, ["DB"]), ...marked(o, ["REPLACE"])],
  LPOS: (key, element, o) => [key, element, ...given(o, ["RANK", "COUNT", "MAXLEN"])],
  LMPOP: (keys, side, o) => [...count(keys), side, ...given(o, ["COUNT"])],
  BLPOP: (keys, timeout) => [...[].concat(keys), text(timeout)],
  BRPOP: (keys, timeout) => [...[].concat(keys), text(timeout)],
  BZPOPMIN: (keys, timeout) => [...[].concat(keys), text(timeout)],
  BZPOPMAX: (keys, timeout) => [...[].concat(keys), text(timeout)],
  SINTERCARD: (keys, o) => [...count(keys), ...(has(o) ? ["LIMIT", text(o.LIMIT ?? o)] : [])],
  ZADD: (key, all, o) => [
    key,
    ...(o?.condition ? [o.condition] : marked(o, ["NX", "XX"])),
    ...(o?.comparison ? [o.comparison] : marked(o, ["GT", "LT"])),
    ...marked(o, ["CH", "INCR"]),
    ...members(all),
  ],
  ZRANGE: range,
  ZRANGESTORE: (to, key, from, until, o) => [to, ...range(key, from, until, o)],
  ZRANGEBYSCORE: (key, from, to, o) => [key, score(from), score(to), ...limit(o)],
  ZRANGEBYLEX: (key, from, to, o) => [key, from, to, ...limit(o)],
  ZCOUNT: (key, from, to) => [key, score(from), score(to)],
  ZINCRBY: (key, by, member) => [key, score(by), member],
  ZREMRANGEBYSCORE: (key, from, to) => [key, score(from), score(to)],
  ZUNIONSTORE: (to, keys, o) => store([to], keys, o),
  ZINTERSTORE: (to, keys, o) => store([to], keys, o),
  ZUNION: (keys, o) => store([], keys, o),
  ZINTER: (keys, o) => store([], keys, o),
  ZDIFF: (keys) => count(keys),
  ZDIFFSTORE: (to, keys) => [to, ...count(keys)],
  SCAN: (cursor, o) => [text(cursor), ...scan(o)],
  HSCAN: (key, cursor, o) => [key, text(cursor), ...scan(o)],
  SSCAN: (key, cursor, o) => [key, text(cursor), ...scan(o)],
  ZSCAN: (key, cursor, o) => [key, text(cursor), ...scan(o)],
  EVAL: script,
  EVALSHA: script,
  EVAL_RO: script,
  FCALL: script,
  XADD: (key, id, message, o) => [key, ...marked(o, ["NOMKSTREAM"]), ...trim(o), id, ...texts(pairs(message))],
  XTRIM: (key, strategy, threshold, o) => [
    key,
    strategy,
    ...(o?.strategyModifier ? [o.strategyModifier] : []),
    text(threshold),
    ...given(o, ["LIMIT"]),
  ],
  XRANGE: (key, from, to, o) => [key, from, to, ...given(o, ["COUNT"])],
  XREVRANGE: (key, from, to, o) => [key, from, to, ...given(o, ["COUNT"])],
  XREAD: (s, o) => [...given(o, ["COUNT", "BLOCK"]), ...streams(s)],
  XREADGROUP: (group, consumer, s, o) => [
    "GROUP",
    group,
    consumer,
    ...given(o, ["COUNT", "BLOCK"]),
    ...marked(o, ["NOACK"]),
    ...streams(s),
  ],
  "XGROUP CREATE": (key, group, id, o) => [key, group, id, ...marked(o, ["MKSTREAM"])],
  XPENDING: (key, group, from, to, n, o) => [
    key,
    group,
    ...(from === undefined ? [] : [...given(o, ["IDLE"]), from, to, text(n), ...(o?.consumer ? [o.consumer] : [])]),
  ],
  XCLAIM: (key, group, consumer, idle, ids, o) => [
    key,
    group,
    consumer,
    text(idle),
    ...[].concat(ids),
    ...given(o, ["IDLE", "RETRYCOUNT"]),
    ...marked(o, ["FORCE", "JUSTID"]),
  ],
  XAUTOCLAIM: (key, group, consumer, idle, start, o) => [
    key,
    group,
    consumer,
    text(idle),
    start,
    ...given(o, ["COUNT"]),
  ],
  GEOADD: (key, all, o) => [
    key,
    ...(o?.condition ? [o.condition] : marked(o, ["NX", "XX"])),
    ...marked(o, ["CH"]),
    ...[].concat(all).flatMap((m) => [text(m.longitude), text(m.latitude), m.member]),
  ],
  GEOSEARCH: (key, from, by, o) => [key, ...place(from), ...around(by), ...geoOptions(o)],
  GEOSEARCHSTORE: (to, key, from, by, o) => [
    to,
    key,
    ...place(from),
    ...around(by),
    ...geoOptions(o),
    ...marked(o, ["STOREDIST"]),
  ],
  SORT: (key, o) => [
    key,
    ...given(o, ["BY"]),
    ...limit(o),
    ...[].concat(o?.GET ?? []).flatMap((p) => ["GET", p]),
    ...(o?.DIRECTION ? [o.DIRECTION] : []),
    ...marked(o, ["ALPHA"]),
  ],
  BITCOUNT: (key, r) => [key, ...(r ? [text(r.start), text(r.end), ...(r.mode ? [r.mode] : [])] : [])],
  BITOP: (operation, to, keys) => [operation, to, ...[].concat(keys)],
  "CONFIG SET": (name, value) => (typeof name === "string" ? [name, text(value)] : texts(pairs(name))),
  PING: (message) => (message === undefined ? [] : [message]),
  SHUTDOWN: (mode) => (mode ? [mode] : []),
  FLUSHALL: (mode) => (mode ? [mode] : []),
  FLUSHDB: (mode) => (mode ? [mode] : []),
};

/** Commands that take texts alone: a number is refused there. */
const STRICT = new Set(
  "GET DEL UNLINK EXISTS LPUSH RPUSH LPUSHX RPUSHX SADD SREM SISMEMBER SMISMEMBER SMEMBERS APPEND GETSET PUBLISH ECHO MSET MSETNX MGET HGET HMGET HGETALL HDEL HEXISTS SETNX ZREM ZSCORE ZRANK ZREVRANK PFADD TYPE TTL KEYS".split(
    " ",
  ),
);

/** The words of a command, without its name. */
function wordsOf(name, args) {
  const make = WORDS[name];
  if (make) return make(...args);
  return STRICT.has(name) ? flat(args) : texts(args);
}

module.exports = { wordsOf };
