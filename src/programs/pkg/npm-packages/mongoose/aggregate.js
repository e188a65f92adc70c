const { runPre } = require("./hooks.js");

class Aggregate {
  constructor(model, pipeline) {
    Object.assign(this, { model, stages: [...[].concat(pipeline)] });
  }
  append(...stages) {
    this.stages.push(...stages.flat());
    return this;
  }
  pipeline() {
    return this.stages;
  }
  async exec() {
    await runPre(this.model.schema, "aggregate", "query", this);
    return await (await this.model.coll("aggregate()")).aggregate(this.stages).toArray();
  }
  // biome-ignore lint/suspicious/noThenProperty: an aggregation is awaited
  then(ok, bad) {
    return this.exec().then(ok, bad);
  }
  catch(bad) {
    return this.exec().catch(bad);
  }
  async *[Symbol.asyncIterator]() {
    yield* await this.exec();
  }
}
for (const name of "match group project limit skip unwind lookup addFields facet count sortByCount".split(" "))
  Aggregate.prototype[name] = function (value) {
    return this.append({
      [`$${name}`]: name === "unwind" && typeof value === "string" && !value.startsWith("$") ? `$${value}` : value,
    });
  };
Aggregate.prototype.sort = function (by) {
  const order =
    typeof by === "string"
      ? Object.fromEntries(by.split(/\s+/).map((k) => (k[0] === "-" ? [k.slice(1), -1] : [k, 1])))
      : by;
  return this.append({ $sort: order });
};

module.exports = { Aggregate };
