const { ValidationError, ValidatorError } = require("./errors.js");
const { getAt } = require("./paths.js");
const { requirement, validatorsOf } = require("./validators.js");

const real = (path) => !path.endsWith(".$*");
const missing = (v, spec) => v === undefined || v === null || (spec.kind === "String" && v === "");

/** The paths in the order in which mongoose looks at them: what is required and not there first, the last first. */
function pathsOf(doc, only) {
  const { schema } = doc.constructor;
  const wanted = only === undefined ? undefined : Array.isArray(only) ? only : String(only).split(/\s+/);
  const all = Object.keys(schema.paths).filter((p) => real(p) && (!wanted || wanted.includes(p)));
  const absent = all.filter(
    (p) => schema.paths[p].options.required && getAt(doc._doc, p) === undefined && !doc.$__.errors[p],
  );
  return [...absent.reverse(), ...all.filter((p) => !absent.includes(p))];
}

/** All that is to be asked of a document's values, one after another: `[path, value, rule]`. */
function* questions(doc, only, prefix = "") {
  const { schema } = doc.constructor;
  for (const path of pathsOf(doc, only)) {
    const spec = schema.paths[path];
    if (doc.$__.errors[path]) continue;
    const value = getAt(doc._doc, path);
    const at = prefix + path;
    const message = requirement(spec.options, doc);
    if (message !== undefined && missing(value, spec)) {
      yield { doc, at, path, value, rule: { type: "required", message, validator: () => false } };
      continue;
    }
    if (value === undefined) continue;
    for (const rule of validatorsOf(spec.options)) yield { doc, at, path, value, rule };
    if (spec.kind === "Array" && spec.of.kind !== "Embedded" && value)
      for (const [i, item] of [...value].entries())
        for (const rule of validatorsOf(spec.of.options ?? {}))
          yield { doc, at: `${at}.${i}`, path: `${path}.${i}`, value: item, rule };
    if (spec.kind === "Map" && value)
      for (const [key, item] of value)
        for (const rule of validatorsOf(spec.of.options ?? {}))
          yield { doc, at: `${at}.${key}`, path: `${path}.${key}`, value: item, rule };
    if (spec.kind === "Embedded" && value?._doc && value.$__.parent) yield* below(value, `${at}.`, at);
    if (spec.kind === "Array" && spec.of.kind === "Embedded" && value)
      for (const [i, item] of [...value].entries()) if (item?._doc) yield* below(item, `${at}.${i}.`);
  }
}

function* below(doc, prefix) {
  for (const [path, error] of Object.entries(doc.$__.errors)) yield { at: prefix + path, error };
  yield* questions(doc, undefined, prefix);
}

function start(doc) {
  const error = new ValidationError(doc.constructor.modelName);
  const order = Object.keys(doc.constructor.schema.paths);
  const own = Object.entries(doc.$__.errors).sort(
    ([a], [b]) => order.indexOf(a.split(".")[0]) - order.indexOf(b.split(".")[0]),
  );
  for (const [path, e] of own) error.addError(path, e);
  return error;
}

const finish = (error) => (Object.keys(error.errors).length ? error : undefined);

function failed(error, { at, path, value, rule, error: given }, reason) {
  if (error.errors[at]) return;
  if (given) {
    error.addError(at, given);
    return;
  }
  const { validator, message: text, type, own: _, ...known } = rule;
  const length = typeof value?.length === "number" ? String(value.length) : "";
  const message = typeof text === "string" ? text.replaceAll("{LENGTH}", length) : text;
  error.addError(
    at,
    new ValidatorError({
      validator,
      message: reason?.message ?? message,
      type,
      ...known,
      path,
      fullPath: undefined,
      value,
      ...(reason ? { reason } : {}),
    }),
  );
}

const ask = (q) => q.rule.validator.call(q.doc, q.value, { path: q.at, value: q.value });

/** At once; validators that give a promise are left out. */
function checkPathsNow(doc, only) {
  const error = start(doc);
  for (const q of questions(doc, only)) {
    if (q.error) {
      failed(error, q);
      continue;
    }
    try {
      const good = ask(q);
      if (good === false || (good !== undefined && !good)) failed(error, q);
      else if (good === undefined && q.rule.own) continue;
    } catch (e) {
      failed(error, q, e);
    }
  }
  return finish(error);
}

async function checkPaths(doc, only) {
  const error = start(doc);
  for (const q of questions(doc, only)) {
    if (q.error) {
      failed(error, q);
      continue;
    }
    try {
      const good = await ask(q);
      if (good === false || (good !== undefined && !good)) failed(error, q);
    } catch (e) {
      failed(error, q, e);
    }
  }
  return finish(error);
}

module.exports = { checkPaths, checkPathsNow };
