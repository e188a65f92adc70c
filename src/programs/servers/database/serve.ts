import type { Connection, Listener } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { createSource } from "../../net/http/source.ts";
import { acceptEach } from "../accept.ts";
import { changes, execute } from "../sql/execute.ts";
import { SqlError } from "../sql/lexer.ts";
import type { Connected, ServerFigures, Session } from "../sql/session.ts";
import { dropTemporary, type Store, storeText } from "../sql/store.ts";
import { parameterOf } from "../sql/values/parameter.ts";
import { type Hello, type Request, readLine, sendLine } from "./wire.ts";

/** A database server's engine: its data, and who may use them. */
export interface Engine {
  readonly store: Store;
  /** The number of the next connection. */
  nextId: number;
  /** What version() says. */
  readonly version: string;
  readonly figures: ServerFigures;
  /** The file that the data are kept in. */
  readonly file: string;
  /** Throws SqlError when this client is not let in. `local`: over the unix socket. */
  admit(hello: Hello, local: boolean, host: string): void;
  /** A statement failed: for the log. */
  failed?(error: SqlError, sql: string): Promise<void>;
}

export function newSession(
  p: Process,
  engine: Engine,
  user: string,
  database: string | undefined,
  host = "localhost",
  id = 0,
): Session {
  const { store, version } = engine;
  return {
    shared: store,
    version,
    user,
    database,
    lastInsertId: 0,
    rowCount: 0,
    foundRows: 0,
    foreignChecks: true,
    id,
    host,
    warnings: [],
    warningCount: 0,
    warned: new WeakSet(),
    writing: false,
    leniently: false,
    statements: new Map(),
    userVariables: new Map(),
    settings: new Map(),
    server: engine.figures,
    numbers: new Map(),
    transaction: undefined,
    parameters: [],
    prepared: false,
    now: () => p.now(),
    random: () => p.chance.integer("sql random", 1_000_000_000) / 1_000_000_000,
    uuid: () =>
      p.chance
        .hex("sql uuid")
        .slice(0, 32)
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5"),
    variable: (name) =>
      ({
        version,
        version_comment: "MySQL Community Server - GPL",
        hostname: p.hostname,
        port: 3306,
        max_connections: 151,
      })[name],
  };
}

/** Keeps the data; also called after the init scripts. */
export function keep(p: Process, engine: Engine): void {
  p.files.writeFile(engine.file, storeText(engine.store), 0o600);
}

/** Takes connections on every listener, each in a thread of its own. */
export function serveAll(
  p: Process,
  engine: Engine,
  listeners: readonly { readonly listener: Listener; readonly local: boolean }[],
): void {
  for (const { listener, local } of listeners)
    acceptEach(p, listener, (connection) => p.thread(() => talk(p, engine, connection, local)));
}

async function talk(p: Process, engine: Engine, connection: Connection, local: boolean): Promise<void> {
  const source = createSource(connection);
  let session: Session | undefined;
  try {
    const hello = await readLine<Hello>(source);
    if (!hello) return;
    try {
      engine.admit(hello, local, connection.remote.address);
    } catch (e) {
      if (!(e instanceof SqlError)) throw e;
      await engine.failed?.(e, "");
      await sendLine(connection, { failure: failureOf(e) });
      return;
    }
    const { connections } = engine.figures;
    const id = engine.nextId++;
    const host = local ? "localhost" : connection.remote.address;
    const opened = newSession(p, engine, hello.user, hello.database, host, id);
    session = opened;
    const mine: Connected = { session: opened, since: p.now(), statement: undefined, close: () => connection.close() };
    connections.set(id, mine);
    await sendLine(connection, { version: engine.version, id });
    for (let request = await readLine<Request>(source); request; request = await readLine<Request>(source)) {
      const { sql, params = [] } = request;
      opened.prepared = request.params !== undefined;
      try {
        mine.since = p.now();
        mine.statement = sql;
        engine.figures.questions++;
        await naps(p, sql);
        opened.parameters = params.map(parameterOf);
        const result = execute(opened, sql);
        mine.statement = undefined;
        if (opened.transaction === undefined && changes(sql)) keep(p, engine);
        await sendLine(connection, {
          result,
          database: opened.database,
          inTransaction: opened.transaction !== undefined,
        });
      } catch (e) {
        if (!(e instanceof SqlError)) throw e;
        await engine.failed?.(e, sql);
        await sendLine(connection, { failure: failureOf(e) });
      }
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
  } finally {
    for (const [id, c] of engine.figures.connections)
      if (c.session === session) {
        engine.figures.connections.delete(id);
        dropTemporary(engine.store, id);
      }
    connection.close();
  }
}

/** `SELECT SLEEP(2)`. */
async function naps(p: Process, sql: string): Promise<void> {
  const seconds = /^\s*select\s+sleep\s*\(\s*([\d.]+)\s*\)/i.exec(sql)?.[1];
  if (seconds !== undefined) await p.sleep(Number(seconds) * 1_000_000);
}

export function failureOf(e: SqlError) {
  return { message: e.message, state: e.state, number: e.number, at: e.at, detail: e.detail, hint: e.hint };
}
