import type { Micros } from "../../../std/time.ts";

export type Value =
  | { readonly type: "string"; text: string }
  | { readonly type: "list"; readonly items: string[] }
  | { readonly type: "set"; readonly members: Set<string> }
  | { readonly type: "hash"; readonly fields: Map<string, string> }
  | { readonly type: "zset"; readonly scores: Map<string, number> };

export type ValueOf<T extends Value["type"]> = Extract<Value, { type: T }>;

/** An error that the client gets as its reply. */
export class RedisError extends Error {
  override readonly name = "RedisError";
}

export const wrongType = () => new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");

interface Slot {
  value: Value;
  expires: Micros | undefined;
  /** When it was last looked at or changed: a place in the order, and how often. */
  usedAt: number;
  uses: number;
}

/** What of a key tells whether it is to go. */
export interface Candidate {
  readonly key: string;
  readonly expires: Micros | undefined;
  readonly usedAt: number;
  readonly uses: number;
}

/** A key, its entry in the tables and the value's head, in bytes. */
const KEY_COST = 96;
/** A member of a collection. */
const MEMBER_COST = 16;

/** One of the sixteen databases. A key past its time is not there; it goes when it is next looked at. */
export class Database {
  private readonly slots = new Map<string, Slot>();
  private looks = 0;
  /** Counted up at every change of a key, for WATCH. */
  private readonly versions = new Map<string, number>();

  constructor(private readonly now: () => Micros) {}

  get size(): number {
    this.sweep();
    return this.slots.size;
  }

  get withExpiry(): number {
    return [...this.slots.values()].filter((s) => s.expires !== undefined).length;
  }

  /** Milliseconds that keys with an expiry have left, on average. */
  averageLeft(): number {
    const left = [...this.slots.values()].flatMap((s) => (s.expires === undefined ? [] : [s.expires - this.now()]));
    return left.length ? Math.floor(left.reduce((a, b) => a + b, 0) / left.length / 1000) : 0;
  }

  /** Drops what has expired. */
  sweep(): void {
    for (const key of [...this.slots.keys()]) this.slot(key);
  }

  private slot(key: string): Slot | undefined {
    const slot = this.slots.get(key);
    if (!slot) return undefined;
    if (slot.expires === undefined || slot.expires > this.now()) return slot;
    this.slots.delete(key);
    this.touch(key);
    return undefined;
  }

  get(key: string): Value | undefined {
    const slot = this.slot(key);
    if (slot) {
      slot.usedAt = ++this.looks;
      slot.uses++;
    }
    return slot?.value;
  }

  /** Bytes that all keys and values take. */
  get memory(): number {
    let total = 0;
    for (const [key, { value }] of this.slots) total += KEY_COST + key.length + valueSize(value);
    return total;
  }

  candidates(): Candidate[] {
    return this.keys().flatMap((key) => {
      const slot = this.slots.get(key);
      return slot ? [{ key, expires: slot.expires, usedAt: slot.usedAt, uses: slot.uses }] : [];
    });
  }

  /** The value, which must be of this type. Throws WRONGTYPE. */
  as<T extends Value["type"]>(key: string, type: T): ValueOf<T> | undefined {
    const value = this.get(key);
    if (value === undefined) return undefined;
    if (value.type !== type) throw wrongType();
    return value as ValueOf<T>;
  }

  /** The value of this type, made when there is none. */
  make<T extends "list" | "set" | "hash" | "zset">(key: string, type: T): ValueOf<T> {
    const there = this.as(key, type);
    if (there) return there;
    const value = emptyValue(type) as ValueOf<T>;
    this.set(key, value, undefined);
    return value;
  }

  /** Puts a value; `expires` undefined: it stays for ever. */
  set(key: string, value: Value, expires: Micros | undefined): void {
    this.slots.set(key, { value, expires, usedAt: ++this.looks, uses: (this.slots.get(key)?.uses ?? 0) + 1 });
    this.touch(key);
  }

  delete(key: string): boolean {
    const there = this.slot(key) !== undefined;
    this.slots.delete(key);
    if (there) this.touch(key);
    return there;
  }

  /** A collection without members is no key. */
  dropEmpty(key: string): void {
    const value = this.get(key);
    const empty =
      value &&
      ((value.type === "list" && value.items.length === 0) ||
        (value.type === "set" && value.members.size === 0) ||
        (value.type === "hash" && value.fields.size === 0) ||
        (value.type === "zset" && value.scores.size === 0));
    if (empty) this.delete(key);
    else this.touch(key);
  }

  expiry(key: string): Micros | undefined {
    return this.slot(key)?.expires;
  }

  expireAt(key: string, at: Micros | undefined): boolean {
    const slot = this.slot(key);
    if (!slot) return false;
    slot.expires = at;
    this.touch(key);
    return true;
  }

  keys(): string[] {
    this.sweep();
    return [...this.slots.keys()];
  }

  clear(): void {
    for (const key of this.slots.keys()) this.touch(key);
    this.slots.clear();
  }

  touch(key: string): void {
    this.versions.set(key, this.version(key) + 1);
  }

  version(key: string): number {
    return this.versions.get(key) ?? 0;
  }
}

function valueSize(value: Value): number {
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
  }
}

function emptyValue(type: "list" | "set" | "hash" | "zset"): Value {
  switch (type) {
    case "list":
      return { type, items: [] };
    case "set":
      return { type, members: new Set() };
    case "hash":
      return { type, fields: new Map() };
    case "zset":
      return { type, scores: new Map() };
  }
}
