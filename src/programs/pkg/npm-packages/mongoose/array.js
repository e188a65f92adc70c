// A document's arrays: what is put in is cast, and the document knows of it.

const hide = (o, key, value) =>
  Object.defineProperty(o, key, { value, writable: true, enumerable: false, configurable: true });
const same = (a, b) => a === b || (a && b && String(a._id ?? a) === String(b._id ?? b));

function makeArray(list, spec, path, owner) {
  const { castValue } = require("./cast.js");
  const out = [...list];
  const cast = (v) => castValue(spec.of, v, path, owner);
  const changed = () => owner.markModified(path);
  const plain = Array.prototype;
  const methods = {
    push(...items) {
      changed();
      return plain.push.apply(this, items.map(cast));
    },
    unshift(...items) {
      changed();
      return plain.unshift.apply(this, items.map(cast));
    },
    splice(from, count, ...items) {
      changed();
      return plain.splice.call(this, from, count ?? this.length, ...items.map(cast));
    },
    pop() {
      changed();
      return plain.pop.call(this);
    },
    shift() {
      changed();
      return plain.shift.call(this);
    },
    sort(fn) {
      changed();
      return plain.sort.call(this, fn);
    },
    set(i, v) {
      changed();
      this[i] = cast(v);
      return this;
    },
    concat(...items) {
      return [...this].concat(...items);
    },
    pull(...gone) {
      changed();
      for (let i = this.length - 1; i >= 0; i--) if (gone.some((g) => same(this[i], g))) plain.splice.call(this, i, 1);
      return this;
    },
    addToSet(...items) {
      const fresh = items
        .flat()
        .map(cast)
        .filter((v) => !this.some((x) => same(x, v)));
      if (fresh.length) {
        changed();
        plain.push.apply(this, fresh);
      }
      return fresh;
    },
    nonAtomicPush(...items) {
      return this.push(...items);
    },
    toObject(o) {
      return plain.map.call([...this], (v) => (v?.toObject ? v.toObject(o) : v));
    },
    isMongooseArray: true,
  };
  methods.remove = methods.pull;
  if (spec.of.kind === "Embedded") {
    methods.id = function (id) {
      return this.find((d) => String(d._id) === String(id)) ?? null;
    };
    methods.create = (v) => cast(v);
    methods.isMongooseDocumentArray = true;
  }
  for (const [name, value] of Object.entries(methods)) hide(out, name, value);
  for (const name of ["map", "filter", "slice"])
    hide(out, name, function (...args) {
      return [...this][name](...args);
    });
  return out;
}

module.exports = { makeArray };
