const EventEmitter = require("events");
const { Result } = require("./result.js");
const { prepareValue } = require("./values.js");

/** One statement on its way; given to Client.query it tells of its rows by events. */
class Query extends EventEmitter {
  constructor(config, values, callback) {
    super();
    let cb = callback;
    const c = typeof config === "string" ? { text: config } : config;
    let given = values;
    if (typeof values === "function") {
      cb = values;
      given = undefined;
    }
    this.text = c.text;
    this.values = given || c.values;
    this.name = c.name;
    this.rowMode = c.rowMode;
    this.types = c.types;
    this.queryMode = c.queryMode;
    this.callback = cb || c.callback;
  }
  submit() {}
  request() {
    const values = this.values && this.values.length ? this.values.map(prepareValue) : undefined;
    return values ? { sql: this.text, params: values } : { sql: this.text };
  }
  finish(reply, own) {
    const all = (reply.results || [reply.result]).map((r) => new Result(this.rowMode, this.types || own).take(r));
    const result = all.length === 1 ? all[0] : all;
    for (const r of all) for (const row of r.rows) this.emit("row", row, r);
    if (this.callback) this.callback(null, result);
    this.emit("end", result);
  }
  fail(error) {
    if (this.callback) this.callback(error);
    else if (this.listenerCount("error")) this.emit("error", error);
  }
}

module.exports = { Query };
