// joi, to its documented interface: the kinds and rules that forms and requests need.
const incomplete = require("./incomplete");
const { Schema, ValidationError } = require("./schema");
const { ObjectSchema } = require("./object");
const {
  AlternativesSchema,
  AnySchema,
  ArraySchema,
  BooleanSchema,
  DateSchema,
  NumberSchema,
  StringSchema,
} = require("./types");

/** What stands for a schema: a plain object for its keys, a value for itself, a list for one of its parts. */
function compile(what) {
  if (what instanceof Schema) return what;
  if (Array.isArray(what)) return new AlternativesSchema(what.map(compile));
  if (what instanceof RegExp) return new StringSchema().pattern(what);
  if (what !== null && typeof what === "object") return object(what);
  return new AnySchema("any").valid(what);
}
const object = (keys) =>
  new ObjectSchema(keys && Object.fromEntries(Object.entries(keys).map(([k, v]) => [k, compile(v)])));
const kind =
  (make) =>
  (...args) =>
    make(...args);

const joi = {
  version: "@VERSION@",
  any: kind(() => new AnySchema("any")),
  string: kind(() => new StringSchema()),
  number: kind(() => new NumberSchema()),
  boolean: kind(() => new BooleanSchema()),
  bool: kind(() => new BooleanSchema()),
  date: kind(() => new DateSchema()),
  array: kind(() => new ArraySchema()),
  object: kind(object),
  alternatives: kind((...list) => new AlternativesSchema(list.flat().map(compile))),
  alt: kind((...list) => new AlternativesSchema(list.flat().map(compile))),
  valid: (...values) => new AnySchema("any").valid(...values),
  required: () => new AnySchema("any").required(),
  optional: () => new AnySchema("any").optional(),
  forbidden: () => new AnySchema("any").forbidden(),
  ref: (path) => ({
    isReference: true,
    key: path,
    read: (ancestors) =>
      String(path)
        .split(".")
        .reduce((v, k) => v?.[k], ancestors[0]),
  }),
  compile,
  isSchema: (s) => s instanceof Schema,
  isError: (e) => e instanceof ValidationError,
  ValidationError,
  attempt(value, schema, note) {
    const { value: out, error } = compile(schema).validate(value);
    if (!error) return out;
    if (note instanceof Error) throw note;
    if (note) error.message = `${note} ${error.message}`;
    throw error;
  },
  assert(value, schema, note) {
    joi.attempt(value, schema, note);
  },
};
module.exports = incomplete("joi", joi);
