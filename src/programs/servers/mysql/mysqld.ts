import type { Listener } from "../../../kernel/network.ts";
import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import type { Tool } from "../../lib/flavour.ts";
import { watchForEnd } from "../../lib/pause.ts";
import { findGid, findUid } from "../../lib/users.ts";
import { type Engine, keep, newSession, serveAll } from "../database/serve.ts";
import { systemVariables } from "../sql/mysql/variables.ts";
import { createStore } from "../sql/store.ts";
import { createEngine } from "./engine.ts";
import { imageVariable, initialise, socketLink } from "./initialise.ts";
import { entrypointLog, mariaLog, serverLog } from "./log.ts";
import { type Ender, type Server, starting, stopping } from "./log-lines.ts";
import { type ServerOptions, serverOptions } from "./server-options.ts";

const DATA = "/var/lib/mysql";
const FILE = `${DATA}/mysql/drydock.json`;

/**
 * MySQL's or MariaDB's server with what the image's entry point does before: a data folder is made, MYSQL_… variables
 * are obeyed, init scripts are run. The binary's note holds the version.
 */
export const mysqld: Tool = async (p) => {
  const maria = p.files.exists("/usr/sbin/mariadbd");
  const version = ownNote(p).split("\n")[0] || (maria ? "12.1.2" : "8.4.7");
  if (p.argv.includes("--version") || p.argv.includes("-V")) {
    await p.write(
      1,
      maria
        ? `mariadbd  Ver ${version}-MariaDB-ubu2404 for debian-linux-gnu on x86_64 (mariadb.org binary distribution)\n`
        : `/usr/sbin/mysqld  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)\n`,
    );
    return 0;
  }
  const socket = maria ? "/run/mysqld/mysqld.sock" : "/var/run/mysqld/mysqld.sock";
  const server: Server = { version, maria, socket };
  try {
    const options = serverOptions(p, maria, systemVariables(bareSession(p, server)));
    if (options.problem) return await refuse(p, server, options.problem);
    return await run(p, server, options);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await entrypointLog(p, "ERROR", `${e.path ?? DATA}: ${e.strerror}`);
    return 1;
  }
};

/** A connection to nothing: for the variables as they stand without a setting. */
function bareSession(p: Process, server: Server) {
  const nothing = { ...createEngine(p, server, "", new Map(), () => {}), store: createStore([]) };
  return newSession(p, nothing, "root", undefined);
}

/** An option that there is none of: the entry point, which tries the options first, says what the server said of it. */
async function refuse(p: Process, { maria }: Server, problem: NonNullable<ServerOptions["problem"]>): Promise<number> {
  if (problem.code === undefined) {
    await p.write(2, `${problem.text}\n`);
    return 1;
  }
  const name = maria ? "mariadbd" : "mysqld";
  const index = maria ? [] : [`--log-bin-index=/tmp/tmp.${p.chance.hex("mysqld check").slice(0, 10)}`];
  const command = [name, ...p.argv.slice(1), "--verbose", "--help", ...index].join(" ");
  if (p.credentials.uid === 0) {
    await entrypointLog(p, "ERROR", `${name} failed while attempting to check config\n\tcommand was: ${command}`);
    await p.write(2, "\t");
  }
  if (maria) {
    await mariaLog(p, "ERROR", `mariadbd: ${problem.text.replace(/\.$/, "")}`);
    await mariaLog(p, "ERROR", "Aborting");
  } else {
    await serverLog(p, "ERROR", problem.code, problem.text);
    await serverLog(p, "ERROR", "MY-010119", "Aborting");
  }
  return 1;
}

/** What the entry point says as root, before it goes on as the server's own user. */
async function switchUser(p: Process, { maria }: Server): Promise<void> {
  const uid = findUid(p.files, "mysql");
  const gid = findGid(p.files, "mysql") ?? uid;
  if (p.credentials.uid !== 0 || uid === undefined || gid === undefined) return;
  if (maria)
    await entrypointLog(
      p,
      "Warn",
      "/sys/fs/cgroup///memory.pressure not writable, functionality unavailable to MariaDB",
    );
  await entrypointLog(p, "Note", "Switching to dedicated user 'mysql'");
  p.files.mkdirs(DATA);
  p.files.mkdirs("/var/run/mysqld");
  p.files.chown(DATA, uid, gid);
  p.files.chown("/var/run/mysqld", uid, gid);
  p.setCredentials({ uid, gid, groups: [gid] });
  const version = p.env.get(maria ? "MARIADB_VERSION" : "MYSQL_VERSION");
  await entrypointLog(
    p,
    "Note",
    `Entrypoint script for ${maria ? "MariaDB" : "MySQL"} Server ${version ?? ""} started.`,
  );
}

async function run(p: Process, server: Server, options: ServerOptions): Promise<number> {
  const fresh = !p.files.exists(`${DATA}/mysql`);
  await switchUser(p, server);
  let by: Ender;
  const stop = (who: Ender) => {
    by = who;
    p.kill(p.pid, SIGNALS.SIGTERM);
  };
  const engineOf = () => createEngine(p, server, FILE, options.globals, stop);
  if (fresh) {
    const problem = missing(p, server.maria);
    if (problem !== undefined) {
      await entrypointLog(p, "ERROR", problem);
      return 1;
    }
    if (imageVariable(p, server.maria, "USER") && !imageVariable(p, server.maria, "PASSWORD"))
      await entrypointLog(p, "Warn", NO_PASSWORD);
    const status = await initialise(p, server, engineOf);
    if (status !== 0) return status;
  } else if (server.maria) await entrypointLog(p, "Note", "MariaDB upgrade not required");
  else await socketLink(p, server);
  return await serve(p, server, options.port, engineOf(), () => by);
}

const NO_PASSWORD = "MYSQL_USER specified, but missing MYSQL_PASSWORD; MYSQL_USER will not be created";

/** Why a new database is not made: nobody said how root gets in. */
function missing(p: Process, maria: boolean): string | undefined {
  const env = (name: string) => imageVariable(p, maria, name);
  const given = ["ROOT_PASSWORD", "ROOT_PASSWORD_HASH", "RANDOM_ROOT_PASSWORD"];
  const empty = maria ? ["ALLOW_EMPTY_ROOT_PASSWORD", "ALLOW_EMPTY_PASSWORD"] : ["ALLOW_EMPTY_PASSWORD"];
  const names = maria
    ? ["ROOT_PASSWORD", "ALLOW_EMPTY_ROOT_PASSWORD", "RANDOM_ROOT_PASSWORD"].map((n) => `MARIADB_${n}`)
    : ["ROOT_PASSWORD", "ALLOW_EMPTY_PASSWORD", "RANDOM_ROOT_PASSWORD"].map((n) => `MYSQL_${n}`);
  if (![...given, ...empty].some((n) => env(n) !== undefined))
    return maria
      ? "Database is uninitialized and password option is not specified\n\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD"
      : `Database is uninitialized and password option is not specified\n    You need to specify one of the following as an environment variable:${names.map((n) => `\n    - ${n}`).join("")}`;
  if (env("USER") !== "root") return undefined;
  const kind = maria ? "MARIADB" : "MYSQL";
  const [lead, dash] = maria ? ["\t", "\t- "] : ["    ", "    - "];
  return `${kind}_USER="root", ${kind}_USER and ${kind}_PASSWORD are for configuring a regular user and cannot be used for the root user\n${lead}Remove ${kind}_USER="root" and use one of the following to control the root user password:${names.map((n) => `\n${dash}${n}`).join("")}`;
}

async function serve(p: Process, server: Server, port: number, engine: Engine, ended: () => Ender): Promise<number> {
  if (p.files.exists(server.socket)) p.files.unlink(server.socket);
  const listeners: { readonly listener: Listener; readonly local: boolean }[] = [];
  const end = watchForEnd(p, [SIGNALS.SIGTERM, SIGNALS.SIGQUIT]);
  try {
    await starting(p, server, p.pid, port);
  } catch (e) {
    if (!isErrno(e, "EINTR")) throw e;
  }
  try {
    listeners.push({ listener: p.listen("::", port), local: false });
  } catch (e) {
    if (!isErrno(e)) throw e;
    await serverLog(p, "ERROR", "MY-010262", `Can't start server: Bind on TCP/IP port: ${e.strerror}`);
    return 1;
  }
  listeners.push({ listener: p.listenUnix(server.socket), local: true });
  serveAll(p, engine, listeners);
  await end.wait();
  keep(p, engine);
  await stopping(p, server, ended());
  p.files.unlink(server.socket);
  return 0;
}
