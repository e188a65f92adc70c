import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { MILLISECOND } from "../../../std/time.ts";
import type { Tool } from "../../lib/flavour.ts";
import { watchForEnd } from "../../lib/pause.ts";
import { findGid, findUid } from "../../lib/users.ts";
import { type Engine, keep, serveAll } from "../database/serve.ts";
import { SqlError } from "../sql/lexer.ts";
import { createStore, storeOf } from "../sql/store.ts";
import { initialise } from "./initialise.ts";
import { serverLog } from "./log.ts";

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
      const status = await initialise(p, settings, createEngine(p, store, version));
      if (status !== 0) return status;
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(2, `chmod: changing permissions of '${data}': ${e.strerror}\n`);
    return 1;
  }
  return await serve(p, settings, createEngine(p, store, version));
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

function createEngine(p: Process, file: string, version: string): Engine {
  const store = p.files.exists(file)
    ? storeOf(p.files.readText(file))
    : createStore(["postgres", "template0", "template1"]);
  return {
    dialect: "postgres",
    store,
    version: `PostgreSQL ${version} (Debian ${version}-1.pgdg13+1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 14.2.0-19) 14.2.0, 64-bit`,
    file,
    nextId: 1,
    figures: { started: p.now(), connections: new Map(), questions: 0, globals: new Map() },
    admit(hello, local, host) {
      if (this.starting) throw new SqlError("the database system is starting up", "57P03");
      const user = store.users.get(hello.user);
      const trusted =
        local || host === "127.0.0.1" || host === "::1" || p.env.get("POSTGRES_HOST_AUTH_METHOD") === "trust";
      if (!trusted && (!user || user.password !== hello.password))
        throw new SqlError(`password authentication failed for user "${hello.user}"`, "28P01");
      if (user?.nologin) throw new SqlError(`role "${hello.user}" is not permitted to log in`, "28000");
      if (!user) throw new SqlError(`role "${hello.user}" does not exist`, "28000");
      if (!store.databases.has(hello.database ?? hello.user))
        throw new SqlError(`database "${hello.database ?? hello.user}" does not exist`, "3D000");
    },
    async failed(e, sql) {
      await serverLog(
        p,
        sql === "" ? "FATAL" : "ERROR",
        e.message + (e.at === undefined ? "" : ` at character ${e.at + 1}`),
      );
      if (e.detail !== undefined) await serverLog(p, "DETAIL", e.detail);
      if (e.hint !== undefined) await serverLog(p, "HINT", e.hint);
      if (sql !== "") await serverLog(p, "STATEMENT", sql.trim().replace(/;*$/, ";"));
    },
  };
}

async function serve(p: Process, settings: Settings, engine: Engine): Promise<number> {
  const { port, version } = settings;
  await serverLog(p, "LOG", `starting ${engine.version}`);
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
  await serverLog(
    p,
    "LOG",
    `database system was shut down at ${new Date(Math.floor(p.now() / 1_000_000) * 1000).toISOString().replace("T", " ").slice(0, 19)} UTC`,
    helper,
  );
  p.files.writeFile(`${settings.data}/postmaster.pid`, `${p.pid}\n`);
  engine.starting = true;
  serveAll(p, engine, listeners);
  await p.sleep(20 * MILLISECOND);
  engine.starting = false;
  await serverLog(p, "LOG", "database system is ready to accept connections");
  const major = Number(version.split(".")[0]);
  const received = await ending(p);
  const how = received === SIGNALS.SIGTERM ? "smart" : received === SIGNALS.SIGQUIT ? "immediate" : "fast";
  await serverLog(p, "LOG", `received ${how} shutdown request`);
  if (how !== "immediate") {
    await serverLog(p, "LOG", "aborting any active transactions");
    await serverLog(
      p,
      "LOG",
      `background worker "logical replication launcher" (PID ${helper + 3}) exited with exit code 1`,
    );
    await serverLog(p, "LOG", "shutting down", helper - 2);
    await serverLog(p, "LOG", `checkpoint starting: shutdown ${major >= 18 ? "fast" : "immediate"}`, helper - 2);
    await serverLog(
      p,
      "LOG",
      "checkpoint complete: wrote 0 buffers (0.0%), wrote 3 SLRU buffers; 0 WAL file(s) added, 0 removed, 0 recycled; write=0.001 s, sync=0.001 s, total=0.003 s; sync files=2, longest=0.001 s, average=0.001 s; distance=0 kB, estimate=0 kB",
      helper - 2,
    );
  }
  keep(p, engine);
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
