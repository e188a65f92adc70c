const { inspect } = require("node:util");

class MongooseError extends Error {
  get name() {
    return "MongooseError";
  }
}
const named = (name, Base = MongooseError) =>
  ({
    [name]: class extends Base {
      get name() {
        return name;
      }
    },
  })[name];

const typeName = (v) => (v === null ? "null" : typeof v === "object" ? (v.constructor?.name ?? "Object") : typeof v);
const shown = (v) =>
  typeof v === "string" ? `"${v}"` : `"${inspect(v, { compact: 3, breakLength: 80 })}"`.replace(/\n\s*/g, " ");
const because = (reason) =>
  reason && reason.name && reason.name !== "AssertionError" ? ` because of "${reason.name}"` : "";

/** A value that cannot be made what the schema wants. */
class CastError extends MongooseError {
  constructor(kind, value, path, reason) {
    super();
    this.stringValue = shown(value);
    Object.assign(this, { kind, value, path, reason, valueType: typeName(value) });
    this.message = `Cast to ${kind} failed for value ${this.stringValue} (type ${this.valueType}) at path "${path}"${because(reason)}`;
  }
  get name() {
    return "CastError";
  }
  /** From version 9 on a document's own errors name the model. */
  inModel(name) {
    const { reason } = this;
    this.setModel(name);
    if (reason?.name === "CastError") this.message += because(reason);
    return this;
  }
  setModel(name) {
    this.message = `Cast to ${this.kind} failed for value ${this.stringValue} (type ${this.valueType}) at path "${this.path}" for model "${name}"`;
    return this;
  }
}

const fill = (text, p) =>
  String(text)
    .replaceAll("{PATH}", p.path)
    .replaceAll("{VALUE}", String(p.value))
    .replaceAll("{MIN}", String(p.min))
    .replaceAll("{MAX}", String(p.max))
    .replaceAll("{TYPE}", String(p.type));

class ValidatorError extends MongooseError {
  constructor(properties) {
    const message =
      typeof properties.message === "function" ? properties.message(properties) : fill(properties.message, properties);
    super(message);
    this.properties = { ...properties, message };
    Object.assign(this, {
      kind: properties.type,
      path: properties.path,
      value: properties.value,
      reason: properties.reason,
    });
  }
  get name() {
    return "ValidatorError";
  }
  toString() {
    return this.message;
  }
}

class ValidationError extends MongooseError {
  constructor(name) {
    super();
    this.errors = {};
    this._message = name ? `${name} validation failed` : "Validation failed";
    this.message = this._message;
  }
  get name() {
    return "ValidationError";
  }
  addError(path, error) {
    this.errors[path] = error;
    const all = Object.entries(this.errors).map(([key, e]) => `${key}: ${e.message}`);
    this.message = `${this._message}: ${all.join(", ")}`;
  }
  toString() {
    return `${this.name}: ${Object.entries(this.errors)
      .map(([key, e]) => `${key}: ${e.message}`)
      .join(", ")}`;
  }
}

class OverwriteModelError extends MongooseError {
  constructor(name) {
    super(`Cannot overwrite \`${name}\` model once compiled.`);
  }
  get name() {
    return "OverwriteModelError";
  }
}
class MissingSchemaError extends MongooseError {
  constructor(name) {
    super(`Schema hasn't been registered for model "${name}".\nUse mongoose.model(name, schema)`);
  }
  get name() {
    return "MissingSchemaError";
  }
}
class StrictModeError extends MongooseError {
  constructor(path, message) {
    super(message || `Field \`${path}\` is not in schema and strict mode is set to throw.`);
    this.path = path;
    this.isImmutableError = false;
  }
  get name() {
    return "StrictModeError";
  }
}
class DocumentNotFoundError extends MongooseError {
  constructor(filter, model) {
    super(`No document found for query "${inspect(filter)}" on model "${model}"`);
    Object.assign(this, { filter, query: filter });
  }
  get name() {
    return "DocumentNotFoundError";
  }
}
class VersionError extends MongooseError {
  constructor(doc, version, paths) {
    super(`No matching document found for id "${doc._id}" version ${version} modifiedPaths "${paths.join(", ")}"`);
  }
  get name() {
    return "VersionError";
  }
}

const MongooseServerSelectionError = named("MongooseServerSelectionError");
const ParallelSaveError = named("ParallelSaveError");
const ObjectExpectedError = named("ObjectExpectedError");

Object.assign(MongooseError, {
  CastError,
  DocumentNotFoundError,
  MissingSchemaError,
  MongooseServerSelectionError,
  ObjectExpectedError,
  OverwriteModelError,
  ParallelSaveError,
  StrictModeError,
  ValidationError,
  ValidatorError,
  VersionError,
});

module.exports = { MongooseError, ...MongooseError };
