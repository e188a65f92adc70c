import { Binary, type Bson, bytesOfHex, type Doc, isArray, isDoc } from "../bson.ts";
import { equal, shown } from "../compare.ts";
import { MongoError } from "../errors.ts";
import { type Call, keepNames, newUuid, textOf } from "../server.ts";
import type { Account } from "../store.ts";

const ok = (...fields: [string, Bson][]): Doc => new Map<string, Bson>([...fields, ["ok", 1]]);

/** Roles with the database that they count for. */
function rolesOf(call: Call): Doc[] {
  const roles = call.command.get("roles");
  return (isArray(roles) ? roles : []).map((r) => {
    const role: Doc = isDoc(r)
      ? r
      : new Map<string, Bson>([
          ["role", r],
          ["db", call.database],
        ]);
    const name = String(role.get("role"));
    if (!KNOWN.test(name)) throw new MongoError(31, `Could not find role: ${name}@${String(role.get("db"))}`);
    return role;
  });
}

const KNOWN =
  /^(read|readWrite|dbAdmin|dbOwner|userAdmin|clusterAdmin|clusterManager|clusterMonitor|hostManager|backup|restore|readAnyDatabase|readWriteAnyDatabase|userAdminAnyDatabase|dbAdminAnyDatabase|root)$/;

export function createUser(call: Call): Doc {
  const { server, database, command } = call;
  const user = textOf(command, "createUser");
  const pwd = command.get("pwd");
  if (typeof pwd !== "string" || pwd === "")
    throw new MongoError(
      2,
      "Must provide a 'pwd' field for all user documents, except those with '$external' as the user's source db",
    );
  if (server.store.users.some((u) => u.user === user && u.database === database))
    throw new MongoError(51003, `User "${user}@${database}" already exists`);
  server.store.users = [
    ...server.store.users,
    { user, database, password: pwd, roles: rolesOf(call), uuid: newUuid(server) },
  ];
  keepNames(server);
  return ok();
}

export function updateUser(call: Call): Doc {
  const { server, command } = call;
  const found = need(call, textOf(command, "updateUser"));
  const pwd = command.get("pwd");
  server.store.users = server.store.users.map((u) =>
    u === found
      ? {
          ...u,
          password: typeof pwd === "string" ? pwd : u.password,
          roles: command.has("roles") ? rolesOf(call) : u.roles,
        }
      : u,
  );
  keepNames(server);
  return ok();
}

/** grantRolesToUser and revokeRolesFromUser. */
export function changeRoles(call: Call): Doc {
  const { server, command } = call;
  const granting = command.has("grantRolesToUser");
  const found = need(call, textOf(command, granting ? "grantRolesToUser" : "revokeRolesFromUser"));
  const named = rolesOf(call);
  const others = found.roles.filter((r) => !named.some((n) => equal(r, n)));
  server.store.users = server.store.users.map((u) =>
    u === found ? { ...u, roles: granting ? [...others, ...named] : others } : u,
  );
  keepNames(server);
  return ok();
}

export function dropAllUsers(call: Call): Doc {
  const { server, database } = call;
  const kept = server.store.users.filter((u) => u.database !== database);
  const n = server.store.users.length - kept.length;
  server.store.users = kept;
  keepNames(server);
  return ok(["n", n]);
}

export function dropUser(call: Call): Doc {
  const { server, command } = call;
  const found = need(call, textOf(command, "dropUser"));
  server.store.users = server.store.users.filter((u) => u !== found);
  keepNames(server);
  return ok();
}

function need({ server, database }: Call, user: string): Account {
  const found = server.store.users.find((u) => u.user === user && u.database === database);
  if (!found) throw new MongoError(11, `User '${user}@${database}' not found`);
  return found;
}

export function usersInfo({ server, database, command }: Call): Doc {
  const which = command.get("usersInfo");
  const name = typeof which === "string" ? which : isDoc(which) ? String(which.get("user")) : undefined;
  const users = server.store.users
    .filter((u) => u.database === database && (name === undefined || u.user === name))
    .map(
      (u): Doc =>
        new Map<string, Bson>([
          ["_id", `${u.database}.${u.user}`],
          ["userId", new Binary(bytesOfHex(u.uuid.replaceAll("-", "")), 4)],
          ["user", u.user],
          ["db", u.database],
          ["roles", u.roles],
          ["mechanisms", ["SCRAM-SHA-1", "SCRAM-SHA-256"]],
        ]),
    );
  return ok(["users", users]);
}

/** The roles that every database has, and those of admin alone. */
const EVERYWHERE = ["dbAdmin", "dbOwner", "enableSharding", "read", "readWrite", "userAdmin"];
const OF_ADMIN = [
  "backup",
  "clusterAdmin",
  "clusterManager",
  "clusterMonitor",
  "dbAdminAnyDatabase",
  "hostManager",
  "readAnyDatabase",
  "readWriteAnyDatabase",
  "restore",
  "root",
  "userAdminAnyDatabase",
];

export function rolesInfo({ database, command }: Call): Doc {
  const which = command.get("rolesInfo");
  const name = typeof which === "string" ? which : isDoc(which) ? String(which.get("role")) : undefined;
  const builtin = command.get("showBuiltinRoles") === true || name !== undefined;
  const names = builtin ? [...EVERYWHERE, ...(database === "admin" ? OF_ADMIN : [])].sort() : [];
  const roles = names
    .filter((n) => name === undefined || n === name)
    .map(
      (role): Doc =>
        new Map<string, Bson>([
          ["_id", `${database}.${role}`],
          ["role", role],
          ["db", database],
          ["roles", []],
          ["isBuiltin", true],
          ["inheritedRoles", []],
        ]),
    );
  return ok(["roles", roles]);
}

export function connectionStatus({ session }: Call): Doc {
  const { user } = session;
  return ok([
    "authInfo",
    new Map<string, Bson>([
      [
        "authenticatedUsers",
        user
          ? [
              new Map([
                ["user", user.user],
                ["db", user.database],
              ]),
            ]
          : [],
      ],
      ["authenticatedUserRoles", user ? user.roles : []],
    ]),
  ]);
}

/** What anybody may ask before logging in. */
const OPEN =
  /^(hello|isMaster|ismaster|ping|buildInfo|buildinfo|saslStart|saslContinue|logout|connectionStatus|endSessions|startSession|whatsmyuri|getnonce)$/;
const READS =
  /^(find|getMore|killCursors|count|distinct|aggregate|listCollections|listIndexes|explain|dbStats|collStats)$/;
const WRITES =
  /^(insert|update|delete|findAndModify|findandmodify|create|drop|createIndexes|dropIndexes|renameCollection|collMod)$/;
const FREE = /^(listDatabases|getParameter|getCmdLineOpts|getLog|hostInfo|serverStatus)$/;

/** Refuses a command that this connection's user may not give. Only counts under --auth. */
export function authorize({ server, session, database, command }: Call, name: string): void {
  if (!server.auth || OPEN.test(name)) return;
  const { user } = session;
  // Nobody is there yet to log in as: the first user may be made from this very machine.
  if (!user && server.store.users.length === 0 && name === "createUser" && session.remote.startsWith("127.0.0.1"))
    return;
  if (!user) throw new MongoError(13, `Command ${name} requires authentication`);
  const may = user.roles.some((r) => {
    const role = isDoc(r) ? String(r.get("role")) : "";
    const here = isDoc(r) && r.get("db") === database;
    if (role === "root" || FREE.test(name)) return true;
    if (/^read/.test(role) && READS.test(name)) return here || role.endsWith("AnyDatabase");
    if (/^readWrite/.test(role) && WRITES.test(name)) return here || role.endsWith("AnyDatabase");
    if (/^userAdmin/.test(role) && /User|usersInfo|Users/.test(name)) return here || role.endsWith("AnyDatabase");
    if (
      /^dbAdmin/.test(role) &&
      /^(create|drop|dropDatabase|createIndexes|dropIndexes|listIndexes|listCollections|dbStats|collStats|renameCollection)$/.test(
        name,
      )
    )
      return here || role.endsWith("AnyDatabase");
    return role === "dbOwner" && here;
  });
  if (may) return;
  throw new MongoError(13, `not authorized on ${database} to execute command ${shown(command)}`);
}
