import type { SocketAddress } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import type { Reader } from "../../../std/stream.ts";
import type { Micros } from "../../../std/time.ts";
import type { Headers } from "../../net/http/headers.ts";
import type { RequestHead } from "../../net/http/message.ts";
import type { Listen } from "./listen.ts";
import type { Level } from "./log.ts";
import type { Location, Server } from "./model.ts";
import { type Block, setting } from "./parse.ts";
import { logError, type Runtime } from "./runtime.ts";

/** A connection of a client. */
export interface ClientConnection {
  /** Counted over all workers, as the error log shows it behind `*`. */
  readonly number: number;
  readonly remote: SocketAddress;
  readonly local: SocketAddress;
  readonly listen: Listen;
  requests: number;
}

/** What is answered. The head's own fields stand apart, as their order is fixed. */
export interface Answer {
  status: number;
  type?: string | undefined;
  /** Undefined: not known before the end. */
  length?: number | undefined;
  lastModified?: Micros | undefined;
  location?: string | undefined;
  readonly headers: Headers;
  /** Parts of it can be asked for: said where the whole is sent. */
  ranges?: boolean;
  readonly body?: Uint8Array | Reader | undefined;
  /** A proxied answer's own reason phrase. */
  reason?: string | undefined;
  /** Takes the connection over once the head is sent (101). */
  readonly tunnel?: () => Promise<void>;
}

/** A request on its way through nginx. */
export interface Exchange {
  readonly p: Process;
  readonly runtime: Runtime;
  readonly connection: ClientConnection;
  readonly head: RequestHead;
  /** The request line as sent. */
  line: string;
  body: Reader;
  /** Bytes of the body as announced; undefined for chunks. */
  bodyLength: number | undefined;
  readonly start: Micros;
  /** The Host header's name without port, in lower case. */
  host: string;
  server: Server;
  /** Where settings are looked up: the server's, the location's, an `if`'s block. */
  block: Block;
  location: Location | undefined;
  method: string;
  /** Decoded path. */
  uri: string;
  args: string;
  internal: boolean;
  /** The path is no longer the one that was sent. */
  rewritten: boolean;
  redirects: number;
  /** Set while an error page is made: its status wins. */
  errorStatus: number | undefined;
  readonly variables: Map<string, string>;
  captures: readonly (string | undefined)[];
  user: string | undefined;
  /** The connection is closed behind the answer. */
  closes: boolean;
  /** Both sides have left HTTP (101). */
  tunnelling: boolean;
  upstream: { address: string; status: string } | undefined;
  /** What was sent, for the log. */
  status: number;
  /** Bytes behind the head, with the framing of chunks. */
  bodySent: number;
  bytesSent: number;
  sentHeaders: Headers | undefined;
  /** What is to be done when the request is over. */
  readonly atEnd: (() => void)[];
  /** Writes to the client. */
  send(bytes: Uint8Array): Promise<void>;
}

/** `GET /path HTTP/1.1`. */
export function requestLine(head: RequestHead): string {
  return `${head.method} ${head.target}${head.version === "0.9" ? "" : ` HTTP/${head.version}`}`;
}

/** A request as it begins its way; host, path and body are still to be set. */
export function createExchange(
  p: Process,
  runtime: Runtime,
  connection: ClientConnection,
  fd: number,
  head: RequestHead,
  server: Server,
): Exchange {
  return {
    p,
    runtime,
    connection,
    head,
    line: requestLine(head),
    body: { read: async () => null },
    bodyLength: 0,
    start: p.now(),
    host: "",
    server,
    block: server.block,
    location: undefined,
    method: head.method,
    uri: "/",
    args: "",
    internal: false,
    rewritten: false,
    redirects: 0,
    errorStatus: undefined,
    variables: new Map(),
    captures: [],
    user: undefined,
    closes: false,
    tunnelling: false,
    upstream: undefined,
    status: 0,
    bodySent: 0,
    bytesSent: 0,
    sentHeaders: undefined,
    atEnd: [],
    send: (bytes) => p.write(fd, bytes),
  };
}

/** Logs an error of this request with all that nginx says about it. */
export async function complain(x: Exchange, level: Level, text: string, upstream?: string): Promise<void> {
  const host = x.head.headers.get("host");
  const referrer = x.head.headers.get("referer");
  const parts = [
    text,
    `client: ${x.connection.remote.address}`,
    `server: ${x.server.name}`,
    `request: "${x.line}"`,
    ...(upstream === undefined ? [] : [`upstream: "${upstream}"`]),
    ...(host === undefined ? [] : [`host: "${host}"`]),
    ...(referrer === undefined ? [] : [`referrer: "${referrer}"`]),
  ];
  await logError(x.p, x.runtime, x.block, level, parts.join(", "), x.connection.number);
}

/** `nginx/1.27.5`, or `nginx` where server_tokens is off. */
export function serverToken(x: Exchange): string {
  return setting(x.block, "server_tokens")?.[0] === "off" ? "nginx" : `nginx/${x.runtime.version}`;
}
