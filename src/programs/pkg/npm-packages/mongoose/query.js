const { DocumentNotFoundError, MongooseError } = require("./errors.js");
const { runPost, runPre } = require("./hooks.js");
const { populate, wishesOf } = require("./populate.js");
const { castFilter, castUpdate } = require("./query-cast.js");
const { OPERATIONS } = require("./query-operations.js");

const DIRECTIONS = { asc: 1, ascending: 1, 1: 1, desc: -1, descending: -1, "-1": -1 };

class Query {
  constructor(model, op, filter = {}, extra = {}) {
    Object.assign(this, { model, op, ...extra });
    this._conditions = filter && typeof filter.toObject === "function" ? filter.toObject() : { ...filter };
    this.options = {};
    this._mongooseOptions = {};
    this._fields = undefined;
    this._populate = [];
    for (const [key, fn] of Object.entries(model.schema.query))
      Object.defineProperty(this, key, { value: fn, enumerable: false });
  }
  // What it is made of
  getFilter() {
    return this._conditions;
  }
  getQuery() {
    return this._conditions;
  }
  setQuery(filter) {
    this._conditions = filter;
  }
  getUpdate() {
    return this._update;
  }
  setUpdate(update) {
    this._update = update;
  }
  getOptions() {
    return this.options;
  }
  mongooseOptions() {
    return this._mongooseOptions;
  }
  projection() {
    return this._fields;
  }
  set(path, value) {
    this._update ??= {};
    if (typeof path === "object") Object.assign((this._update.$set ??= {}), path);
    else (this._update.$set ??= {})[path] = value;
    return this;
  }
  merge(other) {
    Object.assign(this._conditions, other instanceof Query ? other._conditions : other);
    return this;
  }
  cast(model = this.model) {
    this._conditions = castFilter(model.schema, this._conditions, model.modelName);
    return this._conditions;
  }
  clone() {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this)), this);
    copy._conditions = { ...this._conditions };
    copy.options = { ...this.options };
    copy._executed = false;
    return copy;
  }
  toConstructor() {
    return () => this.clone();
  }
  // Conditions
  where(path, value) {
    if (typeof path === "object") Object.assign(this._conditions, path);
    else {
      this._path = path;
      if (arguments.length > 1) this._conditions[path] = value;
    }
    return this;
  }
  equals(value) {
    this._conditions[this._path] = value;
    return this;
  }
  #condition(operator, args) {
    const [path, value] = args.length > 1 ? args : [this._path, args[0]];
    const before = this._conditions[path];
    this._conditions[path] = { ...(before && typeof before === "object" ? before : {}), [operator]: value };
    return this;
  }
  between(...args) {
    return this.gte(args[0]).lte(args[1]);
  }
  or(list) {
    (this._conditions.$or ??= []).push(...list);
    return this;
  }
  and(list) {
    (this._conditions.$and ??= []).push(...list);
    return this;
  }
  nor(list) {
    (this._conditions.$nor ??= []).push(...list);
    return this;
  }
  op_(operator, args) {
    return this.#condition(operator, args);
  }
  // Shape
  sort(by) {
    const order = (this.options.sort ??= {});
    if (typeof by === "string")
      for (const k of by.split(/\s+/).filter(Boolean)) order[k.replace(/^[-+]/, "")] = k[0] === "-" ? -1 : 1;
    else if (Array.isArray(by)) for (const [k, d] of by) order[k] = DIRECTIONS[d] ?? d;
    else for (const [k, d] of by instanceof Map ? by : Object.entries(by ?? {})) order[k] = DIRECTIONS[d] ?? d;
    return this;
  }
  select(fields) {
    this._fields ??= {};
    if (typeof fields === "string")
      for (const k of fields.split(/\s+/).filter(Boolean)) {
        if (k[0] === "+") (this._extra ??= []).push(k.slice(1));
        else this._fields[k.replace(/^-/, "")] = k[0] === "-" ? 0 : 1;
      }
    else if (Array.isArray(fields)) for (const k of fields) this._fields[k] = 1;
    else Object.assign(this._fields, fields);
    return this;
  }
  limit(n) {
    this.options.limit = Number(n);
    return this;
  }
  skip(n) {
    this.options.skip = Number(n);
    return this;
  }
  lean(on = true) {
    this._mongooseOptions.lean = on;
    return this;
  }
  setOptions(o = {}) {
    for (const [key, v] of Object.entries(o)) {
      if (key === "sort" || key === "limit" || key === "skip" || key === "lean" || key === "populate") this[key](v);
      else if (key === "projection" || key === "fields") this.select(v);
      else this.options[key] = v;
    }
    return this;
  }
  populate(path, select) {
    this._populate.push(...wishesOf(path, select));
    return this;
  }
  distinct(field, filter) {
    this.op = "distinct";
    this._field = field;
    if (filter) Object.assign(this._conditions, filter);
    return this;
  }
  countDocuments(filter) {
    this.op = "countDocuments";
    if (filter) Object.assign(this._conditions, filter);
    return this;
  }
  orFail(error) {
    this._orFail = error ?? true;
    return this;
  }
  // Carrying out
  async exec() {
    if (this._executed) {
      const shown = `${this.model.modelName}.${this.op}(${JSON.stringify(this._conditions)}${this._update ? ", {}" : ""})`;
      throw new MongooseError(`Query was already executed: ${shown.slice(0, 60)}`);
    }
    this._executed = true;
    const { schema } = this.model;
    await runPre(schema, this.op, "query", this);
    this.cast();
    const result = await this.#run();
    await runPost(schema, this.op, "query", this, result);
    return result;
  }
  async #run() {
    const found = await OPERATIONS[this.op].call(this, this.model);
    if (this._orFail && (found === null || (Array.isArray(found) && found.length === 0))) {
      const given = this._orFail;
      throw given === true
        ? new DocumentNotFoundError(this._conditions, this.model.modelName)
        : typeof given === "function"
          ? given()
          : given;
    }
    if (this._populate.length && found) await populate(this.model, [found].flat(), this._populate);
    return found;
  }
  /** What is read: without the paths that the schema keeps back. */
  fields() {
    const hidden = Object.entries(this.model.schema.paths)
      .filter(
        ([path, s]) => s.options.select === false && !this._extra?.includes(path) && this._fields?.[path] === undefined,
      )
      .map(([path]) => path);
    const own = this._fields && Object.keys(this._fields).length ? this._fields : undefined;
    const inclusive = own && Object.entries(own).some(([k, v]) => v && k !== "_id");
    if (inclusive || hidden.length === 0) return own;
    return { ...own, ...Object.fromEntries(hidden.map((p) => [p, 0])) };
  }
  async found() {
    const c = (await this.model.coll(`${this.op}()`)).find(this._conditions);
    const fields = this.fields();
    if (fields) c.project(fields);
    for (const key of ["sort", "limit", "skip"]) if (this.options[key] !== undefined) c[key](this.options[key]);
    return c;
  }
  made(d) {
    return d === null || d === undefined
      ? null
      : this._mongooseOptions.lean
        ? d
        : this.model.hydrateFound(d, this._fields);
  }
  update() {
    return castUpdate(this.model.schema, this._update, this.model.modelName, this.options);
  }
  async updateChecked() {
    if (this.options.runValidators) await this.model.validateUpdate(this._update);
    return this.update();
  }
  // biome-ignore lint/suspicious/noThenProperty: a query is awaited
  then(ok, bad) {
    return this.exec().then(ok, bad);
  }
  catch(bad) {
    return this.exec().catch(bad);
  }
  finally(fn) {
    return this.exec().finally(fn);
  }
  cursor() {
    return this;
  }
  async *[Symbol.asyncIterator]() {
    yield* await this.exec();
  }
  session() {
    return this;
  }
}
for (const name of "gt gte lt lte ne in nin all size exists regex mod elemMatch".split(" "))
  Query.prototype[name] = function (...args) {
    if (name === "exists" && args.length === 0) args.push(true);
    return this.op_(`$${name}`, args);
  };
for (const name of "read readConcern batchSize hint comment maxTimeMS collation allowDiskUse tailable slice snapshot".split(
  " ",
))
  Query.prototype[name] = function () {
    return this;
  };

module.exports = { Query };
