import type { Process } from "../../../kernel/process.ts";
import { readAll, readerOf } from "../../../std/stream.ts";
import { createSource } from "../../net/http/source.ts";
import { readCommand } from "../redis/read-resp.ts";
import type { CliOptions } from "./options.ts";
import { opened, print } from "./output.ts";

/** `--pipe`: sends commands in Redis's own protocol, and counts the replies. */
export async function transfer(p: Process, o: CliOptions): Promise<number> {
  const redis = await opened(p, o);
  if (!redis) return 1;
  const source = createSource(readerOf(await readAll(p.reader(0))));
  let replies = 0;
  let errors = 0;
  for (let words = await readCommand(source); words; words = await readCommand(source)) {
    if (words.length === 0) continue;
    const reply = await redis.ask(words);
    if (!reply) {
      await p.write(2, "Error: Server closed the connection\n");
      return 1;
    }
    replies++;
    if (reply.kind !== "error") continue;
    errors++;
    await p.write(2, `${reply.text}\n`);
  }
  redis.close();
  await print(
    p,
    `All data transferred. Waiting for the last reply...\nLast reply received from server.\nerrors: ${errors}, replies: ${replies}\n`,
  );
  return errors ? 1 : 0;
}
