import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { decodeLossless } from "../../lib/bytes.ts";
import type { CliOptions } from "./options.ts";
import { opened } from "./output.ts";
import { repeated } from "./repeat.ts";

/** `--eval FILE key … , arg …`. */
export async function evalFile(p: Process, o: CliOptions): Promise<number> {
  let source: string;
  try {
    source = decodeLossless(p.files.readFile(o.script));
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(2, `Can't open file '${o.script}': ${e.strerror}\n`);
    return 1;
  }
  const comma = o.command.indexOf(",");
  const keys = comma < 0 ? o.command : o.command.slice(0, comma);
  const args = comma < 0 ? [] : o.command.slice(comma + 1);
  const redis = await opened(p, o);
  if (!redis) return 1;
  const status = await repeated(p, o, redis, ["EVAL", source, String(keys.length), ...keys, ...args]);
  redis.close();
  return status;
}
