import type { Process } from "../../../kernel/process.ts";
import { decodeLossless, encodeLossless } from "../../lib/bytes.ts";
import type { Client } from "./client.ts";
import type { Database } from "./database.ts";
import { RedisError } from "./database.ts";
import type { Reply } from "./resp.ts";
import type { Server } from "./server.ts";

/** What a command works with. */
export interface Context {
  readonly p: Process;
  readonly server: Server;
  readonly client: Client;
  readonly db: Database;
  /** Whether it may wait for others: not in a transaction, a script or while loading. */
  readonly mayWait: boolean;
}

export type Run = (c: Context, args: readonly string[]) => Reply | Promise<Reply>;

/** Commands by name in lower case; `config get` is one of them. */
export type Commands = Readonly<Record<string, Run>>;

export const syntaxError = () => new RedisError("ERR syntax error");
export const wrongArity = (name: string) => new RedisError(`ERR wrong number of arguments for '${name}' command`);

const NO_INTEGER = "ERR value is not an integer or out of range";

/** A whole number as Redis takes it: at most 64 bits. Throws its error. */
export function whole(text: string | undefined, message = NO_INTEGER): number {
  if (text === undefined || !/^(0|-?[1-9]\d{0,18})$/.test(text)) throw new RedisError(message);
  const value = Number(text);
  if (Math.abs(value) > 9.2e18) {
    const exact = BigInt(text);
    if (exact > 9223372036854775807n || exact < -9223372036854775808n) throw new RedisError(message);
  }
  return value;
}

/** Such a number without loss. */
export function whole64(text: string | undefined, message = NO_INTEGER): bigint {
  whole(text, message);
  return BigInt(text ?? 0);
}

export const positive = (text: string | undefined, message = "ERR value is out of range, must be positive"): number => {
  const value = whole(text, message);
  if (value < 0) throw new RedisError(message);
  return value;
};

export function float(text: string | undefined, message = "ERR value is not a valid float"): number {
  if (text === undefined || text.trim() === "" || /\s/.test(text)) throw new RedisError(message);
  const m = /^([+-]?)inf(inity)?$/i.exec(text);
  if (m) return m[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = Number(text);
  if (Number.isNaN(value)) throw new RedisError(message);
  return value;
}

/** From and to of `start stop` in a sequence of `length`, negative ones from the end; empty where to < from. */
export function span(length: number, start: string | undefined, stop: string | undefined): readonly [number, number] {
  let from = whole(start);
  let to = whole(stop);
  if (from < 0) from = Math.max(0, length + from);
  if (to < 0) to = length + to;
  return [from, Math.min(to, length - 1)];
}

/** Keys behind their count; what follows them. */
export function counted(words: readonly string[]): readonly [keys: string[], rest: string[]] {
  const count = whole(words[0], "ERR numkeys should be greater than 0");
  if (count <= 0) throw new RedisError("ERR numkeys should be greater than 0");
  if (count > words.length - 1) throw syntaxError();
  return [words.slice(1, 1 + count), words.slice(1 + count)];
}

export const is = (word: string | undefined, name: string): boolean => word?.toUpperCase() === name;

const ASCII = /^[\0-\x7f]*$/;

/** Bytes of a text. */
export const size = (text: string): number => (ASCII.test(text) ? text.length : encodeLossless(text).length);

/** A part of a text, counted in bytes. */
export function bytesOf(text: string, from: number, to: number): string {
  return ASCII.test(text) ? text.slice(from, to) : decodeLossless(encodeLossless(text).subarray(from, to));
}

/** KEYS' patterns: `*`, `?`, `[a-c]`, `[^a]`, `\`. */
export function patternOf(glob: string): RegExp {
  let out = "";
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i] ?? "";
    if (c === "*") out += out.endsWith("[^]*") ? "" : "[^]*";
    else if (c === "?") out += "[^]";
    else if (c === "[") {
      const end = glob.indexOf("]", i + 1);
      const body = glob.slice(i + 1, end < 0 ? undefined : end);
      out += `[${body.replace(/[\\\]]/g, "\\$&")}]`;
      i = end < 0 ? glob.length : end;
    } else if (c === "\\" && i + 1 < glob.length) out += literal(glob[++i] ?? "");
    else out += literal(c);
  }
  return new RegExp(`^${out}$`, "u");
}

function literal(c: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
}
