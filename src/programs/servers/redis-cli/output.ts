import type { Process } from "../../../kernel/process.ts";
import { encodeLossless } from "../../lib/bytes.ts";
import type { Reply } from "../redis/resp.ts";
import { connect, type Redis } from "./connection.ts";
import { csv, jsonText, pretty, raw } from "./format.ts";
import type { CliOptions } from "./options.ts";

/** Commands whose text is shown as it is, without a line feed behind it. */
const VERBATIM =
  /^(info|lolwut|client (list|info)|cluster (nodes|info)|memory (doctor|malloc-stats)|latency doctor)( |$)/i;

/** The reply in the form that was asked for, or that fits the output. */
export function shown(p: Process, o: CliOptions, words: readonly string[], reply: Reply): string {
  const format = o.format ?? (p.terminal(1) !== undefined ? "pretty" : "raw");
  if (VERBATIM.test(words.join(" ")) && format !== "json") return raw(reply, o.delimiter);
  if (format === "json") return `${jsonText(reply)}\n`;
  if (format === "csv") return `${csv(reply)}\n`;
  return format === "pretty" ? pretty(reply) : `${raw(reply, o.delimiter)}${o.ending}`;
}

export async function print(p: Process, text: string): Promise<void> {
  await p.write(1, encodeLossless(text));
}

export async function opened(p: Process, o: CliOptions): Promise<Redis | undefined> {
  const redis = await connect(p, o);
  if (typeof redis !== "string") return redis;
  await p.write(2, `${redis}\n`);
  return undefined;
}
