import type { Process } from "../../../kernel/process.ts";
import type { Engine } from "../database/serve.ts";
import type { Hello } from "../database/wire.ts";
import { SqlError } from "../sql/lexer.ts";
import { accountFor, accountOf, allows, privilegesOf, shownAccount } from "../sql/mysql/accounts.ts";
import { createStore, dropTemporary, type Store, storeOf } from "../sql/store.ts";
import type { Value } from "../sql/values/value.ts";
import { mariaLog } from "./log.ts";
import type { Ender, Server } from "./log-lines.ts";

/** The server's engine over what the file keeps; `stop` is what a SHUTDOWN does. */
export function createEngine(
  p: Process,
  server: Server,
  file: string,
  globals: ReadonlyMap<string, Value>,
  stop: (by: Ender) => void,
): Engine {
  const store = p.files.exists(file)
    ? storeOf(p.files.readText(file))
    : createStore(["information_schema", "mysql", "performance_schema", "sys"]);
  dropTemporary(store);
  const engine: Engine = {
    store,
    version: server.maria ? `${server.version}-MariaDB-ubu2404` : server.version,
    file,
    nextId: server.maria ? 3 : 8,
    figures: { started: p.now(), connections: new Map(), questions: 0, globals: new Map(globals), stop },
    admit: (hello, local, host) => admit(store, hello, local ? "localhost" : host),
    // MySQL says nothing of a client that it did not let in.
    async failed(error, sql) {
      if (server.maria && error.number === 1045 && sql === "")
        await mariaLog(p, "Warning", error.message, engine.nextId++);
    },
  };
  return engine;
}

/** Throws SqlError when this client is not let in. */
function admit(store: Store, hello: Hello, from: string): void {
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
}
