import { patternOf, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, type Reply, texts } from "../resp.ts";

/** What is small comes in one go, whatever COUNT says. */
const PACKED = 128;

/** `cursor [MATCH p] [COUNT n]` over the members of a collection. The cursor is a place in their order. */
export function scanned<T>(
  [cursor, ...options]: readonly string[],
  all: readonly T[],
  shown: (one: T) => readonly string[],
  name: (one: T) => string,
): Reply {
  if (!/^\d+$/.test(cursor ?? "")) throw new RedisError("ERR invalid cursor");
  let count = 10;
  let match: RegExp | undefined;
  for (let i = 0; i < options.length; i += 2) {
    const value = options[i + 1];
    if (value === undefined) throw syntaxError();
    const option = options[i]?.toUpperCase();
    if (option === "MATCH") match = patternOf(value);
    else if (option === "COUNT") count = whole(value);
    else throw syntaxError();
    if (count < 1) throw syntaxError();
  }
  if (all.length <= PACKED) count = all.length;
  const at = Number(cursor);
  const found = all.slice(at, at + count).filter((one) => match?.test(name(one)) ?? true);
  const next = at + count >= all.length ? "0" : String(at + count);
  return array([bulk(next), texts(found.flatMap(shown))]);
}
