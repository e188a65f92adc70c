import { type CommandTable, type Context, reads, span, syntaxError, whole, writes } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, maybe, NIL, NIL_ARRAY, OK, type Reply, texts } from "../resp.ts";

const itemsOf = (c: Context, key: string) => c.db.as(key, "list")?.items;

function push(left: boolean, mustExist: boolean) {
  return (c: Context, [key = "", ...added]: readonly string[]): Reply => {
    if (mustExist && !itemsOf(c, key)) return integer(0);
    const { items } = c.db.make(key, "list");
    for (const item of added) left ? items.unshift(item) : items.push(item);
    c.db.touch(key);
    c.server.pushed();
    return integer(items.length);
  };
}

function pop(left: boolean) {
  return (c: Context, [key = "", text]: readonly string[]): Reply => {
    const items = itemsOf(c, key);
    if (text !== undefined && whole(text) < 0) throw new RedisError("ERR value is out of range, must be positive");
    if (!items) return text === undefined ? NIL : NIL_ARRAY;
    const taken: string[] = [];
    for (let n = text === undefined ? 1 : whole(text); n > 0; n--) {
      const item = left ? items.shift() : items.pop();
      if (item === undefined) break;
      taken.push(item);
    }
    c.db.dropEmpty(key);
    return text === undefined ? maybe(taken[0]) : texts(taken);
  };
}

/** Waits until one of the lists has something, at most so many seconds (0: for ever). */
function blockingPop(left: boolean) {
  return async (c: Context, args: readonly string[]): Promise<Reply> => {
    const seconds = Number(args.at(-1));
    if (Number.isNaN(seconds)) throw new RedisError("ERR timeout is not a float or out of range");
    if (seconds < 0) throw new RedisError("ERR timeout is negative");
    const end = seconds === 0 ? Number.POSITIVE_INFINITY : c.p.now() + seconds * 1_000_000;
    for (;;) {
      for (const key of args.slice(0, -1)) {
        const items = itemsOf(c, key);
        if (!items?.length) continue;
        const item = (left ? items.shift() : items.pop()) ?? "";
        c.db.dropEmpty(key);
        return texts([key, item]);
      }
      if (c.client.queue || c.p.now() >= end) return NIL_ARRAY;
      await c.server.waitForPush(end);
    }
  };
}

function move(c: Context, [from = "", to = "", where = "RIGHT", end = "LEFT"]: readonly string[]): Reply {
  const items = itemsOf(c, from);
  if (!items?.length) return NIL;
  itemsOf(c, to);
  const item = (where.toUpperCase() === "LEFT" ? items.shift() : items.pop()) ?? "";
  const target = c.db.make(to, "list").items;
  if (end.toUpperCase() === "LEFT") target.unshift(item);
  else target.push(item);
  c.db.touch(to);
  c.db.dropEmpty(from);
  c.server.pushed();
  return bulk(item);
}

const at = (items: readonly string[], index: number) => (index < 0 ? items.length + index : index);

export const lists: CommandTable = {
  lpush: writes(-3, push(true, false)),
  rpush: writes(-3, push(false, false)),
  lpushx: writes(-3, push(true, true)),
  rpushx: writes(-3, push(false, true)),
  lpop: writes(-2, pop(true)),
  rpop: writes(-2, pop(false)),
  blpop: writes(-3, blockingPop(true)),
  brpop: writes(-3, blockingPop(false)),
  llen: reads(2, (c, [key = ""]) => integer(itemsOf(c, key)?.length ?? 0)),
  lrange: reads(4, (c, [key = "", start, stop]) => {
    const items = itemsOf(c, key) ?? [];
    const [from, to] = span(items.length, start, stop);
    return texts(items.slice(from, to + 1));
  }),
  lindex: reads(3, (c, [key = "", index]) => {
    const items = itemsOf(c, key) ?? [];
    return maybe(items[at(items, whole(index))]);
  }),
  lset: writes(4, (c, [key = "", index, text = ""]) => {
    const items = itemsOf(c, key);
    if (!items) throw new RedisError("ERR no such key");
    const position = at(items, whole(index));
    if (items[position] === undefined) throw new RedisError("ERR index out of range");
    items[position] = text;
    c.db.touch(key);
    return OK;
  }),
  linsert: writes(5, (c, [key = "", where = "", pivot = "", text = ""]) => {
    const side = where.toUpperCase();
    if (side !== "BEFORE" && side !== "AFTER") throw syntaxError();
    const items = itemsOf(c, key);
    if (!items) return integer(0);
    const position = items.indexOf(pivot);
    if (position < 0) return integer(-1);
    items.splice(side === "BEFORE" ? position : position + 1, 0, text);
    c.db.touch(key);
    return integer(items.length);
  }),
  lrem: writes(4, (c, [key = "", text, item = ""]) => {
    const items = itemsOf(c, key);
    const count = whole(text);
    if (!items) return integer(0);
    let left = count === 0 ? Number.POSITIVE_INFINITY : Math.abs(count);
    let removed = 0;
    const order = [...items.keys()];
    if (count < 0) order.reverse();
    const gone = new Set<number>();
    for (const i of order)
      if (left > 0 && items[i] === item) {
        gone.add(i);
        left--;
        removed++;
      }
    items.splice(0, items.length, ...items.filter((_, i) => !gone.has(i)));
    c.db.dropEmpty(key);
    return integer(removed);
  }),
  ltrim: writes(4, (c, [key = "", start, stop]) => {
    const items = itemsOf(c, key);
    const [from, to] = span(items?.length ?? 0, start, stop);
    if (items) {
      items.splice(0, items.length, ...items.slice(from, Math.max(from, to + 1)));
      c.db.dropEmpty(key);
    }
    return OK;
  }),
  lpos: reads(-3, (c, [key = "", item = ""]) => {
    const position = itemsOf(c, key)?.indexOf(item) ?? -1;
    return position < 0 ? NIL : integer(position);
  }),
  rpoplpush: writes(3, (c, [from = "", to = ""]) => move(c, [from, to])),
  lmove: writes(5, move),
  lmpop: writes(-4, (c, [count, ...rest]) => {
    const names = rest.slice(0, whole(count));
    const left = rest[names.length]?.toUpperCase() === "LEFT";
    for (const key of names) {
      const items = itemsOf(c, key);
      if (!items?.length) continue;
      const item = (left ? items.shift() : items.pop()) ?? "";
      c.db.dropEmpty(key);
      return array([bulk(key), texts([item])]);
    }
    return NIL_ARRAY;
  }),
};
