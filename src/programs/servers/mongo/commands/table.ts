import type { Bson, Doc } from "../bson.ts";
import { MongoError, RuntimeError } from "../errors.ts";
import { expire } from "../expire.ts";
import type { Call, MongoServer, MongoSession } from "../server.ts";
import {
  buildInfo,
  currentOp,
  getCmdLineOpts,
  getLog,
  getParameter,
  hello,
  hostInfo,
  listCommands,
  logout,
  nothing,
  profile,
  serverStatus,
  shutdown,
  startSession,
  whatsmyuri,
} from "./admin.ts";
import { explain } from "./explain.ts";
import { createIndexes, dropIndexes, listIndexes } from "./indexes.ts";
import { saslContinue, saslStart } from "./login.ts";
import {
  collMod,
  collStats,
  create,
  dbStats,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  renameCollection,
} from "./names.ts";
import { count, distinct, find, getMore, killCursors, runAggregate } from "./read.ts";
import {
  authorize,
  changeRoles,
  connectionStatus,
  createUser,
  dropAllUsers,
  dropUser,
  rolesInfo,
  updateUser,
  usersInfo,
} from "./users.ts";
import { findAndModify, insert, remove, update } from "./write.ts";

type Run = (call: Call) => Doc | Promise<Doc>;

/** The commands that are simulated, by the name that stands first in their document. */
const COMMANDS: ReadonlyMap<string, Run> = new Map<string, Run>([
  ["aggregate", runAggregate],
  ["buildInfo", buildInfo],
  ["buildinfo", buildInfo],
  ["collMod", collMod],
  ["collStats", collStats],
  ["connectionStatus", connectionStatus],
  ["count", count],
  ["create", create],
  ["createIndexes", createIndexes],
  ["createUser", createUser],
  ["currentOp", currentOp],
  ["dbStats", dbStats],
  ["delete", remove],
  ["distinct", distinct],
  ["drop", drop],
  ["dropDatabase", dropDatabase],
  ["dropAllUsersFromDatabase", dropAllUsers],
  ["dropIndexes", dropIndexes],
  ["dropUser", dropUser],
  ["endSessions", nothing],
  ["explain", explain],
  ["find", find],
  ["findAndModify", findAndModify],
  ["findandmodify", findAndModify],
  ["getCmdLineOpts", getCmdLineOpts],
  ["getLog", getLog],
  ["getMore", getMore],
  ["getParameter", getParameter],
  ["grantRolesToUser", changeRoles],
  ["hello", hello],
  ["hostInfo", hostInfo],
  ["insert", insert],
  ["isMaster", hello],
  ["ismaster", hello],
  ["killCursors", killCursors],
  ["listCollections", listCollections],
  ["listCommands", () => listCommands([...COMMANDS.keys()].sort())],
  ["listDatabases", listDatabases],
  ["listIndexes", listIndexes],
  ["logout", logout],
  ["ping", nothing],
  ["profile", profile],
  ["renameCollection", renameCollection],
  ["revokeRolesFromUser", changeRoles],
  ["rolesInfo", rolesInfo],
  ["saslContinue", saslContinue],
  ["saslStart", saslStart],
  ["serverStatus", serverStatus],
  ["shutdown", shutdown],
  ["startSession", startSession],
  ["update", update],
  ["updateUser", updateUser],
  ["usersInfo", usersInfo],
  ["whatsmyuri", whatsmyuri],
]);

/** Commands of the real server that have no counterpart here. */
const REAL =
  /^(mapReduce|replSetInitiate|replSetGetStatus|compact|validate|createRole|setParameter|fsync|top|bulkWrite|convertToCapped|killOp|connPoolStats|authenticate|createSearchIndexes)$/;

/** Carries a command out; a refusal is an answer too. */
export async function runCommand(server: MongoServer, session: MongoSession, command: Doc): Promise<Doc> {
  const [name = ""] = command.keys();
  const database = command.get("$db");
  try {
    const run = COMMANDS.get(name);
    if (command.has("txnNumber") || /^(commit|abort)Transaction$/.test(name))
      throw new MongoError(20, "Transaction numbers are only allowed on a replica set member or mongos");
    if (!run && REAL.test(name)) throw new MongoError(238, `drydock: the command ${name} is not simulated`);
    if (!run) throw new MongoError(59, `no such command: '${name}'`);
    const own: Doc = new Map([...command].filter(([k]) => !/^(\$.*|lsid|txnNumber)$/.test(k)));
    const call: Call = { server, session, command: own, database: typeof database === "string" ? database : "test" };
    authorize(call, name);
    expire(server);
    return await run(call);
  } catch (e) {
    if (!(e instanceof MongoError)) throw e;
    const out: Doc = new Map<string, Bson>([
      ["ok", 0],
      ["errmsg", whole(e, name, `${String(database)}.${String(command.get(name))}`)],
      ["code", e.code],
      ["codeName", e.codeName],
    ]);
    if (e.info) out.set("errInfo", e.info);
    if (e.duplicate) {
      out.set("keyPattern", new Map(e.duplicate.pattern));
      out.set("keyValue", new Map(e.duplicate.values as ReadonlyMap<string, Bson>));
    }
    return out;
  }
}

/** What broke off while it ran is told with the command that ran it. */
function whole(e: MongoError, name: string, ns: string): string {
  const running = e instanceof RuntimeError;
  if (name === "aggregate" && running)
    return `Executor error during aggregate command on namespace: ${ns} :: caused by :: ${e.message}`;
  if (name === "find" && running) return `Executor error during find command: ${ns} :: caused by :: ${e.message}`;
  if (/^findandmodify$/i.test(name) && (running || e.duplicate || e.info))
    return `Plan executor error during findAndModify :: caused by :: ${e.message}`;
  return e.message;
}
