import { DnsError } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { userName } from "../../lib/users.ts";
import { connectTo, type Database, type Place } from "../database/client.ts";
import type { Failure } from "../database/wire.ts";
import type { MysqlOptions } from "./options.ts";

const ERRNO: Readonly<Record<string, number>> = {
  ECONNREFUSED: 111,
  ENOENT: 2,
  EHOSTUNREACH: 113,
  ETIMEDOUT: 110,
  EACCES: 13,
};

/** Where the server's socket lies when no option says so. */
export function socketPath(o: Pick<MysqlOptions, "socket">, maria: boolean): string {
  return o.socket ?? (maria ? "/run/mysqld/mysqld.sock" : "/var/run/mysqld/mysqld.sock");
}

/** Connects as the options say; the line with the error that the client ends with when it cannot. */
export async function openMysql(p: Process, o: MysqlOptions, maria: boolean): Promise<Database | string> {
  const user = o.user ?? userName(p.files, p.credentials.uid) ?? "root";
  const hello = { user, password: o.password, database: o.database };
  const failed = (f: Failure) => `ERROR ${f.number} (${f.state}): ${f.message}`;
  const socket = socketPath(o, maria);
  const places: Place[] = [];
  if ((o.host === undefined || o.host === "localhost") && !o.protocolTcp) places.push({ socket });
  else {
    try {
      const addresses = await p.resolve(o.host ?? "127.0.0.1");
      places.push(...addresses.map((address) => ({ address, port: o.port })));
    } catch (e) {
      if (!(e instanceof DnsError)) throw e;
      return maria
        ? `ERROR 2005 (HY000): Unknown server host '${o.host}' (-2)`
        : `ERROR 2005 (HY000): Unknown MySQL server host '${o.host}' (${e.code === "NXDOMAIN" ? "-2" : "-3"})`;
    }
  }
  let problem = "";
  for (const place of places) {
    try {
      const found = await connectTo(p, place, hello);
      return "message" in found ? failed(found) : found;
    } catch (e) {
      if (!isErrno(e)) throw e;
      problem = unreachable(o, maria, "socket" in place ? socket : undefined, ERRNO[e.code as string] ?? 111);
    }
  }
  return problem;
}

function unreachable(o: MysqlOptions, maria: boolean, socket: string | undefined, errno: number): string {
  if (socket !== undefined)
    return `ERROR 2002 (HY000): Can't connect to local ${maria ? "" : "MySQL "}server through socket '${socket}' (${errno})`;
  return maria
    ? `ERROR 2002 (HY000): Can't connect to server on '${o.host}' (${errno})`
    : `ERROR 2003 (HY000): Can't connect to MySQL server on '${o.host ?? "127.0.0.1"}:${o.port}' (${errno})`;
}
