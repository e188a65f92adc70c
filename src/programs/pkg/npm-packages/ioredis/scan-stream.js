const { Readable } = require("node:stream");

/** Pages of SCAN and its kin as a stream. */
class ScanStream extends Readable {
  constructor(redis, command, key, options = {}) {
    super({ objectMode: true, ...options });
    this.page = (cursor) =>
      redis[command](
        ...(key === undefined ? [] : [key]),
        cursor,
        ...(options.match ? ["MATCH", options.match] : []),
        ...(options.type ? ["TYPE", options.type] : []),
        ...(options.count ? ["COUNT", String(options.count)] : []),
      );
    this.cursor = "0";
    this.drained = false;
  }
  _read() {
    if (this.drained) return void this.push(null);
    this.page(this.cursor).then(
      ([cursor, found]) => {
        this.cursor = String(cursor);
        if (this.cursor === "0") this.drained = true;
        this.push(found);
      },
      (e) => this.emit("error", e),
    );
  }
  close() {
    this.drained = true;
  }
}

module.exports = { ScanStream };
