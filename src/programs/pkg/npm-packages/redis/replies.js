// What an answer is given as: objects for fields, numbers for scores, true and false before version 5.

const { MAJOR } = require("./errors.js");

const object = () => (MAJOR >= 6 ? {} : Object.create(null));

/** Fields and values in turn, or in pairs, as an object. */
function fields(list) {
  const o = object();
  for (const [key, value] of inPairs(list)) o[key] = value;
  return o;
}

function inPairs(list) {
  if (!list) return [];
  if (Array.isArray(list[0]) && list[0].length === 2) return list;
  const out = [];
  for (let i = 0; i < list.length; i += 2) out.push([list[i], list[i + 1]]);
  return out;
}

const number = (v) =>
  v === null || v === undefined ? null : v === "inf" ? Infinity : v === "-inf" ? -Infinity : Number(v);
const scored = (list) => inPairs(list).map(([value, s]) => ({ value, score: number(s) }));
const popped = (list) => (list?.length ? { value: list[0], score: number(list[1]) } : null);
const truth = (v) => (MAJOR >= 5 ? v : v === null ? null : Boolean(v));
const truths = (list) => (MAJOR >= 5 ? list : list.map(Boolean));
const cursor = (v) => (MAJOR >= 5 ? String(v) : Number(v));
const message = (entry) =>
  entry === null ? null : { id: entry[0], message: entry[1] === null ? null : fields(entry[1]) };
const messages = (list) => list.map(message);
const streams = (list) =>
  list === null ? null : inPairs(list).map(([name, entries]) => ({ name, messages: messages(entries) }));
const camel = (key) => key.replace(/-(\w)/g, (_, c) => c.toUpperCase());
const info = (list) =>
  Object.assign({}, ...inPairs(list).map(([key, value]) => ({ [MAJOR >= 5 ? key : camel(key)]: value })));

function pending([count, firstId, lastId, consumers]) {
  return {
    pending: count,
    firstId,
    lastId,
    consumers: consumers === null ? null : consumers.map(([name, n]) => ({ name, deliveriesCounter: Number(n) })),
  };
}

function dated([seconds, micros]) {
  if (MAJOR >= 5) return [seconds, micros];
  const at = new Date(Number(seconds) * 1000 + Number(micros) / 1000);
  at.microseconds = Number(micros);
  return at;
}

const REPLIES = {
  HGETALL: fields,
  "CONFIG GET": fields,
  "PUBSUB NUMSUB": fields,
  ZRANGE_WITHSCORES: scored,
  ZRANGEBYSCORE_WITHSCORES: scored,
  ZUNION_WITHSCORES: scored,
  ZINTER_WITHSCORES: scored,
  ZDIFF_WITHSCORES: scored,
  ZRANDMEMBER_COUNT_WITHSCORES: scored,
  ZPOPMIN: popped,
  ZPOPMAX: popped,
  ZPOPMIN_COUNT: scored,
  ZPOPMAX_COUNT: scored,
  BZPOPMIN: (v) => (v === null ? null : { key: v[0], value: v[1], score: number(v[2]) }),
  BZPOPMAX: (v) => (v === null ? null : { key: v[0], value: v[1], score: number(v[2]) }),
  BLPOP: (v) => (v === null ? null : { key: v[0], element: v[1] }),
  BRPOP: (v) => (v === null ? null : { key: v[0], element: v[1] }),
  ZSCORE: number,
  ZMSCORE: (list) => list.map(number),
  ZINCRBY: number,
  SCAN: ([at, keys]) => ({ cursor: cursor(at), keys }),
  SSCAN: ([at, found]) => ({ cursor: cursor(at), members: found }),
  HSCAN: ([at, found]) =>
    MAJOR >= 5
      ? { cursor: cursor(at), entries: inPairs(found).map(([field, value]) => ({ field, value })) }
      : { cursor: cursor(at), tuples: inPairs(found).map(([field, value]) => ({ field, value })) },
  ZSCAN: ([at, found]) => ({ cursor: cursor(at), members: scored(found) }),
  XRANGE: messages,
  XREVRANGE: messages,
  XREAD: streams,
  XREADGROUP: streams,
  XCLAIM: messages,
  XAUTOCLAIM: ([nextId, list, deletedMessages]) =>
    MAJOR >= 5 ? { nextId, messages: messages(list), deletedMessages } : { nextId, messages: messages(list) },
  XPENDING: pending,
  XPENDING_RANGE: (list) =>
    list.map(([id, consumer, millisecondsSinceLastDelivery, deliveriesCounter]) => ({
      id,
      consumer,
      millisecondsSinceLastDelivery,
      deliveriesCounter,
    })),
  "XINFO STREAM": (list) => {
    const all = info(list);
    for (const key of ["first-entry", "last-entry", "firstEntry", "lastEntry"])
      if (all[key]) all[key] = message(all[key]);
    return all;
  },
  "XINFO GROUPS": (list) => list.map(info),
  "XINFO CONSUMERS": (list) => list.map(info),
  GEOPOS: (list) => list.map((p) => (p === null ? null : { longitude: String(p[0]), latitude: String(p[1]) })),
  GEODIST: (v) => (v === null ? null : Number(v)),
  INCRBYFLOAT: (v) => v,
  TIME: dated,
  SELECT: () => undefined,
  FLUSHALL: (v) => v,
  LASTSAVE: (v) => (MAJOR >= 5 ? v : new Date(v * 1000)),
  "ACL GETUSER": info,
};

/** Before version 5 these are true or false. */
const TRUTHS =
  "SISMEMBER HEXISTS EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST SETNX HSETNX SMOVE RENAMENX COPY MOVE PFADD MSETNX XGROUP_DESTROY".split(
    " ",
  );
for (const name of TRUTHS) REPLIES[name] = truth;
REPLIES.SMISMEMBER = truths;
REPLIES["SCRIPT EXISTS"] = truths;

const replyOf = (name) => REPLIES[name] || ((v) => v);

module.exports = { replyOf };
