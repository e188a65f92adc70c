import type { Connection } from "../../../kernel/network.ts";
import { encode } from "../../../std/text.ts";
import type { Source } from "../../net/http/source.ts";
import type { Result } from "../sql/session.ts";

/*
 * How our clients and our database servers speak: one JSON value a line, each way. The client's first says who it is
 * (`Hello`); the server answers with its version or with a failure, and closes. Then each `Request` gets one `Reply`, in
 * order. `params` are the values of `$1`, `$2`, … (PostgreSQL) or of `?` in their order (MySQL): texts, numbers, booleans
 * and null; an array or object goes as the text of its JSON. In rows whole numbers, floats and booleans (PostgreSQL) are
 * JSON's own; all others (numeric, dates, json) are the text that the real server sends. `columns[].type` is
 * PostgreSQL's name of the type (`integer`, `numeric`, `timestamp with time zone`, …); MySQL's servers have their own
 * (`int`, `decimal(10,2)`, `datetime`).
 */

export interface Hello {
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** What the client calls itself. */
  readonly application?: string;
  /** It takes what NOTIFY sends at any time. */
  readonly pushes?: boolean;
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
  readonly hint?: string | undefined;
}

export type Welcome = { readonly version: string; readonly id?: number } | { readonly failure: Failure };
export type Request = { readonly sql: string; readonly params?: readonly (string | number | boolean | null)[] };
export type Reply =
  | {
      readonly result: Result;
      readonly database: string | undefined;
      readonly inTransaction: boolean;
    }
  | { readonly failure: Failure };

export async function sendLine(to: Pick<Connection, "write">, value: object): Promise<void> {
  await to.write(encode(`${JSON.stringify(value)}\n`));
}

/** The next value; null at the end of the connection or for what is none of ours. */
export async function readLine<T extends object>(source: Source): Promise<T | null> {
  const line = await source.line(16 * 1024 * 1024);
  if (line === null) return null;
  try {
    return JSON.parse(line) as T;
  } catch {
    return null;
  }
}
