import { readPassword } from "../../database/readline.ts";
import { open } from "./connect.ts";
import { list } from "./listings.ts";
import { complain, type Psql, put } from "./state.ts";
import { connectionWords } from "./words.ts";

export async function connect(s: Psql, args: readonly string[]): Promise<boolean> {
  const { p } = s;
  const words = connectionWords(args[0] ?? "");
  const pick = (given: string | undefined, now: string): string =>
    given === undefined || given === "-" ? now : given.replace(/^"(.*)"$/, "$1");
  const database = words ? (words.database ?? s.database) : pick(args[0], s.database);
  const user = words ? (words.user ?? s.user) : pick(args[1], s.user);
  const host = words ? (words.host ?? s.host) : args[2] === undefined || args[2] === "-" ? s.host : args[2];
  const port = Number(words?.port ?? pick(args[3], String(s.port)));
  const opened = await open(p, {
    user,
    database,
    host,
    port,
    password: words?.password ?? (user === s.user ? s.password : p.env.get("PGPASSWORD")),
    ask: true,
  });
  if (typeof opened === "string") {
    await complain(s, s.interactive ? `${opened}\nPrevious connection kept\n` : `\\connect: ${opened}\n`);
    if (!s.interactive) s.lost = true;
    return false;
  }
  const moved = host !== s.host || port !== s.port;
  s.db.close();
  Object.assign(s, { db: opened, database, user, host, port, inTransaction: false, broken: false, lost: false });
  s.variables.set("DBNAME", database);
  s.variables.set("USER", user);
  if (!s.quiet) {
    const where = moved
      ? (host === undefined || host.startsWith("/")
          ? ` via socket in "${host ?? "/var/run/postgresql"}"`
          : ` on host "${host}"`) + ` at port "${port}"`
      : "";
    await put(s, `You are now connected to database "${database}" as user "${user}"${where}.\n`);
  }
  return true;
}

export async function connectionInfo(s: Psql): Promise<void> {
  if (Number.parseInt(s.version, 10) < 18) {
    await put(
      s,
      `You are connected to database "${s.database}" as user "${s.user}" ${s.host === undefined ? `via socket in "/var/run/postgresql"` : `on host "${s.host}"`} at port "${s.port}".\n`,
    );
    return;
  }
  const local = s.host === undefined || s.host.startsWith("/");
  const addresses = local ? [] : await s.p.resolve(s.host ?? "");
  const c = await s.db.describe();
  const rows: [string, string][] = [
    ["Database", s.database],
    ["Client User", s.user],
    ...(local
      ? ([["Socket Directory", s.host ?? "/var/run/postgresql"]] as [string, string][])
      : ([
          ["Host", s.host ?? ""],
          ["Host Address", addresses[0] ?? ""],
        ] as [string, string][])),
    ["Server Port", String(s.port)],
    ["Options", ""],
    ["Protocol Version", "3.0"],
    ["Password Used", s.passwordUsed ? "true" : "false"],
    ["GSSAPI Authenticated", "false"],
    ["Backend PID", String(s.db.pid)],
    ["SSL Connection", "false"],
    ["Superuser", c?.superuser ? "on" : "off"],
    ["Hot Standby", "off"],
  ];
  await list(s, "Connection Information", ["Parameter", "Value"], rows);
}

export async function setPassword(s: Psql, given: string | undefined): Promise<boolean> {
  const user = given ?? s.user;
  const first = await readPassword(s.p, `Enter new password for user "${user}": `);
  const second = await readPassword(s.p, "Enter it again: ");
  if (first !== second) {
    await complain(s, "Passwords didn't match.\n");
    return false;
  }
  const reply = await s.db.ask(`ALTER USER "${user.replaceAll('"', '""')}" PASSWORD '${first.replaceAll("'", "''")}'`);
  if (reply && "result" in reply) return true;
  await complain(s, `ERROR:  ${reply?.failure.message ?? "server closed the connection unexpectedly"}\n`);
  return false;
}
