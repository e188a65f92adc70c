import type { Headers } from "./headers.ts";

// The shapes of HTTP/1 messages (RFC 9112).

/** `1.1`, `1.0`; `0.9` is a request line without a version. */
export type Version = string;

export interface RequestHead {
  readonly method: string;
  /** As sent: `/path?query`, `http://host/path`, `*`. */
  readonly target: string;
  readonly version: Version;
  readonly headers: Headers;
}

export interface ResponseHead {
  readonly version: Version;
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
}

/** A message that breaks the protocol. `status` is what a server answers to it. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  constructor(
    readonly status: number,
    readonly detail: string,
    /** As far as it was read. */
    readonly line = "",
  ) {
    super(detail);
  }
}

/** The sender went away before the body was complete. */
export class BodyCut extends Error {
  override readonly name = "BodyCut";
  /** Bytes that were still to come; undefined where the length was not known. */
  constructor(readonly missing: number | undefined) {
    super("the body was cut off");
  }
}

/** Whether the sender of this head keeps the connection open behind the message. */
export function keepsAlive(head: { readonly version: Version; readonly headers: Headers }): boolean {
  if (head.headers.includes("connection", "close")) return false;
  return head.version === "1.1" || head.headers.includes("connection", "keep-alive");
}
