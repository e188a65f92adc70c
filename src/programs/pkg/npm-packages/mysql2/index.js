// mysql2: connections and pools with callbacks; `.promise()` and `mysql2/promise` with promises.
const Connection = require("./connection.js");
const Pool = require("./pool.js");
const { escape, escapeId, format, raw } = require("./escape.js");

module.exports = {
  createConnection: (options) => new Connection(options),
  connect: (options) => new Connection(options),
  Connection,
  createPool: (options) => new Pool(options),
  Pool,
  createPoolCluster() {
    throw new Error("drydock: mysql.createPoolCluster is not simulated");
  },
  createServer() {
    throw new Error("drydock: mysql.createServer is not simulated");
  },
  escape,
  escapeId,
  format,
  raw,
  version: "@VERSION@",
};
Object.defineProperty(module.exports, "createConnectionPromise", {
  get: () => require("./promises.js").createConnection,
});
