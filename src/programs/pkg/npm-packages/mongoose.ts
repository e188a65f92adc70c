// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `mongoose`: schemas, models, queries, validation, over the driver `mongodb`. Callbacks as up to version 6. */
export function packageMongoose(module, require, version, driver) {
  const EE = require("events");
  const { MongoClient, ObjectId } = driver;
  const callbacks = Number(version.split(".")[0]) < 7;
  class MongooseError extends Error {
    get name() {
      return "MongooseError";
    }
  }
  class CastError extends MongooseError {
    constructor(kind, value, path, model) {
      const shown = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
      const type = value === null ? "null" : typeof value === "object" ? value.constructor.name : typeof value;
      super(
        `Cast to ${kind} failed for value ${shown} (type ${type}) at path "${path}"${model ? ` for model "${model}"` : ""}`,
      );
      Object.assign(this, { stringValue: shown, kind, value, path });
    }
    get name() {
      return "CastError";
    }
  }
  class ValidatorError extends MongooseError {
    constructor(message, kind, path, value) {
      super(message);
      Object.assign(this, { properties: { message, type: kind, path, value }, kind, path, value });
    }
    get name() {
      return "ValidatorError";
    }
  }
  class ValidationError extends MongooseError {
    constructor(model, errors) {
      super(
        `${model} validation failed: ${Object.entries(errors)
          .map(([k, e]) => `${k}: ${e.message}`)
          .join(", ")}`,
      );
      this.errors = errors;
      this._message = `${model} validation failed`;
    }
    get name() {
      return "ValidationError";
    }
  }
  class DocumentNotFoundError extends MongooseError {}
  /** A promise, or for older versions a callback. */
  const answer = (promise, cb) => {
    if (typeof cb !== "function") return promise;
    if (!callbacks) throw new MongooseError("This function no longer accepts a callback");
    promise.then(
      (v) => cb(null, v),
      (e) => cb(e),
    );
    return undefined;
  };

  const Mixed = class Mixed {};
  const isPlain = (v) => v !== null && typeof v === "object" && Object.getPrototypeOf(v) === Object.prototype;
  const KINDS = new Map([
    [String, "String"],
    [Number, "Number"],
    [Boolean, "Boolean"],
    [Date, "Date"],
    [ObjectId, "ObjectId"],
    [Buffer, "Buffer"],
    [Mixed, "Mixed"],
    [Object, "Mixed"],
    [Map, "Mixed"],
  ]);
  const kindOf = (t) =>
    typeof t === "string"
      ? t[0].toUpperCase() + t.slice(1)
      : KINDS.get(t) || (t instanceof Schema ? "Embedded" : undefined);

  class Schema {
    constructor(definition = {}, options = {}) {
      this.options = { timestamps: false, ...options };
      this.paths = {};
      this.methods = {};
      this.statics = {};
      this.virtuals = {};
      this.hooks = { pre: {}, post: {} };
      this.indexes_ = [];
      this.obj = definition;
      this.add(definition);
      if (!this.paths._id && this.options._id !== false) this.paths._id = { kind: "ObjectId", auto: true, options: {} };
      if (this.options.timestamps) {
        this.paths.createdAt = { kind: "Date", options: {} };
        this.paths.updatedAt = { kind: "Date", options: {} };
      }
    }
    add(definition, prefix = "") {
      for (const [key, given] of Object.entries(definition instanceof Schema ? definition.obj : definition)) {
        const path = prefix + key;
        const options =
          isPlain(given) && given.type !== undefined && !(isPlain(given.type) && given.type.type) ? given : undefined;
        const type = options ? options.type : given;
        if (Array.isArray(type)) {
          const inner = new Schema({ of: type[0] ?? Mixed }, { _id: false });
          this.paths[path] = {
            kind: "Array",
            of: inner.paths.of ?? { kind: "Nested", schema: new Schema(type[0] || {}), options: {} },
            options: options || {},
          };
          if (isPlain(type[0]) && type[0].type === undefined)
            this.paths[path].of = { kind: "Embedded", schema: new Schema(type[0]), options: {} };
        } else if (type instanceof Schema)
          this.paths[path] = { kind: "Embedded", schema: type, options: options || {} };
        else if (kindOf(type)) this.paths[path] = { kind: kindOf(type), options: options || {} };
        else if (isPlain(type)) this.add(type, `${path}.`);
        else
          throw new MongooseError(
            `Invalid schema configuration: \`${String(type)}\` is not a valid type at path \`${path}\`.`,
          );
      }
      return this;
    }
    pre(name, fn) {
      for (const n of [].concat(name)) (this.hooks.pre[n] ||= []).push(fn);
      return this;
    }
    post(name, fn) {
      for (const n of [].concat(name)) (this.hooks.post[n] ||= []).push(fn);
      return this;
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
    virtual(name) {
      const v = (this.virtuals[name] ||= {});
      const chain = {
        get(fn) {
          v.get = fn;
          return chain;
        },
        set(fn) {
          v.set = fn;
          return chain;
        },
      };
      return chain;
    }
    index(keys, options) {
      this.indexes_.push([keys, options]);
      return this;
    }
    plugin(fn, options) {
      fn(this, options);
      return this;
    }
    set(key, value) {
      this.options[key] = value;
      return this;
    }
    path(name) {
      return this.paths[name];
    }
  }
  Schema.Types = { String, Number, Boolean, Date, ObjectId, Buffer, Mixed, Map, Array };

  const getAt = (o, path) => path.split(".").reduce((v, k) => (v === undefined || v === null ? undefined : v[k]), o);
  const putAt = (o, path, value) => {
    const keys = path.split(".");
    const last = keys.pop();
    let at = o;
    for (const k of keys) {
      if (k === "__proto__") return;
      at = at[k] ??= {};
    }
    if (last !== "__proto__") at[last] = value;
  };
  function cast(spec, value, path, model) {
    if (value === undefined || value === null) return value;
    const bad = (kind) => {
      throw new CastError(kind, value, path, model);
    };
    switch (spec.kind) {
      case "String": {
        if (typeof value === "object" && !(value instanceof ObjectId) && (isPlain(value) || Array.isArray(value)))
          bad("string");
        let s = String(value);
        const o = spec.options;
        if (o.trim) s = s.trim();
        if (o.lowercase) s = s.toLowerCase();
        if (o.uppercase) s = s.toUpperCase();
        return s;
      }
      case "Number": {
        if (value === "") return null;
        const n =
          typeof value === "boolean"
            ? Number(value)
            : typeof value === "object" && !(value instanceof Number) && !(value instanceof Date)
              ? Number.NaN
              : Number(value);
        return Number.isNaN(n) ? bad("Number") : n;
      }
      case "Boolean":
        if ([true, "true", 1, "1", "yes"].includes(value)) return true;
        if ([false, "false", 0, "0", "no"].includes(value)) return false;
        return bad("Boolean");
      case "Date": {
        const d =
          value instanceof Date
            ? value
            : new Date(typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value);
        return Number.isNaN(d.getTime()) ? bad("date") : d;
      }
      case "ObjectId":
        if (value instanceof ObjectId) return value;
        if (value._id) return cast(spec, value._id, path, model);
        return ObjectId.isValid(value) ? new ObjectId(value) : bad("ObjectId");
      case "Buffer":
        return Buffer.from(value);
      case "Array":
        return (Array.isArray(value) ? value : [value]).map((v) => cast(spec.of, v, path, model));
      case "Embedded":
        return isPlain(value) || value.toObject
          ? castAll(spec.schema, value.toObject ? value.toObject() : value, model)
          : bad("Embedded");
      default:
        return value;
    }
  }
  /** A document's fields: those of the schema, in its order, with defaults. */
  function castAll(schema, given, model, errors) {
    const out = {};
    for (const [path, spec] of Object.entries(schema.paths)) {
      let value = getAt(given, path);
      if (value === undefined) {
        if (spec.auto) value = new ObjectId();
        else if (spec.options.default !== undefined)
          value = typeof spec.options.default === "function" ? spec.options.default.call(given) : spec.options.default;
        else if (spec.kind === "Array") value = [];
      }
      if (value === undefined) continue;
      try {
        putAt(out, path, cast(spec, value, path, errors ? undefined : model));
      } catch (e) {
        if (!errors || !(e instanceof CastError)) throw e;
        errors[path] = e;
      }
    }
    if (schema.options.strict === false)
      for (const k of Object.keys(given)) if (out[k] === undefined) out[k] = given[k];
    return out;
  }
  async function validate(schema, doc, errors, prefix = "") {
    const rule = (given, ownMessage) => (Array.isArray(given) ? given : [given, ownMessage]);
    for (const [path, spec] of Object.entries(schema.paths)) {
      const o = spec.options;
      const value = getAt(doc, path);
      const at = prefix + path;
      const fail = (kind, message) => {
        const text = String(message)
          .replaceAll("{PATH}", at)
          .replaceAll("{VALUE}", String(value))
          .replaceAll("{VALUES}", "");
        errors[at] ??= new ValidatorError(text, kind, at, value);
      };
      const empty = value === undefined || value === null || value === "";
      const [required, requiredMessage] = rule(
        typeof o.required === "function" ? o.required.call(doc) : o.required,
        `Path \`${at}\` is required.`,
      );
      if (required && empty) fail("required", typeof required === "string" ? required : requiredMessage);
      if (empty) continue;
      if (o.enum) {
        const list = Array.isArray(o.enum) ? o.enum : o.enum.values || Object.values(o.enum);
        if (!list.includes(value))
          fail("enum", o.enum.message || `\`${value}\` is not a valid enum value for path \`${at}\`.`);
      }
      if (o.match) {
        const [re, message] = rule(o.match, `Path \`${at}\` is invalid (${value}).`);
        if (!re.test(value)) fail("regexp", message);
      }
      for (const [name, kind, holds, words] of [
        [
          "minlength",
          "minlength",
          (n) => value.length >= n,
          (n) => `Path \`${at}\` (\`${value}\`) is shorter than the minimum allowed length (${n}).`,
        ],
        [
          "minLength",
          "minlength",
          (n) => value.length >= n,
          (n) => `Path \`${at}\` (\`${value}\`) is shorter than the minimum allowed length (${n}).`,
        ],
        [
          "maxlength",
          "maxlength",
          (n) => value.length <= n,
          (n) => `Path \`${at}\` (\`${value}\`) is longer than the maximum allowed length (${n}).`,
        ],
        [
          "maxLength",
          "maxlength",
          (n) => value.length <= n,
          (n) => `Path \`${at}\` (\`${value}\`) is longer than the maximum allowed length (${n}).`,
        ],
        [
          "min",
          "min",
          (n) => value >= n,
          (n) => `Path \`${at}\` (${value}) is less than minimum allowed value (${n}).`,
        ],
        [
          "max",
          "max",
          (n) => value <= n,
          (n) => `Path \`${at}\` (${value}) is more than maximum allowed value (${n}).`,
        ],
      ]) {
        if (o[name] === undefined) continue;
        const [limit, message] = rule(o[name]);
        if (!holds(limit)) fail(kind, message || words(limit));
      }
      for (const v of o.validate
        ? Array.isArray(o.validate) && typeof o.validate[0] !== "function"
          ? o.validate
          : [o.validate]
        : []) {
        const [fn, message] = typeof v === "function" ? [v] : Array.isArray(v) ? v : [v.validator, v.message];
        if (!(await fn.call(doc, value)))
          fail(
            "user defined",
            (typeof message === "function" ? message({ path: at, value }) : message) ||
              `Validator failed for path \`${at}\` with value \`${value}\``,
          );
      }
      if (spec.kind === "Embedded") await validate(spec.schema, value, errors, `${at}.`);
      if (spec.kind === "Array" && spec.of.kind === "Embedded")
        for (const [i, item] of value.entries()) await validate(spec.of.schema, item, errors, `${at}.${i}.`);
    }
  }
  const UPDATES = /^\$(?:set|inc|unset|push|pull|addToSet|min|max|mul|rename|setOnInsert|pop|currentDate)$/;

  class Query {
    constructor(model, run, filter = {}) {
      Object.assign(this, { model, run, filter, steps: {}, populated: [] });
    }
    where(path, value) {
      if (typeof path === "object") Object.assign(this.filter, path);
      else if (value !== undefined) this.filter[path] = value;
      else this.at = path;
      return this;
    }
    step(name, value) {
      this.steps[name] = value;
      return this;
    }
    sort(by) {
      if (typeof by !== "string") return this.step("sort", by);
      return this.step(
        "sort",
        Object.fromEntries(by.split(/\s+/).map((k) => (k[0] === "-" ? [k.slice(1), -1] : [k, 1]))),
      );
    }
    select(fields) {
      if (typeof fields !== "string") return this.step("project", fields);
      return this.step(
        "project",
        Object.fromEntries(fields.split(/\s+/).map((k) => (k[0] === "-" ? [k.slice(1), 0] : [k, 1]))),
      );
    }
    limit(n) {
      return this.step("limit", n);
    }
    skip(n) {
      return this.step("skip", n);
    }
    lean() {
      this.isLean = true;
      return this;
    }
    populate(path) {
      this.populated.push(...String(path.path || path).split(/\s+/));
      return this;
    }
    orFail(error) {
      this.mustFind = error || true;
      return this;
    }
    async execute() {
      const result = await this.run(this);
      if (this.mustFind && (result === null || (Array.isArray(result) && !result.length)))
        throw typeof this.mustFind === "function"
          ? this.mustFind()
          : this.mustFind !== true
            ? this.mustFind
            : new DocumentNotFoundError(
                `No document found for query "${JSON.stringify(this.filter)}" on model "${this.model.modelName}"`,
              );
      for (const path of this.populated) await this.fill(path, [].concat(result ?? []));
      return result;
    }
    async fill(path, docs) {
      const spec = this.model.schema.paths[path];
      const ref = spec && (spec.options.ref || (spec.of && spec.of.options.ref));
      if (!ref) return;
      const other = typeof ref === "string" ? mongoose.model(ref) : ref;
      const one = (id) => other.findById(id);
      for (const d of docs) {
        const ids = getAt(d, path);
        if (ids === undefined || ids === null) continue;
        putAt(d, path, Array.isArray(ids) ? (await Promise.all(ids.map(one))).filter(Boolean) : await one(ids));
      }
    }
    exec(cb) {
      return answer(this.execute(), cb);
    }
    // biome-ignore lint/suspicious/noThenProperty: a query is awaited
    then(ok, bad) {
      return this.execute().then(ok, bad);
    }
    catch(bad) {
      return this.execute().catch(bad);
    }
    finally(fn) {
      return this.execute().finally(fn);
    }
    async *[Symbol.asyncIterator]() {
      yield* await this.execute();
    }
  }
  for (const [name, operator] of Object.entries({
    gt: "$gt",
    gte: "$gte",
    lt: "$lt",
    lte: "$lte",
    ne: "$ne",
    in: "$in",
    nin: "$nin",
  }))
    Query.prototype[name] = function (value) {
      this.filter[this.at] = { ...this.filter[this.at], [operator]: value };
      return this;
    };
  Query.prototype.equals = function (value) {
    this.filter[this.at] = value;
    return this;
  };

  /** The collection's name for a model: the plural, in small letters. */
  const plural = (name) => {
    const n = name.toLowerCase();
    if (/(?:s|x|z|ch|sh)$/.test(n)) return `${n}es`;
    if (/[^aeiou]y$/.test(n)) return `${n.slice(0, -1)}ies`;
    if (/person$/.test(n)) return n.replace(/person$/, "people");
    return /\d$/.test(n) ? n : `${n}s`;
  };

  class Connection extends EE {
    constructor() {
      super();
      this.readyState = 0;
      this.models = {};
      Object.defineProperty(this, "client", { value: undefined, writable: true, enumerable: false });
    }
    get db() {
      return this.client && this.client.db(this.dbName);
    }
    get name() {
      return this.db && this.db.databaseName;
    }
    get host() {
      return this.client && this.client.to.host;
    }
    get port() {
      return this.client && this.client.to.port;
    }
    async openUri(uri, options = {}) {
      if (typeof uri !== "string")
        throw new MongooseError(
          'The `uri` parameter to `openUri()` must be a string, got "' +
            typeof uri +
            '". Make sure the first parameter to `mongoose.connect()` or `mongoose.createConnection()` is a string.',
        );
      this.client = new MongoClient(uri, options);
      this.dbName = options.dbName;
      const { user, pass } = options;
      if (user) this.client.options.auth = { username: user, password: pass };
      this.readyState = 2;
      this.emit("connecting");
      try {
        await this.client.connect();
      } catch (e) {
        this.readyState = 0;
        const failed = new MongooseServerSelectionError(e.message);
        failed.reason = e.reason;
        const shown = e.reason ? failed : e;
        if (this.listenerCount("error") > 0) this.emit("error", shown);
        throw shown;
      }
      this.client.on("serverClosed", () => {
        this.readyState = 0;
        this.emit("disconnected");
      });
      this.readyState = 1;
      this.emit("connected");
      this.emit("open");
      return this;
    }
    asPromise() {
      return this.readyState === 1 ? Promise.resolve(this) : new Promise((r) => this.once("open", () => r(this)));
    }
    /** The open database; commands wait for it, as long as they may. */
    async ready(what) {
      if (this.readyState === 1) return this.db;
      if (this.client && this.readyState === 0) {
        await this.client.connect();
        this.readyState = 1;
        return this.db;
      }
      let timer;
      await new Promise((resolve, reject) => {
        this.once("open", resolve);
        timer = setTimeout(
          () => reject(new MongooseError(`Operation \`${what}\` buffering timed out after 10000ms`)),
          10000,
        );
      });
      clearTimeout(timer);
      return this.db;
    }
    collection(name) {
      return this.db.collection(name);
    }
    model(name, schema, collection) {
      return makeModel(this, name, schema, collection);
    }
    async dropDatabase() {
      return await (await this.ready("dropDatabase")).dropDatabase();
    }
    async close() {
      if (this.client) await this.client.close();
      this.readyState = 0;
      this.emit("close");
      this.emit("disconnected");
    }
  }
  class MongooseServerSelectionError extends MongooseError {
    get name() {
      return "MongooseServerSelectionError";
    }
  }

  function makeModel(connection, name, schema, collectionName) {
    if (!schema) {
      if (connection.models[name]) return connection.models[name];
      throw Object.assign(
        new MongooseError(`Schema hasn't been registered for model "${name}".\nUse mongoose.model(name, schema)`),
        { name: "MissingSchemaError" },
      );
    }
    if (!(schema instanceof Schema)) schema = new Schema(schema);
    if (connection.models[name]) throw new MongooseError(`Cannot overwrite \`${name}\` model once compiled.`);
    const collection = collectionName || schema.options.collection || plural(name);
    const coll = async (what) => (await connection.ready(`${collection}.${what}`)).collection(collection);
    const hide = (o, k, v) =>
      Object.defineProperty(o, k, { value: v, writable: true, enumerable: false, configurable: true });
    const hooks = async (when, event, self, args = []) => {
      for (const fn of schema.hooks[when][event] || [])
        await (fn.length > args.length
          ? new Promise((resolve, reject) => fn.call(self, ...args, (e) => (e ? reject(e) : resolve())))
          : fn.call(self, ...args));
    };
    const Model = {
      [name]: class {
        constructor(given = {}, fields) {
          void fields;
          const errors = {};
          Object.assign(this, castAll(schema, given, name, errors));
          hide(this, "castErrors", errors);
          hide(this, "isNew", true);
          for (const k of Object.keys(schema.virtuals))
            if (given[k] !== undefined && schema.virtuals[k].set) this[k] = given[k];
        }
        static from(stored) {
          const d = Object.create(Model.prototype);
          Object.assign(d, stored);
          for (const [path, spec] of Object.entries(schema.paths))
            if (getAt(d, path) === undefined && !spec.auto && spec.options.default !== undefined)
              putAt(
                d,
                path,
                typeof spec.options.default === "function" ? spec.options.default.call(d) : spec.options.default,
              );
          hide(d, "castErrors", {});
          hide(d, "isNew", false);
          hide(d, "before", JSON.stringify(d.toObject()));
          return d;
        }
        get id() {
          return this._id === undefined ? undefined : String(this._id);
        }
        get errors() {
          return undefined;
        }
        toObject(o = {}) {
          const out = {};
          for (const k of Object.keys(this)) {
            const v = this[k];
            out[k] = Array.isArray(v)
              ? v.map((x) => (x && x.toObject ? x.toObject() : x))
              : v && v.toObject
                ? v.toObject()
                : v;
          }
          if (o.virtuals) {
            for (const k of Object.keys(schema.virtuals)) out[k] = this[k];
            out.id = this.id;
          }
          return o.transform ? o.transform(this, out, o) || out : out;
        }
        toJSON() {
          return this.toObject(schema.options.toJSON || {});
        }
        toBSON() {
          return this.toObject();
        }
        get(path) {
          return getAt(this, path);
        }
        set(path, value) {
          if (typeof path === "object") for (const [k, v] of Object.entries(path)) this.set(k, v);
          else putAt(this, path, value);
          return this;
        }
        isModified() {
          return this.isNew || JSON.stringify(this.toObject()) !== this.before;
        }
        markModified() {}
        equals(other) {
          return String(this._id) === String(other && other._id);
        }
        async validate() {
          await hooks("pre", "validate", this);
          const errors = { ...this.castErrors };
          const now = {};
          for (const [path, spec] of Object.entries(schema.paths)) {
            const value = getAt(this, path);
            if (value === undefined || errors[path]) continue;
            try {
              putAt(now, path, cast(spec, value, path));
            } catch (e) {
              if (!(e instanceof CastError)) throw e;
              errors[path] = e;
            }
          }
          await validate(schema, now, errors);
          if (Object.keys(errors).length) throw new ValidationError(name, errors);
          Object.assign(this, now);
        }
        save(o, cb) {
          return answer(this.store(), typeof o === "function" ? o : cb);
        }
        async store() {
          await this.validate();
          await hooks("pre", "save", this);
          if (schema.options.timestamps) {
            const at = new Date();
            if (this.isNew) this.createdAt ??= at;
            this.updatedAt = at;
          }
          const c = await coll(this.isNew ? "insertOne()" : "updateOne()");
          if (this.isNew) {
            if (schema.options.versionKey !== false) this.__v ??= 0;
            await c.insertOne(this.toObject());
          } else {
            const { _id, ...rest } = this.toObject();
            await c.updateOne({ _id }, { $set: rest });
          }
          hide(this, "isNew", false);
          hide(this, "before", JSON.stringify(this.toObject()));
          await hooks("post", "save", this, [this]);
          return this;
        }
        deleteOne() {
          return Model.deleteOne({ _id: this._id });
        }
        async remove() {
          await Model.deleteOne({ _id: this._id });
          return this;
        }
        populate(path) {
          return new Query(Model, null).fill(path, [this]).then(() => this);
        }
        static get collection() {
          return connection.db.collection(collection);
        }
      },
    }[name];
    for (const [k, fn] of Object.entries(schema.methods)) hide(Model.prototype, k, fn);
    for (const [k, v] of Object.entries(schema.virtuals))
      Object.defineProperty(Model.prototype, k, {
        get() {
          return v.get ? v.get.call(this) : undefined;
        },
        set(value) {
          if (v.set) v.set.call(this, value);
        },
        configurable: true,
      });
    /** A filter's values as the schema has them. */
    const castFilter = (filter) => {
      const out = {};
      for (const [k, v] of Object.entries(filter || {})) {
        const spec = schema.paths[k];
        if (/^\$(?:and|or|nor)$/.test(k)) out[k] = v.map(castFilter);
        else if (!spec || v instanceof RegExp) out[k] = v;
        else if (isPlain(v) && Object.keys(v).some((x) => x[0] === "$"))
          out[k] = Object.fromEntries(
            Object.entries(v).map(([op, x]) => [
              op,
              /^\$(?:in|nin|all)$/.test(op)
                ? x.map((y) => (y instanceof RegExp ? y : cast(spec, y, k, name)))
                : /^\$(?:regex|options|exists|size|elemMatch|not|type)$/.test(op)
                  ? x
                  : cast(spec, x, k, name),
            ]),
          );
        else out[k] = spec.kind === "Array" && !Array.isArray(v) ? cast(spec.of, v, k, name) : cast(spec, v, k, name);
      }
      return out;
    };
    const castUpdate = (update) => {
      const set = {};
      const out = {};
      for (const [k, v] of Object.entries(update || {}))
        if (UPDATES.test(k)) out[k] = v;
        else if (k[0] === "$") throw new MongooseError(`drydock: ${k} in updates is not simulated`);
        else set[k] = v;
      Object.assign(set, out.$set);
      for (const k of Object.keys(set)) if (schema.paths[k]) set[k] = cast(schema.paths[k], set[k], k, name);
      if (schema.options.timestamps) set.updatedAt = new Date();
      if (Object.keys(set).length) out.$set = set;
      return out;
    };
    const cursor = async (q, what) => {
      const c = (await coll(what)).find(castFilter(q.filter));
      for (const k of ["sort", "project", "limit", "skip"]) if (q.steps[k] !== undefined) c[k](q.steps[k]);
      return c;
    };
    const made = (q) => (d) => (q.isLean || d === null ? d : Model.from(d));
    const query = (run, filter, cb) => {
      const q = new Query(Model, run, { ...filter });
      if (typeof cb !== "function") return q;
      return answer(q.execute(), cb);
    };
    const pick = (list) => {
      const cb = list.findIndex((x) => typeof x === "function");
      return cb < 0 ? [list, undefined] : [list.slice(0, cb), list[cb]];
    };
    const statics = {
      find(...list) {
        const [[filter, fields, o], cb] = pick(list);
        const q = query(async (self) => (await (await cursor(self, "find()")).toArray()).map(made(self)), filter);
        if (fields) q.select(fields);
        for (const [k, v] of Object.entries(o || {})) if (q[k]) q[k](v);
        return cb ? answer(q.execute(), cb) : q;
      },
      findOne(...list) {
        const [[filter, fields], cb] = pick(list);
        const q = query(async (self) => made(self)(await (await cursor(self, "findOne()")).limit(1).next()), filter);
        if (fields) q.select(fields);
        return cb ? answer(q.execute(), cb) : q;
      },
      findById(id, ...list) {
        return Model.findOne({ _id: id }, ...list);
      },
      exists: (filter) =>
        query(async (self) => {
          const d = await (await cursor(self, "findOne()")).project({ _id: 1 }).limit(1).next();
          return d && { _id: d._id };
        }, filter),
      countDocuments: (filter, cb) =>
        query(async (self) => (await coll("countDocuments()")).countDocuments(castFilter(self.filter)), filter, cb),
      estimatedDocumentCount: () =>
        query(async () => (await coll("estimatedDocumentCount()")).estimatedDocumentCount()),
      distinct: (key, filter) =>
        query(async (self) => (await coll("distinct()")).distinct(key, castFilter(self.filter)), filter),
      async insertMany(docs) {
        const list = docs.map((d) => new Model(d));
        for (const d of list) await d.validate();
        await (await coll("insertMany()")).insertMany(list.map((d) => ({ ...d.toObject(), __v: 0 })));
        return list;
      },
      create(...list) {
        const [docs, cb] = pick(list);
        const one = async (d) => await new Model(d).store();
        const all = Array.isArray(docs[0]) ? docs[0] : docs;
        const run = async () => {
          const out = [];
          for (const d of all) out.push(await one(d));
          return Array.isArray(docs[0]) || docs.length > 1 ? out : out[0];
        };
        return answer(run(), cb);
      },
      updateOne: (filter, update, o, cb) =>
        query(
          async (self) => (await coll("updateOne()")).updateOne(castFilter(self.filter), castUpdate(update), o),
          filter,
          pick([o, cb])[1],
        ),
      updateMany: (filter, update, o, cb) =>
        query(
          async (self) => (await coll("updateMany()")).updateMany(castFilter(self.filter), castUpdate(update), o),
          filter,
          pick([o, cb])[1],
        ),
      replaceOne: (filter, doc) =>
        query(
          async (self) => (await coll("replaceOne()")).replaceOne(castFilter(self.filter), castAll(schema, doc, name)),
          filter,
        ),
      deleteOne: (filter, cb) =>
        query(async (self) => (await coll("deleteOne()")).deleteOne(castFilter(self.filter)), filter, cb),
      deleteMany: (filter, cb) =>
        query(async (self) => (await coll("deleteMany()")).deleteMany(castFilter(self.filter)), filter, cb),
      findOneAndUpdate(filter, update, ...list) {
        const [[o = {}], cb] = pick(list);
        return query(
          async (self) =>
            made(self)(
              await (await coll("findOneAndUpdate()")).findOneAndUpdate(castFilter(self.filter), castUpdate(update), {
                ...o,
                ...(o.new || o.returnDocument === "after" ? { returnDocument: "after" } : {}),
              }),
            ),
          filter,
          cb,
        );
      },
      findOneAndDelete: (filter, cb) =>
        query(
          async (self) =>
            made(self)(await (await coll("findOneAndDelete()")).findOneAndDelete(castFilter(self.filter))),
          filter,
          cb,
        ),
      findByIdAndUpdate: (id, ...rest) => Model.findOneAndUpdate({ _id: id }, ...rest),
      findByIdAndDelete: (id, ...rest) => Model.findOneAndDelete({ _id: id }, ...rest),
      findByIdAndRemove: (id, ...rest) => Model.findOneAndDelete({ _id: id }, ...rest),
      findOneAndRemove: (filter, ...rest) => Model.findOneAndDelete(filter, ...rest),
      aggregate: (pipeline) => query(async () => (await coll("aggregate()")).aggregate(pipeline).toArray()),
      where: (path, value) => Model.find().where(path, value),
      hydrate: (d) => Model.from(d),
      async createIndexes() {
        const c = await coll("createIndex()");
        for (const [path, spec] of Object.entries(schema.paths))
          if (spec.options.unique || spec.options.index)
            await c.createIndex({ [path]: 1 }, spec.options.unique ? { unique: true } : {});
        for (const [keys, o] of schema.indexes_) await c.createIndex(keys, o);
      },
      init: async () => Model,
    };
    for (const [k, fn] of Object.entries({ ...statics, ...schema.statics })) hide(Model, k, fn);
    Object.assign(Model, { modelName: name, schema, base: mongoose, db: connection });
    connection.models[name] = Model;
    // Indexes that the schema asks for are made once the connection is there.
    if (Object.values(schema.paths).some((s) => s.options.unique || s.options.index) || schema.indexes_.length) {
      const make = () => Model.createIndexes().catch((e) => Model.emit && Model.emit("error", e));
      if (connection.readyState === 1) make();
      else connection.once("open", make);
    }
    return Model;
  }

  const connection = new Connection();
  const mongoose = {
    version,
    connection,
    connections: [connection],
    models: connection.models,
    Schema,
    Types: { ObjectId, Buffer, Map },
    SchemaTypes: Schema.Types,
    Mongoose: EE,
    Error: Object.assign(MongooseError, {
      ValidationError,
      CastError,
      ValidatorError,
      DocumentNotFoundError,
      MongooseServerSelectionError,
    }),
    MongooseError,
    mongo: driver,
    connect(uri, options, cb) {
      if (typeof options === "function") [options, cb] = [undefined, options];
      if (typeof cb === "function" && !callbacks)
        throw new MongooseError("Mongoose.prototype.connect() no longer accepts a callback");
      return answer(
        connection.openUri(uri, options || {}).then(() => mongoose),
        cb,
      );
    },
    createConnection(uri, options) {
      const c = new Connection();
      mongoose.connections.push(c);
      if (uri) c.openUri(uri, options).catch((e) => c.listenerCount("error") === 0 && c.emit("error", e));
      return c;
    },
    disconnect: () => connection.close(),
    model: (name, schema, collection) => makeModel(connection, name, schema, collection),
    modelNames: () => Object.keys(connection.models),
    deleteModel: (name) => void delete connection.models[name],
    isValidObjectId: (id) => ObjectId.isValid(id),
    set: () => mongoose,
    get: () => undefined,
    plugin: () => mongoose,
    pluralize: () => plural,
    startSession() {
      throw new Error("drydock: sessions and transactions of MongoDB are not simulated");
    },
  };
  mongoose.default = mongoose;
  mongoose.mongoose = mongoose;
  module.exports = mongoose;
}
