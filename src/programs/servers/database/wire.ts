import type { Connection } from "../../../kernel/network.ts";
import { encode } from "../../../std/text.ts";
import type { Source } from "../../net/http/source.ts";
import type { Result } from "../sql/session.ts";

// How our clients and our database servers speak: one JSON value a line. The first one of the client says who it is.

export interface Hello {
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string | undefined;
}

export interface Failure {
  readonly message: string;
  /** SQLSTATE. */
  readonly state: string;
  /** MySQL's number. */
  readonly number: number;
  /** Place in the statement, from 0. */
  readonly at?: number | undefined;
  readonly detail?: string | undefined;
}

export type Welcome = { readonly version: string } | { readonly failure: Failure };
export type Request = { readonly sql: string };
export type Reply =
  | { readonly result: Result; readonly database: string | undefined; readonly inTransaction: boolean }
  | { readonly failure: Failure };

export async function sendLine(to: Pick<Connection, "write">, value: Hello | Welcome | Request | Reply): Promise<void> {
  await to.write(encode(`${JSON.stringify(value)}\n`));
}

/** The next value; null at the end of the connection or for what is none of ours. */
export async function readLine<T extends Hello | Welcome | Request | Reply>(source: Source): Promise<T | null> {
  const line = await source.line(16 * 1024 * 1024);
  if (line === null) return null;
  try {
    return JSON.parse(line) as T;
  } catch {
    return null;
  }
}
