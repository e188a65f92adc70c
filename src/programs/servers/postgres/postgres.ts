import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { MILLISECOND } from "../../../std/time.ts";
import type { Tool } from "../../lib/flavour.ts";
import { watchForEnd } from "../../lib/pause.ts";
import { findGid, findUid } from "../../lib/users.ts";
import { newCluster } from "./engine/catalog/state.ts";
import { PgError } from "./engine/error.ts";
import { clusterOf } from "./engine/persist.ts";
import { initialise } from "./initialise.ts";
import { serverLog } from "./log.ts";
import { keep, type Server, serveAll } from "./server.ts";
import { lastState, logRecovery, noteState, shutDown } from "./shutdown.ts";

/**
 * The PostgreSQL server with what its image's entry point does before: a data folder is made, POSTGRES_USER, _PASSWORD
 * and _DB are obeyed, init scripts are run. The binary's note holds the version.
 */
export const postgres: Tool = async (p) => {
  const version = ownNote(p).split("\n")[0] || "18.1";
  if (p.argv.includes("--version") || p.argv.includes("-V")) {
    await p.write(1, `postgres (PostgreSQL) ${version} (Debian ${version}-1.pgdg13+1)\n`);
    return 0;
  }
  const data = p.env.get("PGDATA") ?? "/var/lib/postgresql/data";
  const uid = findUid(p.files, "postgres");
  const gid = findGid(p.files, "postgres") ?? uid;
  p.files.mkdirs(data, 0o700);
  if (p.credentials.uid === 0 && uid !== undefined && gid !== undefined) {
    p.files.chown(data, uid, gid);
    p.setCredentials({ uid, gid, groups: [gid] });
  }
  const settings = { data, version, port: portOf(p.argv) };
  const store = `${data}/base/drydock.json`;
  try {
    if (p.files.exists(`${data}/PG_VERSION`)) {
      await p.write(1, "\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n");
      const major = p.files.readText(`${data}/PG_VERSION`).trim();
      if (major !== version.split(".")[0]) {
        await serverLog(p, "FATAL", "database files are incompatible with server");
        await serverLog(
          p,
          "DETAIL",
          `The data directory was initialized by PostgreSQL version ${major}, which is not compatible with this version ${version} (Debian ${version}-1.pgdg13+1).`,
        );
        return 1;
      }
    } else {
      const status = await initialise(p, settings, createServer(p, store, version));
      if (status !== 0) return status;
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(2, `chmod: changing permissions of '${data}': ${e.strerror}\n`);
    return 1;
  }
  return await serve(p, settings, createServer(p, store, version));
};

export interface Settings {
  readonly data: string;
  readonly version: string;
  readonly port: number;
}

function portOf(argv: readonly string[]): number {
  const at = argv.indexOf("-p");
  const named = argv.map((a) => /^(?:--port=|port=)(\d+)$/.exec(a)?.[1]).find((v) => v !== undefined);
  return Number(at >= 0 ? argv[at + 1] : (named ?? 5432));
}

function createServer(p: Process, file: string, version: string): Server {
  const cluster = p.files.exists(file) ? clusterOf(p.files.readText(file)) : newCluster("postgres", undefined);
  cluster.started = p.now();
  const trust = () => p.env.get("POSTGRES_HOST_AUTH_METHOD") === "trust";
  return {
    cluster,
    version: `PostgreSQL ${version} (Debian ${version}-1.pgdg13+1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 14.2.0-19) 14.2.0, 64-bit`,
    file,
    starting: false,
    stopping: false,
    pushed: new Map(),
    nextPid: p.pid + 36,
    admit(hello, local, host) {
      if (this.starting) throw new PgError("the database system is starting up", "57P03");
      if (this.stopping) throw new PgError("the database system is shutting down", "57P03");
      const user = cluster.roles.get(hello.user);
      const trusted = local || host === "127.0.0.1" || host === "::1" || trust();
      if (!trusted && (user?.password === undefined || user.password !== hello.password)) {
        const e = new PgError(`password authentication failed for user "${hello.user}"`, "28P01");
        const line =
          'Connection matched file "/var/lib/postgresql/18/docker/pg_hba.conf" line 128: "host all all all scram-sha-256"';
        e.logged = !user
          ? `Role "${hello.user}" does not exist.\n\t${line}`
          : user.password === undefined
            ? `User "${hello.user}" has no password assigned.\n\t${line}`
            : line;
        throw e;
      }
      if (!user) throw new PgError(`role "${hello.user}" does not exist`, "28000");
      if (!user.login) throw new PgError(`role "${hello.user}" is not permitted to log in`, "28000");
      if (!cluster.databases.has(hello.database ?? hello.user))
        throw new PgError(`database "${hello.database ?? hello.user}" does not exist`, "3D000");
    },
    async failed(e, sql, pid) {
      const place =
        e.at === undefined || (e instanceof PgError && e.internal !== undefined) ? "" : ` at character ${e.at + 1}`;
      await serverLog(p, sql === "" ? "FATAL" : "ERROR", e.message + place, pid);
      const detail = e.detail ?? (e instanceof PgError ? e.logged : undefined);
      const more = (text: string) => text.replaceAll("\n", "\n\t");
      if (detail !== undefined) await serverLog(p, "DETAIL", more(detail), pid);
      if (e.hint !== undefined) await serverLog(p, "HINT", more(e.hint), pid);
      if (e instanceof PgError && e.context.length) await serverLog(p, "CONTEXT", more(e.context.join("\n")), pid);
      if (sql !== "") await serverLog(p, "STATEMENT", more(sql.trim()), pid);
    },
  };
}

async function serve(p: Process, settings: Settings, server: Server): Promise<number> {
  const { port } = settings;
  await serverLog(p, "LOG", `starting ${server.version}`);
  const listeners = [];
  try {
    for (const [address, family] of [
      ["0.0.0.0", "IPv4"],
      ["::", "IPv6"],
    ] as const) {
      listeners.push({ listener: p.listen(address, port, { v6only: true }), local: false });
      await serverLog(p, "LOG", `listening on ${family} address "${address}", port ${port}`);
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
    await serverLog(p, "LOG", `could not bind IPv4 address "0.0.0.0": ${e.strerror}`);
    await serverLog(
      p,
      "HINT",
      `Is another postmaster already running on port ${port}? If not, wait a few seconds and retry.`,
    );
    await serverLog(p, "WARNING", 'could not create listen socket for "*"');
    await serverLog(p, "FATAL", "could not create any TCP/IP sockets");
    return 1;
  }
  const socket = `/var/run/postgresql/.s.PGSQL.${port}`;
  removeSocket(p, socket);
  p.files.mkdirs("/var/run/postgresql");
  listeners.push({ listener: p.listenUnix(socket), local: true });
  await serverLog(p, "LOG", `listening on Unix socket "${socket}"`);
  const helper = p.pid + 28;
  const last = lastState(p, settings.data);
  p.files.writeFile(`${settings.data}/postmaster.pid`, `${p.pid}\n`);
  server.starting = true;
  serveAll(p, server, listeners);
  await logRecovery(p, last, helper);
  noteState(p, settings.data, false);
  await p.sleep(20 * MILLISECOND);
  server.starting = false;
  await serverLog(p, "LOG", "database system is ready to accept connections");
  const received = await ending(p);
  const how = received === SIGNALS.SIGTERM ? "smart" : received === SIGNALS.SIGQUIT ? "immediate" : "fast";
  await shutDown(p, server, how, helper);
  noteState(p, settings.data, how !== "immediate");
  keep(p, server);
  removeSocket(p, socket);
  removeSocket(p, `${settings.data}/postmaster.pid`);
  await serverLog(p, "LOG", "database system is shut down");
  return 0;
}

/** Waits for the signal that ends it. */
async function ending(p: Process): Promise<number> {
  const end = watchForEnd(p, [SIGNALS.SIGTERM, SIGNALS.SIGINT, SIGNALS.SIGQUIT]);
  p.onSignal(SIGNALS.SIGHUP, () => {});
  return end.wait();
}

function removeSocket(p: Process, path: string): void {
  try {
    p.files.unlink(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
}
