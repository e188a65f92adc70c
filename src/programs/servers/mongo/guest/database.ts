// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** `db`: a database's methods; any other name is a collection. */
export function guestMongoDatabase(
  exports,
  { request, send, values, collections, cursors, errors, settings, print, helps },
) {
  class Database {
    #name;
    constructor(name) {
      this.#name = name;
    }
    getName() {
      return this.#name;
    }
    help() {
      return helps.database();
    }
    toString() {
      return this.#name;
    }
    getMongo() {
      return mongo;
    }
    getSiblingDB(name) {
      return database(name);
    }
    getCollection(name) {
      if (typeof name !== "string" || name === "") throw errors.input(`Invalid collection name: ${name}`);
      return collections.makeCollection(
        this.session_ ? proxied(this.#name, this.session_) : database(this.#name),
        name,
      );
    }
    getCollectionInfos(filter = {}) {
      return send(this, { listCollections: 1, filter }).cursor.firstBatch;
    }
    getCollectionNames() {
      return this.getCollectionInfos().map((c) => c.name);
    }
    createCollection(name, options = {}) {
      if (name === undefined) throw errors.input("Missing required argument at position 0 (Database.createCollection)");
      const { ok } = request(this.#name, { create: name, ...options });
      return { ok };
    }
    createView(name, viewOn, pipeline, options = {}) {
      return this.createCollection(name, { viewOn, pipeline, ...options });
    }
    dropDatabase() {
      const { ok } = request(this.#name, { dropDatabase: 1 });
      return { ok, dropped: this.#name };
    }
    runCommand(command) {
      return send(this, typeof command === "string" ? { [command]: 1 } : command);
    }
    adminCommand(command) {
      return request("admin", typeof command === "string" ? { [command]: 1 } : command);
    }
    aggregate(pipeline) {
      const stages = Array.isArray(pipeline) ? pipeline : [pipeline];
      return new cursors.AggregationCursor({ getDB: () => this, getName: () => 1 }, stages);
    }
    stats(scale = 1) {
      return this.runCommand({ dbStats: 1, scale: typeof scale === "object" ? (scale.scale ?? 1) : scale });
    }
    version() {
      return this.runCommand("buildInfo").version;
    }
    hello() {
      return this.runCommand("hello");
    }
    isMaster() {
      return this.runCommand("isMaster");
    }
    serverStatus() {
      return this.adminCommand("serverStatus");
    }
    serverBuildInfo() {
      return this.adminCommand("buildInfo");
    }
    hostInfo() {
      return this.adminCommand("hostInfo");
    }
    currentOp() {
      return this.adminCommand("currentOp");
    }
    listCommands() {
      return this.runCommand("listCommands").commands;
    }
    getProfilingStatus() {
      return this.runCommand({ profile: -1 });
    }
    createUser({ user, pwd, roles, ...rest }) {
      const { ok } = request(this.#name, { createUser: user, pwd, roles: roles ?? [], ...rest });
      return { ok };
    }
    updateUser(user, changes) {
      const { ok } = request(this.#name, { updateUser: user, ...changes });
      return { ok };
    }
    changeUserPassword(user, pwd) {
      return this.updateUser(user, { pwd });
    }
    dropUser(user) {
      const { ok } = request(this.#name, { dropUser: user });
      return { ok };
    }
    getUsers() {
      const { users, ok } = request(this.#name, { usersInfo: 1 });
      return { users, ok };
    }
    getUser(name) {
      return request(this.#name, { usersInfo: name }).users[0] ?? null;
    }
    auth(user, password) {
      const [name, pwd] = typeof user === "object" ? [user.user, user.pwd] : [user, password];
      const payload = values.text(`\0${name}\0${pwd}`);
      const { ok } = request(this.#name, { saslStart: 1, mechanism: "PLAIN", payload });
      return { ok };
    }
    logout() {
      return request(this.#name, { logout: 1 });
    }
    grantRolesToUser(user, roles) {
      return { ok: request(this.#name, { grantRolesToUser: user, roles }).ok };
    }
    revokeRolesFromUser(user, roles) {
      return { ok: request(this.#name, { revokeRolesFromUser: user, roles }).ok };
    }
    dropAllUsers() {
      const { n, ok } = request(this.#name, { dropAllUsersFromDatabase: 1 });
      return { n, ok };
    }
    getRoles({ showBuiltinRoles = false } = {}) {
      const { roles, ok } = request(this.#name, { rolesInfo: 1, showBuiltinRoles });
      return { roles, ok };
    }
    getRole(role) {
      return request(this.#name, { rolesInfo: { role, db: this.#name } }).roles[0] ?? null;
    }
    serverCmdLineOpts() {
      return this.adminCommand("getCmdLineOpts");
    }
    printCollectionStats() {
      for (const name of this.getCollectionNames().sort()) {
        print(name);
        print(this.getCollection(name).stats());
        print("---");
      }
    }
    shutdownServer() {
      return this.adminCommand({ shutdown: 1 });
    }
    watch() {
      return this.aggregate([{ $changeStream: {} }]).hasNext();
    }
  }
  for (const name of [
    "commandHelp",
    "createEncryptedCollection",
    "createRole",
    "dropAllRoles",
    "dropRole",
    "fsyncLock",
    "fsyncUnlock",
    "getLogComponents",
    "getReplicationInfo",
    "grantPrivilegesToRole",
    "grantRolesToRole",
    "killOp",
    "printReplicationInfo",
    "printSecondaryReplicationInfo",
    "printShardingStatus",
    "revokePrivilegesFromRole",
    "revokeRolesFromRole",
    "rotateCertificates",
    "setLogLevel",
    "setProfilingLevel",
    "sql",
    "updateRole",
  ])
    Database.prototype[name] = () => errors.refuse(`db.${name}()`);

  /** The connection itself. */
  class Mongo {
    getDB(name) {
      return database(name);
    }
    getCollection(ns) {
      return database(ns.slice(0, ns.indexOf("."))).getCollection(ns.slice(ns.indexOf(".") + 1));
    }
    getDBs() {
      return request("admin", { listDatabases: 1 });
    }
    getDBNames() {
      return request("admin", { listDatabases: 1, nameOnly: true }).databases.map((d) => d.name);
    }
    getURI() {
      return settings.uri;
    }
    startSession() {
      return new Session();
    }
    [Symbol.for("nodejs.util.inspect.custom")]() {
      return settings.uri;
    }
  }
  for (const name of ["getReadPref", "setReadPref", "setReadConcern", "setWriteConcern", "watch", "bulkWrite"])
    Mongo.prototype[name] = () => errors.refuse(`Mongo's ${name}()`);
  const mongo = new Mongo();

  /** A session. A server that is by itself has no transactions: the first command of one is refused by it. */
  class Session {
    #state = { active: false, used: false };
    #databases = new Map();
    getDatabase(name) {
      const found = this.#databases.get(name) ?? proxied(name, this.#state);
      this.#databases.set(name, found);
      return found;
    }
    startTransaction() {
      if (this.#state.active) throw errors.of("MongoTransactionError", "Transaction already in progress");
      this.#state.active = true;
      this.#state.used = false;
    }
    #end(name) {
      const { active, used } = this.#state;
      if (!active) throw errors.of("MongoTransactionError", "No transaction started");
      this.#state.active = false;
      if (used && name === "commitTransaction")
        request("admin", { commitTransaction: 1, txnNumber: 1, autocommit: false });
    }
    commitTransaction() {
      this.#end("commitTransaction");
    }
    abortTransaction() {
      this.#end("abortTransaction");
    }
    withTransaction(fn) {
      this.startTransaction();
      try {
        const result = fn();
        this.commitTransaction();
        return result;
      } finally {
        this.#state.active = false;
      }
    }
    endSession() {
      this.#state.active = false;
    }
    hasEnded() {
      return false;
    }
  }

  const known = new Map();
  function database(name) {
    let found = known.get(name);
    if (found) return found;
    if (name === "" || /[/\\. "$*<>:|?]/.test(name)) {
      throw errors.input(`Invalid database name: ${name}`);
    }
    found = proxied(name);
    known.set(name, found);
    return found;
  }
  /** A database whose other names are collections; `session`: the one that its commands belong to. */
  function proxied(name, session) {
    const target = new Database(name);
    Object.defineProperty(target, "session_", { value: session });
    const found = new Proxy(target, {
      get(t, key) {
        if (typeof key === "symbol") return t[key];
        if (key in t) return typeof t[key] === "function" ? t[key].bind(t) : t[key];
        return collections.makeCollection(found, key);
      },
    });
    return found;
  }
  Object.assign(exports, { database, isDatabase: (v) => v instanceof Database });
}
