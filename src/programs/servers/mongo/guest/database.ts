// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** `db`: a database's methods; any other name is a collection. */
export function guestMongoDatabase(exports, { request, values, collections, cursors }) {
  class Database {
    #name;
    constructor(name) {
      this.#name = name;
    }
    getName() {
      return this.#name;
    }
    toString() {
      return this.#name;
    }
    getMongo() {
      return {
        getDB: database,
        getDBNames: () => request("admin", { listDatabases: 1, nameOnly: true }).databases.map((d) => d.name),
      };
    }
    getSiblingDB(name) {
      return database(name);
    }
    getCollection(name) {
      return collections.makeCollection(database(this.#name), name);
    }
    getCollectionInfos(filter = {}) {
      return request(this.#name, { listCollections: 1, filter }).cursor.firstBatch;
    }
    getCollectionNames() {
      return this.getCollectionInfos().map((c) => c.name);
    }
    createCollection(name, options = {}) {
      const { ok } = request(this.#name, { create: name, ...options });
      return { ok };
    }
    dropDatabase() {
      const { ok, dropped } = request(this.#name, { dropDatabase: 1 });
      return dropped === undefined ? { ok } : { ok, dropped };
    }
    runCommand(command) {
      return request(this.#name, typeof command === "string" ? { [command]: 1 } : command);
    }
    adminCommand(command) {
      return request("admin", typeof command === "string" ? { [command]: 1 } : command);
    }
    aggregate(pipeline) {
      return new cursors.AggregationCursor({ getDB: () => this, getName: () => 1 }, pipeline);
    }
    stats() {
      return this.runCommand("dbStats");
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
    shutdownServer() {
      return this.adminCommand({ shutdown: 1 });
    }
    watch() {
      throw new Error("drydock: change streams are not simulated");
    }
  }

  const known = new Map();
  function database(name) {
    let found = known.get(name);
    if (found) return found;
    if (name === "" || /[/\\. "$*<>:|?]/.test(name)) {
      const e = new Error(`Invalid database name: ${name}`);
      e.name = "MongoshInvalidInputError";
      e.code = "COMMON-10001";
      throw e;
    }
    const target = new Database(name);
    found = new Proxy(target, {
      get(t, key) {
        if (typeof key === "symbol") return t[key];
        if (key in t) return typeof t[key] === "function" ? t[key].bind(t) : t[key];
        return collections.makeCollection(found, key);
      },
    });
    known.set(name, found);
    return found;
  }
  Object.assign(exports, { database, isDatabase: (v) => v instanceof Database });
}
