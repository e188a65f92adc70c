import type { Connection, Listener } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { createSource } from "../../net/http/source.ts";
import { acceptEach } from "../accept.ts";
import { type Hello, readLine, sendLine } from "../database/wire.ts";
import { SqlError } from "../sql/lexer.ts";
import type { Cluster } from "./engine/catalog/state.ts";
import { describeCatalog } from "./engine/describe/catalog.ts";
import { PgError } from "./engine/error.ts";
import { execute, rollback, type StatementResult } from "./engine/execute.ts";
import { defineFunctions } from "./engine/functions/all.ts";
import { clusterText } from "./engine/persist.ts";
import { Waiting } from "./engine/run/visibility.ts";
import type { Notice, Session } from "./engine/session.ts";
import { builtinByOid, RawParameter } from "./engine/types/type.ts";
import type { Failed, Heard, PgRequest } from "./wire.ts";

/** A running server: its data, and who may use them. */
export interface Server {
  readonly cluster: Cluster;
  /** What version() says. */
  readonly version: string;
  /** The file that the data are kept in. */
  readonly file: string;
  starting: boolean;
  stopping: boolean;
  /** Clients that take notifications as they come. */
  readonly pushed: Map<Session, Connection>;
  /** Where the next connection's process number is from. */
  nextPid: number;
  /** Throws SqlError when this client is not let in. `local`: over the unix socket. */
  admit(hello: Hello, local: boolean, host: string): void;
  /** Something failed: for the log. */
  failed(error: SqlError, sql: string, pid: number): Promise<void>;
}

/** Keeps the data; also called after the init scripts. */
export function keep(p: Process, server: Server): void {
  p.files.writeFile(server.file, clusterText(server.cluster), 0o600);
}

/** Takes connections on every listener, each in a thread of its own. */
export function serveAll(
  p: Process,
  server: Server,
  listeners: readonly { readonly listener: Listener; readonly local: boolean }[],
): void {
  for (const { listener, local } of listeners)
    acceptEach(p, listener, (connection) => p.thread(() => talk(p, server, connection, local)));
}

/** A connection's session. */
export function newSession(p: Process, server: Server, hello: Hello, host: string | undefined, pid: number): Session {
  const database = server.cluster.databases.get(hello.database ?? hello.user);
  if (!database) throw new PgError(`database "${hello.database ?? hello.user}" does not exist`, "3D000");
  const fail = (path: string, e: unknown, what: string): never => {
    if (!isErrno(e)) throw e;
    throw new PgError(
      `could not open file "${path}" for ${what}: ${e.strerror}`,
      "58P01",
      what === "reading"
        ? {
            hint: "COPY FROM instructs the PostgreSQL server process to read a file. You may want a client-side facility such as psql's \\copy.",
          }
        : {
            hint: "COPY TO instructs the PostgreSQL server process to write a file. You may want a client-side facility such as psql's \\copy.",
          },
    );
  };
  return {
    cluster: server.cluster,
    database,
    version: server.version,
    loginUser: hello.user,
    sessionUser: hello.user,
    user: hello.user,
    pid,
    began: p.now(),
    transaction: undefined,
    snap: undefined,
    settings: new Map(),
    params: [],
    paramTypes: [],
    bound: undefined,
    wanted: 0,
    cursors: new Map(),
    prepared: new Map(),
    currval: new Map(),
    lastval: undefined,
    notices: [],
    checks: [],
    listener: { database: database.name, channels: new Set(), inbox: [] },
    depth: 0,
    calling: false,
    statement: 0,
    external: undefined,
    copyData: undefined,
    files: {
      read: (path) => {
        try {
          return p.files.readText(path);
        } catch (e) {
          return fail(path, e, "reading");
        }
      },
      write: (path, text) => {
        try {
          p.files.writeFile(path, text);
        } catch (e) {
          fail(path, e, "writing");
        }
      },
    },
    statementText: "",
    client: { address: host, application: hello.application ?? "psql" },
    now: () => p.now(),
    random: () => p.chance.integer("sql random", 1_000_000_000) / 1_000_000_000,
    uuid: () =>
      p.chance
        .hex("sql uuid")
        .slice(0, 32)
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5"),
  };
}

async function talk(p: Process, server: Server, connection: Connection, local: boolean): Promise<void> {
  defineFunctions();
  const source = createSource(connection);
  const pid = server.nextPid++;
  let session: Session | undefined;
  try {
    const hello = await readLine<Hello>(source);
    if (!hello) return;
    try {
      server.admit(hello, local, connection.remote.address);
      session = newSession(p, server, hello, local ? undefined : connection.remote.address, pid);
    } catch (e) {
      if (!(e instanceof SqlError)) throw e;
      await server.failed(e, "", pid);
      await sendLine(connection, { failure: failureOf(e) });
      return;
    }
    const own = session;
    server.cluster.sessions.add(own);
    if (hello.pushes) server.pushed.set(own, connection);
    await sendLine(connection, { version: server.version, id: pid });
    for (let request = await readLine<PgRequest>(source); request; request = await readLine<PgRequest>(source)) {
      if ("describe" in request)
        await sendLine(connection, { described: describeCatalog(own, request.describe === "rows") });
      else if ("heard" in request) await sendLine(connection, { heard: heard(own) });
      else if ("sql" in request) {
        await sendLine(connection, await answer(p, server, own, request));
        await push(server);
      }
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
  } finally {
    if (session) {
      rollback(session);
      server.cluster.sessions.delete(session);
      server.pushed.delete(session);
      server.cluster.listeners.delete(session.listener);
    }
    connection.close();
  }
}

/** Sends what was heard to those who take it at any time. */
async function push(server: Server): Promise<void> {
  for (const [session, connection] of server.pushed)
    if (session.listener.inbox.length) await sendLine(connection, { heard: heard(session) });
}

const heard = (s: Session): Heard[] => s.listener.inbox.splice(0);

async function answer(p: Process, server: Server, s: Session, request: Extract<PgRequest, { readonly sql: string }>) {
  const { sql, params, types, data } = request;
  try {
    await naps(p, sql);
    const results = await done(p, s, () => {
      s.params = (params ?? []).map((v) =>
        v === null ? null : new RawParameter(v === true ? "t" : v === false ? "f" : String(v)),
      );
      s.paramTypes = (params ?? []).map((_, i) => (types?.[i] ? builtinByOid(types[i]) : undefined));
      s.bound = params?.length;
      s.wanted = 0;
      s.copyData = data;
      return execute(s, sql);
    });
    if (s.transaction === undefined && changes(sql)) keep(p, server);
    const shown = results.map(resultOf);
    const result = shown.at(-1) ?? resultOf({ columns: undefined, rows: [], tag: "", affected: 0, notices: [] });
    const more = shown.length > 1 ? { results: shown } : {};
    return {
      result,
      ...more,
      database: s.database.name,
      inTransaction: s.transaction !== undefined,
      ...(s.listener.inbox.length ? { heard: heard(s) } : {}),
    };
  } catch (e) {
    if (!(e instanceof SqlError)) throw e;
    // What cannot be read fails a transaction as well.
    if (s.transaction?.explicit) s.transaction.failed = true;
    await server.failed(e, sql, s.pid);
    const before = e instanceof PgError ? (e.results as readonly StatementResult[]).map(resultOf) : [];
    return {
      ...(before.length ? { results: before } : {}),
      failure: failureOf(e),
      broken: s.transaction?.failed ?? false,
      inTransaction: s.transaction !== undefined,
      notices: s.notices.splice(0).map(noticeText),
    };
  }
}

/** Does a statement; where another transaction must end first it is done again then. */
async function done<X>(p: Process, s: Session, work: () => X): Promise<X> {
  for (;;) {
    try {
      return work();
    } catch (e) {
      if (!(e instanceof Waiting)) throw e;
      while (s.cluster.active.has(e.xid)) await p.sleep(10_000);
    }
  }
}

/** `SELECT pg_sleep(2)`. */
async function naps(p: Process, sql: string): Promise<void> {
  const seconds = /\bpg_sleep\s*\(\s*([\d.]+)\s*\)/i.exec(sql)?.[1];
  if (seconds !== undefined) await p.sleep(Number(seconds) * 1_000_000);
}

/** Whether something may have been changed: all but plain reading. */
const changes = (sql: string): boolean =>
  !/^\s*(select|show|explain|table|values)\b(?![^]*\b(nextval|setval|insert|update|delete|into)\b)(?![^]*;[^]*\w)/i.test(
    sql,
  ) || /\w\s*\(/.test(sql);

const noticeText = (n: Notice): string =>
  `${n.severity}:  ${n.message}${n.detail === undefined ? "" : `\nDETAIL:  ${n.detail}`}${n.hint === undefined ? "" : `\nHINT:  ${n.hint}`}`;

const resultOf = (r: StatementResult) => ({ ...r, notices: r.notices.map(noticeText) });

export function failureOf(e: SqlError): Failed {
  const base = { message: e.message, state: e.state, number: e.number, at: e.at, detail: e.detail, hint: e.hint };
  if (!(e instanceof PgError)) return base;
  return {
    ...base,
    ...(e.context.length ? { context: e.context.join("\n") } : {}),
    ...(e.internal === undefined ? {} : { internal: e.internal }),
    ...e.fields,
  };
}
