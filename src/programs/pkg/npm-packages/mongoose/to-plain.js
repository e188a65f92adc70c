const { putAt } = require("./paths.js");
const { isPlain } = require("./types.js");

/** A value without documents in it. */
function plainValue(v, o) {
  if (v === null || typeof v !== "object") return v;
  if (v._doc) {
    if (o.depopulate && v.$__ && !v.$__.parent) return v._id;
    return o.json ? v.toJSON(subOptions(o)) : o.bson ? v.toBSON() : v.toObject(subOptions(o));
  }
  if (Array.isArray(v)) return Array.prototype.map.call([...v], (x) => plainValue(x, o));
  if (v instanceof Map) {
    const entries = [...v].map(([key, x]) => [key, plainValue(x, o)]);
    return o.flattenMaps || o.bson ? Object.fromEntries(entries) : new Map(entries);
  }
  if (isPlain(v)) return Object.fromEntries(Object.entries(v).map(([key, x]) => [key, plainValue(x, o)]));
  if (o.flattenObjectIds && typeof v.toHexString === "function") return String(v);
  return v;
}

/** Transformations are a schema's own; the rest holds for what is within, too. */
const subOptions = ({ transform, json, ...rest }) =>
  typeof transform === "function" ? rest : { ...rest, ...(transform === false ? { transform } : {}) };

/** A document as a plain object (toObject, toJSON). */
function toPlain(doc, o) {
  const { schema } = doc.constructor;
  const out = {};
  for (const [key, value] of Object.entries(doc._doc)) {
    if (value === undefined) continue;
    const plain = plainValue(value, o);
    if (isPlain(plain) && schema.nested[key]) {
      for (const [k, v] of Object.entries(plain)) if (v === undefined) delete plain[k];
      if (schema.options.minimize !== false && o.minimize !== false && Object.keys(plain).length === 0) continue;
    } else if (
      isPlain(plain) &&
      schema.options.minimize !== false &&
      o.minimize !== false &&
      schema.paths[key]?.kind === "Mixed" &&
      Object.keys(plain).length === 0
    )
      continue;
    out[key] = plain;
  }
  if (o.getters)
    for (const [path, spec] of Object.entries(schema.paths))
      if (spec.options.get && !path.endsWith(".$*")) putAt(out, path, plainValue(doc.get(path), o));
  if (o.virtuals || o.getters) {
    for (const [key, v] of Object.entries(schema.virtuals)) {
      if (v.options.ref && doc.$__.populated?.[key] === undefined) continue;
      const value = plainValue(doc.get(key), o);
      if (value !== undefined) putAt(out, key, value);
    }
    if (schema.options.id !== false && doc._id !== undefined && out.id === undefined && !schema.paths.id)
      out.id = String(doc._id);
  }
  if (o.versionKey === false) delete out[schema.options.versionKey || "__v"];
  const transform = o.transform;
  if (typeof transform === "function") return transform(doc, out, o) ?? out;
  return out;
}

module.exports = { toPlain };
