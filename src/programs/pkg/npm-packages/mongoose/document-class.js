const { inspect } = require("node:util");
const { getAt } = require("./paths.js");
const { toPlain } = require("./to-plain.js");

const real = (path) => !path.endsWith(".$*");

/** A class for the documents of a schema: its paths are properties. */
function documentClass(schema, Base, name) {
  const made = { [name]: class extends Base {} }[name];
  Object.defineProperty(made, "schema", { value: schema, writable: true });
  const tops = new Set(
    Object.keys(schema.paths)
      .filter(real)
      .map((p) => p.split(".")[0]),
  );
  for (const key of tops)
    Object.defineProperty(made.prototype, key, {
      get() {
        return schema.nested[key] ? nestedView(this, key) : this.get(key);
      },
      set(value) {
        this.set(key, value);
      },
      configurable: true,
    });
  for (const [alias, path] of Object.entries(schema.aliases))
    Object.defineProperty(made.prototype, alias, {
      get() {
        return this.get(path);
      },
      set(value) {
        this.set(path, value);
      },
      configurable: true,
    });
  for (const key of Object.keys(schema.virtuals)) {
    if (key.includes(".")) continue;
    Object.defineProperty(made.prototype, key, {
      get() {
        return this.get(key);
      },
      set(value) {
        this.set(key, value);
      },
      configurable: true,
    });
  }
  if (schema.options.id !== false && schema.paths._id && !schema.paths.id && !schema.virtuals.id)
    Object.defineProperty(made.prototype, "id", {
      get() {
        const { _id } = this._doc;
        return _id === undefined || _id === null ? _id : String(_id);
      },
      set(value) {
        this.set("_id", value);
      },
      configurable: true,
    });
  for (const [key, fn] of Object.entries(schema.methods))
    Object.defineProperty(made.prototype, key, { value: fn, writable: true, configurable: true });
  return made;
}

/** `user.address`: what is set in it is set in the document. */
function nestedView(doc, prefix) {
  const { schema } = doc.constructor;
  const view = {};
  const keys = new Set(
    [...Object.keys(schema.paths), ...Object.keys(schema.virtuals)]
      .filter((p) => p.startsWith(`${prefix}.`))
      .map((p) => p.slice(prefix.length + 1).split(".")[0]),
  );
  for (const key of keys) {
    const path = `${prefix}.${key}`;
    Object.defineProperty(view, key, {
      get: () => (schema.nested[path] ? nestedView(doc, path) : doc.get(path)),
      set: (value) => doc.set(path, value),
      enumerable: true,
      configurable: true,
    });
  }
  const plain = () => toPlain(doc, {})[prefix.split(".")[0]] && getAt(toPlain(doc, { minimize: false }), prefix);
  for (const [name, value] of [
    ["toObject", () => plain() ?? {}],
    ["toJSON", () => plain() ?? {}],
    [inspect.custom, () => plain() ?? {}],
  ])
    Object.defineProperty(view, name, { value, enumerable: false });
  return view;
}

module.exports = { documentClass };
