import { type Candidate, type Database, RedisError } from "./database.ts";
import type { Server } from "./server.ts";
import { encoding, type Value, valueSize } from "./value.ts";

/** Bytes of a server without data, and of a client's buffers. */
const EMPTY = 1_000_000;
const CLIENT = 22_000;

/** Bytes that the server counts as used. */
export function usedMemory(s: Server): number {
  return EMPTY + s.databases.reduce((n, db) => n + db.memory, 0) + s.clients.size * CLIENT;
}

/**
 * Makes room below `maxmemory` for a command that changes something: keys go as `maxmemory-policy` has it. What goes is told,
 * so that it is kept on disk. Throws where nothing may go any more.
 */
export function makeRoom(s: Server, words: readonly string[], gone: (db: number, key: string) => void): void {
  const limit = Number(s.config.get("maxmemory"));
  if (!limit) return;
  const needed = words.reduce((n, word) => n + word.length, 0);
  const policy = s.config.get("maxmemory-policy") ?? "noeviction";
  while (usedMemory(s) + needed > limit) {
    const victim = policy === "noeviction" ? undefined : chosen(s, policy);
    if (!victim) throw new RedisError("OOM command not allowed when used memory > 'maxmemory'.");
    victim.db.delete(victim.key);
    gone(victim.number, victim.key);
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

/** What the allocator really gives for so many bytes. */
function allocated(bytes: number): number {
  if (bytes <= 8) return 8;
  if (bytes <= 128) return Math.ceil(bytes / 16) * 16;
  let step = 32;
  for (let top = 256; bytes > top; top *= 2) step *= 2;
  return Math.ceil(bytes / step) * step;
}

/** An element of a packed list: whole numbers are short, texts have a head and a length behind them. */
function packedSize(text: string): number {
  if (/^(0|-?[1-9]\d{0,17})$/.test(text)) {
    const n = Number(text);
    if (n >= 0 && n < 128) return 2;
    const bits = n < 0 ? Math.log2(-n) + 1 : Math.log2(n + 1) + 1;
    return bits <= 13 ? 3 : bits <= 16 ? 4 : bits <= 24 ? 5 : bits <= 32 ? 6 : 10;
  }
  return text.length < 64 ? text.length + 2 : text.length + 3 + (text.length > 125 ? 1 : 0);
}

/** What a collection that is small enough is packed into: its parts in turn. */
function parts(value: Value): readonly string[] {
  switch (value.type) {
    case "list":
      return value.items;
    case "set":
      return [...value.members];
    case "hash":
      return [...value.fields].flat();
    case "zset":
      return [...value.scores].flatMap(([m, score]) => [m, String(score)]);
    default:
      return [];
  }
}

/** MEMORY USAGE: the key's entry, the value's head and its text. */
export function keyMemory(key: string, value: Value): number {
  const entry = 24 + allocated(key.length + (key.length < 32 ? 2 : 4));
  const kind = encoding(value);
  if (kind === "intset") {
    const widest = Math.max(...parts(value).map((m) => Math.abs(Number(m))));
    return entry + 16 + allocated(8 + parts(value).length * (widest < 32_768 ? 2 : widest < 2 ** 31 ? 4 : 8));
  }
  if (kind === "listpack") return entry + 16 + allocated(7 + parts(value).reduce((n, part) => n + packedSize(part), 0));
  if (value.type !== "string") return entry + 16 + allocated(valueSize(value) + 16);
  if (kind === "int") return entry + 16;
  const { length } = value.text;
  return entry + (length <= 44 ? allocated(16 + length + 4) : 16 + allocated(length + (length < 256 ? 4 : 6)));
}
