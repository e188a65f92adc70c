// Values as their paths want them: arrays and sub-documents too.

const { CastError } = require("./errors.js");
const { makeArray } = require("./array.js");
const { CASTS } = require("./types.js");

/** A value as a path's kind has it. `owner`: the document that it will be in. */
function castValue(spec, value, path, owner) {
  if (value === undefined || value === null) return value;
  switch (spec.kind) {
    case "Array": {
      const list = Array.isArray(value) ? value : [value];
      return makeArray(
        list.map((v, i) => castItem(spec, v, `${path}.${i}`, list, owner)),
        spec,
        path,
        owner,
      );
    }
    case "Embedded": {
      if (typeof value !== "object" || Array.isArray(value))
        throw new CastError("Embedded", value, path, { name: "ObjectExpectedError" });
      return owner.constructor.makeSub(spec, value, path, owner);
    }
    case "Map": {
      const entries = value instanceof Map ? [...value] : Object.entries(value);
      const out = new Map(entries.map(([key, v]) => [key, castValue(spec.of, v, `${path}.${key}`, owner)]));
      const hide = (name, fn) => Object.defineProperty(out, name, { value: fn, enumerable: false });
      hide("set", (key, v) => {
        Map.prototype.set.call(out, key, castValue(spec.of, v, `${path}.${key}`, owner));
        owner.markModified(path);
        return out;
      });
      hide("delete", (key) => {
        owner.markModified(path);
        return Map.prototype.delete.call(out, key);
      });
      return out;
    }
    default:
      return CASTS[spec.kind](value, path, spec.options);
  }
}

function castItem(spec, value, path, list, owner) {
  try {
    return castValue(spec.of, value, path, owner);
  } catch (e) {
    if (!(e instanceof CastError) || spec.of.kind === "Embedded") throw e;
    const error = new CastError(`[${e.kind}]`, list, path, { name: "CastError" });
    error.valueType = "string";
    error.message = error.message.replace(/\(type \w+\)/, "(type string)");
    throw error;
  }
}

/** A value as a filter or an update compares it: plain. */
function castPlain(spec, value, path) {
  if (value === undefined || value === null || value instanceof RegExp) return value;
  if (spec.kind === "Array")
    return Array.isArray(value) ? value.map((v) => castPlain(spec.of, v, path)) : castPlain(spec.of, value, path);
  if (spec.kind === "Embedded" || spec.kind === "Map") return value;
  return CASTS[spec.kind](value, path, spec.kind === "String" ? {} : spec.options);
}

module.exports = { castPlain, castValue };
