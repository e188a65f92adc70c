const { ObjectId } = require("./driver/bson.js");
const { Mixed, isPlain, kindOf } = require("./types.js");
const { MAJOR } = require("./version.js");

const TYPES_URL = "See https://bit.ly/mongoose-schematypes for a list of valid schema types.";

/** Up to version 8 indexes are said to be made in the background. */
const BACKGROUND = MAJOR >= 9 ? {} : { background: true };

class Virtual {
  constructor(name, options = {}) {
    Object.assign(this, { path: name, options, getters: [], setters: [] });
  }
  get(fn) {
    this.getters.push(fn);
    return this;
  }
  set(fn) {
    this.setters.push(fn);
    return this;
  }
}

class Schema {
  constructor(definition = {}, options = {}) {
    this.obj = definition;
    this.options = { strict: true, id: true, _id: true, minimize: true, versionKey: "__v", ...options };
    this.paths = {};
    this.nested = {};
    this.subpaths = {};
    this.methods = { ...options.methods };
    this.statics = { ...options.statics };
    this.query = { ...options.query };
    this.virtuals = {};
    this.aliases = {};
    this.hooks = [];
    this._indexes = [];
    this.plugins = [];
    this.add(definition);
    if (this.options._id && !this.paths._id) this.#put("_id", { kind: "ObjectId", auto: true, options: {} });
    const { timestamps } = this.options;
    if (timestamps) {
      const name = (key, standard) =>
        timestamps === true || timestamps[key] === undefined || timestamps[key] === true ? standard : timestamps[key];
      this.timestamps = { createdAt: name("createdAt", "createdAt"), updatedAt: name("updatedAt", "updatedAt") };
      for (const key of Object.values(this.timestamps))
        if (key && !this.paths[key]) this.#put(key, { kind: "Date", options: {} });
    }
    for (const [key, v] of Object.entries(options.virtuals ?? {})) {
      const made = this.virtual(key, v.options);
      if (v.get) made.get(v.get);
      if (v.set) made.set(v.set);
    }
  }
  get indexes_() {
    return this._indexes;
  }
  #put(path, spec) {
    spec.path = path;
    spec.instance = spec.kind === "Embedded" ? "Embedded" : spec.kind;
    this.paths[path] = spec;
    const parts = path.split(".");
    if (parts.at(-1) !== "$*") for (let i = 1; i < parts.length; i++) this.nested[parts.slice(0, i).join(".")] = true;
    if (spec.options.alias) this.aliases[spec.options.alias] = path;
  }
  add(definition, prefix = "") {
    if (definition instanceof Schema) {
      for (const [path, spec] of Object.entries(definition.paths))
        if (path !== "_id" || !this.paths._id) this.#put(prefix + path, { ...spec });
      Object.assign(this.methods, definition.methods);
      Object.assign(this.statics, definition.statics);
      Object.assign(this.virtuals, definition.virtuals);
      return this;
    }
    for (const [key, given] of Object.entries(definition)) {
      if (given === undefined || given === null)
        throw new TypeError(`Invalid value for schema path \`${prefix}${key}\`, got value "${given}"`);
      if (key === "_id" && given === false) {
        this.options._id = false;
        continue;
      }
      this.#addPath(prefix + key, given);
    }
    return this;
  }
  #addPath(path, given) {
    const typed = isPlain(given) && given.type !== undefined && !(isPlain(given.type) && given.type.type !== undefined);
    const options = typed ? given : {};
    const type = typed ? given.type : given;
    if (isPlain(type) && !typed) {
      if (Object.keys(type).length === 0) this.#put(path, { kind: "Mixed", options });
      else this.add(type, `${path}.`);
      return;
    }
    const spec = this.#specOf(path, type, options);
    this.#put(path, spec);
    if (spec.kind === "Map") this.#put(`${path}.$*`, { ...spec.of });
  }
  #specOf(path, type, options) {
    if (Array.isArray(type)) {
      const [inner] = type;
      const of =
        inner === undefined
          ? { kind: "Mixed", options: {} }
          : isPlain(inner) && inner.type === undefined
            ? Object.keys(inner).length
              ? { kind: "Embedded", schema: new Schema(inner), options: {} }
              : { kind: "Mixed", options: {} }
            : isPlain(inner)
              ? this.#specOf(path, inner.type, inner)
              : this.#specOf(path, inner, {});
      return { kind: "Array", of, options };
    }
    if (type instanceof Schema) return { kind: "Embedded", schema: type, options };
    if (isPlain(type)) return { kind: "Embedded", schema: new Schema(type, { _id: false }), options };
    const kind = kindOf(type);
    if (!kind)
      throw new TypeError(
        `Invalid schema configuration: \`${typeof type === "function" ? type.name : String(type)}\` is not a valid type at path \`${path}\`. ${TYPES_URL}`,
      );
    if (kind === "Array") return { kind: "Array", of: { kind: "Mixed", options: {} }, options };
    if (kind === "Map") {
      const of =
        options.of === undefined
          ? { kind: "Mixed", options: {} }
          : this.#specOf(`${path}.$*`, options.of?.type ?? options.of, isPlain(options.of) ? options.of : {});
      return { kind: "Map", of, options };
    }
    return { kind, options, auto: kind === "ObjectId" && options.auto === true };
  }
  path(name, definition) {
    if (definition !== undefined) {
      this.#addPath(name, definition);
      return this;
    }
    return this.paths[name];
  }
  pathType(name) {
    if (this.paths[name]) return "real";
    if (this.virtuals[name]) return "virtual";
    return this.nested[name] ? "nested" : "adhocOrUndefined";
  }
  eachPath(fn) {
    for (const [path, spec] of Object.entries(this.paths)) fn(path, spec);
    return this;
  }
  requiredPaths() {
    return Object.keys(this.paths)
      .filter((p) => this.paths[p].options.required)
      .reverse();
  }
  #hook(when, name, options, fn = options) {
    for (const n of [].concat(name))
      this.hooks.push({ when, name: n, fn, options: typeof options === "object" ? options : {} });
    return this;
  }
  pre(name, options, fn) {
    return this.#hook("pre", name, options, fn);
  }
  post(name, options, fn) {
    return this.#hook("post", name, options, fn);
  }
  method(name, fn) {
    if (typeof name === "object") Object.assign(this.methods, name);
    else this.methods[name] = fn;
    return this;
  }
  static(name, fn) {
    if (typeof name === "object") Object.assign(this.statics, name);
    else this.statics[name] = fn;
    return this;
  }
  virtual(name, options) {
    return (this.virtuals[name] ??= new Virtual(name, options));
  }
  virtualpath(name) {
    return this.virtuals[name];
  }
  index(keys, options = {}) {
    this._indexes.push([keys, options]);
    return this;
  }
  indexes() {
    const own = Object.entries(this.paths).flatMap(([path, { options: o }]) =>
      o.unique || o.index || o.sparse || o.expires
        ? [[{ [path]: 1 }, { ...(o.unique ? { unique: true } : {}), ...BACKGROUND }]]
        : [],
    );
    return [...own, ...this._indexes.map(([k, o]) => [k, { ...BACKGROUND, ...o }])];
  }
  plugin(fn, options) {
    fn(this, options);
    return this;
  }
  set(key, value) {
    if (value === undefined) return this.options[key];
    this.options[key] = value;
    return this;
  }
  get(key) {
    return this.options[key];
  }
  loadClass(from) {
    for (const [name, d] of Object.entries(Object.getOwnPropertyDescriptors(from)))
      if (!/^(length|name|prototype)$/.test(name) && typeof d.value === "function") this.static(name, d.value);
    for (const [name, d] of Object.entries(Object.getOwnPropertyDescriptors(from.prototype))) {
      if (name === "constructor") continue;
      if (typeof d.value === "function") this.method(name, d.value);
      if (d.get) this.virtual(name).get(d.get);
      if (d.set) this.virtual(name).set(d.set);
    }
    return this;
  }
  clone() {
    const copy = new Schema({}, this.options);
    copy.paths = { ...this.paths };
    for (const key of ["nested", "methods", "statics", "query", "virtuals", "aliases"]) copy[key] = { ...this[key] };
    copy.hooks = [...this.hooks];
    copy._indexes = [...this._indexes];
    return copy;
  }
}

Schema.Types = {
  Array,
  BigInt,
  Boolean,
  Bool: Boolean,
  Buffer,
  Date,
  Decimal128: { schemaName: "Decimal128" },
  Map,
  Mixed,
  Number,
  ObjectId,
  Oid: ObjectId,
  String,
  UUID: { schemaName: "UUID" },
};
Schema.ObjectId = ObjectId;

module.exports = { Schema };
