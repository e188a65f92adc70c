import type { Listener } from "../../../kernel/network.ts";
import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { MILLISECOND } from "../../../std/time.ts";
import type { Tool } from "../../lib/flavour.ts";
import { watchForEnd } from "../../lib/pause.ts";
import { findGid, findUid } from "../../lib/users.ts";
import { initFiles, runInitFile } from "../database/init-scripts.ts";
import { type Engine, keep, newSession, serveAll } from "../database/serve.ts";
import { SqlError } from "../sql/lexer.ts";
import { accountFor, accountOf, allows, privilegesOf, shownAccount } from "../sql/mysql/accounts.ts";
import { createStore, emptyDatabase, newUser, storeOf, type User } from "../sql/store.ts";
import { entrypointLog, mariaLog, serverLog } from "./log.ts";

const DATA = "/var/lib/mysql";

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
  const server = new Mysql(p, version, maria);
  try {
    return await server.run();
  } catch (e) {
    if (!isErrno(e)) throw e;
    await entrypointLog(p, "ERROR", `${e.path ?? DATA}: ${e.strerror}`);
    return 1;
  }
};

class Mysql {
  private readonly file = `${DATA}/mysql/drydock.json`;
  private readonly socket: string;
  private readonly port: number;
  private readonly kind: string;

  constructor(
    private readonly p: Process,
    private readonly version: string,
    private readonly maria: boolean,
  ) {
    this.socket = maria ? "/run/mysqld/mysqld.sock" : "/var/run/mysqld/mysqld.sock";
    this.port = Number(p.argv.map((a) => /^--port=(\d+)$/.exec(a)?.[1]).find((v) => v !== undefined) ?? 3306);
    this.kind = maria ? "MariaDB" : "MySQL";
  }

  /** A variable under either family's name. */
  private env(name: string): string | undefined {
    return (this.maria ? this.p.env.get(`MARIADB_${name}`) : undefined) || this.p.env.get(`MYSQL_${name}`) || undefined;
  }

  async run(): Promise<number> {
    const { p } = this;
    const fresh = !p.files.exists(`${DATA}/mysql`);
    const uid = findUid(p.files, "mysql");
    const gid = findGid(p.files, "mysql") ?? uid;
    if (p.credentials.uid === 0 && uid !== undefined && gid !== undefined) {
      await entrypointLog(p, "Note", "Switching to dedicated user 'mysql'");
      p.files.mkdirs(DATA);
      p.files.mkdirs("/var/run/mysqld");
      p.files.chown(DATA, uid, gid);
      p.files.chown("/var/run/mysqld", uid, gid);
      p.setCredentials({ uid, gid, groups: [gid] });
      await entrypointLog(p, "Note", `Entrypoint script for ${this.kind} Server ${this.version} started.`);
    }
    if (fresh) {
      const status = await this.initialise();
      if (status !== 0) return status;
    }
    return await this.serve();
  }

  private engine(): Engine {
    const { p } = this;
    const store = p.files.exists(this.file)
      ? storeOf(p.files.readText(this.file))
      : createStore(["information_schema", "mysql", "performance_schema", "sys"]);
    return {
      dialect: "mysql",
      store,
      version: this.maria ? `${this.version}-MariaDB-ubu2404` : this.version,
      file: this.file,
      nextId: this.maria ? 3 : 8,
      figures: { started: p.now(), connections: new Map(), questions: 0, globals: new Map() },
      admit(hello, local, host) {
        const from = local ? "localhost" : host;
        const [key, user] = accountFor(store, hello.user, from) ?? [];
        if (!user || user.role || (user.password ?? "") !== (hello.password ?? "")) {
          throw new SqlError(
            `Access denied for user '${hello.user}'@'${from}' (using password: ${hello.password ? "YES" : "NO"})`,
            "28000",
            1045,
          );
        }
        if (user.nologin)
          throw new SqlError(`Access denied for user '${hello.user}'@'${from}'. Account is locked.`, "HY000", 3118);
        if (hello.database === undefined) return;
        const { database } = hello;
        const open = user.superuser || /^(information_schema|performance_schema)$/i.test(database);
        if (!open && !allows(privilegesOf(store, user), database, undefined, undefined))
          throw new SqlError(
            `Access denied for user ${shownAccount(accountOf(key ?? ""))} to database '${database}'`,
            "42000",
            1044,
          );
        if (!store.databases.has(database)) throw new SqlError(`Unknown database '${database}'`, "42000", 1049);
      },
    };
  }

  private async starting(pid: number, port: number): Promise<void> {
    const { p, version } = this;
    if (this.maria) {
      await mariaLog(p, "Note", `Starting MariaDB ${version}-MariaDB-ubu2404 source revision as process ${pid}`);
      await p.sleep(250 * MILLISECOND);
      await mariaLog(p, "Note", `Server socket created on IP: '0.0.0.0', port: '${port}'.`);
      await mariaLog(
        p,
        "Note",
        `mariadbd: ready for connections.\nVersion: '${version}-MariaDB-ubu2404'  socket: '${this.socket}'  port: ${port}  mariadb.org binary distribution`,
      );
      return;
    }
    await serverLog(p, "System", "MY-015015", "MySQL Server - start.");
    await serverLog(p, "System", "MY-010116", `/usr/sbin/mysqld (mysqld ${version}) starting as process ${pid}`);
    await serverLog(p, "System", "MY-013576", "InnoDB initialization has started.", "InnoDB", 1);
    await p.sleep(600 * MILLISECOND);
    await serverLog(p, "System", "MY-013577", "InnoDB initialization has ended.", "InnoDB", 1);
    await p.sleep(300 * MILLISECOND);
    await serverLog(p, "Warning", "MY-010068", "CA certificate ca.pem is self signed.");
    await serverLog(
      p,
      "System",
      "MY-013602",
      "Channel mysql_main configured to support TLS. Encrypted connections are now supported for this channel.",
    );
    await serverLog(
      p,
      "System",
      "MY-010931",
      `/usr/sbin/mysqld: ready for connections. Version: '${version}'  socket: '${this.socket}'  port: ${port}  MySQL Community Server - GPL.`,
    );
  }

  private async initialise(): Promise<number> {
    const { p, version } = this;
    await entrypointLog(p, "Note", "Initializing database files");
    if (!this.maria) {
      await serverLog(p, "System", "MY-015017", "MySQL Server Initialization - start.");
      await serverLog(
        p,
        "System",
        "MY-013169",
        `/usr/sbin/mysqld (mysqld ${version}) initializing of server in progress as process ${p.pid + 79}`,
      );
      await serverLog(p, "System", "MY-013576", "InnoDB initialization has started.", "InnoDB", 1);
    }
    await p.sleep(1500 * MILLISECOND);
    if (!this.maria) {
      await serverLog(p, "System", "MY-013577", "InnoDB initialization has ended.", "InnoDB", 1);
      await p.sleep(1500 * MILLISECOND);
      await serverLog(
        p,
        "Warning",
        "MY-010453",
        "root@localhost is created with an empty password ! Please consider switching off the --initialize-insecure option.",
        "Server",
        6,
      );
      await serverLog(p, "System", "MY-015018", "MySQL Server Initialization - end.");
    }
    p.files.mkdirs(`${DATA}/mysql`);
    p.files.writeFile(`${DATA}/ibdata1`, "");
    p.files.writeFile(`${DATA}/auto.cnf`, "[auto]\n");
    await entrypointLog(p, "Note", "Database files initialized");
    await entrypointLog(p, "Note", "Starting temporary server");
    if (this.maria) await entrypointLog(p, "Note", "Waiting for server startup");
    const engine = this.engine();
    p.files.mkdirs("/var/run/mysqld");
    if (p.files.exists(this.socket)) p.files.unlink(this.socket);
    // Until it has its password root may come in without one, over the socket alone.
    const { store } = engine;
    const put = (name: string, user: User) => {
      store.users = new Map([...store.users, [name, user]]);
    };
    put("root@localhost", newUser(undefined, true));
    const listener = p.listenUnix(this.socket);
    serveAll(p, engine, [{ listener, local: true }]);
    await this.starting(p.pid + 120, 0);
    await entrypointLog(p, "Note", "Temporary server started.");
    const root =
      this.env("ROOT_PASSWORD") ??
      (this.env("RANDOM_ROOT_PASSWORD") ? p.chance.hex("mysql password").slice(0, 24) : undefined);
    if (this.env("RANDOM_ROOT_PASSWORD")) await entrypointLog(p, "Note", `GENERATED ROOT PASSWORD: ${root}`);
    const database = this.env("DATABASE");
    const user = this.env("USER");
    if (this.maria)
      await entrypointLog(p, "Note", "Securing system users (equivalent to running mysql_secure_installation)");
    if (database !== undefined) {
      await entrypointLog(p, "Note", `Creating database ${database}`);
      store.databases = new Map([...store.databases, [database, emptyDatabase("root")]]);
    }
    if (user !== undefined) {
      await entrypointLog(p, "Note", `Creating user ${user}`);
      const schema = database?.replaceAll("_", "\\_");
      const rights = [{ name: "ALL PRIVILEGES", columns: [] }];
      const privileges = schema === undefined ? [] : [{ schema, table: "*", rights, option: false }];
      put(`${user}@%`, { ...newUser(this.env("PASSWORD"), false), privileges });
      if (database !== undefined) await entrypointLog(p, "Note", `Giving user ${user} access to schema ${database}`);
    }
    const host = this.env("ROOT_HOST") ?? "%";
    put("root@localhost", newUser(root, true));
    if (host !== "localhost") put(`root@${host}`, newUser(root, true));
    if (!this.maria)
      for (const name of ["mysql.infoschema", "mysql.session", "mysql.sys"])
        put(`${name}@localhost`, { ...newUser("\0", false), nologin: true });
    const session = newSession(p, engine, "root", database);
    for (const path of initFiles(p)) {
      const known = /\.(sh|sql)$/.test(path);
      if (!known) {
        await entrypointLog(p, "Warn", `/usr/local/bin/docker-entrypoint.sh: ignoring ${path}`);
        continue;
      }
      await entrypointLog(p, "Note", `/usr/local/bin/docker-entrypoint.sh: running ${path}`);
      const failure = await runInitFile(p, path, session, async () => {});
      if (failure) {
        keep(p, engine);
        await p.write(2, `ERROR ${failure.number} (${failure.state}) at line 1: ${failure.message}\n`);
        return 1;
      }
    }
    keep(p, engine);
    await entrypointLog(p, "Note", "Stopping temporary server");
    await this.stopping(listener);
    await entrypointLog(p, "Note", "Temporary server stopped");
    await entrypointLog(p, "Note", `${this.kind} init process done. Ready for start up.`);
    await p.write(1, "\n");
    return 0;
  }

  private async stopping(listener: Listener): Promise<void> {
    const { p, version } = this;
    listener.close();
    if (this.maria) {
      await mariaLog(p, "Note", "mariadbd (initiated by: root[root] @ localhost []): Normal shutdown");
      await p.sleep(200 * MILLISECOND);
      await mariaLog(p, "Note", "mariadbd: Shutdown complete");
    } else {
      await serverLog(
        p,
        "System",
        "MY-013172",
        `Received SHUTDOWN from user root. Shutting down mysqld (Version: ${version}).`,
        "Server",
        13,
      );
      await p.sleep(900 * MILLISECOND);
      await serverLog(
        p,
        "System",
        "MY-010910",
        `/usr/sbin/mysqld: Shutdown complete (mysqld ${version})  MySQL Community Server - GPL.`,
      );
      await serverLog(p, "System", "MY-015016", "MySQL Server - end.");
    }
    p.files.unlink(this.socket);
  }

  private async serve(): Promise<number> {
    const { p } = this;
    const engine = this.engine();
    if (p.files.exists(this.socket)) p.files.unlink(this.socket);
    const listeners: { readonly listener: Listener; readonly local: boolean }[] = [];
    const end = watchForEnd(p, [SIGNALS.SIGTERM, SIGNALS.SIGQUIT]);
    try {
      await this.starting(p.pid, this.port);
    } catch (e) {
      if (!isErrno(e, "EINTR")) throw e;
    }
    try {
      listeners.push({ listener: p.listen("::", this.port), local: false });
    } catch (e) {
      if (!isErrno(e)) throw e;
      await serverLog(p, "ERROR", "MY-010262", `Can't start server: Bind on TCP/IP port: ${e.strerror}`);
      return 1;
    }
    listeners.push({ listener: p.listenUnix(this.socket), local: true });
    serveAll(p, engine, listeners);
    await end.wait();
    keep(p, engine);
    if (this.maria) {
      await mariaLog(p, "Note", "mariadbd (initiated by: unknown): Normal shutdown");
      await p.sleep(300 * MILLISECOND);
      await mariaLog(p, "Note", "mariadbd: Shutdown complete");
    } else {
      await serverLog(
        p,
        "System",
        "MY-013172",
        `Received SHUTDOWN from user <via user signal>. Shutting down mysqld (Version: ${this.version}).`,
        "Server",
      );
      await p.sleep(1000 * MILLISECOND);
      await serverLog(
        p,
        "System",
        "MY-010910",
        `/usr/sbin/mysqld: Shutdown complete (mysqld ${this.version})  MySQL Community Server - GPL.`,
      );
      await serverLog(p, "System", "MY-015016", "MySQL Server - end.");
    }
    p.files.unlink(this.socket);
    return 0;
  }
}
