import { concat } from "../../../std/text.ts";
import { decodeLossless } from "../../lib/bytes.ts";
import type { Source } from "../../net/http/source.ts";
import { array, bulk, double, failure, integer, NIL, NIL_ARRAY, type Reply, status } from "./resp.ts";
import { splitWords } from "./split-words.ts";

/** The next reply; null when the connection has ended. */
export async function readReply(source: Source): Promise<Reply | null> {
  const line = await source.line(MAX_INLINE);
  if (line === null) return null;
  const rest = line.slice(1);
  switch (line[0]) {
    case "+":
      return status(rest);
    case "-":
      return failure(rest);
    case ":":
      return integer(Number.isSafeInteger(Number(rest)) ? Number(rest) : BigInt(rest));
    case ",":
      return double(
        rest === "inf" ? Number.POSITIVE_INFINITY : rest === "-inf" ? Number.NEGATIVE_INFINITY : Number(rest),
      );
    case "#":
      return { kind: "boolean", value: rest === "t" };
    case "_":
      return NIL;
    case "$":
      return rest === "-1" ? NIL : bulk(await exactly(source, Number(rest)));
    case "=":
      return { kind: "verbatim", text: (await exactly(source, Number(rest))).slice(4) };
    case "*":
      return rest === "-1" ? NIL_ARRAY : await items(source, "array", Number(rest));
    case "%":
      return await items(source, "map", 2 * Number(rest));
    case "~":
      return await items(source, "set", Number(rest));
    case ">":
      return await items(source, "push", Number(rest));
    default:
      return failure("Protocol error");
  }
}

async function items(source: Source, kind: "array" | "map" | "set" | "push", count: number): Promise<Reply | null> {
  const found: Reply[] = [];
  for (let n = count; n > 0; n--) {
    const item = await readReply(source);
    if (!item) return null;
    found.push(item);
  }
  return kind === "array" ? array(found) : { kind, items: found };
}

/** What a client wrote against the rules. */
export class ProtocolBroken extends Error {
  override readonly name = "ProtocolBroken";
}

const MAX_INLINE = 65_536;
const MAX_BULK = 512 * 1024 ** 2;

/** The next command, as an array of bulk strings or as a line of words; null at the end. */
export async function readCommand(source: Source): Promise<string[] | null> {
  const line = await source.line(MAX_INLINE);
  if (line === null) return null;
  if (!line.startsWith("*")) {
    const words = splitWords(line);
    if (!words) throw new ProtocolBroken("unbalanced quotes in request");
    return words;
  }
  const count = Number(line.slice(1));
  if (!Number.isInteger(count) || count > 1024 ** 2) throw new ProtocolBroken("invalid multibulk length");
  const words: string[] = [];
  for (let n = 0; n < count; n++) {
    const head = await source.line(MAX_INLINE);
    if (head === null) return null;
    if (!head.startsWith("$")) throw new ProtocolBroken(`expected '$', got '${head[0] ?? ""}'`);
    const length = Number(head.slice(1));
    if (!Number.isInteger(length) || length < 0 || length > MAX_BULK) throw new ProtocolBroken("invalid bulk length");
    words.push(await exactly(source, length));
  }
  return words;
}

async function exactly(source: Source, length: number): Promise<string> {
  const parts: Uint8Array[] = [];
  for (let left = length; left > 0; ) {
    const part = await source.some(left);
    if (!part) return "";
    parts.push(part.slice());
    left -= part.length;
  }
  await source.line();
  return decodeLossless(concat(parts));
}
