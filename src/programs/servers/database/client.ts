import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { createSource } from "../../net/http/source.ts";
import { type Failure, type Hello, type Reply, type Request, readLine, sendLine, type Welcome } from "./wire.ts";

/** A client's connection to a database server. */
export interface Database {
  readonly version: string;
  /** The connection's number. */
  readonly id: number;
  /** Null: the server is gone. */
  ask(sql: string): Promise<Reply | null>;
  close(): void;
}

/** Where the server is: a unix socket's path, or an address with its port. */
export type Place = { readonly socket: string } | { readonly address: string; readonly port: number };

/** Connects and logs in; what the server refuses with. Throws ErrnoError when nobody listens. */
export async function connectTo(p: Process, place: Place, hello: Hello): Promise<Database | Failure> {
  const connection = "socket" in place ? await p.connectUnix(place.socket) : await p.connect(place.address, place.port);
  const source = createSource(connection);
  await sendLine(connection, hello);
  const welcome = await readLine<Welcome>(source);
  if (!welcome) {
    connection.close();
    return { message: "server closed the connection unexpectedly", state: "08006", number: 2013 };
  }
  if ("failure" in welcome) {
    connection.close();
    return welcome.failure;
  }
  const request = async (what: Request): Promise<Reply | null> => {
    try {
      await sendLine(connection, what);
      return await readLine<Reply>(source);
    } catch (e) {
      if (isErrno(e)) return null;
      throw e;
    }
  };
  return {
    version: welcome.version,
    id: welcome.id ?? 0,
    ask: (sql) => request({ sql }),
    close: () => connection.close(),
  };
}
