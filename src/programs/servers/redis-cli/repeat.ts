import type { Process } from "../../../kernel/process.ts";
import { encodeLossless } from "../../lib/bytes.ts";
import type { Redis } from "./connection.ts";
import type { CliOptions } from "./options.ts";
import { print, shown } from "./output.ts";

/** Carries a command out as often as `-r` says. */
export async function repeated(p: Process, o: CliOptions, redis: Redis, words: readonly string[]): Promise<number> {
  for (let n = 0; n < o.repeat || o.repeat < 0; n++) {
    if (n > 0 && o.interval > 0) await p.sleep(o.interval * 1_000_000);
    const reply = await redis.ask(words);
    if (!reply) {
      if (words[0]?.toLowerCase() === "shutdown") return 0;
      await p.write(2, "Error: Server closed the connection\n");
      return 1;
    }
    if (reply.kind === "error" && o.exitOnError) {
      await p.write(2, encodeLossless(`${reply.text}\n`));
      return 1;
    }
    await print(p, shown(p, o, words, reply));
    if (reply.kind !== "error" && /^([ps]?subscribe|monitor)$/i.test(words[0] ?? "")) {
      for (let told = await redis.next(); told; told = await redis.next()) await print(p, shown(p, o, [], told));
      return 0;
    }
  }
  return 0;
}
