// A schema: rules that a value goes through in turn, each of which may change or refuse it.
const { message } = require("./messages");

const FLAGS = { presence: "optional", abortEarly: true, allowUnknown: false, stripUnknown: false, convert: true };

class Schema {
  constructor(type) {
    this.type = type;
    this._rules = [];
    this._flags = {};
    this._valids = [];
    this._invalids = [];
    this._messages = {};
    this._keys = undefined;
    this._items = undefined;
    this._prefs = {};
  }
  clone() {
    const c = Object.assign(Object.create(Object.getPrototypeOf(this)), this);
    c._rules = [...this._rules];
    c._flags = { ...this._flags };
    c._valids = [...this._valids];
    c._invalids = [...this._invalids];
    c._messages = { ...this._messages };
    c._prefs = { ...this._prefs };
    if (this._keys) c._keys = new Map(this._keys);
    return c;
  }
  with_(change) {
    const c = this.clone();
    change(c);
    return c;
  }
  flag(name, value) {
    return this.with_((c) => {
      c._flags[name] = value;
    });
  }
  rule(check, { keep = false } = {}) {
    return this.with_((c) => {
      if (!keep && check.id) c._rules = c._rules.filter((r) => r.id !== check.id);
      c._rules.push(check);
    });
  }
  required() {
    return this.flag("presence", "required");
  }
  exist() {
    return this.required();
  }
  optional() {
    return this.flag("presence", "optional");
  }
  forbidden() {
    return this.flag("presence", "forbidden");
  }
  default(value) {
    return this.flag("default", value);
  }
  label(text) {
    return this.flag("label", text);
  }
  strict(on = true) {
    return this.with_((c) => {
      c._prefs.convert = !on;
    });
  }
  options(prefs) {
    return this.with_((c) => {
      c._prefs = { ...c._prefs, ...prefs };
    });
  }
  prefs(prefs) {
    return this.options(prefs);
  }
  messages(texts) {
    return this.with_((c) => {
      c._messages = { ...c._messages, ...texts };
    });
  }
  message(text) {
    return this.with_((c) => {
      const last = c._rules.at(-1);
      c._rules[c._rules.length - 1] = Object.assign((...args) => last(...args), { id: last.id, text });
    });
  }
  error(e) {
    return this.flag("error", e);
  }
  description(text) {
    return this.flag("description", text);
  }
  valid(...values) {
    return this.with_((c) => {
      c._valids.push(...values.flat());
      c._flags.only = true;
    });
  }
  equal(...values) {
    return this.valid(...values);
  }
  allow(...values) {
    return this.with_((c) => {
      c._valids.push(...values.flat());
    });
  }
  invalid(...values) {
    return this.with_((c) => {
      c._invalids.push(...values.flat());
    });
  }
  disallow(...values) {
    return this.invalid(...values);
  }
  custom(fn) {
    return this.rule(
      (value, h) => {
        const helpers = {
          ...h.helpers,
          original: value,
          error: (code, local) => h.fail(code, local),
          message: (text) => h.fail("custom", {}, text),
        };
        try {
          const out = fn(value, helpers);
          return out === undefined ? value : out;
        } catch (e) {
          return h.fail("any.custom", { error: e });
        }
      },
      { keep: true },
    );
  }
  validate(value, options) {
    const prefs = { ...FLAGS, ...this._prefs, ...options };
    const state = { path: [], ancestors: [], prefs, details: [], overrides: [], original: value };
    const result = run(this, value, state);
    const out = { value: result.value };
    if (state.override) return { value: result.value, error: state.override };
    if (state.details.length) out.error = new ValidationError(state.details, value);
    return out;
  }
  async validateAsync(value, options) {
    const { value: out, error } = this.validate(value, options);
    if (error) throw error;
    return out;
  }
}

class ValidationError extends Error {
  constructor(details, original) {
    super(details.map((d) => d.message).join(". "));
    this._original = original;
    this.details = details;
  }
  get name() {
    return "ValidationError";
  }
  annotate() {
    throw new Error("drydock: annotate of joi is not simulated");
  }
  get isJoi() {
    return true;
  }
}
const FAILED = Symbol("failed");
class Partial {
  constructor(value) {
    this.value = value;
  }
}

/** Takes a value through a schema; what is wrong is gathered in the state. */
function run(schema, given, state) {
  const { path } = state;
  const prefs = { ...state.prefs, ...schema._prefs };
  const own = { ...state, prefs };
  const name = path.length
    ? path.map((k, i) => (typeof k === "number" ? `[${k}]` : i ? `.${k}` : k)).join("")
    : undefined;
  const label = schema._flags.label ?? name ?? "value";
  let failed = false;
  const fail = (code, local = {}, text) => {
    failed = true;
    const context = { ...local, label, value: given, key: path.at(-1) };
    if (given === undefined) delete context.value;
    if (path.length === 0) delete context.key;
    const texts = { ...state.prefs.messages, ...schema._messages };
    const context_ = path.length === 0 ? { ...context } : context;
    state.details.push({
      message: message(code, context_, text ?? texts[code] ?? texts["*"]),
      path: [...path],
      type: code,
      context: order(context_),
    });
    if (schema._flags.error)
      state.override ??=
        typeof schema._flags.error === "function" ? schema._flags.error(state.details) : schema._flags.error;
    return FAILED;
  };
  const h = { fail, prefs, state: own, run, helpers: { prefs, state: { path, ancestors: state.ancestors }, schema } };
  const presence =
    schema._flags.presence ?? (path.length === 0 && prefs.presence === "optional" ? "optional" : prefs.presence);
  let value = given;
  if (value === undefined) {
    if (presence === "required") fail("any.required");
    else if (schema._flags.default !== undefined) {
      const d = schema._flags.default;
      value =
        typeof d === "function"
          ? d(state.ancestors[0], h.helpers)
          : d && typeof d === "object"
            ? structuredClone(d)
            : d;
    }
    return { value, failed };
  }
  if (presence === "forbidden") {
    fail("any.unknown");
    return { value, failed };
  }
  if (prefs.convert && schema.coerce) value = schema.coerce(value, schema, prefs);
  const same = (a, b) =>
    a === b ||
    (a instanceof Date && b instanceof Date && +a === +b) ||
    (schema._flags.insensitive &&
      typeof a === "string" &&
      typeof b === "string" &&
      a.toLowerCase() === b.toLowerCase());
  const ref = (v) => (v && typeof v === "object" && v.isReference ? v.read(state.ancestors, value) : v);
  if (schema._valids.some((v) => same(ref(v), value))) return { value, failed };
  if (schema._flags.only) {
    fail("any.only", { valids: schema._valids.filter((v) => v !== undefined) });
    if (prefs.abortEarly) return { value, failed };
  }
  if (schema._invalids.some((v) => same(ref(v), value))) {
    if (value === "" && schema._invalids.includes("")) fail("string.empty");
    else fail("any.invalid", { invalids: schema._invalids });
    if (prefs.abortEarly || value === "") return { value, failed };
  }
  if (schema.base) {
    const out = schema.base(value, h, schema);
    if (out === FAILED) return { value, failed: true };
    // What was done until it failed is kept.
    if (out instanceof Partial) return { value: out.value, failed: true };
    value = out;
  }
  if (failed && prefs.abortEarly) return { value, failed };
  for (const rule of schema._rules) {
    const before = state.details.length;
    const out = rule(value, h, schema);
    if (rule.text !== undefined)
      for (const d of state.details.slice(before))
        d.message = message(
          d.type,
          d.context,
          typeof rule.text === "string" ? rule.text : (rule.text[d.type] ?? d.message),
        );
    if (out === FAILED) {
      if (prefs.abortEarly) return { value, failed: true };
    } else value = out;
  }
  return { value, failed };
}

/** The order in which the real one has them. */
function order({ label, value, key, ...rest }) {
  const out = { ...rest, label };
  if (value !== undefined) out.value = value;
  if (key !== undefined) out.key = key;
  return out;
}

module.exports = { FAILED, Partial, Schema, ValidationError };
