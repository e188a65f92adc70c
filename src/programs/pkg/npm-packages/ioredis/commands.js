// The commands that are methods, by Redis's own names, and where their keys stand for `keyPrefix`.

const NAMES =
  "acl append auth bgrewriteaof bgsave bitcount bitfield bitop bitpos blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin client cluster command config copy dbsize decr decrby del discard dump echo eval eval_ro evalsha exists expire expireat expiretime fcall flushall flushdb function geoadd geodist geohash geopos georadius georadiusbymember geosearch geosearchstore get getbit getdel getex getrange getset hdel hexists hexpire hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset hpersist hpexpire hpttl hrandfield hscan hset hsetnx hstrlen httl hvals incr incrby incrbyfloat info keys lastsave latency lcs lindex linsert llen lmove lmpop lolwut lpop lpos lpush lpushx lrange lrem lset ltrim memory mget move mset msetnx object persist pexpire pexpireat pexpiretime pfadd pfcount pfmerge ping psetex pttl publish pubsub psubscribe punsubscribe quit randomkey rename renamenx restore role rpop rpoplpush rpush rpushx sadd save scan scard script sdiff sdiffstore select set setbit setex setnx setrange shutdown sinter sintercard sinterstore sismember slowlog smembers smismember smove sort spop spublish srandmember srem sscan ssubscribe strlen subscribe substr sunion sunionstore sunsubscribe swapdb time touch ttl type unlink unsubscribe unwatch wait watch xack xadd xautoclaim xclaim xdel xgroup xinfo xlen xpending xrange xread xreadgroup xrevrange xsetid xtrim zadd zcard zcount zdiff zdiffstore zincrby zinter zintercard zinterstore zlexcount zmpop zmscore zpopmax zpopmin zrandmember zrange zrangebylex zrangebyscore zrangestore zrank zrem zremrangebylex zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore zunion zunionstore".split(
    " ",
  );

const NO_KEYS = new Set(
  "acl auth bgrewriteaof bgsave client cluster command config dbsize discard echo flushall flushdb function info keys lastsave latency lolwut ping publish pubsub psubscribe punsubscribe quit randomkey role save scan script select shutdown slowlog spublish ssubscribe subscribe sunsubscribe swapdb time unsubscribe unwatch wait punsubscribe".split(
    " ",
  ),
);
const ALL_KEYS = new Set(
  "del exists mget pfcount pfmerge sdiff sdiffstore sinter sinterstore sunion sunionstore touch unlink watch".split(
    " ",
  ),
);
const TWO_KEYS = new Set(
  "rename renamenx rpoplpush lmove smove copy blmove brpoplpush geosearchstore zrangestore".split(" "),
);

/** The arguments with the prefix in front of the keys. */
function prefixed(name, args, prefix) {
  if (!prefix || NO_KEYS.has(name)) return args;
  const at = (test) => args.map((a, i) => (test(i) ? prefix + a : a));
  if (ALL_KEYS.has(name)) return at(() => true);
  if (TWO_KEYS.has(name)) return at((i) => i < 2);
  if (name === "mset" || name === "msetnx") return at((i) => i % 2 === 0);
  if (name === "blpop" || name === "brpop" || name === "bzpopmin" || name === "bzpopmax")
    return at((i) => i < args.length - 1);
  if (/^(eval|evalsha|eval_ro|fcall)$/.test(name)) return at((i) => i >= 2 && i < 2 + Number(args[1]));
  if (name === "xread" || name === "xreadgroup") {
    const streams = args.findIndex((a) => String(a).toUpperCase() === "STREAMS");
    const half = (args.length - streams - 1) / 2;
    return at((i) => i > streams && i <= streams + half);
  }
  if (/^(xgroup|xinfo|object|memory)$/.test(name)) return at((i) => i === 1);
  return at((i) => i === 0);
}

const flat = (list) => list.flatMap((v) => (Array.isArray(v) ? flat(v) : v instanceof Map ? flat([...v]) : [v]));

/** Objects and maps are taken by MSET and HSET as their entries; all else is flattened. */
function wordsOf(name, args) {
  const spread =
    /^(hset|hmset|mset|msetnx)$/.test(name) &&
    args.map((a) =>
      a && typeof a === "object" && !Array.isArray(a) && !Buffer.isBuffer(a) && !(a instanceof Map)
        ? Object.entries(a)
        : a,
    );
  return flat(spread || args).map((v) =>
    Buffer.isBuffer(v) ? v : v === null || v === undefined ? "" : typeof v === "object" ? String(v) : String(v),
  );
}

/** Fields and values in turn as an object. */
function fields(list) {
  if (!Array.isArray(list)) return list;
  const o = {};
  for (let i = 0; i < list.length; i += 2) o[list[i]] = list[i + 1];
  return o;
}

module.exports = { NAMES, fields, prefixed, wordsOf };
