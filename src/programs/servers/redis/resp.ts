import { concat, encode } from "../../../std/text.ts";
import { encodeLossless } from "../../lib/bytes.ts";
import { showFloat } from "./numbers.ts";

// The Redis protocol, versions 2 and 3. Texts may hold any bytes (see lib/bytes.ts).

export type Reply =
  | { readonly kind: "status" | "error"; readonly text: string }
  | { readonly kind: "integer"; readonly value: number | bigint }
  | { readonly kind: "double"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "bulk"; readonly text: string }
  /** A text for people, shown as it is. */
  | { readonly kind: "verbatim"; readonly text: string }
  | { readonly kind: "nil" }
  | { readonly kind: "nil array" }
  /**
   * `map`: keys and values in turn; `pairs`: the same, an array of pairs in version 3; `set`: without an order; `push`: not an
   * answer. In version 2 all of them are arrays. `streams`: names and entries in turn, a map in version 3, else pairs.
   */
  | { readonly kind: "array" | "map" | "pairs" | "streams" | "set" | "push"; readonly items: readonly Reply[] };

export const OK: Reply = { kind: "status", text: "OK" };
export const NIL: Reply = { kind: "nil" };
export const NIL_ARRAY: Reply = { kind: "nil array" };
export const status = (text: string): Reply => ({ kind: "status", text });
export const failure = (text: string): Reply => ({ kind: "error", text });
export const integer = (value: number | bigint): Reply => ({ kind: "integer", value });
export const double = (value: number): Reply => ({ kind: "double", value });
export const bulk = (text: string): Reply => ({ kind: "bulk", text });
export const verbatim = (text: string): Reply => ({ kind: "verbatim", text });
export const maybe = (text: string | undefined): Reply => (text === undefined ? NIL : bulk(text));
export const array = (items: readonly Reply[]): Reply => ({ kind: "array", items });
export const map = (items: readonly Reply[]): Reply => ({ kind: "map", items });
export const pairs = (items: readonly Reply[]): Reply => ({ kind: "pairs", items });
export const push = (items: readonly Reply[]): Reply => ({ kind: "push", items });
export const texts = (items: Iterable<string>): Reply => array([...items].map(bulk));
export const textSet = (items: Iterable<string>): Reply => ({ kind: "set", items: [...items].map(bulk) });

/** The names that stand beside values in a map: `["a", integer(1), …]`. */
export const named = (entries: readonly (readonly [string, Reply])[]): Reply =>
  map(entries.flatMap(([name, value]) => [bulk(name), value]));

/** What a client that speaks this version of the protocol is sent. */
export function replyBytes(reply: Reply, version: 2 | 3 = 2): Uint8Array {
  switch (reply.kind) {
    case "status":
      return encodeLossless(`+${reply.text}\r\n`);
    case "error":
      return encodeLossless(`-${reply.text.replace(/[\r\n]/g, " ")}\r\n`);
    case "integer":
      return encode(`:${reply.value}\r\n`);
    case "double":
      return version === 3
        ? encode(`,${showFloat(reply.value)}\r\n`)
        : replyBytes(bulk(showFloat(reply.value)), version);
    case "boolean":
      return encode(version === 3 ? `#${reply.value ? "t" : "f"}\r\n` : `:${reply.value ? 1 : 0}\r\n`);
    case "nil":
      return encode(version === 3 ? "_\r\n" : "$-1\r\n");
    case "nil array":
      return encode(version === 3 ? "_\r\n" : "*-1\r\n");
    case "bulk": {
      const bytes = encodeLossless(reply.text);
      return concat([encode(`$${bytes.length}\r\n`), bytes, encode("\r\n")]);
    }
    case "verbatim": {
      if (version === 2) return replyBytes(bulk(reply.text), version);
      const bytes = encodeLossless(reply.text);
      return concat([encode(`=${bytes.length + 4}\r\ntxt:`), bytes, encode("\r\n")]);
    }
    default:
      return concat([encode(head(reply, version)), ...inner(reply, version).map((r) => replyBytes(r, version))]);
  }
}

type Many = Extract<Reply, { items: readonly Reply[] }>;

function head({ kind, items }: Many, version: 2 | 3): string {
  if (kind === "streams") return version === 3 ? `%${items.length / 2}\r\n` : `*${items.length / 2}\r\n`;
  if (version === 2 || kind === "array") return `*${items.length}\r\n`;
  if (kind === "map") return `%${items.length / 2}\r\n`;
  if (kind === "pairs") return `*${items.length / 2}\r\n`;
  return `${kind === "set" ? "~" : ">"}${items.length}\r\n`;
}

function inner({ kind, items }: Many, version: 2 | 3): readonly Reply[] {
  if (kind !== (version === 2 ? "streams" : "pairs")) return items;
  return items.flatMap((_, i) => (i % 2 === 0 ? [array(items.slice(i, i + 2))] : []));
}

export function commandBytes(words: readonly string[]): Uint8Array {
  return replyBytes(texts(words));
}
