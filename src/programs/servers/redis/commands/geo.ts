import { type Commands, type Context, float, is, positive, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, double, integer, maybe, NIL, NIL_ARRAY, type Reply, texts } from "../resp.ts";
import { codeOf, distance, geohash, inBox, type Point, pointOf } from "./geohash.ts";
import { scoresOf, sorted } from "./sorted.ts";
import { zsets } from "./zsets.ts";

const UNITS: Readonly<Record<string, number>> = { m: 1, km: 1000, mi: 1609.34, ft: 0.3048 };

function unitOf(word: string | undefined): number {
  const unit = UNITS[word?.toLowerCase() ?? ""];
  if (!unit) throw new RedisError("ERR unsupported unit provided. please use M, KM, FT, MI");
  return unit;
}

function pointFrom(lon: string | undefined, lat: string | undefined): Point {
  const point = { lon: float(lon), lat: float(lat) };
  if (Math.abs(point.lon) > 180 || Math.abs(point.lat) > 85.05112878)
    throw new RedisError(`ERR invalid longitude,latitude pair ${point.lon.toFixed(6)},${point.lat.toFixed(6)}`);
  return point;
}

/** `GEOADD key [NX|XX] [CH] lon lat member …`: a sorted set with codes as scores. */
function add(c: Context, [key = "", ...rest]: readonly string[]): Reply | Promise<Reply> {
  const words = [...rest];
  const options: string[] = [];
  while (/^(nx|xx|ch)$/i.test(words[0] ?? "")) options.push(words.shift() ?? "");
  if (words.length === 0 || words.length % 3) throw syntaxError();
  const pairs: string[] = [];
  for (let i = 0; i < words.length; i += 3)
    pairs.push(codeOf(pointFrom(words[i], words[i + 1])).toString(), words[i + 2] ?? "");
  const run = zsets["zadd"];
  return run ? run(c, [key, ...options, ...pairs]) : NIL;
}

/** A distance is shown with four decimals. */
const shownDistance = (metres: number, unit: number) => bulk((metres / unit).toFixed(4));

const coordinates = (p: Point) => array([double(p.lon), double(p.lat)]);

interface Search {
  readonly key: string;
  centre: Point | undefined;
  radius: number | undefined;
  box: readonly [width: number, height: number] | undefined;
  unit: number;
  count: number;
  any: boolean;
  order: "ASC" | "DESC" | undefined;
  readonly with: Set<string>;
  store: string | undefined;
  storeDistance: boolean;
}

interface Hit {
  readonly member: string;
  readonly code: number;
  readonly point: Point;
  readonly distance: number;
}

function memberPoint(c: Context, key: string, member: string | undefined): Point {
  if (!c.db.has(key)) return { lon: 0, lat: 0 };
  const code = scoresOf(c, key)?.get(member ?? "");
  if (code === undefined) throw new RedisError("ERR could not decode requested zset member");
  return pointOf(code);
}

function common(s: Search, words: readonly string[], i: number): number {
  const word = words[i]?.toUpperCase() ?? "";
  if (word === "ASC" || word === "DESC") s.order = word;
  else if (["WITHCOORD", "WITHDIST", "WITHHASH"].includes(word)) s.with.add(word);
  else if (word === "COUNT" && i + 1 < words.length) {
    s.count = whole(words[i + 1]);
    if (s.count <= 0) throw new RedisError("ERR COUNT must be > 0");
    s.any = is(words[i + 2], "ANY");
    return i + (s.any ? 2 : 1);
  } else throw syntaxError();
  return i;
}

const emptySearch = (key: string): Search => ({
  key,
  centre: undefined,
  radius: undefined,
  box: undefined,
  unit: 1,
  count: 0,
  any: false,
  order: undefined,
  with: new Set(),
  store: undefined,
  storeDistance: false,
});

/** GEOSEARCH's words behind the key. */
function searchOf(c: Context, key: string, words: readonly string[]): Search {
  const s = emptySearch(key);
  for (let i = 0; i < words.length; i++)
    if (is(words[i], "FROMMEMBER")) s.centre = memberPoint(c, key, words[++i]);
    else if (is(words[i], "FROMLONLAT")) s.centre = pointFrom(words[++i], words[++i]);
    else if (is(words[i], "BYRADIUS")) {
      const radius = float(words[++i], "ERR need numeric radius");
      if (radius < 0) throw new RedisError("ERR radius cannot be negative");
      s.unit = unitOf(words[++i]);
      s.radius = radius * s.unit;
    } else if (is(words[i], "BYBOX")) {
      const width = float(words[++i], "ERR need numeric width");
      const height = float(words[++i], "ERR need numeric height");
      s.unit = unitOf(words[++i]);
      s.box = [width * s.unit, height * s.unit];
    } else if (is(words[i], "STOREDIST")) s.storeDistance = true;
    else i = common(s, words, i);
  if (!s.centre) throw new RedisError("ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for geosearch");
  if ((s.radius === undefined) === (s.box === undefined))
    throw new RedisError("ERR exactly one of BYRADIUS and BYBOX can be specified for geosearch");
  return s;
}

function hits(c: Context, s: Search): Hit[] {
  const { centre } = s;
  if (!centre) return [];
  const found = sorted(scoresOf(c, s.key)).flatMap(([member, code]): Hit[] => {
    const point = pointOf(code);
    const away = distance(centre, point);
    const inside = s.box ? inBox(centre, s.box, point) : away <= (s.radius ?? 0);
    return inside ? [{ member, code, point, distance: away }] : [];
  });
  const order = s.order ?? (s.count && !s.any ? "ASC" : undefined);
  if (order) found.sort((a, b) => (order === "ASC" ? a.distance - b.distance : b.distance - a.distance));
  return s.count ? found.slice(0, s.count) : found;
}

function answer(c: Context, s: Search): Reply {
  const found = hits(c, s);
  if (s.store !== undefined) {
    c.db.delete(s.store);
    const scores = new Map(found.map((h) => [h.member, s.storeDistance ? h.distance / s.unit : h.code]));
    if (scores.size) c.db.set(s.store, { type: "zset", scores }, undefined);
    return integer(scores.size);
  }
  if (s.with.size === 0) return texts(found.map((h) => h.member));
  return array(
    found.map((h) =>
      array([
        bulk(h.member),
        ...(s.with.has("WITHDIST") ? [shownDistance(h.distance, s.unit)] : []),
        ...(s.with.has("WITHHASH") ? [integer(h.code)] : []),
        ...(s.with.has("WITHCOORD") ? [coordinates(h.point)] : []),
      ]),
    ),
  );
}

/** GEORADIUS and GEORADIUSBYMEMBER, the older form. */
function radius(byMember: boolean) {
  return (c: Context, [key = "", ...words]: readonly string[]): Reply => {
    const s = emptySearch(key);
    if (!c.db.has(key)) return array([]);
    s.centre = byMember ? memberPoint(c, key, words[0]) : pointFrom(words[0], words[1]);
    const rest = words.slice(byMember ? 1 : 2);
    s.unit = unitOf(rest[1]);
    s.radius = positive(rest[0]?.replace(/\..*/, ""), "ERR need numeric radius") && float(rest[0]) * s.unit;
    for (let i = 2; i < rest.length; i++)
      if (/^store(dist)?$/i.test(rest[i] ?? "")) {
        s.storeDistance = is(rest[i], "STOREDIST");
        s.store = rest[++i];
      } else i = common(s, rest, i);
    return answer(c, s);
  };
}

export const geo: Commands = {
  geoadd: add,
  geodist(c, [key = "", a = "", b = "", unit = "m"]) {
    const scale = unitOf(unit);
    const scores = scoresOf(c, key);
    const [first, second] = [scores?.get(a), scores?.get(b)];
    if (first === undefined || second === undefined) return NIL;
    return shownDistance(distance(pointOf(first), pointOf(second)), scale);
  },
  geopos(c, [key = "", ...members]) {
    const scores = scoresOf(c, key);
    return array(members.map((m) => (scores?.has(m) ? coordinates(pointOf(scores.get(m) ?? 0)) : NIL_ARRAY)));
  },
  geohash(c, [key = "", ...members]) {
    const scores = scoresOf(c, key);
    return array(members.map((m) => maybe(scores?.has(m) ? geohash(scores.get(m) ?? 0) : undefined)));
  },
  geosearch: (c, [key = "", ...words]) => answer(c, searchOf(c, key, words)),
  geosearchstore(c, [to = "", key = "", ...words]) {
    const s = searchOf(c, key, words);
    s.store = to;
    return answer(c, s);
  },
  georadius: radius(false),
  georadius_ro: radius(false),
  georadiusbymember: radius(true),
  georadiusbymember_ro: radius(true),
};
