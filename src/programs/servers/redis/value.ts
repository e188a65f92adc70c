import type { Micros } from "../../../std/time.ts";
import { copiedStream, emptyStream, type Stream, streamSize } from "./stream.ts";

export type Value =
  | { readonly type: "string"; text: string }
  | { readonly type: "list"; readonly items: string[] }
  | { readonly type: "set"; readonly members: Set<string> }
  /** `times`: fields that have an end of their own. */
  | { readonly type: "hash"; readonly fields: Map<string, string>; readonly times: Map<string, Micros> }
  | { readonly type: "zset"; readonly scores: Map<string, number> }
  | { readonly type: "stream"; readonly stream: Stream };

export type ValueOf<T extends Value["type"]> = Extract<Value, { type: T }>;

/** A member of a collection takes so many bytes besides its text. */
const MEMBER_COST = 16;

/** Bytes that a value takes. */
export function valueSize(value: Value): number {
  let total = 0;
  const add = (text: string) => {
    total += MEMBER_COST + text.length;
  };
  switch (value.type) {
    case "string":
      return value.text.length;
    case "list":
      value.items.forEach(add);
      return total;
    case "set":
      value.members.forEach(add);
      return total;
    case "hash":
      for (const [name, text] of value.fields) add(name + text);
      return total;
    case "zset":
      for (const name of value.scores.keys()) add(name);
      return total + 8 * value.scores.size;
    case "stream":
      return streamSize(value.stream);
  }
}

export function emptyValue(type: Exclude<Value["type"], "string">): Value {
  switch (type) {
    case "list":
      return { type, items: [] };
    case "set":
      return { type, members: new Set() };
    case "hash":
      return { type, fields: new Map(), times: new Map() };
    case "zset":
      return { type, scores: new Map() };
    case "stream":
      return { type, stream: emptyStream() };
  }
}

/** A collection without members is no key; a stream is one all the same. */
export function isEmpty(value: Value): boolean {
  switch (value.type) {
    case "list":
      return value.items.length === 0;
    case "set":
      return value.members.size === 0;
    case "hash":
      return value.fields.size === 0;
    case "zset":
      return value.scores.size === 0;
    default:
      return false;
  }
}

export function copied(value: Value): Value {
  switch (value.type) {
    case "string":
      return { ...value };
    case "list":
      return { type: "list", items: [...value.items] };
    case "set":
      return { type: "set", members: new Set(value.members) };
    case "hash":
      return { type: "hash", fields: new Map(value.fields), times: new Map(value.times) };
    case "zset":
      return { type: "zset", scores: new Map(value.scores) };
    case "stream":
      return { type: "stream", stream: copiedStream(value.stream) };
  }
}

const INTEGER = /^(0|-?[1-9]\d{0,18})$/;

/** OBJECT ENCODING. */
export function encoding(value: Value): string {
  const small = (names: Iterable<string>) => [...names].every((n) => n.length <= 64);
  switch (value.type) {
    case "string":
      return INTEGER.test(value.text) ? "int" : value.text.length <= 44 ? "embstr" : "raw";
    case "list":
      return value.items.reduce((n, item) => n + item.length + 11, 0) <= 8192 ? "listpack" : "quicklist";
    case "set":
      if (value.members.size <= 512 && [...value.members].every((m) => INTEGER.test(m))) return "intset";
      return value.members.size <= 128 && small(value.members) ? "listpack" : "hashtable";
    case "hash": {
      const packed = value.fields.size <= 512 && small(value.fields.keys()) && small(value.fields.values());
      return packed ? (value.times.size ? "listpackex" : "listpack") : "hashtable";
    }
    case "zset":
      return value.scores.size <= 128 && small(value.scores.keys()) ? "listpack" : "skiplist";
    case "stream":
      return "stream";
  }
}
