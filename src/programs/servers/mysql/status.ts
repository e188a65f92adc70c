import { socketPath } from "./connect.ts";
import type { Client } from "./print.ts";

/** `status`: who is connected to what. */
export async function statusText(s: Client, delimiter: string): Promise<string> {
  const one = async (sql: string): Promise<string> => {
    const reply = await s.db.ask(sql);
    return reply && "result" in reply ? String(reply.result.rows[0]?.[0] ?? "") : "";
  };
  const user = await one("SELECT CURRENT_USER()");
  const figures = await serverFigures(s);
  const over = s.o.host === undefined || s.o.host === "localhost";
  const line = (name: string, value: string) =>
    `${`${name}:`.padEnd(24, "\0").replace(/\0+/, (z) => "\t".repeat(Math.ceil(z.length / 8)))}${value}\n`;
  const server = s.maria
    ? line("Server", "MariaDB") + line("Server version", `${s.db.version} mariadb.org binary distribution`)
    : line("Server version", `${s.db.version} MySQL Community Server - GPL`);
  return [
    "--------------\n",
    `${clientVersion(s.maria ? "mariadb" : "mysql", s.version, s.maria)}\n\n`,
    line("Connection id", String(s.db.id)),
    line("Current database", s.database ?? ""),
    line("Current user", user),
    line("SSL", "Not in use"),
    line("Current pager", "stdout"),
    line("Using outfile", `'${s.copy ?? ""}'`),
    line("Using delimiter", delimiter),
    server,
    line("Protocol version", "10"),
    line("Connection", over ? "Localhost via UNIX socket" : `${s.o.host} via TCP/IP`),
    line("Server characterset", "utf8mb4"),
    line("Db     characterset", "utf8mb4"),
    line("Client characterset", "utf8mb4"),
    line("Conn.  characterset", "utf8mb4"),
    over ? line("UNIX socket", socketPath(s.o, s.maria)) : line("TCP port", String(s.o.port)),
    s.maria ? "" : line("Binary data as", "Hexadecimal"),
    line("Uptime", uptimeText(figures.uptime)),
    `\n${figures.text}\n--------------\n\n`,
  ].join("");
}

export function clientVersion(name: string, version: string, maria: boolean): string {
  return maria
    ? `${name} from ${version}-MariaDB, client 15.2 for debian-linux-gnu (x86_64)`
    : `${name}  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)`;
}

/** `8 min 12 sec`. */
export function uptimeText(all: number): string {
  const days = Math.floor(all / 86_400);
  const hours = Math.floor(all / 3600) % 24;
  const minutes = Math.floor(all / 60) % 60;
  const parts = [`${all % 60} sec`];
  if (all >= 60) parts.unshift(`${minutes} min`);
  if (all >= 3600) parts.unshift(`${hours} hour${hours === 1 ? "" : "s"}`);
  if (days > 0) parts.unshift(`${days} day${days === 1 ? "" : "s"}`);
  return parts.join(" ");
}

/** What the server counts. */
export async function serverFigures(
  s: Pick<Client, "db">,
): Promise<{ readonly uptime: number; readonly text: string }> {
  const reply = await s.db.ask("SHOW GLOBAL STATUS");
  const rows = reply && "result" in reply ? reply.result.rows : [];
  const figure = (name: string) => Number(rows.find((r) => r[0] === name)?.[1] ?? 0);
  const uptime = figure("Uptime");
  const questions = figure("Questions");
  return {
    uptime,
    text: `Threads: ${figure("Threads_connected")}  Questions: ${questions}  Slow queries: ${figure("Slow_queries")}  Opens: ${figure("Opened_tables")}  Flush tables: ${figure("Flush_commands")}  Open tables: ${figure("Open_tables")}  Queries per second avg: ${(questions / Math.max(1, uptime)).toFixed(3)}`,
  };
}
