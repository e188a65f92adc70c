import type { Reply } from "./resp.ts";
import type { User } from "./users.ts";

/** One client of the server. */
export interface Client {
  readonly id: number;
  readonly address: string;
  readonly localAddress: string;
  readonly began: number;
  /** When it last said something, and what. */
  lastAt: number;
  lastCommand: string;
  name: string;
  db: number;
  /** Undefined until it has told who it is. */
  user: User | undefined;
  protocol: 2 | 3;
  /** Commands since MULTI; undefined outside of a transaction. */
  queue: string[][] | undefined;
  /** A command of the transaction was refused. */
  spoilt: boolean;
  readonly watched: Map<string, number>;
  readonly channels: Set<string>;
  readonly patterns: Set<string>;
  readonly shards: Set<string>;
  /** MONITOR: is told of every command. */
  monitoring: boolean;
  /** CLIENT REPLY: off, or off for the next command. */
  silent: "no" | "skip" | "next" | "off";
  /** The command that changes something and is carried out last: one that waits is kept when it is served. */
  lastWords: readonly string[];
  /** Waits for a key. */
  blocked: boolean;
  libraryName: string;
  libraryVersion: string;
  noEvict: boolean;
  noTouch: boolean;
  /** Set by QUIT: the connection is closed after the reply. */
  leaving: boolean;
  /** Ends the connection at once (CLIENT KILL). */
  drop(): void;
  send(reply: Reply): Promise<void>;
  /** Waits beside something else for the connection's end; gives the way to stop that. */
  watchEnd(gone: () => void): () => void;
}

/** How many channels a client hears. */
export const subscriptions = (c: Client): number => c.channels.size + c.patterns.size;

/** A client of nobody: what is loaded from a file is carried out for it. */
export function silentClient(now: number, user: User | undefined): Client {
  return {
    id: 0,
    address: "",
    localAddress: "",
    began: now,
    lastAt: now,
    lastCommand: "",
    name: "",
    db: 0,
    user,
    protocol: 2,
    queue: undefined,
    spoilt: false,
    watched: new Map(),
    channels: new Set(),
    patterns: new Set(),
    shards: new Set(),
    monitoring: false,
    silent: "no",
    lastWords: [],
    blocked: false,
    libraryName: "",
    libraryVersion: "",
    noEvict: false,
    noTouch: false,
    leaving: false,
    drop() {},
    async send() {},
    watchEnd: () => () => {},
  };
}
