import type { Process } from "../../../kernel/process.ts";
import { sha256Hex } from "../../../std/digest.ts";
import { MILLISECOND } from "../../../std/time.ts";
import { base64Of, mariaLog, mariaStamp, serverLog } from "./log.ts";

/** What a server's lines name: its version, its sockets, the number of its process. */
export interface Server {
  readonly version: string;
  readonly maria: boolean;
  readonly socket: string;
}

/** Who ended it: a signal, or the user of a connection. */
export type Ender = { readonly user: string; readonly host: string; readonly id: number } | undefined;

/** A start, until `ready for connections`; port 0 is the image's temporary server, which has its socket alone. */
export async function starting(p: Process, s: Server, pid: number, port: number): Promise<void> {
  await (s.maria ? startingMaria(p, s, pid, port) : startingMysql(p, s, pid, port));
}

export async function stopping(p: Process, s: Server, by: Ender): Promise<void> {
  await (s.maria ? stoppingMaria(p, by) : stoppingMysql(p, s, by));
}

async function startingMysql(p: Process, s: Server, pid: number, port: number): Promise<void> {
  const system = (code: string, text: string) => serverLog(p, "System", code, text);
  const warning = (code: string, text: string) => serverLog(p, "Warning", code, text);
  await system("MY-015015", "MySQL Server - start.");
  await system("MY-010116", `/usr/sbin/mysqld (mysqld ${s.version}) starting as process ${pid}`);
  await serverLog(p, "System", "MY-013576", "InnoDB initialization has started.", "InnoDB", 1);
  await p.sleep(600 * MILLISECOND);
  await serverLog(p, "System", "MY-013577", "InnoDB initialization has ended.", "InnoDB", 1);
  await p.sleep(300 * MILLISECOND);
  await warning("MY-010068", "CA certificate ca.pem is self signed.");
  await system(
    "MY-013602",
    "Channel mysql_main configured to support TLS. Encrypted connections are now supported for this channel.",
  );
  await warning(
    "MY-011810",
    "Insecure configuration for --pid-file: Location '/var/run/mysqld' in the path is accessible to all OS users. Consider choosing a different directory.",
  );
  const address = port === 0 ? "Socket" : "Bind-address: '::' port: 33060, socket";
  await system("MY-011323", `X Plugin ready for connections. ${address}: /var/run/mysqld/mysqlx.sock`);
  await system(
    "MY-010931",
    `/usr/sbin/mysqld: ready for connections. Version: '${s.version}'  socket: '${s.socket}'  port: ${port}  MySQL Community Server - GPL.`,
  );
}

async function stoppingMysql(p: Process, s: Server, by: Ender): Promise<void> {
  await serverLog(
    p,
    "System",
    "MY-013172",
    `Received SHUTDOWN from user ${by?.user ?? "<via user signal>"}. Shutting down mysqld (Version: ${s.version}).`,
    "Server",
    by?.id ?? 0,
  );
  await p.sleep(900 * MILLISECOND);
  const end = `/usr/sbin/mysqld: Shutdown complete (mysqld ${s.version})  MySQL Community Server - GPL.`;
  await serverLog(p, "System", "MY-010910", end);
  await serverLog(p, "System", "MY-015016", "MySQL Server - end.");
}

async function startingMaria(p: Process, s: Server, pid: number, port: number): Promise<void> {
  const note = (text: string) => mariaLog(p, "Note", text);
  const version = `${s.version}-MariaDB-ubu2404`;
  const source = sha256Hex(version).slice(0, 40);
  await note(
    `Starting MariaDB ${version} source revision ${source} server_uid ${base64Of(sha256Hex(p.hostname).slice(0, 40))} as process ${pid}`,
  );
  await note("InnoDB: Compressed tables use zlib 1.3.1");
  await note("InnoDB: Number of transaction pools: 1");
  await note("InnoDB: Using crc32 + pclmulqdq instructions");
  await note("InnoDB: innodb_buffer_pool_size_max=8388608m, innodb_buffer_pool_size=128m");
  await note("InnoDB: Completed initialization of buffer pool");
  await note("InnoDB: Buffered log writes (block size=512 bytes)");
  await note("InnoDB: End of log at LSN=45093");
  await p.sleep(250 * MILLISECOND);
  await note("InnoDB: Opened 3 undo tablespaces");
  await note("InnoDB: 128 rollback segments in 3 undo tablespaces are active.");
  await note("InnoDB: Setting file './ibtmp1' size to 12.000MiB. Physically writing the file full; Please wait ...");
  await note("InnoDB: File './ibtmp1' size is now 12.000MiB.");
  await note("InnoDB: log sequence number 45093; transaction id 14");
  await note("Plugin 'FEEDBACK' is disabled.");
  await note("Plugin 'wsrep-provider' is disabled.");
  await note("InnoDB: Loading buffer pool(s) from /var/lib/mysql/ib_buffer_pool");
  await note(`InnoDB: Buffer pool(s) load completed at ${mariaStamp(p).replaceAll("-", "").slice(2)}`);
  for (const ip of port === 0 ? [] : ["0.0.0.0", "::"])
    await note(`Server socket created on IP: '${ip}', port: '${port}'.`);
  await note("mariadbd: Event Scheduler: Loaded 0 events");
  await note(
    `mariadbd: ready for connections.\nVersion: '${version}'  socket: '${s.socket}'  port: ${port}  mariadb.org binary distribution`,
  );
}

async function stoppingMaria(p: Process, by: Ender): Promise<void> {
  const note = (text: string) => mariaLog(p, "Note", text);
  const who = by ? `${by.user}[${by.user}] @ ${by.host} []` : "unknown";
  await note(`mariadbd (initiated by: ${who}): Normal shutdown`);
  await note("InnoDB: FTS optimize thread exiting.");
  await note("InnoDB: Starting shutdown...");
  await note("InnoDB: Dumping buffer pool(s) to /var/lib/mysql/ib_buffer_pool");
  await note(`InnoDB: Buffer pool(s) dump completed at ${mariaStamp(p).replaceAll("-", "").slice(2)}`);
  await p.sleep(200 * MILLISECOND);
  await note('InnoDB: Removed temporary tablespace data file: "./ibtmp1"');
  await note("Shutdown completed; log sequence number 45450; transaction id 17");
  await note("mariadbd: Shutdown complete");
}
