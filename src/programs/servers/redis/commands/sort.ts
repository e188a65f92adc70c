import { type Context, float, is, syntaxError, whole } from "../context.ts";
import { wrongType } from "../database.ts";
import { array, integer, maybe, type Reply } from "../resp.ts";

/** The elements that are sorted; of a sorted set in its order. */
function elements(c: Context, key: string): string[] {
  const value = c.db.get(key);
  switch (value?.type) {
    case undefined:
      return [];
    case "list":
      return [...value.items];
    case "set":
      return [...value.members];
    case "zset":
      return [...value.scores].sort((a, b) => a[1] - b[1]).map(([m]) => m);
    default:
      throw wrongType();
  }
}

/** `weight_*` or `user_*->name` for an element; `#` is the element itself. */
function lookedUp(c: Context, pattern: string, element: string): string | undefined {
  if (pattern === "#") return element;
  const [key = "", field] = pattern.split("->");
  const value = c.db.get(key.replace("*", element));
  if (field !== undefined) return value?.type === "hash" ? value.fields.get(field) : undefined;
  return value?.type === "string" ? value.text : undefined;
}

/** `SORT key [BY p] [LIMIT from n] [GET p …] [ASC|DESC] [ALPHA] [STORE key]`. */
export function sort(c: Context, [key = "", ...words]: readonly string[], mayStore: boolean): Reply {
  let by: string | undefined;
  let limit: readonly [number, number] | undefined;
  let descending = false;
  let alpha = false;
  let store: string | undefined;
  const get: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]?.toUpperCase();
    if (word === "ASC" || word === "DESC") descending = word === "DESC";
    else if (word === "ALPHA") alpha = true;
    else if (word === "LIMIT" && i + 2 < words.length) limit = [whole(words[++i]), whole(words[++i])];
    else if (word === "BY" && i + 1 < words.length) by = words[++i];
    else if (word === "GET" && i + 1 < words.length) get.push(words[++i] ?? "");
    else if (is(word, "STORE") && mayStore && i + 1 < words.length) store = words[++i];
    else throw syntaxError();
  }
  let items = elements(c, key);
  if (by === undefined || by.includes("*")) {
    const weighed = items.map((item) => {
      const weight = by === undefined ? item : lookedUp(c, by, item);
      const number = alpha ? 0 : float(weight ?? "0", "ERR One or more scores can't be converted into double");
      return { item, weight: weight ?? "", number };
    });
    const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    weighed.sort((a, b) => (alpha ? order(a.weight, b.weight) : a.number - b.number) || order(a.item, b.item));
    items = weighed.map((w) => w.item);
    if (descending) items.reverse();
  }
  if (limit) {
    const from = Math.max(0, limit[0]);
    items = items.slice(from, limit[1] < 0 ? undefined : from + limit[1]);
  }
  const found = get.length ? items.flatMap((item) => get.map((p) => lookedUp(c, p, item))) : items;
  if (store === undefined) return array(found.map(maybe));
  c.db.delete(store);
  if (found.length) c.db.set(store, { type: "list", items: found.map((t) => t ?? "") }, undefined);
  return integer(found.length);
}
