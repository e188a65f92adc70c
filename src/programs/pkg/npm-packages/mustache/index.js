// mustache, to its documented interface.
const parseTemplate = require("./parse");
const incomplete = require("./incomplete");

const ENTITIES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "/": "&#x2F;",
  "`": "&#x60;",
  "=": "&#x3D;",
};

/** A view and those around it; functions among its values are called with it. */
class Context {
  constructor(view, parent) {
    this.view = view;
    this.parent = parent;
  }
  push(view) {
    return new Context(view, this);
  }
  lookup(name) {
    if (name === ".") return typeof this.view === "function" ? this.view.call(this.view) : this.view;
    for (let c = this; c; c = c.parent) {
      let value = c.view;
      let found = true;
      let owner = value;
      for (const key of name.split(".")) {
        const holds = typeof value === "object" || typeof value === "function";
        if (
          value === null ||
          value === undefined ||
          !(holds ? key in value : name.includes(".") && value[key] !== undefined)
        ) {
          found = false;
          break;
        }
        owner = value;
        value = value[key];
      }
      if (found) return typeof value === "function" ? value.call(name.includes(".") ? owner : this.view) : value;
    }
    return undefined;
  }
}

class Writer {
  constructor() {
    this.cache = new Map();
  }
  clearCache() {
    this.cache.clear();
  }
  parse(template, tags = mustache.tags) {
    const key = `${template}:${[].concat(tags).join(":")}`;
    if (!this.cache.has(key)) this.cache.set(key, parseTemplate(template, tags));
    return this.cache.get(key);
  }
  render(template, view, partials, config) {
    const tags = Array.isArray(config) ? config : config?.tags;
    const escapeValue = (!Array.isArray(config) && config?.escape) || mustache.escape;
    const context = view instanceof Context ? view : new Context(view);
    return this.tokens(this.parse(template, tags), context, partials, template, { tags, escapeValue });
  }
  tokens(tokens, context, partials, template, how) {
    let out = "";
    for (const token of tokens) {
      const [kind, name] = token;
      if (kind === "text") out += name;
      else if (kind === "#") out += this.section(token, context, partials, template, how);
      else if (kind === "^") {
        const v = context.lookup(name);
        if (!v || (Array.isArray(v) && v.length === 0)) out += this.tokens(token[4], context, partials, template, how);
      } else if (kind === ">") {
        const text = typeof partials === "function" ? partials(name) : partials?.[name];
        if (text === undefined || text === null) continue;
        const indented = token[4] ? text.replace(/^(?=[^\n])/gm, token[4]) : text;
        out += this.tokens(this.parse(indented, how.tags), context, partials, indented, how);
      } else {
        const v = context.lookup(name);
        if (v === undefined || v === null) continue;
        out +=
          kind === "&"
            ? v
            : typeof v === "number" && how.escapeValue === mustache.escape
              ? String(v)
              : how.escapeValue(v);
      }
    }
    return out;
  }
  section(token, context, partials, template, how) {
    const value = context.lookup(token[1]);
    if (!value) return "";
    const inner = (c) => this.tokens(token[4], c, partials, template, how);
    if (Array.isArray(value)) return value.map((v) => inner(context.push(v))).join("");
    if (typeof value === "object" || typeof value === "string" || typeof value === "number")
      return inner(context.push(value));
    if (typeof value !== "function") return inner(context);
    const text = template.slice(token[3], token[5]);
    return value.call(context.view, text, (t) => this.render(t, context, partials, { tags: token[6] })) ?? "";
  }
}

const writer = new Writer();
const mustache = {
  name: "mustache.js",
  version: "@VERSION@",
  tags: ["{{", "}}"],
  escape: (s) => String(s).replace(/[&<>"'`=/]/g, (c) => ENTITIES[c]),
  clearCache: () => writer.clearCache(),
  parse: (template, tags) => writer.parse(template, tags),
  render(template, view, partials, config) {
    if (typeof template !== "string") {
      const kind = Array.isArray(template) ? "array" : typeof template;
      throw new TypeError(
        `Invalid template! Template should be a "string" but "${kind}" was given as the first argument for mustache#render(template, view, partials)`,
      );
    }
    return writer.render(template, view, partials, config);
  },
  Context,
  Writer,
};
module.exports = incomplete("mustache", mustache);
