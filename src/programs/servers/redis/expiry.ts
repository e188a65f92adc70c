import { type Context, whole } from "./context.ts";
import { RedisError } from "./database.ts";

/** The moment that `EX 10` or the like names. */
export function expiryOf(c: Context, unit: string, text: string | undefined, command: string): number {
  const n = whole(text);
  if (n <= 0 || n > 9e15) throw new RedisError(`ERR invalid expire time in '${command}' command`);
  const micros = n * (unit.startsWith("E") ? 1_000_000 : 1000);
  return unit.endsWith("AT") ? micros : c.p.now() + micros;
}
