import { DnsError } from "../../../../kernel/network.ts";
import type { Process } from "../../../../kernel/process.ts";
import { isErrno } from "../../../../std/errno.ts";
import { readPassword } from "../../database/readline.ts";
import { connectTo, type PgDatabase } from "../client.ts";

export interface Target {
  readonly user: string;
  readonly database: string;
  readonly host: string | undefined;
  readonly port: number;
  readonly password: string | undefined;
  /** Ask for a password on the terminal when one is wanted. */
  readonly ask: boolean;
  readonly application?: string;
}

/** Connects; what psql says behind `psql: error: ` when it cannot. `asked`: told when a password was typed. */
export async function open(p: Process, t: Target, asked?: (password: string) => void): Promise<PgDatabase | string> {
  const hello = (password: string | undefined) => ({
    user: t.user,
    password,
    database: t.database,
    application: t.application ?? "psql",
  });
  const folder = t.host?.startsWith("/") ? t.host : "/var/run/postgresql";
  const socket = `${folder}/.s.PGSQL.${t.port}`;
  if (t.host === undefined || t.host === "" || t.host.startsWith("/")) {
    const where = `connection to server on socket "${socket}" failed: `;
    try {
      const found = await connectTo(p, { socket }, hello(t.password));
      return "failure" in found ? `${where}FATAL:  ${found.failure.message}` : found;
    } catch (e) {
      if (!isErrno(e)) throw e;
      return `${where}${e.strerror}\n\tIs the server running locally and accepting connections on that socket?`;
    }
  }
  let addresses: string[];
  try {
    addresses = await p.resolve(t.host);
  } catch (e) {
    if (!(e instanceof DnsError)) throw e;
    return `could not translate host name "${t.host}" to address: ${e.code === "NXDOMAIN" ? "Name or service not known" : "Temporary failure in name resolution"}`;
  }
  const problems: string[] = [];
  for (const address of addresses) {
    const where = `connection to server at "${t.host}"${t.host === address ? "" : ` (${address})`}, port ${t.port} failed: `;
    try {
      let found = await connectTo(p, { address, port: t.port }, hello(t.password));
      if ("failure" in found && found.failure.state === "28P01" && t.password === undefined) {
        if (!t.ask || p.controllingTerminal === undefined) return `${where}fe_sendauth: no password supplied`;
        const typed = await readPassword(p, `Password for user ${t.user}: `);
        asked?.(typed);
        found = await connectTo(p, { address, port: t.port }, hello(typed));
      }
      return "failure" in found ? `${where}FATAL:  ${found.failure.message}` : found;
    } catch (e) {
      if (!isErrno(e)) throw e;
      problems.push(`${where}${e.strerror}\n\tIs the server running on that host and accepting TCP/IP connections?`);
    }
  }
  return problems.join("\n");
}
