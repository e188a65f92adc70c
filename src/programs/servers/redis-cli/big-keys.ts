import type { Process } from "../../../kernel/process.ts";
import { size } from "../redis/context.ts";
import { quoted } from "../redis/quoted.ts";
import type { Redis } from "./connection.ts";
import type { CliOptions } from "./options.ts";
import { opened, print } from "./output.ts";

interface Kind {
  readonly name: string;
  readonly command: string;
  readonly unit: string;
  biggest: { readonly key: string; readonly size: number } | undefined;
  count: number;
  total: number;
}

const KINDS: readonly (readonly [name: string, command: string, unit: string])[] = [
  ["list", "LLEN", "items"],
  ["hash", "HLEN", "fields"],
  ["stream", "XLEN", "entries"],
  ["string", "STRLEN", "bytes"],
  ["set", "SCARD", "members"],
  ["zset", "ZCARD", "members"],
];

const percent = (part: number, all: number) => (all ? (100 * part) / all : 0).toFixed(2).padStart(5, "0");

async function number(redis: Redis, words: readonly string[]): Promise<number> {
  const reply = await redis.ask(words);
  return reply?.kind === "integer" ? Number(reply.value) : 0;
}

/** `--bigkeys` and `--memkeys`: the biggest key of each type. */
export async function bigKeys(p: Process, o: CliOptions): Promise<number> {
  const redis = await opened(p, o);
  if (!redis) return 1;
  const memory = o.mode === "memkeys";
  const kinds = KINDS.map(([name, command, unit]): Kind => {
    return { name, command, unit: memory ? "bytes" : unit, biggest: undefined, count: 0, total: 0 };
  });
  await print(
    p,
    "\n# Scanning the entire keyspace to find biggest keys as well as\n# average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec\n# per 100 SCAN commands (not usually needed).\n\n",
  );
  const all = await number(redis, ["DBSIZE"]);
  let sampled = 0;
  let length = 0;
  let cursor = "0";
  do {
    const progress = percent(sampled, all);
    const reply = await redis.ask(["SCAN", cursor, ...(o.pattern === undefined ? [] : ["MATCH", o.pattern])]);
    if (reply?.kind !== "array") break;
    const [next, keys] = reply.items;
    cursor = next?.kind === "bulk" ? next.text : "0";
    for (const item of keys?.kind === "array" ? keys.items : []) {
      if (item.kind !== "bulk") continue;
      const key = item.text;
      const type = await redis.ask(["TYPE", key]);
      const kind = kinds.find((k) => type?.kind === "status" && k.name === type.text);
      if (!kind) continue;
      const measured = await number(redis, memory ? ["MEMORY", "USAGE", key] : [kind.command, key]);
      sampled++;
      length += size(key);
      kind.count++;
      kind.total += measured;
      if (kind.biggest && kind.biggest.size >= measured) continue;
      kind.biggest = { key, size: measured };
      await print(
        p,
        `[${progress}%] Biggest ${kind.name.padEnd(6)} found so far ${quoted(key)} with ${measured} ${kind.unit}\n`,
      );
    }
  } while (cursor !== "0");
  redis.close();
  await print(p, summary(kinds, sampled, length));
  return 0;
}

function summary(kinds: readonly Kind[], sampled: number, length: number): string {
  const average = sampled ? length / sampled : 0;
  const lines = [
    "",
    "-------- summary -------",
    "",
    `Sampled ${sampled} keys in the keyspace!`,
    `Total key length in bytes is ${length} (avg len ${average.toFixed(2)})`,
    "",
    ...kinds.flatMap(({ name, biggest, unit }) =>
      biggest ? [`Biggest ${name.padStart(6)} found ${quoted(biggest.key)} has ${biggest.size} ${unit}`] : [],
    ),
    "",
    ...kinds.map(
      ({ name, count, total, unit }) =>
        `${count} ${name}s with ${total} ${unit} (${percent(count, sampled)}% of keys, avg size ${(count ? total / count : 0).toFixed(2)})`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}
