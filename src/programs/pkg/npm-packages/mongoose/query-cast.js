// Filters and updates as the schema has their values.

const { castPlain } = require("./cast.js");
const { CastError, MongooseError, StrictModeError } = require("./errors.js");
const { isPlain } = require("./types.js");
const { MAJOR } = require("./version.js");

const UPDATES = new Set(
  "$set $inc $unset $push $pull $pullAll $addToSet $min $max $mul $rename $setOnInsert $pop $currentDate".split(" "),
);
const LISTS = new Set(["$in", "$nin", "$all"]);
const AS_THEY_ARE = new Set(
  "$regex $options $exists $size $elemMatch $not $type $mod $geoWithin $near $nearSphere $geoIntersects $expr".split(
    " ",
  ),
);

/** The schema's path that a filter's key means: `pets.name` is one of the sub-documents'. */
function specOf(schema, key) {
  if (schema.paths[key]) return schema.paths[key];
  const parts = key.split(".");
  for (let i = parts.length - 1; i > 0; i--) {
    const spec = schema.paths[parts.slice(0, i).join(".")];
    const inner = spec?.kind === "Array" ? spec.of : spec;
    if (inner?.kind !== "Embedded") continue;
    const rest = parts.slice(i).filter((p) => !/^(\d+|\$.*)$/.test(p));
    return rest.length ? specOf(inner.schema, rest.join(".")) : inner;
  }
  return undefined;
}

function castFilter(schema, filter, model) {
  const out = {};
  for (const [key, value] of Object.entries(filter ?? {})) {
    if (/^\$(and|or|nor)$/.test(key)) {
      out[key] = value.map((f) => castFilter(schema, f, model));
      continue;
    }
    const path = schema.aliases[key] ?? key;
    const spec = specOf(schema, path);
    out[path] = spec ? castCondition(spec, value, path, model) : value;
  }
  return out;
}

function castCondition(spec, value, path, model) {
  const one = (v) => {
    try {
      return v?._id !== undefined && v?._doc ? v._id : castPlain(spec, v, path);
    } catch (e) {
      if (e instanceof CastError) e.setModel(model);
      throw e;
    }
  };
  if (!isPlain(value) || !Object.keys(value).some((k) => k.startsWith("$"))) return one(value);
  return Object.fromEntries(
    Object.entries(value).map(([operator, v]) => {
      if (LISTS.has(operator)) return [operator, [].concat(v).map(one)];
      if (operator === "$not" && isPlain(v)) return [operator, castCondition(spec, v, path, model)];
      return [operator, AS_THEY_ARE.has(operator) ? v : one(v)];
    }),
  );
}

/** An update with operators; what stands without is set. */
function castUpdate(schema, update, model, options = {}) {
  if (Array.isArray(update)) return update;
  const set = {};
  const out = {};
  for (const [key, value] of Object.entries(update ?? {}))
    if (UPDATES.has(key)) out[key] = value;
    else if (key.startsWith("$")) throw new MongooseError(`drydock: ${key} in updates is not simulated`);
    else set[key] = value;
  Object.assign(set, out.$set);
  const one = (key, v) => {
    const spec = specOf(schema, key);
    if (!spec) {
      if (schema.options.strict === "throw") throw new StrictModeError(key);
      return schema.options.strict === false || schema.nested[key] || /\$\[/.test(key) ? v : undefined;
    }
    if (spec.options.immutable && !options.upsert) return undefined;
    try {
      return castPlain(spec, v, key);
    } catch (e) {
      if (MAJOR >= 9 && e instanceof CastError) e.setModel(model);
      throw e;
    }
  };
  const each = (values, keep = (v) => v) =>
    Object.fromEntries(
      Object.entries(values)
        .map(([key, v]) => [key, keep(one(key, v), v)])
        .filter(([, v]) => v !== undefined),
    );
  const { updatedAt, createdAt } = schema.timestamps ?? {};
  if (updatedAt && options.timestamps !== false) set[updatedAt] ??= new Date();
  out.$set = each(set);
  if (Object.keys(out.$set).length === 0) delete out.$set;
  for (const operator of ["$inc", "$min", "$max", "$mul"]) if (out[operator]) out[operator] = each(out[operator]);
  const onInsert = { ...out.$setOnInsert, ...(createdAt && options.upsert ? { [createdAt]: new Date() } : {}) };
  if (options.upsert) {
    const versionKey = schema.options.versionKey;
    if (versionKey) onInsert[versionKey] ??= 0;
    if (options.setDefaultsOnInsert !== false)
      for (const [path, spec] of Object.entries(schema.paths)) {
        const { default: standard } = spec.options;
        if (standard === undefined || path in (out.$set ?? {}) || path in onInsert || path.endsWith(".$*")) continue;
        onInsert[path] = typeof standard === "function" ? standard() : standard;
      }
  }
  if (Object.keys(onInsert).length) out.$setOnInsert = onInsert;
  return out;
}

module.exports = { castFilter, castUpdate };
