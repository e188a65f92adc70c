import { type Bson, type Doc, isArray } from "./bson.ts";
import { numberOf } from "./compare.ts";
import { valuesAt } from "./path.ts";
import { keepDocs, type MongoServer } from "./server.ts";

/** How often the real server looks for documents whose time is over, in microseconds. */
const ROUND = 60_000_000;

/** Takes away what the rounds since the last command would have: documents older than a TTL index lets them grow. */
export function expire(server: MongoServer): void {
  const { p, began } = server;
  const round = Math.floor((p.now() - began) / ROUND);
  if (round === server.round) return;
  server.round = round;
  const now = (began + round * ROUND) / 1000;
  for (const database of server.store.databases.values())
    for (const c of database.values())
      for (const index of c.indexes) {
        const seconds = numberOf(index.options.get("expireAfterSeconds"));
        const [field] = index.key.keys();
        if (seconds === undefined || field === undefined || index.key.size > 1) continue;
        const kept = c.docs.filter((d) => !isOver(d, field, now - seconds * 1000));
        if (kept.length === c.docs.length) continue;
        c.docs = kept;
        keepDocs(server, c);
      }
}

/** By the earliest date in the field. */
function isOver(doc: Doc, field: string, limit: number): boolean {
  const dates = valuesAt(doc, field.split("."))
    .flatMap((v): (Bson | undefined)[] => (isArray(v) ? [...v] : [v]))
    .filter((v) => v instanceof Date);
  return dates.some((d) => d.getTime() <= limit);
}
