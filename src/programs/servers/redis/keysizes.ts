import { size } from "./context.ts";
import type { Database } from "./database.ts";
import type { Value } from "./value.ts";

function sizeOf(value: Value): readonly [name: string, size: number] {
  switch (value.type) {
    case "string":
      return ["strings_sizes", size(value.text)];
    case "list":
      return ["lists_items", value.items.length];
    case "set":
      return ["sets_items", value.members.size];
    case "zset":
      return ["zsets_items", value.scores.size];
    case "hash":
      return ["hashes_items", value.fields.size];
    case "stream":
      return ["", 0];
  }
}

const ORDER = ["strings_sizes", "lists_items", "sets_items", "zsets_items", "hashes_items"];

/** INFO keysizes: for each type how many values have 1, 2-3, 4-7 … parts, named by the least. */
export function keysizes(db: Database, n: number): string[] {
  const counts = new Map<string, Map<number, number>>();
  for (const value of db.values()) {
    const [name, count] = sizeOf(value);
    const class_ = count < 2 ? count : 2 ** Math.floor(Math.log2(count));
    const of = counts.get(name) ?? new Map<number, number>();
    of.set(class_, (of.get(class_) ?? 0) + 1);
    counts.set(name, of);
  }
  return ORDER.flatMap((name) => {
    const found = [...(counts.get(name) ?? [])].sort(([a], [b]) => a - b);
    return found.length ? [`db${n}_distrib_${name}:${found.map(([c, k]) => `${c}=${k}`).join(",")}`] : [];
  });
}
