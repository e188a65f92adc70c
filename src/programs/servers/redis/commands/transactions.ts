import type { Commands } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, NIL_ARRAY, OK, type Reply } from "../resp.ts";

export const transactions: Commands = {
  multi(c) {
    if (c.client.queue) throw new RedisError("ERR MULTI calls can not be nested");
    c.client.queue = [];
    c.client.spoilt = false;
    return OK;
  },
  discard(c) {
    if (!c.client.queue) throw new RedisError("ERR DISCARD without MULTI");
    c.client.queue = undefined;
    c.client.watched.clear();
    return OK;
  },
  async exec(c) {
    const { client, server } = c;
    const { queue, spoilt } = client;
    if (!queue) throw new RedisError("ERR EXEC without MULTI");
    const touched = [...client.watched].some(([key, version]) => {
      const [db = "0", ...name] = key.split(":");
      const database = server.database(Number(db));
      database.has(name.join(":"));
      return database.version(name.join(":")) !== version;
    });
    client.queue = undefined;
    client.watched.clear();
    if (spoilt) throw new RedisError("EXECABORT Transaction discarded because of previous errors.");
    if (touched) return NIL_ARRAY;
    const replies: Reply[] = [];
    for (const words of queue) replies.push(await server.execute(client, words, false));
    return array(replies);
  },
  watch(c, keys) {
    if (c.client.queue) throw new RedisError("ERR WATCH inside MULTI is not allowed");
    for (const key of keys) {
      c.db.has(key);
      c.client.watched.set(`${c.client.db}:${key}`, c.db.version(key));
    }
    return OK;
  },
  unwatch(c) {
    c.client.watched.clear();
    return OK;
  },
};
