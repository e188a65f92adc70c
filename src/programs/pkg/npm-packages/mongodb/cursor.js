class Cursor {
  constructor(db, collection, command) {
    Object.assign(this, { db, collection, command, batch: [], id: undefined, change: undefined });
  }
  set(key, value) {
    this.command[key] = value;
    return this;
  }
  sort(by, direction) {
    const order = typeof by === "string" ? { [by]: direction ?? 1 } : Array.isArray(by) ? Object.fromEntries(by) : by;
    const sign = (d) => (d === "desc" || d === "descending" ? -1 : d === "asc" || d === "ascending" ? 1 : d);
    return this.set("sort", Object.fromEntries(Object.entries(order).map(([k, d]) => [k, sign(d)])));
  }
  limit(n) {
    return this.set("limit", n);
  }
  skip(n) {
    return this.set("skip", n);
  }
  project(p) {
    return this.set("projection", p);
  }
  filter(f) {
    return this.set("filter", f);
  }
  batchSize(n) {
    return this.set("batchSize", n);
  }
  map(fn) {
    const before = this.change;
    this.change = before ? (v) => fn(before(v)) : fn;
    return this;
  }
  async next() {
    while (!this.batch.length) {
      if (this.id === 0) return null;
      const r =
        this.id === undefined
          ? await this.db.command(this.command)
          : await this.db.command({ getMore: BigInt(this.id), collection: this.collection });
      this.id = Number(r.cursor.id);
      this.batch = r.cursor.firstBatch || r.cursor.nextBatch;
      if (!this.batch.length && this.id === 0) return null;
    }
    const v = this.batch.shift();
    return this.change ? this.change(v) : v;
  }
  async hasNext() {
    if (this.batch.length) return true;
    const change = this.change;
    this.change = undefined;
    const v = await this.next();
    this.change = change;
    if (v === null) return false;
    this.batch.unshift(v);
    return true;
  }
  async toArray() {
    const out = [];
    for (let v = await this.next(); v !== null; v = await this.next()) out.push(v);
    return out;
  }
  async forEach(fn) {
    for (let v = await this.next(); v !== null; v = await this.next()) if (fn(v) === false) break;
  }
  async *[Symbol.asyncIterator]() {
    for (let v = await this.next(); v !== null; v = await this.next()) yield v;
  }
  async close() {
    this.id = 0;
    this.batch = [];
  }
}

module.exports = { Cursor };
