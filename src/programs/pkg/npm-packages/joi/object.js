// Objects: their keys, what goes together, what is unknown.
const { Partial, Schema } = require("./schema");
const { limit } = require("./types");

class ObjectSchema extends Schema {
  constructor(keys) {
    super("object");
    if (keys) this._keys = new Map(Object.entries(keys));
    this._patterns = [];
  }
  coerce(value) {
    if (typeof value !== "string" || !/^\s*\{/.test(value)) return value;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  base(value, h, schema) {
    if (value === null || typeof value !== "object" || Array.isArray(value))
      return h.fail("object.base", { type: "object" });
    const out = { ...value };
    if (!schema._keys && !schema._patterns.length) return out;
    const unknown = new Set(Object.keys(value));
    const at = (key) => ({
      ...h.state,
      path: [...h.state.path, key],
      ancestors: [out, ...h.state.ancestors],
      prefs: h.prefs,
    });
    for (const [key, s] of schema._keys ?? []) {
      unknown.delete(key);
      const r = h.run(s, value[key], at(key));
      if (s._flags.result === "strip") delete out[key];
      else if (r.value !== undefined || key in value) out[key] = r.value;
      if (out[key] === undefined) delete out[key];
      if (r.failed && h.prefs.abortEarly) return new Partial(out);
    }
    for (const [pattern, s] of schema._patterns)
      for (const key of [...unknown]) {
        if (!(pattern instanceof RegExp ? pattern.test(key) : !pattern.validate(key).error)) continue;
        unknown.delete(key);
        const r = h.run(s, value[key], at(key));
        out[key] = r.value;
        if (r.failed && h.prefs.abortEarly) return new Partial(out);
      }
    if (schema._flags.unknown ?? h.prefs.allowUnknown) return h.prefs.stripUnknown ? stripped(out, unknown) : out;
    if (h.prefs.stripUnknown) return stripped(out, unknown);
    for (const key of unknown) {
      const child = new Schema("any");
      child.base = (_v, inner) => inner.fail("object.unknown", { child: key });
      h.run(child, value[key], at(key));
      if (h.prefs.abortEarly) return new Partial(out);
    }
    return out;
  }
  keys(more) {
    return this.with_((c) => {
      c._keys = new Map([...(c._keys ?? []), ...Object.entries(more ?? {})]);
    });
  }
  append(more) {
    return this.keys(more);
  }
  unknown(on = true) {
    return this.flag("unknown", on);
  }
  pattern(pattern, schema) {
    return this.with_((c) => {
      c._patterns = [...c._patterns, [pattern, schema]];
    });
  }
  fork(names, change) {
    return this.with_((c) => {
      for (const n of [].concat(names)) c._keys.set(n, change(c._keys.get(n)));
    });
  }
  peers(code, names, wrong) {
    return this.rule(
      (value, h) => {
        const present = names.filter((n) => value[n] !== undefined);
        const local = wrong(present);
        return local ? h.fail(local.code ?? code, { peers: names, peersWithLabels: names, ...local.more }) : value;
      },
      { keep: true },
    );
  }
  or(...names) {
    return this.peers("object.missing", names, (p) => (p.length ? undefined : {}));
  }
  xor(...names) {
    return this.peers("object.xor", names, (p) =>
      p.length === 1
        ? undefined
        : p.length === 0
          ? { code: "object.missing" }
          : { more: { present: p, presentWithLabels: p } },
    );
  }
  and(...names) {
    return this.peers("object.and", names, (p) => {
      const missing = names.filter((n) => !p.includes(n));
      return p.length && missing.length
        ? { more: { present: p, presentWithLabels: p, missing, missingWithLabels: missing } }
        : undefined;
    });
  }
  with(main, peers) {
    const all = [].concat(peers);
    return this.rule(
      (value, h) => {
        const peer = value[main] === undefined ? undefined : all.find((n) => value[n] === undefined);
        return peer === undefined
          ? value
          : h.fail("object.with", { main, mainWithLabel: `"${main}"`, peer, peerWithLabel: `"${peer}"` });
      },
      { keep: true },
    );
  }
}
function stripped(out, unknown) {
  for (const key of unknown) delete out[key];
  return out;
}
Object.assign(ObjectSchema.prototype, {
  min: limit("object.min", (v, n) => Object.keys(v).length >= n),
  max: limit("object.max", (v, n) => Object.keys(v).length <= n),
});
Schema.prototype.strip = function () {
  return this.flag("result", "strip");
};

module.exports = { ObjectSchema };
