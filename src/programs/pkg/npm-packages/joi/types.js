// The kinds of values.
const { FAILED, Schema } = require("./schema");

const limit = (code, holds) =>
  function (n, ...rest) {
    const id = code;
    const check = (value, h) => {
      const wanted = n?.isReference ? n.read(h.state.ancestors) : n;
      return holds(value, wanted, ...rest) ? value : h.fail(code, { limit: wanted });
    };
    return this.rule(Object.assign(check, { id }));
  };
const simple = (code, holds) =>
  function () {
    return this.rule(Object.assign((value, h) => (holds(value) ? value : h.fail(code)), { id: code }));
  };

class AnySchema extends Schema {}

class StringSchema extends Schema {
  constructor() {
    super("string");
    this._invalids = [""];
  }
  coerce(value, schema) {
    if (typeof value !== "string") return value;
    let out = value;
    const { trim, casing } = schema._flags;
    if (trim) out = out.trim();
    if (casing) out = casing === "upper" ? out.toUpperCase() : out.toLowerCase();
    for (const [from, to] of schema._flags.replace ?? []) out = out.replace(from, to);
    return out;
  }
  base(value, h) {
    if (typeof value !== "string") return h.fail("string.base");
    return value;
  }
  allow(...values) {
    const c = super.allow(...values);
    if (values.flat().includes("")) c._invalids = c._invalids.filter((v) => v !== "");
    return c;
  }
  trim(on = true) {
    return this.flag("trim", on).rule(
      Object.assign((v, h) => (!on || v === v.trim() ? v : h.fail("string.trim")), { id: "trim" }),
    );
  }
  lowercase() {
    return this.flag("casing", "lower").rule(
      Object.assign((v, h) => (v === v.toLowerCase() ? v : h.fail("string.lowercase")), { id: "case" }),
    );
  }
  uppercase() {
    return this.flag("casing", "upper").rule(
      Object.assign((v, h) => (v === v.toUpperCase() ? v : h.fail("string.uppercase")), { id: "case" }),
    );
  }
  insensitive() {
    return this.flag("insensitive", true);
  }
  replace(from, to) {
    return this.flag("replace", [...(this._flags.replace ?? []), [from, to]]);
  }
  pattern(regex, options) {
    const name = typeof options === "string" ? options : options?.name;
    return this.rule(
      (v, h) =>
        regex.test(v)
          ? v
          : name
            ? h.fail("string.pattern.name", { name, regex })
            : h.fail("string.pattern.base", { name: undefined, regex }),
      { keep: true },
    );
  }
  regex(...args) {
    return this.pattern(...args);
  }
  email() {
    return this.rule(
      Object.assign(
        (v, h) =>
          /^[^\s@"(),:;<>[\\\]]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(v) && !/\.\.|^\.|\.@/.test(v)
            ? v
            : h.fail("string.email", { invalids: [v] }),
        { id: "email" },
      ),
    );
  }
  uri(o = {}) {
    const schemes = [].concat(o.scheme ?? []);
    return this.rule((v, h) => {
      const m = /^([a-z][a-z0-9+.-]*):\/\/\S+$/i.exec(v);
      return m && (!schemes.length || schemes.some((s) => (s instanceof RegExp ? s.test(m[1]) : s === m[1])))
        ? v
        : h.fail("string.uri");
    });
  }
  isoDate() {
    return this.rule((v, h) =>
      /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.test(v) && !Number.isNaN(Date.parse(v))
        ? v
        : h.fail("string.isoDate"),
    );
  }
}
Object.assign(StringSchema.prototype, {
  min: limit("string.min", (v, n) => v.length >= n),
  max: limit("string.max", (v, n) => v.length <= n),
  length: limit("string.length", (v, n) => v.length === n),
  alphanum: simple("string.alphanum", (v) => /^[a-zA-Z0-9]+$/.test(v)),
  token: simple("string.token", (v) => /^\w+$/.test(v)),
  hex: simple("string.hex", (v) => /^[a-f0-9]+$/i.test(v)),
  guid: simple("string.guid", (v) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(v)),
});
StringSchema.prototype.uuid = StringSchema.prototype.guid;

class NumberSchema extends Schema {
  constructor() {
    super("number");
  }
  coerce(value) {
    if (typeof value !== "string" || value.trim() === "") return value;
    const n = Number(value);
    return Number.isNaN(n) || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value) ? value : n;
  }
  base(value, h, schema) {
    if (value === Infinity || value === -Infinity) return h.fail("number.infinity");
    if (typeof value !== "number" || Number.isNaN(value)) return h.fail("number.base");
    if (!schema._flags.unsafe && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER))
      return h.fail("number.unsafe");
    return value;
  }
  unsafe() {
    return this.flag("unsafe", true);
  }
  precision(n) {
    return this.rule((v, h) =>
      h.prefs.convert
        ? Number(v.toFixed(n))
        : Number(v.toFixed(n)) === v
          ? v
          : h.fail("number.precision", { limit: n }),
    );
  }
  multiple(n) {
    return this.rule((v, h) => (v % n === 0 ? v : h.fail("number.multiple", { multiple: n })), { keep: true });
  }
}
Object.assign(NumberSchema.prototype, {
  min: limit("number.min", (v, n) => v >= n),
  max: limit("number.max", (v, n) => v <= n),
  greater: limit("number.greater", (v, n) => v > n),
  less: limit("number.less", (v, n) => v < n),
  integer: simple("number.integer", Number.isInteger),
  positive: simple("number.positive", (v) => v > 0),
  negative: simple("number.negative", (v) => v < 0),
  port: simple("number.port", (v) => Number.isInteger(v) && v >= 0 && v <= 65_535),
});

class BooleanSchema extends Schema {
  constructor() {
    super("boolean");
  }
  coerce(value) {
    return typeof value === "string" ? ({ true: true, false: false }[value.toLowerCase()] ?? value) : value;
  }
  base(value, h) {
    return typeof value === "boolean" ? value : h.fail("boolean.base");
  }
}

class DateSchema extends Schema {
  constructor() {
    super("date");
  }
  coerce(value) {
    if (value instanceof Date || (typeof value !== "string" && typeof value !== "number")) return value;
    const d = new Date(typeof value === "string" && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value);
    return Number.isNaN(+d) ? value : d;
  }
  base(value, h, schema) {
    if (value instanceof Date && !Number.isNaN(+value)) return value;
    return schema._flags.format ? h.fail("date.format", { format: schema._flags.format }) : h.fail("date.base");
  }
  iso() {
    return this.flag("format", "iso");
  }
}
const point = (v) => (v === "now" ? new Date() : new Date(v));
Object.assign(DateSchema.prototype, {
  min: limit("date.min", (v, n) => v >= point(n)),
  max: limit("date.max", (v, n) => v <= point(n)),
});

class ArraySchema extends Schema {
  constructor() {
    super("array");
    this._items = [];
  }
  coerce(value) {
    if (typeof value !== "string" || !/^\s*\[/.test(value)) return value;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  base(value, h, schema) {
    let list = value;
    if (!Array.isArray(list)) {
      if (!schema._flags.single) return h.fail("array.base");
      list = [list];
    }
    const out = [];
    for (const [i, item] of list.entries()) {
      const state = { ...h.state, path: [...h.state.path, i], ancestors: [list, ...h.state.ancestors], prefs: h.prefs };
      if (item === undefined) {
        h.fail("array.sparse");
        continue;
      }
      if (!schema._items.length) out.push(item);
      else if (schema._items.length === 1) {
        const r = h.run(schema._items[0], item, state);
        out.push(r.value);
        if (r.failed && h.prefs.abortEarly) return FAILED;
      } else {
        const tries = schema._items.map((s) => {
          const details = [];
          const r = h.run(s, item, { ...state, details });
          return { ok: details.length === 0, value: r.value };
        });
        const good = tries.find((t) => t.ok);
        if (good) out.push(good.value);
        else {
          h.run(new AlternativesSchema(schema._items, "array.includes"), item, state);
          if (h.prefs.abortEarly) return FAILED;
        }
      }
    }
    return out;
  }
  items(...schemas) {
    return this.with_((c) => {
      c._items = [...c._items, ...schemas.flat()];
    });
  }
  single(on = true) {
    return this.flag("single", on);
  }
  unique(by) {
    const key = typeof by === "string" ? (x) => x?.[by] : (x) => x;
    return this.rule((list, h) => {
      for (const [i, x] of list.entries()) {
        const first = list
          .slice(0, i)
          .findIndex((y) => (typeof by === "function" ? by(y, x) : JSON.stringify(key(y)) === JSON.stringify(key(x))));
        if (first >= 0) {
          const { state } = h;
          h.run(new FailSchema("array.unique", { pos: i, dupePos: first, dupeValue: list[first] }), x, {
            ...state,
            path: [...state.path, i],
          });
          return FAILED;
        }
      }
      return list;
    });
  }
}
Object.assign(ArraySchema.prototype, {
  min: limit("array.min", (v, n) => v.length >= n),
  max: limit("array.max", (v, n) => v.length <= n),
  length: limit("array.length", (v, n) => v.length === n),
});

class FailSchema extends Schema {
  constructor(code, local) {
    super("any");
    this.base = (_v, h) => h.fail(code, local);
  }
}

class AlternativesSchema extends Schema {
  constructor(list, code = "alternatives.types") {
    super("alternatives");
    this._list = list;
    this.base = (value, h) => {
      for (const s of this._list) {
        const details = [];
        const r = h.run(s, value, { ...h.state, details });
        if (details.length === 0) return r.value;
      }
      return code === "alternatives.types" ? h.fail(code, { types: this._list.map((s) => s.type) }) : h.fail(code);
    };
  }
  try(...schemas) {
    return new AlternativesSchema([...this._list, ...schemas.flat()]);
  }
}

module.exports = {
  AlternativesSchema,
  AnySchema,
  ArraySchema,
  BooleanSchema,
  DateSchema,
  NumberSchema,
  StringSchema,
  limit,
};
