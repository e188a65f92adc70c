import type { Process } from "../../../kernel/process.ts";
import { MILLISECOND } from "../../../std/time.ts";
import { initFiles, runInitFile } from "../database/init-scripts.ts";
import { type Engine, keep, newSession, serveAll } from "../database/serve.ts";
import { emptyDatabase, newUser, type User } from "../sql/store.ts";
import { base64Of, entrypointLog, serverLog } from "./log.ts";
import { type Server, starting, stopping } from "./log-lines.ts";

const DATA = "/var/lib/mysql";

/** A variable under either family's name. */
export function imageVariable(p: Process, maria: boolean, name: string): string | undefined {
  return (maria ? p.env.get(`MARIADB_${name}`) : undefined) || p.env.get(`MYSQL_${name}`) || undefined;
}

/** A new database folder, as the image's entry point makes one: the MYSQL_… variables, the scripts, and what is said meanwhile. */
export async function initialise(p: Process, server: Server, engineOf: () => Engine): Promise<number> {
  const { maria } = server;
  const note = (text: string) => entrypointLog(p, "Note", text);
  await note("Initializing database files");
  await (maria ? filesOfMaria(p) : filesOfMysql(p, server));
  p.files.mkdirs(`${DATA}/mysql`);
  p.files.writeFile(`${DATA}/ibdata1`, "");
  if (!maria) p.files.writeFile(`${DATA}/auto.cnf`, "[auto]\n");
  await note("Database files initialized");
  await note("Starting temporary server");
  if (maria) await note("Waiting for server startup");
  const engine = engineOf();
  p.files.mkdirs(server.socket.replace(/\/[^/]*$/, ""));
  if (p.files.exists(server.socket)) p.files.unlink(server.socket);
  // Until it has its password root may come in without one, over the socket alone.
  putUser(engine, "root@localhost", newUser(undefined, true));
  const listener = p.listenUnix(server.socket);
  serveAll(p, engine, [{ listener, local: true }]);
  await starting(p, server, p.pid + 120, 0);
  await note("Temporary server started.");
  await socketLink(p, server);
  if (!maria && !p.env.get("MYSQL_INITDB_SKIP_TZINFO")) await zoneWarnings(p);
  await accounts(p, server, engine);
  const status = await scripts(p, engine, imageVariable(p, maria, "DATABASE"));
  keep(p, engine);
  if (status !== 0) return status;
  await note("Stopping temporary server");
  listener.close();
  await stopping(p, server, { user: "root", host: "localhost", id: maria ? 9 : 13 });
  p.files.unlink(server.socket);
  await note("Temporary server stopped");
  await p.write(1, "\n");
  await note(`${maria ? "MariaDB" : "MySQL"} init process done. Ready for start up.`);
  await p.write(1, "\n");
  return 0;
}

/** MySQL's own place of the socket is another than the image's: a link is there, and is told of. */
export async function socketLink(p: Process, server: Server): Promise<void> {
  if (server.maria) return;
  await p.write(1, `'${DATA}/mysql.sock' -> '${server.socket}'\n`);
}

function putUser({ store }: Engine, name: string, user: User): void {
  store.users = new Map([...store.users, [name, user]]);
}

async function filesOfMysql(p: Process, { version }: Server): Promise<void> {
  await serverLog(p, "System", "MY-015017", "MySQL Server Initialization - start.");
  await serverLog(
    p,
    "System",
    "MY-013169",
    `/usr/sbin/mysqld (mysqld ${version}) initializing of server in progress as process ${p.pid + 79}`,
  );
  await serverLog(p, "System", "MY-013576", "InnoDB initialization has started.", "InnoDB", 1);
  await p.sleep(1500 * MILLISECOND);
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

async function filesOfMaria(p: Process): Promise<void> {
  await p.sleep(1500 * MILLISECOND);
}

/** The files of the zones' folder that are no zones. */
async function zoneWarnings(p: Process): Promise<void> {
  for (const file of ["iso3166.tab", "leap-seconds.list", "leapseconds", "tzdata.zi", "zone.tab", "zone1970.tab"])
    await p.write(2, `Warning: Unable to load '/usr/share/zoneinfo/${file}' as time zone. Skipping it.\n`);
}

/** Root's password, the database and the user that the variables name. */
async function accounts(p: Process, server: Server, engine: Engine): Promise<void> {
  const { maria } = server;
  const env = (name: string) => imageVariable(p, maria, name);
  const note = (text: string) => entrypointLog(p, "Note", text);
  const random = env("RANDOM_ROOT_PASSWORD") !== undefined;
  const root = random ? base64Of(p.chance.hex("mysql password").slice(0, 48)) : env("ROOT_PASSWORD");
  if (random) await note(`GENERATED ROOT PASSWORD: ${root}`);
  const database = env("DATABASE");
  const user = env("USER");
  const password = env("PASSWORD");
  if (database !== undefined) {
    await note(`Creating database ${database}`);
    engine.store.databases = new Map([...engine.store.databases, [database, emptyDatabase("root")]]);
  }
  if (user !== undefined && password !== undefined) {
    await note(`Creating user ${user}`);
    const schema = database?.replaceAll("_", "\\_");
    const rights = [{ name: "ALL PRIVILEGES", columns: [] }];
    const privileges = schema === undefined ? [] : [{ schema, table: "*", rights, option: false }];
    putUser(engine, `${user}@%`, { ...newUser(password, false), privileges });
    if (database !== undefined) await note(`Giving user ${user} access to schema ${database}`);
  }
  if (maria) await note("Securing system users (equivalent to running mysql_secure_installation)");
  const host = env("ROOT_HOST") ?? "%";
  putUser(engine, "root@localhost", newUser(root, true));
  if (host !== "localhost") putUser(engine, `root@${host}`, newUser(root, true));
  if (!maria)
    for (const name of ["mysql.infoschema", "mysql.session", "mysql.sys"])
      putUser(engine, `${name}@localhost`, { ...newUser("\0", false), nologin: true });
}

/** The scripts of /docker-entrypoint-initdb.d, each with an empty line behind it, an SQL one with two. */
async function scripts(p: Process, engine: Engine, database: string | undefined): Promise<number> {
  await p.write(1, "\n");
  const session = newSession(p, engine, "root", database);
  for (const path of initFiles(p)) {
    if (/\.(sh|sql)$/.test(path)) {
      const sourced = path.endsWith(".sh") && !p.files.access(path, "x");
      await entrypointLog(p, "Note", `${ENTRYPOINT}: ${sourced ? "sourcing" : "running"} ${path}`);
      const failure = await runInitFile(p, path, session, async () => {});
      if (failure) {
        await p.write(2, `ERROR ${failure.number} (${failure.state}) at line 1: ${failure.message}\n`);
        return 1;
      }
      if (path.endsWith(".sql")) await p.write(1, "\n");
    } else await entrypointLog(p, "Warn", `${ENTRYPOINT}: ignoring ${path}`);
    await p.write(1, "\n");
  }
  return 0;
}

const ENTRYPOINT = "/usr/local/bin/docker-entrypoint.sh";
