import type { Doc } from "../bson.ts";
import { MongoError } from "../errors.ts";
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
  whatsmyuri,
} from "./admin.ts";
import {
  collStats,
  create,
  createIndexes,
  dbStats,
  drop,
  dropDatabase,
  dropIndexes,
  listCollections,
  listDatabases,
  listIndexes,
  renameCollection,
} from "./names.ts";
import { count, distinct, explain, find, getMore, killCursors, runAggregate } from "./read.ts";
import { authorize, connectionStatus, createUser, dropUser, saslStart, updateUser, usersInfo } from "./users.ts";
import { findAndModify, insert, remove, update } from "./write.ts";

type Run = (call: Call) => Doc | Promise<Doc>;

/** The commands that are simulated, by the name that stands first in their document. */
const COMMANDS: ReadonlyMap<string, Run> = new Map<string, Run>([
  ["aggregate", runAggregate],
  ["buildInfo", buildInfo],
  ["buildinfo", buildInfo],
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
  ["saslStart", saslStart],
  ["serverStatus", serverStatus],
  ["shutdown", shutdown],
  ["update", update],
  ["updateUser", updateUser],
  ["usersInfo", usersInfo],
  ["whatsmyuri", whatsmyuri],
]);

/** Commands of the real server that have no counterpart here. */
const REAL =
  /^(startTransaction|commitTransaction|abortTransaction|mapReduce|replSetInitiate|replSetGetStatus|collMod|compact|validate|createRole|grantRolesToUser|revokeRolesFromUser|setParameter|fsync|top|bulkWrite|convertToCapped|killOp|connPoolStats|saslContinue|authenticate|createSearchIndexes)$/;

/** Carries a command out; a refusal is an answer too. */
export async function runCommand(server: MongoServer, session: MongoSession, command: Doc): Promise<Doc> {
  const [name = ""] = command.keys();
  const database = command.get("$db");
  try {
    const run = COMMANDS.get(name);
    if (command.get("startTransaction") === true) throw new MongoError(238, "drydock: transactions are not simulated");
    if (!run && REAL.test(name)) throw new MongoError(238, `drydock: the command ${name} is not simulated`);
    if (!run) throw new MongoError(59, `no such command: '${name}'`);
    const own: Doc = new Map([...command].filter(([k]) => !/^(\$.*|lsid|txnNumber)$/.test(k)));
    const call: Call = { server, session, command: own, database: typeof database === "string" ? database : "test" };
    authorize(call, name);
    return await run(call);
  } catch (e) {
    if (!(e instanceof MongoError)) throw e;
    return new Map<string, Doc | string | number>([
      ["ok", 0],
      ["errmsg", e.message],
      ["code", e.code],
      ["codeName", e.codeName],
    ]);
  }
}
