// mysql: the same connections and pools with callbacks, and results as this package has them.
const Connection = require("./connection.js");
const Pool = require("./pool.js");
const { ResultSetHeader } = require("./results.js");
const { escape, escapeId, format, raw } = require("./escape.js");

class RowDataPacket {}
class OkPacket {}

/** A result's header under this package's names. */
function packet(header) {
  return Object.assign(new OkPacket(), {
    fieldCount: header.fieldCount,
    affectedRows: header.affectedRows,
    insertId: header.insertId,
    serverStatus: header.serverStatus & 3,
    warningCount: header.warningStatus,
    message: header.info === "" ? "" : `(${header.info}`,
    protocol41: true,
    changedRows: header.changedRows,
  });
}

const shown = (rows) => (rows instanceof ResultSetHeader ? packet(rows) : Array.isArray(rows) ? rows.map(shown) : rows);

/** This package's errors name their code first. */
function renamed(e) {
  if (e?.sqlState && !e.message.startsWith(e.code)) e.message = `${e.code}: ${e.sqlMessage}`;
  return e;
}

const adapted = (Base) =>
  class extends Base {
    query(sql, values, cb) {
      const [o, given, done] = Connection.told(sql, values, cb);
      const row = { Row: RowDataPacket, jsonStrings: true, ...o };
      return super.query(row, given, done && ((e, rows, fields) => done(renamed(e), shown(rows), fields)));
    }
    connect(cb) {
      super.connect(cb && ((e, ...rest) => cb(renamed(e), ...rest)));
    }
  };

module.exports = {
  createConnection: (options) => new (adapted(Connection))(options),
  createPool: (options) => new (adapted(Pool))(options),
  createPoolCluster() {
    throw new Error("drydock: mysql.createPoolCluster is not simulated");
  },
  createQuery() {
    throw new Error("drydock: mysql.createQuery is not simulated");
  },
  escape,
  escapeId,
  format,
  raw,
};
