import { concat, encode } from "../../../std/text.ts";
import { decodeLossless, encodeLossless } from "../../lib/bytes.ts";
import type { Source } from "../../net/http/source.ts";

// The Redis protocol, version 2. Texts may hold any bytes (see lib/bytes.ts).

export type Reply =
  | { readonly kind: "status" | "error"; readonly text: string }
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "bulk"; readonly text: string }
  | { readonly kind: "nil" }
  | { readonly kind: "nil array" }
  | { readonly kind: "array"; readonly items: readonly Reply[] };

export const OK: Reply = { kind: "status", text: "OK" };
export const NIL: Reply = { kind: "nil" };
export const NIL_ARRAY: Reply = { kind: "nil array" };
export const status = (text: string): Reply => ({ kind: "status", text });
export const failure = (text: string): Reply => ({ kind: "error", text });
export const integer = (value: number): Reply => ({ kind: "integer", value });
export const bulk = (text: string): Reply => ({ kind: "bulk", text });
export const maybe = (text: string | undefined): Reply => (text === undefined ? NIL : bulk(text));
export const array = (items: readonly Reply[]): Reply => ({ kind: "array", items });
export const texts = (items: Iterable<string>): Reply => array([...items].map(bulk));

export function replyBytes(reply: Reply): Uint8Array {
  switch (reply.kind) {
    case "status":
      return encode(`+${reply.text}\r\n`);
    case "error":
      return encode(`-${reply.text.replace(/[\r\n]/g, " ")}\r\n`);
    case "integer":
      return encode(`:${reply.value}\r\n`);
    case "nil":
      return encode("$-1\r\n");
    case "nil array":
      return encode("*-1\r\n");
    case "bulk": {
      const bytes = encodeLossless(reply.text);
      return concat([encode(`$${bytes.length}\r\n`), bytes, encode("\r\n")]);
    }
    case "array":
      return concat([encode(`*${reply.items.length}\r\n`), ...reply.items.map(replyBytes)]);
  }
}

export function commandBytes(words: readonly string[]): Uint8Array {
  return replyBytes(texts(words));
}

/** The next reply; null when the connection has ended. */
export async function readReply(source: Source): Promise<Reply | null> {
  const line = await source.line();
  if (line === null) return null;
  const rest = line.slice(1);
  switch (line[0]) {
    case "+":
      return status(rest);
    case "-":
      return failure(rest);
    case ":":
      return integer(Number(rest));
    case "$":
      return rest === "-1" ? NIL : bulk(await exactly(source, Number(rest)));
    case "*": {
      if (rest === "-1") return NIL_ARRAY;
      const items: Reply[] = [];
      for (let n = Number(rest); n > 0; n--) {
        const item = await readReply(source);
        if (!item) return null;
        items.push(item);
      }
      return array(items);
    }
    default:
      return failure("Protocol error");
  }
}

/** What a client wrote against the rules. */
export class ProtocolBroken extends Error {
  override readonly name = "ProtocolBroken";
}

/** The next command, as an array of bulk strings or as a line of words; null at the end. */
export async function readCommand(source: Source): Promise<string[] | null> {
  const line = await source.line();
  if (line === null) return null;
  if (!line.startsWith("*")) return line.trim() === "" ? [] : (splitWords(line) ?? []);
  const count = Number(line.slice(1));
  if (!Number.isInteger(count)) throw new ProtocolBroken("invalid multibulk length");
  const words: string[] = [];
  for (let n = 0; n < count; n++) {
    const head = await source.line();
    if (head === null) return null;
    if (!head.startsWith("$")) throw new ProtocolBroken(`expected '$', got '${head[0] ?? ""}'`);
    words.push(await exactly(source, Number(head.slice(1))));
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

/** A line of words as Redis splits it: quotes, `\n`, `\x41`; undefined where a quote is not closed. */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let i = 0;
  while (i < line.length) {
    if (/\s/.test(line[i] ?? "")) {
      i++;
      continue;
    }
    let word = "";
    const quote = line[i] === '"' || line[i] === "'" ? line[i] : undefined;
    if (quote) {
      for (i++; line[i] !== quote; i++) {
        if (i >= line.length) return undefined;
        if (line[i] !== "\\" || (quote === "'" && line[i + 1] !== "'")) word += line[i];
        else {
          i++;
          const hex = quote === '"' && line[i] === "x" ? /^[0-9a-fA-F]{2}/.exec(line.slice(i + 1))?.[0] : undefined;
          if (hex) {
            word += decodeLossless(Uint8Array.of(Number.parseInt(hex, 16)));
            i += 2;
          } else word += ESCAPES[line[i] ?? ""] ?? line[i] ?? "";
        }
      }
      i++;
      if (i < line.length && !/\s/.test(line[i] ?? "")) return undefined;
    } else while (i < line.length && !/\s/.test(line[i] ?? "")) word += line[i++];
    words.push(word);
  }
  return words;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", a: "\x07" };
