// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `pg`: Client and Pool, with promises and callbacks. */
export function packagePg(module, require, _version, { SqlConnection, plain }) {
  const EE = require("events");
  class DatabaseError extends Error {
    constructor(f) {
      super(f.message);
      this.length = f.message.length + 60;
      this.severity = /^(?:28|3D|53)/.test(f.state) ? "FATAL" : "ERROR";
      this.code = f.state;
      this.detail = f.detail;
      this.hint = f.hint;
      this.position = f.at === undefined ? undefined : String(f.at + 1);
    }
    get name() {
      return "error";
    }
  }
  const OIDS = {
    integer: 23,
    bigint: 20,
    smallint: 21,
    boolean: 16,
    text: 25,
    numeric: 1700,
    json: 114,
    jsonb: 3802,
    date: 1082,
  };
  /** What a value of a column's type becomes. */
  const value = (v, type) => {
    if (v === null) return null;
    if (type === "bigint") return String(v);
    if (type === "json" || type === "jsonb") return typeof v === "string" ? JSON.parse(v) : v;
    if (/^timestamp/.test(type))
      return new Date(
        `${String(v).replace(" ", "T")}${/[+-]\d\d(?::?\d\d)?$/.test(v) ? (/[+-]\d\d$/.test(v) ? ":00" : "") : ""}`,
      );
    if (type === "date") return new Date(`${v}T00:00:00`);
    return v;
  };
  const resultOf = ({ columns, rows, tag, affected }, rowMode) => {
    const names = columns || [];
    const command = tag.split(" ")[0];
    const made = names.length
      ? rows.map((r) => {
          const cells = r.map((v, i) => value(v, names[i].type));
          return rowMode === "array" ? cells : Object.fromEntries(names.map((c, i) => [c.name, cells[i]]));
        })
      : [];
    return {
      command,
      rowCount: names.length ? made.length : /^(?:INSERT|UPDATE|DELETE)$/.test(command) ? affected : null,
      oid: command === "INSERT" ? 0 : null,
      rows: made,
      fields: names.map((c) => ({ name: c.name, dataTypeID: OIDS[c.type] ?? 25, format: "text" })),
    };
  };
  const settings = (c = {}) => {
    const o = typeof c === "string" ? { connectionString: c } : { ...c };
    if (o.connectionString) {
      const u = new URL(o.connectionString);
      Object.assign(o, {
        host: u.hostname || undefined,
        port: u.port ? Number(u.port) : undefined,
        user: decodeURIComponent(u.username) || undefined,
        password: decodeURIComponent(u.password) || undefined,
        database: u.pathname.slice(1) || undefined,
      });
    }
    const { env } = process;
    const user = o.user || env.PGUSER || env.USER || "root";
    return {
      host: o.host || env.PGHOST || "localhost",
      port: Number(o.port || env.PGPORT || 5432),
      user,
      password: o.password ?? env.PGPASSWORD,
      database: o.database || env.PGDATABASE || user,
    };
  };
  const answer = (promise, cb) => {
    if (typeof cb !== "function") return promise;
    promise.then(
      (v) => process.nextTick(cb, null, v),
      (e) => process.nextTick(cb, e),
    );
    return undefined;
  };

  class Client extends EE {
    constructor(config) {
      super();
      Object.assign(this, settings(config));
      for (const k of ["password"]) Object.defineProperty(this, k, { enumerable: false, writable: true });
      Object.defineProperty(this, "link", { value: new SqlConnection(), enumerable: false });
    }
    connect(cb) {
      return answer(
        new Promise((resolve, reject) => {
          const { host, port, user, password, database } = this;
          const to = host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
          this.link.on("error", (e) => this.ready && this.emit("error", e));
          this.link.on("close", () => this.emit("end"));
          this.link.open(to, { user, password, database }, (failure) => {
            if (failure) return reject(failure.failure ? new DatabaseError(failure.failure) : failure);
            this.ready = true;
            Object.defineProperty(this, "ready", { enumerable: false });
            return resolve(this);
          });
        }),
        cb,
      );
    }
    query(text, values, cb) {
      if (typeof values === "function") [values, cb] = [undefined, values];
      const q = typeof text === "string" ? { text } : text;
      const params = (values || q.values || []).map(plain);
      const run = async () => {
        const r = await this.link.ask(params.length ? { sql: q.text, params } : { sql: q.text });
        if (r.failure) throw new DatabaseError(r.failure);
        for (const message of r.result.notices || []) this.emit("notice", { message });
        return resultOf(r.result, q.rowMode);
      };
      return answer(run(), cb);
    }
    end(cb) {
      this.link.close();
      return answer(Promise.resolve(), cb);
    }
    escapeIdentifier(s) {
      return `"${s.replaceAll('"', '""')}"`;
    }
    escapeLiteral(s) {
      return `'${s.replaceAll("'", "''")}'`;
    }
  }

  class Pool extends EE {
    constructor(config = {}) {
      super();
      const hide = (k, v) => Object.defineProperty(this, k, { value: v, writable: true, enumerable: false });
      hide("config", config);
      hide("idle", []);
      hide("all", new Set());
      hide("queue", []);
      this.options = { max: (config && config.max) || 10, ...(typeof config === "object" ? config : {}) };
      this.ending = false;
    }
    get totalCount() {
      return this.all.size;
    }
    get idleCount() {
      return this.idle.length;
    }
    get waitingCount() {
      return this.queue.length;
    }
    connect(cb) {
      const get = async () => {
        if (this.ending) throw new Error("Cannot use a pool after calling end on the pool");
        const free = this.idle.pop();
        if (free) return this.lend(free);
        if (this.all.size >= this.options.max) return await new Promise((resolve) => this.queue.push(resolve));
        const client = new Client(this.config);
        this.all.add(client);
        try {
          await client.connect();
        } catch (e) {
          this.all.delete(client);
          throw e;
        }
        client.on("error", (e) => this.emit("error", e, client));
        client.on("end", () => {
          this.all.delete(client);
          this.idle = this.idle.filter((c) => c !== client);
        });
        this.emit("connect", client);
        return this.lend(client);
      };
      if (typeof cb !== "function") return get();
      get().then(
        (c) => cb(null, c, c.release),
        (e) => cb(e, undefined, () => {}),
      );
      return undefined;
    }
    lend(client) {
      client.release = (broken) => {
        client.release = () => {};
        if (broken || this.ending) return void client.end();
        const next = this.queue.shift();
        if (next) next(this.lend(client));
        else {
          this.idle.push(client);
          // An idle connection does not keep the program for longer than ten seconds.
          const timer = setTimeout(
            () => this.idle.includes(client) && client.end(),
            this.options.idleTimeoutMillis ?? 10000,
          );
          if (this.options.allowExitOnIdle) timer.unref();
        }
      };
      Object.defineProperty(client, "release", { enumerable: false, writable: true, configurable: true });
      return client;
    }
    query(text, values, cb) {
      if (typeof values === "function") [values, cb] = [undefined, values];
      const run = async () => {
        const client = await this.connect();
        try {
          return await client.query(text, values);
        } finally {
          client.release();
        }
      };
      return answer(run(), cb);
    }
    end(cb) {
      this.ending = true;
      for (const c of this.idle.splice(0)) c.end();
      return answer(Promise.resolve(), cb);
    }
  }
  const refused = (what) => () => {
    throw new Error(`drydock: pg.${what} is not simulated`);
  };
  const pg = {
    Client,
    Pool,
    DatabaseError,
    Query: refused("Query"),
    types: { setTypeParser: refused("types.setTypeParser"), builtins: {} },
    defaults: {},
  };
  pg.default = pg;
  module.exports = pg;
}
