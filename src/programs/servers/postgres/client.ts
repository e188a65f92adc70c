import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { createSource } from "../../net/http/source.ts";
import type { Place } from "../database/client.ts";
import { type Hello, readLine, sendLine, type Welcome } from "../database/wire.ts";
import type { PgCatalog } from "./engine/describe/described.ts";
import type { Failed, Heard, PgRequest } from "./wire.ts";

export interface PgColumn {
  readonly name: string;
  readonly type: string;
  readonly numeric: boolean;
  readonly oid: number;
}

export type Cell = string | number | boolean | null;

export interface PgResult {
  readonly columns?: readonly PgColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly tag: string;
  readonly affected: number;
  readonly notices: readonly string[];
  /** What COPY TO STDOUT has written. */
  readonly copied?: string;
  /** COPY FROM STDIN waits for its rows. */
  readonly wantsData?: boolean;
}

export type Answer =
  | {
      readonly result: PgResult;
      readonly results?: readonly PgResult[];
      readonly inTransaction: boolean;
      readonly heard?: readonly Heard[];
    }
  | {
      readonly failure: Failed;
      /** Of statements sent at once: what those before it gave. */
      readonly results?: readonly PgResult[];
      readonly broken?: boolean;
      readonly inTransaction?: boolean;
      readonly notices?: readonly string[];
    };

/** A client's connection to a PostgreSQL server. */
export interface PgDatabase {
  readonly version: string;
  /** The server's process for this connection. */
  readonly pid: number;
  /** Null: the server is gone. */
  ask(sql: string, data?: string): Promise<Answer | null>;
  describe(rows?: boolean): Promise<PgCatalog | null>;
  close(): void;
}

/** Connects and logs in; what the server refuses with. Throws ErrnoError when nobody listens. */
export async function connectTo(
  p: Process,
  place: Place,
  hello: Hello,
): Promise<PgDatabase | { readonly failure: Failed }> {
  const connection = "socket" in place ? await p.connectUnix(place.socket) : await p.connect(place.address, place.port);
  const source = createSource(connection);
  await sendLine(connection, hello);
  const welcome = await readLine<Welcome>(source);
  if (!welcome || "failure" in welcome) {
    connection.close();
    return welcome ?? { failure: { message: "server closed the connection unexpectedly", state: "08006", number: 0 } };
  }
  const request = async <R extends object>(what: PgRequest): Promise<R | null> => {
    try {
      await sendLine(connection, what);
      return await readLine<R>(source);
    } catch (e) {
      if (isErrno(e)) return null;
      throw e;
    }
  };
  return {
    version: welcome.version,
    pid: welcome.id ?? 0,
    ask: (sql, data) => request<Answer>(data === undefined ? { sql } : { sql, data }),
    async describe(rows = false) {
      const reply = await request<{ readonly described: PgCatalog }>({ describe: rows ? "rows" : "plain" });
      return reply?.described ?? null;
    },
    close: () => connection.close(),
  };
}
