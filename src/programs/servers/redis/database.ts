import type { Micros } from "../../../std/time.ts";
import { emptyValue, isEmpty, type Value, type ValueOf, valueSize } from "./value.ts";

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
  seenAt: Micros;
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

/** One of the sixteen databases. A key past its time is not there; it goes when it is next looked at. */
export class Database {
  private readonly slots = new Map<string, Slot>();
  private looks = 0;
  /** Counted up at every change of a key, for WATCH. */
  private readonly versions = new Map<string, number>();

  /** `expired` is told of keys that went because their time was over. */
  constructor(
    private readonly now: () => Micros,
    private readonly expired: (key: string) => void = () => {},
  ) {}

  get size(): number {
    this.sweep();
    return this.slots.size;
  }

  get withExpiry(): number {
    return [...this.slots.values()].filter((s) => s.expires !== undefined).length;
  }

  /** Hashes with fields that will expire. */
  get withFieldTimes(): number {
    return [...this.slots.values()].filter(({ value }) => value.type === "hash" && value.times.size > 0).length;
  }

  /** Every key's value. */
  values(): Value[] {
    this.sweep();
    return [...this.slots.values()].map((s) => s.value);
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
    const over = slot.expires !== undefined && slot.expires <= this.now();
    if (!over && !this.lost(slot.value)) return slot;
    this.slots.delete(key);
    this.touch(key);
    if (over) this.expired(key);
    return undefined;
  }

  /** Drops fields of a hash whose time is over. True: none is left. */
  private lost(value: Value): boolean {
    if (value.type !== "hash" || value.times.size === 0) return false;
    for (const [field, at] of value.times)
      if (at <= this.now()) {
        value.times.delete(field);
        value.fields.delete(field);
      }
    return value.fields.size === 0;
  }

  /** Whether there is such a key; that is no use of it. */
  has(key: string): boolean {
    return this.slot(key) !== undefined;
  }

  get(key: string): Value | undefined {
    const slot = this.slot(key);
    if (slot) {
      slot.usedAt = ++this.looks;
      slot.uses++;
      slot.seenAt = this.now();
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
  make<T extends Exclude<Value["type"], "string">>(key: string, type: T): ValueOf<T> {
    const there = this.as(key, type);
    if (there) return there;
    const value = emptyValue(type) as ValueOf<T>;
    this.set(key, value, undefined);
    return value;
  }

  /** Puts a value; `expires` undefined: it stays for ever. */
  set(key: string, value: Value, expires: Micros | undefined): void {
    this.slots.set(key, {
      value,
      expires,
      usedAt: ++this.looks,
      uses: (this.slots.get(key)?.uses ?? 0) + 1,
      seenAt: this.now(),
    });
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
    if (value && isEmpty(value)) this.delete(key);
    else this.touch(key);
  }

  expiry(key: string): Micros | undefined {
    return this.slot(key)?.expires;
  }

  /** Microseconds since a command last used it; how often it was used. */
  idle(key: string): { readonly uses: number; readonly since: Micros } | undefined {
    const slot = this.slots.get(key);
    return slot && { uses: slot.uses, since: this.now() - slot.seenAt };
  }

  /** Whether it has any key that will expire. */
  get expiring(): boolean {
    for (const slot of this.slots.values()) if (slot.expires !== undefined) return true;
    return false;
  }

  /** SWAPDB: takes the other's keys and gives its own. */
  swap(other: Database): void {
    const own = [...this.slots];
    const others = [...other.slots];
    this.clear();
    other.clear();
    for (const [key, slot] of others) this.slots.set(key, slot);
    for (const [key, slot] of own) other.slots.set(key, slot);
    for (const [key] of others) this.touch(key);
    for (const [key] of own) other.touch(key);
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
