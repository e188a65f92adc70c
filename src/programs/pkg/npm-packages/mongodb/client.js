// `mongodb`: the driver's everyday calls over the wire protocol that src/programs/servers/mongo/wire.ts describes.

const EE = require("node:events");
const { Db } = require("./db.js");
const { MongoParseError, MongoServerError, MongoServerSelectionError } = require("./errors.js");
const { Wire } = require("./wire.js");

const parse = (uri) => {
  const m = /^mongodb:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(uri);
  if (/^mongodb\+srv:/.test(uri)) throw new Error("drydock: mongodb+srv:// is not simulated");
  if (!m)
    throw new MongoParseError(
      'Invalid scheme, expected connection string to start with "mongodb://" or "mongodb+srv://"',
    );
  const [host, port = "27017"] = m[3].split(",")[0].split(":");
  return {
    host,
    port: Number(port),
    user: m[1] && decodeURIComponent(m[1]),
    password: m[2] && decodeURIComponent(m[2]),
    database: m[4] || undefined,
    options: Object.fromEntries(new URLSearchParams(m[5] || "")),
  };
};

class MongoClient extends EE {
  constructor(uri, options = {}) {
    super();
    const hide = (k, v) => Object.defineProperty(this, k, { value: v, writable: true, enumerable: false });
    hide("to", parse(uri));
    hide("options", options);
    hide("wire", undefined);
    hide("opening", undefined);
  }
  static connect(uri, options) {
    return new MongoClient(uri, options).connect();
  }
  async connect() {
    this.opening ??= this.open();
    try {
      await this.opening;
    } catch (e) {
      this.opening = undefined;
      throw e;
    }
    return this;
  }
  /** Tries until the server answers, or the time for finding one is over. */
  async open() {
    const patience = Number(this.options.serverSelectionTimeoutMS ?? this.to.options.serverSelectionTimeoutMS ?? 30000);
    const end = Date.now() + patience;
    for (;;) {
      const wire = new Wire(this.to.host, this.to.port);
      try {
        await wire.open();
        await wire.command({ hello: 1, client: { driver: { name: "nodejs", version: "6.12.0" } }, $db: "admin" });
        const user = this.to.user ?? this.options.auth?.username;
        if (user) {
          const password = this.to.password ?? this.options.auth?.password ?? "";
          const source = this.to.options.authSource ?? this.options.authSource ?? this.to.database ?? "admin";
          await wire.command({
            saslStart: 1,
            mechanism: "PLAIN",
            payload: Buffer.from(`\0${user}\0${password}`),
            $db: source,
          });
        }
        this.wire = wire;
        wire.socket.on("close", () => {
          if (this.wire !== wire) return;
          this.wire = undefined;
          this.opening = undefined;
          this.emit("serverClosed");
        });
        this.emit("open", this);
        return;
      } catch (e) {
        if (e instanceof MongoServerError) {
          wire.socket.destroy();
          throw e;
        }
        if (Date.now() + 500 >= end) {
          const failed = new MongoServerSelectionError(e.message || String(e));
          failed.reason = { type: "Unknown", servers: new Map([[`${this.to.host}:${this.to.port}`, { error: e }]]) };
          Object.defineProperty(failed, "cause", { value: e, enumerable: false });
          throw failed;
        }
        await new Promise((r) => setTimeout(r, 500));
      }
    }
  }
  async command(doc) {
    await this.connect();
    return await this.wire.command(doc);
  }
  db(name) {
    return new Db(this, name || this.to.database || "test");
  }
  async close() {
    const wire = this.wire;
    this.wire = undefined;
    this.opening = undefined;
    if (wire) wire.socket.destroy();
    this.emit("close");
  }
  startSession() {
    throw new Error("drydock: sessions and transactions of MongoDB are not simulated");
  }
}

module.exports = { MongoClient };
