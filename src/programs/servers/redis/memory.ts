import { type Candidate, type Database, RedisError } from "./database.ts";
import type { Server } from "./server.ts";

/** Bytes of a server without data, and of a client's buffers. */
const EMPTY = 1_000_000;
const CLIENT = 22_000;

/** Bytes that the server counts as used. */
export function usedMemory(s: Server): number {
  return EMPTY + s.databases.reduce((n, db) => n + db.memory, 0) + s.clients.size * CLIENT;
}

/** Commands that change something and never need more memory for it: they are carried out at the limit, too. */
const FREEING = new Set(
  (
    "del unlink expire pexpire expireat pexpireat persist rename renamenx move flushall flushdb getdel getex " +
    "lpop rpop blpop brpop lrem ltrim spop srem smove hdel zrem zpopmin zpopmax bzpopmin bzpopmax " +
    "zremrangebyrank zremrangebyscore zremrangebylex hexpire hpexpire hpersist"
  ).split(" "),
);

/**
 * Makes room below `maxmemory` for a command that changes something: keys go as `maxmemory-policy` has it. What goes is told,
 * so that it is kept on disk. Throws where nothing may go any more.
 */
export async function makeRoom(s: Server, words: readonly string[], gone: (db: number, key: string) => Promise<void>) {
  const limit = Number(s.config.get("maxmemory"));
  if (!limit || FREEING.has(words[0]?.toLowerCase() ?? "")) return;
  const needed = words.reduce((n, word) => n + word.length, 0);
  const policy = s.config.get("maxmemory-policy") ?? "noeviction";
  while (usedMemory(s) + needed > limit) {
    const victim = policy === "noeviction" ? undefined : chosen(s, policy);
    if (!victim) throw new RedisError("OOM command not allowed when used memory > 'maxmemory'.");
    victim.db.delete(victim.key);
    await gone(victim.number, victim.key);
  }
}

interface Victim extends Candidate {
  readonly db: Database;
  readonly number: number;
}

function chosen(s: Server, policy: string): Victim | undefined {
  const [kind, order = ""] = policy.split("-");
  const all = s.databases.flatMap((db, number) => db.candidates().map((c): Victim => ({ ...c, db, number })));
  const open = kind === "volatile" ? all.filter((c) => c.expires !== undefined) : all;
  if (order === "random") return open[s.p.chance.integer("redis eviction", Math.max(1, open.length))];
  const rank = (c: Victim) => (order === "ttl" ? (c.expires ?? 0) : order === "lfu" ? c.uses : c.usedAt);
  return open.reduce<Victim | undefined>((least, c) => (least && rank(least) <= rank(c) ? least : c), undefined);
}
