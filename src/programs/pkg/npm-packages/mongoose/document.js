const { inspect } = require("node:util");
const { castValue } = require("./cast.js");
const { ObjectId } = require("./driver/bson.js");
const { CastError, StrictModeError, ValidationError } = require("./errors.js");
const { runError, runPost, runPre } = require("./hooks.js");
const { UNSAFE, dropAt, getAt, putAt } = require("./paths.js");
const { toPlain } = require("./to-plain.js");
const { isPlain } = require("./types.js");
const { MAJOR } = require("./version.js");
const { checkPaths, checkPathsNow } = require("./validation.js");

const real = (path) => !path.endsWith(".$*");

/** What all documents and sub-documents can do. `_doc` holds the values, `$__` what is known of them. */
class Document {
  constructor(given = {}, fields, options = {}) {
    void fields;
    const { schema } = this.constructor;
    Object.defineProperty(this, "$__", {
      value: { isNew: true, modified: new Set(), errors: {}, locals: {}, parent: options.parent, before: {} },
      writable: true,
    });
    Object.defineProperty(this, "_doc", { value: {}, writable: true });
    if (options.stored) return;
    if (given !== undefined && given !== null && typeof given !== "object")
      throw new TypeError(
        `First argument to \`Model\` constructor must be an object, **not** a ${typeof given}. Make sure you're calling \`mongoose.model()\`, not \`mongoose.Model()\`.`,
      );
    const values = given?.toObject ? given.toObject() : (given ?? {});
    this.#fill(schema, values);
    this.$__.filling = true;
    this.set(values);
    this.$__.filling = false;
    this.applyDefaults(true);
    this.$__.modified = new Set([...this.$__.modified].filter((p) => getAt(values, p) !== undefined));
  }
  /** Makes places for the schema's paths in their order, with the defaults that are no functions. */
  #fill(schema, values) {
    for (const [path, spec] of Object.entries(schema.paths)) {
      if (!real(path)) continue;
      const fixed = this.#defaultOf(spec, path, false);
      const given = getAt(values, path) !== undefined;
      if (fixed !== undefined) putAt(this._doc, path, fixed);
      else if (given && !spec.auto && path !== "_id") putAt(this._doc, path, undefined);
    }
  }
  #defaultOf(spec, path, functions) {
    const { default: standard } = spec.options;
    if (typeof standard === "function" && standard !== Date.now) {
      return functions ? castValue(spec, standard.call(this, this), path, this) : undefined;
    }
    if (standard === Date.now) return functions ? new Date() : undefined;
    if (functions) return undefined;
    if (standard !== undefined)
      return castValue(spec, isPlain(standard) ? structuredClone(standard) : standard, path, this);
    if (spec.kind === "Array" && !("default" in spec.options)) return castValue(spec, [], path, this);
    return undefined;
  }
  /** `wanted`: whether a path may have its default. */
  applyDefaults(functions, wanted = () => true) {
    for (const [path, spec] of Object.entries(this.constructor.schema.paths)) {
      if (!real(path) || getAt(this._doc, path) !== undefined || !wanted(path)) continue;
      const value = spec.auto ? new ObjectId() : this.#defaultOf(spec, path, functions);
      if (value !== undefined) putAt(this._doc, path, value);
      else dropAt(this._doc, path);
    }
  }
  /** A document of what the server gave. */
  static stored(values, fields) {
    const schema = this.schema;
    const d = new this({}, undefined, { stored: true });
    for (const [key, value] of Object.entries(values)) {
      const spec = schema.paths[key];
      try {
        d._doc[key] =
          spec && (spec.kind === "Array" || spec.kind === "Embedded" || spec.kind === "Map")
            ? castValue(spec, value, key, d)
            : value;
      } catch (e) {
        if (!(e instanceof CastError)) throw e;
        d._doc[key] = value;
      }
    }
    // What was not asked for has no default either.
    const inclusive = Object.entries(fields ?? {}).some(([key, v]) => v && key !== "_id");
    const wanted = (path) =>
      path !== "_id" &&
      schema.paths[path].options.select !== false &&
      (inclusive ? Boolean(fields[path]) : fields?.[path] !== 0);
    d.applyDefaults(false, wanted);
    d.applyDefaults(true, wanted);
    d.$__.isNew = false;
    d.$__.modified = new Set();
    d.keep();
    return d;
  }
  /** Notes the arrays and mixed values as they are, to see later whether they were changed in place. */
  keep() {
    this.$__.before = {};
    for (const [path, spec] of Object.entries(this.constructor.schema.paths))
      if (real(path) && /^(Array|Embedded|Mixed|Map|Date)$/.test(spec.kind))
        this.$__.before[path] = JSON.stringify(getAt(this._doc, path)) ?? "";
  }

  get isNew() {
    return this.$__.isNew;
  }
  set isNew(v) {
    this.$__.isNew = v;
  }
  get $isNew() {
    return this.$__.isNew;
  }
  get $locals() {
    return this.$__.locals;
  }
  get errors() {
    return this.$__.lastError?.errors;
  }
  get schema() {
    return this.constructor.schema;
  }

  // Values

  get(path) {
    const { schema } = this.constructor;
    const virtual = schema.virtuals[path];
    if (virtual) return virtual.getters.reduce((v, fn) => fn.call(this, v, virtual, this), this.$__.populated?.[path]);
    const value = getAt(this._doc, path);
    const getter = schema.paths[path]?.options.get;
    return getter ? getter.call(this, value, schema.paths[path]) : value;
  }
  set(path, value) {
    if (typeof path === "object" && path !== null) {
      for (const [key, v] of Object.entries(path.toObject ? path.toObject() : path)) this.set(key, v);
      return this;
    }
    if (UNSAFE.test(path)) return this;
    const { schema } = this.constructor;
    if (schema.aliases[path]) return this.set(schema.aliases[path], value);
    if (schema.virtuals[path]) {
      for (const fn of schema.virtuals[path].setters) fn.call(this, value);
      return this;
    }
    const spec = schema.paths[path];
    if (spec) this.#put(path, spec, value);
    else if (schema.nested[path]) {
      // What is set as a whole replaces what was there.
      if (!this.$__.filling) dropAt(this._doc, path);
      if (value !== null && value !== undefined)
        for (const [key, v] of Object.entries(value)) this.set(`${path}.${key}`, v);
    } else this.#putBelow(path, value);
    return this;
  }
  /** A path below one of the schema's (`meta.a`, `scores.x`, `pets.0.name`), or outside of it. */
  #putBelow(path, value) {
    const { schema } = this.constructor;
    const parts = path.split(".");
    for (let i = parts.length - 1; i > 0; i--) {
      const head = parts.slice(0, i).join(".");
      const spec = schema.paths[head];
      if (!spec) continue;
      const at = getAt(this._doc, head);
      const rest = parts.slice(i).join(".");
      if (spec.kind === "Map") at?.set(rest, value);
      else if (at instanceof Document) at.set(rest, value);
      else if (spec.kind === "Array" && at?.[parts[i]] instanceof Document)
        at[parts[i]].set(parts.slice(i + 1).join("."), value);
      else if (at && typeof at === "object") putAt(at, rest, value);
      this.markModified(head);
      return;
    }
    const { strict } = schema.options;
    if (strict === "throw") throw new StrictModeError(path);
    if (strict === false) {
      putAt(this._doc, path, value);
      this.markModified(path);
    }
  }
  #put(path, spec, given) {
    const o = spec.options;
    if (o.immutable && !this.$__.isNew) return;
    const value =
      o.set && given !== undefined
        ? [].concat(o.set).reduce((v, fn) => fn.call(this, v, getAt(this._doc, path), spec), given)
        : given;
    delete this.$__.errors[path];
    if (value === undefined) {
      dropAt(this._doc, path);
      this.markModified(path);
      return;
    }
    if (value && typeof value === "object" && value instanceof Document && (o.ref || spec.of?.options.ref)) {
      putAt(this._doc, path, value);
      this.markModified(path);
      return;
    }
    try {
      const cast = castValue(spec, value, path, this);
      if (!this.$__.isNew && JSON.stringify(cast) === JSON.stringify(getAt(this._doc, path))) return;
      putAt(this._doc, path, cast);
    } catch (e) {
      if (!(e instanceof CastError)) throw e;
      const { modelName } = this.ownerDocument().constructor;
      if (MAJOR >= 9 && modelName) e.inModel(modelName);
      this.$__.errors[e.path.startsWith(path) ? e.path : path] = e;
      dropAt(this._doc, path);
    }
    this.markModified(path);
  }
  $set(path, value) {
    return this.set(path, value);
  }
  overwrite(values) {
    for (const path of Object.keys(this.constructor.schema.paths))
      if (!/^(_id|__v)$/.test(path) && values[path] === undefined) this.set(path, undefined);
    return this.set(values);
  }

  // What has changed

  markModified(path) {
    this.$__.modified.add(path);
    this.$__.parent?.doc.markModified(this.$__.parent.path);
  }
  unmarkModified(path) {
    this.$__.modified.delete(path);
  }
  modifiedPaths() {
    const out = new Set();
    for (const path of this.#changed()) {
      const parts = path.split(".");
      for (let i = 1; i <= parts.length; i++) out.add(parts.slice(0, i).join("."));
    }
    return [...out];
  }
  directModifiedPaths() {
    return this.#changed();
  }
  #changed() {
    const all = new Set(this.$__.modified);
    for (const [path, before] of Object.entries(this.$__.before))
      if ((JSON.stringify(getAt(this._doc, path)) ?? "") !== before) all.add(path);
    return [...all];
  }
  isModified(paths) {
    const all = this.modifiedPaths();
    if (paths === undefined) return all.length > 0;
    const wanted = Array.isArray(paths) ? paths : String(paths).split(/\s+/);
    return wanted.some((p) => all.includes(p) || all.some((m) => m.startsWith(`${p}.`)));
  }
  isDirectModified(path) {
    return this.#changed().includes(path);
  }
  isSelected() {
    return true;
  }
  isInit(path) {
    return getAt(this._doc, path) !== undefined && !this.$__.modified.has(path);
  }

  // Validation

  validateSync(paths) {
    if (MAJOR >= 9)
      process.emitWarning(
        "Mongoose: `Document.prototype.validateSync()` is deprecated and will be removed in Mongoose 10. Use `Document.prototype.validate()` instead.",
        { code: "MONGOOSE" },
      );
    const error = checkPathsNow(this, paths);
    this.$__.lastError = error;
    return error;
  }
  async validate(paths) {
    const { schema } = this.constructor;
    try {
      await runPre(schema, "validate", "document", this);
      const error = await checkPaths(this, Array.isArray(paths) || typeof paths === "string" ? paths : undefined);
      this.$__.lastError = error;
      if (error) throw error;
    } catch (e) {
      throw await runError(schema, "validate", "document", this, e);
    }
    await runPost(schema, "validate", "document", this, this);
  }
  invalidate(path, message, value, kind) {
    const { ValidatorError } = require("./errors.js");
    this.$__.errors[path] =
      message instanceof Error ? message : new ValidatorError({ message, path, value, type: kind ?? "user defined" });
    const error = new ValidationError(this.constructor.modelName);
    error.addError(path, this.$__.errors[path]);
    return error;
  }

  // As plain objects

  toObject(options) {
    return toPlain(this, { ...this.constructor.schema.options.toObject, ...options });
  }
  toJSON(options) {
    const own = options && typeof options === "object" ? options : {};
    return toPlain(this, { flattenMaps: true, ...this.constructor.schema.options.toJSON, ...own, json: true });
  }
  toBSON() {
    return toPlain(this, { depopulate: true, transform: false, virtuals: false, getters: false, bson: true });
  }
  [inspect.custom]() {
    return this.toObject();
  }
  inspect() {
    return this.toObject();
  }
  toString() {
    return inspect(this.toObject());
  }
  equals(other) {
    return other !== undefined && other !== null && String(this._id) === String(other._id);
  }
  populated(path) {
    return this.$__.populatedIds?.[path];
  }
  depopulate(path) {
    for (const p of path ? [path] : Object.keys(this.$__.populatedIds ?? {})) {
      putAt(this._doc, p, this.$__.populatedIds[p]);
      delete this.$__.populatedIds[p];
    }
    return this;
  }
  parent() {
    return this.$__.parent?.doc;
  }
  ownerDocument() {
    return this.$__.parent ? this.$__.parent.doc.ownerDocument() : this;
  }
}

module.exports = { Document };
