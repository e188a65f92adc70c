import type { Process } from "../../../kernel/process.ts";
import { MILLISECOND } from "../../../std/time.ts";
import { runCommand } from "../../lib/run-command.ts";
import { initFiles } from "../database/init-scripts.ts";
import { newCluster, newDatabase } from "./engine/catalog/state.ts";
import { serverLog } from "./log.ts";
import type { Settings } from "./postgres.ts";
import { keep, type Server, serveAll } from "./server.ts";
import { logCheckpoint, noteState } from "./shutdown.ts";

/** Makes a data folder, as initdb and the image's entry point do, with what they say meanwhile. */
export async function initialise(p: Process, settings: Settings, server: Server): Promise<number> {
  const { data, version } = settings;
  const user = p.env.get("POSTGRES_USER") || "postgres";
  const password = p.env.get("POSTGRES_PASSWORD") || undefined;
  const database = p.env.get("POSTGRES_DB") || user;
  // Init scripts find them set.
  p.env.set("POSTGRES_USER", user);
  p.env.set("POSTGRES_DB", database);
  const major = Number(version.split(".")[0]);
  await p.write(
    1,
    `The files belonging to this database system will be owned by user "postgres".
This user must also own the server process.

The database cluster will be initialized with locale "en_US.utf8".
The default database encoding has accordingly been set to "UTF8".
The default text search configuration will be set to "english".

Data page checksums are ${major >= 18 ? "enabled" : "disabled"}.

`,
  );
  const steps: readonly (readonly [string, string, number])[] = [
    [`fixing permissions on existing directory ${data}`, "ok", 1],
    ["creating subdirectories", "ok", 5],
    ["selecting dynamic shared memory implementation", "posix", 5],
    ['selecting default "max_connections"', "100", 30],
    ['selecting default "shared_buffers"', "128MB", 30],
    ["selecting default time zone", "Etc/UTC", 20],
    ["creating configuration files", "ok", 5],
    ["running bootstrap script", "ok", 180],
    ["performing post-bootstrap initialization", "ok", 400],
    ["syncing data to disk", "ok", 300],
  ];
  for (const [what, result, ms] of steps) {
    await p.write(1, `${what} ... `);
    await p.sleep(ms * MILLISECOND);
    await p.write(1, `${result}\n`);
  }
  layFiles(p, data, major);
  await p.write(
    1,
    `\n\nSuccess. You can now start the database server using:\n\n    pg_ctl -D ${data} -l logfile start\n\n`,
  );
  await p.write(
    2,
    'initdb: warning: enabling "trust" authentication for local connections\ninitdb: hint: You can change this by editing pg_hba.conf or using the option -A, or --auth-local and --auth-host, the next time you run initdb.\n',
  );
  Object.assign(server.cluster, newCluster(user, password));
  keep(p, server);
  return await firstRun(p, server, settings, user, database);
}

function layFiles(p: Process, data: string, major: number): void {
  p.files.writeFile(`${data}/PG_VERSION`, `${major}\n`, 0o600);
  for (const name of ["base", "global", "pg_wal", "pg_stat", "pg_tblspc", "pg_xact"])
    p.files.mkdirs(`${data}/${name}`, 0o700);
  p.files.writeFile(
    `${data}/postgresql.conf`,
    "listen_addresses = '*'\nmax_connections = 100\nshared_buffers = 128MB\n",
    0o600,
  );
  p.files.writeFile(
    `${data}/pg_hba.conf`,
    "local all all trust\nhost all all 127.0.0.1/32 trust\nhost all all ::1/128 trust\nhost all all all scram-sha-256\n",
    0o600,
  );
  p.files.writeFile(`${data}/pg_ident.conf`, "", 0o600);
}

/** The server that answers on its socket alone, for the database and the init scripts. */
async function firstRun(
  p: Process,
  server: Server,
  settings: Settings,
  user: string,
  database: string,
): Promise<number> {
  const pid = p.pid + 47;
  const socket = `/var/run/postgresql/.s.PGSQL.${settings.port}`;
  p.files.mkdirs("/var/run/postgresql");
  if (p.files.exists(socket)) p.files.unlink(socket);
  await p.write(1, "waiting for server to start....");
  await serverLog(p, "LOG", `starting ${server.version}`, pid);
  const listener = p.listenUnix(socket);
  serveAll(p, server, [{ listener, local: true }]);
  await serverLog(p, "LOG", `listening on Unix socket "${socket}"`, pid);
  await serverLog(
    p,
    "LOG",
    `database system was shut down at ${new Date(Math.floor(p.now() / 1_000_000) * 1000).toISOString().replace("T", " ").slice(0, 19)} UTC`,
    pid + 3,
  );
  await p.sleep(30 * MILLISECOND);
  await serverLog(p, "LOG", "database system is ready to accept connections", pid);
  await p.write(1, " done\nserver started\n");
  const { cluster } = server;
  if (!cluster.databases.has(database)) {
    cluster.databases = new Map([...cluster.databases, [database, newDatabase(cluster, database, user)]]);
    await p.write(1, "CREATE DATABASE\n\n\n");
  } else await p.write(1, "\n");
  const files = initFiles(p);
  if (files.length === 0)
    await p.write(1, "/usr/local/bin/docker-entrypoint.sh: ignoring /docker-entrypoint-initdb.d/*\n\n");
  for (const path of files) {
    const known = /\.(sh|sql|sql\.gz)$/.test(path);
    await p.write(
      1,
      `/usr/local/bin/docker-entrypoint.sh: ${known ? (path.endsWith(".sh") && !p.files.access(path, "x") ? "sourcing" : "running") : "ignoring"} ${path}\n`,
    );
    if (!known) continue;
    const psql = ["psql", "-v", "ON_ERROR_STOP=1", "--no-psqlrc", "-U", user, "-d", database];
    const status = await runCommand(
      p,
      path.endsWith(".gz")
        ? ["/bin/sh", "-c", 'gunzip -c "$0" | "$@"', path, ...psql]
        : path.endsWith(".sql")
          ? [...psql, "-f", path]
          : p.files.access(path, "x")
            ? [path]
            : ["/bin/sh", path],
    );
    if (status !== 0) return typeof status === "number" ? status : 127;
    await p.write(1, "\n\n");
  }
  keep(p, server);
  await serverLog(p, "LOG", "received fast shutdown request", pid);
  await p.write(1, "waiting for server to shut down....");
  listener.close();
  await serverLog(p, "LOG", "aborting any active transactions", pid);
  await serverLog(
    p,
    "LOG",
    `background worker "logical replication launcher" (PID ${pid + 6}) exited with exit code 1`,
    pid,
  );
  await serverLog(p, "LOG", "shutting down", pid + 1);
  await logCheckpoint(p, "shutdown immediate", pid + 1, "943 buffers (5.8%)");
  await p.sleep(60 * MILLISECOND);
  noteState(p, settings.data, true);
  await serverLog(p, "LOG", "database system is shut down", pid);
  p.files.unlink(socket);
  await p.write(1, " done\nserver stopped\n\nPostgreSQL init process complete; ready for start up.\n\n");
  return 0;
}
