import type { Process } from "../../../kernel/process.ts";
import type { Database } from "./database.ts";
import { RedisError } from "./database.ts";
import type { Reply } from "./resp.ts";
import type { Server } from "./server.ts";

/** One client of the server. */
export interface Client {
  readonly id: number;
  readonly address: string;
  readonly began: number;
  name: string;
  db: number;
  authenticated: boolean;
  /** Commands since MULTI; undefined outside of a transaction. */
  queue: string[][] | undefined;
  /** A command of the transaction was refused. */
  spoilt: boolean;
  readonly watched: Map<string, number>;
  readonly channels: Set<string>;
  readonly patterns: Set<string>;
  /** MONITOR: is told of every command. */
  monitoring: boolean;
  /** Set by QUIT: the connection is closed after the reply. */
  leaving: boolean;
  send(reply: Reply): Promise<void>;
}

/** What a command works with. */
export interface Context {
  readonly p: Process;
  readonly server: Server;
  readonly client: Client;
  readonly db: Database;
}

export interface Command {
  /** Words with the name; negative: at least so many. */
  readonly arity: number;
  /** Changes data: goes to the append-only file, counts for `save`. */
  readonly write: boolean;
  run(c: Context, args: readonly string[]): Reply | Promise<Reply>;
}

export type CommandTable = Readonly<Record<string, Command>>;

export const reads = (arity: number, run: Command["run"]): Command => ({ arity, write: false, run });
export const writes = (arity: number, run: Command["run"]): Command => ({ arity, write: true, run });

export const syntaxError = () => new RedisError("ERR syntax error");

/** A whole number as Redis takes it. Throws its error. */
export function whole(text: string | undefined): number {
  if (text === undefined || !/^-?(0|[1-9]\d{0,18})$/.test(text))
    throw new RedisError("ERR value is not an integer or out of range");
  return Number(text);
}

export function float(text: string | undefined, message = "ERR value is not a valid float"): number {
  if (text === undefined || text.trim() === "") throw new RedisError(message);
  const m = /^([+-]?)inf(inity)?$/i.exec(text);
  if (m) return m[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = Number(text);
  if (Number.isNaN(value)) throw new RedisError(message);
  return value;
}

/** A score or float as replies show it. */
export function showFloat(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "inf";
  if (value === Number.NEGATIVE_INFINITY) return "-inf";
  return String(Number(value.toPrecision(17)));
}

/** From and to of `start stop` in a sequence of `length`, negative ones from the end; empty where to < from. */
export function span(length: number, start: string | undefined, stop: string | undefined): readonly [number, number] {
  let from = whole(start);
  let to = whole(stop);
  if (from < 0) from = Math.max(0, length + from);
  if (to < 0) to = length + to;
  return [from, Math.min(to, length - 1)];
}

/** KEYS' patterns: `*`, `?`, `[a-c]`, `[^a]`, `\`. */
export function patternOf(glob: string): RegExp {
  let out = "";
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i] ?? "";
    if (c === "*") out += "[^]*";
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
