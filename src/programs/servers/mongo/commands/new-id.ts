import { ObjectId } from "../bson.ts";
import type { Call } from "../server.ts";

/** Four bytes of time, five by chance, three that count. */
export function newId({ server }: Call): ObjectId {
  const { p } = server;
  const seconds = Math.floor(p.now() / 1_000_000);
  const chance = p.chance.hex("mongo object id");
  return new ObjectId(seconds.toString(16).padStart(8, "0") + chance.slice(0, 16));
}
