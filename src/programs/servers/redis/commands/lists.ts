import { type Commands, type Context, counted, is, positive, span, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, maybe, NIL, NIL_ARRAY, OK, type Reply, texts } from "../resp.ts";

const itemsOf = (c: Context, key: string) => c.db.as(key, "list")?.items;

function push(left: boolean, mustExist: boolean) {
  return (c: Context, [key = "", ...added]: readonly string[]): Reply => {
    if (mustExist && !itemsOf(c, key)) return integer(0);
    const { items } = c.db.make(key, "list");
    if (left) items.unshift(...[...added].reverse());
    else for (const item of added) items.push(item);
    c.db.touch(key);
    return integer(items.length);
  };
}

/** Takes at most so many from one end. */
function take(c: Context, key: string, items: string[], left: boolean, count: number): string[] {
  const taken = left ? items.splice(0, count) : items.splice(Math.max(0, items.length - count)).reverse();
  if (taken.length) c.db.dropEmpty(key);
  return taken;
}

function pop(left: boolean) {
  return (c: Context, [key = "", text, more]: readonly string[]): Reply => {
    if (more !== undefined) throw new RedisError(`ERR wrong number of arguments for '${left ? "l" : "r"}pop' command`);
    const count = text === undefined ? 1 : positive(text);
    const items = itemsOf(c, key);
    if (!items) return text === undefined ? NIL : NIL_ARRAY;
    const taken = take(c, key, items, left, count);
    return text === undefined ? maybe(taken[0]) : texts(taken);
  };
}

/** The moment at which a wait ends; 0 seconds: never. */
export function endOfWait(c: Context, text: string | undefined): number {
  const seconds = Number(text === "" ? Number.NaN : text);
  if (Number.isNaN(seconds)) throw new RedisError("ERR timeout is not a float or out of range");
  if (seconds < 0) throw new RedisError("ERR timeout is negative");
  return seconds === 0 ? Number.POSITIVE_INFINITY : c.p.now() + Math.ceil(seconds * 1_000_000);
}

/** Waits until one of the lists has something. */
function blockingPop(left: boolean) {
  return (c: Context, args: readonly string[]): Reply | Promise<Reply> => {
    const keys = args.slice(0, -1);
    return c.server.waiting.until(c, keys, endOfWait(c, args.at(-1)), () => {
      for (const key of keys) {
        const items = itemsOf(c, key);
        if (items?.length) {
          c.client.lastWords = [left ? "LPOP" : "RPOP", key];
          c.server.instead = [c.client.lastWords];
          return texts([key, take(c, key, items, left, 1)[0] ?? ""]);
        }
      }
      return undefined;
    });
  };
}

function side(word: string | undefined): boolean {
  if (!is(word, "LEFT") && !is(word, "RIGHT")) throw syntaxError();
  return is(word, "LEFT");
}

/** Moves an item from one end of a list to an end of another; undefined when there is none. */
function moved(c: Context, from: string, to: string, left: boolean, toLeft: boolean): string | undefined {
  const items = itemsOf(c, from);
  if (!items?.length) return undefined;
  itemsOf(c, to);
  const [item = ""] = left ? items.splice(0, 1) : items.splice(-1, 1);
  const target = c.db.make(to, "list").items;
  if (toLeft) target.unshift(item);
  else target.push(item);
  c.db.touch(to);
  c.db.dropEmpty(from);
  c.server.waiting.signal(c.client.db, to);
  return item;
}

function blockingMove(c: Context, from: string, to: string, left: boolean, toLeft: boolean, timeout?: string) {
  return c.server.waiting.until(
    c,
    [from],
    endOfWait(c, timeout),
    () => {
      const item = moved(c, from, to, left, toLeft);
      if (item === undefined) return undefined;
      c.client.lastWords = ["LMOVE", from, to, left ? "LEFT" : "RIGHT", toLeft ? "LEFT" : "RIGHT"];
      c.server.instead = [c.client.lastWords];
      return bulk(item);
    },
    NIL,
  );
}

/** `numkeys key … LEFT|RIGHT [COUNT n]`: from the first list that has something. */
function popMany(c: Context, words: readonly string[]): () => Reply | undefined {
  const [keys, [where, option, text, more]] = counted(words);
  const left = side(where);
  if (more !== undefined || (option !== undefined && (!is(option, "COUNT") || text === undefined))) throw syntaxError();
  const count = option === undefined ? 1 : whole(text, "ERR count should be greater than 0");
  if (count <= 0) throw new RedisError("ERR count should be greater than 0");
  return () => {
    for (const key of keys) {
      const items = itemsOf(c, key);
      if (items?.length) return array([bulk(key), texts(take(c, key, items, left, count))]);
    }
    return undefined;
  };
}

/** `LPOS key item [RANK r] [COUNT n] [MAXLEN n]`. */
function positions(c: Context, [key = "", item = "", ...options]: readonly string[]): Reply {
  let rank = 1;
  let count: number | undefined;
  let most = 0;
  for (let i = 0; i < options.length; i += 2) {
    const value = options[i + 1];
    if (value === undefined) throw syntaxError();
    if (is(options[i], "RANK")) {
      rank = whole(value);
      if (rank === 0)
        throw new RedisError(
          "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list",
        );
    } else if (is(options[i], "COUNT")) count = positive(value, "ERR COUNT can't be negative");
    else if (is(options[i], "MAXLEN")) most = positive(value, "ERR MAXLEN can't be negative");
    else throw syntaxError();
  }
  const items = itemsOf(c, key) ?? [];
  const order = [...items.keys()];
  if (rank < 0) order.reverse();
  const looked = most > 0 ? order.slice(0, most) : order;
  const found = looked.filter((i) => items[i] === item).slice(Math.abs(rank) - 1);
  if (count === undefined) return found[0] === undefined ? NIL : integer(found[0]);
  return array((count === 0 ? found : found.slice(0, count)).map(integer));
}

function remove(c: Context, [key = "", text, item = ""]: readonly string[]): Reply {
  const count = whole(text);
  const items = itemsOf(c, key);
  if (!items) return integer(0);
  let left = count === 0 ? Number.POSITIVE_INFINITY : Math.abs(count);
  const order = [...items.keys()];
  if (count < 0) order.reverse();
  const gone = new Set<number>();
  for (const i of order)
    if (left > 0 && items[i] === item) {
      gone.add(i);
      left--;
    }
  if (gone.size === 0) return integer(0);
  const kept = items.filter((_, i) => !gone.has(i));
  items.length = 0;
  for (const one of kept) items.push(one);
  c.db.dropEmpty(key);
  return integer(gone.size);
}

const at = (items: readonly string[], index: number) => (index < 0 ? items.length + index : index);

export const lists: Commands = {
  lpush: push(true, false),
  rpush: push(false, false),
  lpushx: push(true, true),
  rpushx: push(false, true),
  lpop: pop(true),
  rpop: pop(false),
  blpop: blockingPop(true),
  brpop: blockingPop(false),
  llen: (c, [key = ""]) => integer(itemsOf(c, key)?.length ?? 0),
  lrange(c, [key = "", start, stop]) {
    whole(start);
    whole(stop);
    const items = itemsOf(c, key) ?? [];
    const [from, to] = span(items.length, start, stop);
    return texts(items.slice(from, Math.max(0, to + 1)));
  },
  lindex(c, [key = "", index]) {
    const items = itemsOf(c, key) ?? [];
    return maybe(items[at(items, whole(index))]);
  },
  lset(c, [key = "", index, text = ""]) {
    const items = itemsOf(c, key);
    if (!items) throw new RedisError("ERR no such key");
    const position = at(items, whole(index));
    if (items[position] === undefined) throw new RedisError("ERR index out of range");
    items[position] = text;
    c.db.touch(key);
    return OK;
  },
  linsert(c, [key = "", where = "", pivot = "", text = ""]) {
    if (!is(where, "BEFORE") && !is(where, "AFTER")) throw syntaxError();
    const items = itemsOf(c, key);
    if (!items) return integer(0);
    const position = items.indexOf(pivot);
    if (position < 0) return integer(-1);
    items.splice(is(where, "BEFORE") ? position : position + 1, 0, text);
    c.db.touch(key);
    return integer(items.length);
  },
  lrem: remove,
  ltrim(c, [key = "", start, stop]) {
    const items = itemsOf(c, key);
    const [from, to] = span(items?.length ?? 0, start, stop);
    if (items) {
      items.splice(Math.max(from, to + 1));
      items.splice(0, from);
      c.db.dropEmpty(key);
    }
    return OK;
  },
  lpos: positions,
  rpoplpush: (c, [from = "", to = ""]) => maybe(moved(c, from, to, false, true)),
  lmove: (c, [from = "", to = "", where, end]) => maybe(moved(c, from, to, side(where), side(end))),
  brpoplpush: (c, [from = "", to = "", timeout]) => blockingMove(c, from, to, false, true, timeout),
  blmove: (c, [from = "", to = "", where, end, timeout]) => blockingMove(c, from, to, side(where), side(end), timeout),
  lmpop: (c, words) => popMany(c, words)() ?? NIL_ARRAY,
  blmpop(c, [timeout, ...words]) {
    const end = endOfWait(c, timeout);
    return c.server.waiting.until(c, counted(words)[0], end, popMany(c, words));
  },
};
