const { Client } = require("./client.js");
const defaults = require("./defaults.js");
const { DatabaseError } = require("./errors.js");
const { Pool } = require("./pool.js");
const { Query } = require("./query.js");
const { Result } = require("./result.js");
const types = require("./types.js");
const { escapeIdentifier, escapeLiteral } = require("./values.js");

const { TypeOverrides } = {
  /** Parsers of one client's own, before those of all. */
  TypeOverrides: class {
    constructor() {
      this.own = new Map();
    }
    setTypeParser(oid, format, parse) {
      this.own.set(Number(oid), typeof format === "function" ? format : parse);
    }
    getTypeParser(oid, format) {
      return this.own.get(Number(oid)) || types.getTypeParser(oid, format);
    }
  },
};

class PoolOfClients extends Pool {
  constructor(options) {
    super(options, Client);
  }
}
Object.defineProperty(PoolOfClients, "name", { value: "BoundPool" });

const pg = {
  defaults,
  Client,
  Query,
  Pool: PoolOfClients,
  types,
  DatabaseError,
  TypeOverrides,
  Result,
  escapeIdentifier,
  escapeLiteral,
};
pg.default = pg;
Object.defineProperty(pg, "native", {
  configurable: true,
  enumerable: false,
  get() {
    return null;
  },
});
module.exports = pg;
