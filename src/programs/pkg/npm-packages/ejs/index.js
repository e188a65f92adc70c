// ejs, to its documented interface.
const fs = require("fs");
const path = require("path");
const { compileText, syntaxMessage } = require("./compile");

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const escapeXML = (value) =>
  value === undefined || value === null ? "" : String(value).replace(/[&<>'"]/g, (c) => ENTITIES[c]);

const kept = new Map();
const ejs = {
  cache: {
    set: (key, value) => kept.set(key, value),
    get: (key) => kept.get(key),
    remove: (key) => kept.delete(key),
    reset: () => kept.clear(),
  },
  fileLoader: fs.readFileSync,
  localsName: "locals",
  promiseImpl: Promise,
  escapeXML,
};
const OPTIONS =
  "delimiter openDelimiter closeDelimiter scope context debug compileDebug client strict rmWhitespace cache filename async root views localsName _with escape".split(
    " ",
  );

/** Where a file that is named in another one lies. */
function includePath(name, o) {
  const withEnd = (p) => (path.extname(p) ? p : `${p}.ejs`);
  const candidates = [];
  if (/^(?:[A-Za-z]+:\\|\/)/.test(name))
    for (const root of [].concat(o.root || "/")) candidates.push(path.resolve(root, withEnd(name.replace(/^\/*/, ""))));
  else {
    if (o.filename) candidates.push(path.resolve(path.dirname(o.filename), withEnd(name)));
    for (const view of [].concat(o.views || [])) candidates.push(path.resolve(view, withEnd(name)));
  }
  const found = candidates.find((p) => fs.existsSync(p));
  if (found) return found;
  throw new Error(`Could not find the include file "${o.escape(name)}"`);
}

/** The line on which a template failed stands in the message. */
function rethrow(error, template, filename, line, escape) {
  let e;
  try {
    throw error;
  } catch (caught) {
    e = caught;
  }
  const lines = template.split("\n");
  const start = Math.max(line - 3, 0);
  const context = lines
    .slice(start, Math.min(lines.length, line + 3))
    .map((text, i) => `${start + i + 1 === line ? " >> " : "    "}${start + i + 1}| ${text}`)
    .join("\n");
  const name = escape(filename);
  e.path = name;
  const shown = `${e.name}: ${e.message}`;
  e.message = `${name || "ejs"}:${line}\n${context}\n\n${e.message}`;
  // What is said first in a stack is the message as it is now.
  if (String(e.stack).startsWith(shown)) e.stack = `${e.name}: ${e.message}${e.stack.slice(shown.length)}`;
  throw e;
}

function load(filename, o) {
  if (o.cache && kept.has(filename)) return kept.get(filename);
  const template = ejs
    .fileLoader(filename)
    .toString()
    .replace(/^\uFEFF/, "");
  const fn = ejs.compile(template, { ...o, filename });
  if (o.cache) kept.set(filename, fn);
  return fn;
}

ejs.compile = function compile(template, given) {
  const o = { localsName: ejs.localsName, ...given };
  o.escape = o.escape || o.escapeFunction || escapeXML;
  let text = String(template).replace(/^\uFEFF/, "");
  if (o.rmWhitespace) text = text.replace(/[\r\n]+/g, "\n").replace(/^\s+|\s+$/gm, "");
  const code = compileText(text, o);
  let fn;
  try {
    const Constructor = o.async ? Object.getPrototypeOf(async () => {}).constructor : Function;
    fn = new Constructor(`${o.localsName}, escapeFn, include, rethrow`, code);
  } catch (e) {
    if (e instanceof SyntaxError) {
      e.message = `${syntaxMessage(code, o.async) || e.message}${o.filename ? ` in ${o.filename}` : ""} while compiling ejs\n\n`;
      e.message += "If the above error is not helpful, you may want to try EJS-Lint:\n";
      e.message += "https://github.com/RyanZim/EJS-Lint";
      if (!o.async) e.message += "\nOr, if you meant to create an async function, pass `async: true` as an option.";
    }
    throw e;
  }
  const run = function anonymous(data) {
    const include = (name, more) => load(includePath(name, o), o)(Object.assign({}, data, more));
    const failed = (e, line) => rethrow(e, text, o.filename, line, o.escape);
    return fn.apply(o.context, [data || {}, o.escape, include, failed]);
  };
  if (o.filename) Object.defineProperty(run, "name", { value: path.basename(o.filename, path.extname(o.filename)) });
  return run;
};

/** Data that stands for options as well: a call with data only. */
function chosen(data, given) {
  if (given) return given;
  return Object.fromEntries(OPTIONS.filter((k) => data && data[k] !== undefined).map((k) => [k, data[k]]));
}

ejs.render = (template, data = {}, given) => ejs.compile(template, chosen(data, given))(data);

ejs.renderFile = function renderFile(filename, ...rest) {
  const done = typeof rest.at(-1) === "function" ? rest.pop() : undefined;
  const data = rest[0] || {};
  const o = { ...(rest[1] || {}), filename };
  if (!rest[1] && data.settings) {
    if (data.settings.views) o.views = data.settings.views;
    if (data.settings["view cache"]) o.cache = true;
    Object.assign(o, data.settings["view options"]);
  }
  const run = () => load(filename, o)(data);
  if (!done) return new ejs.promiseImpl((resolve) => resolve(run()));
  let html;
  try {
    html = run();
  } catch (e) {
    return done(e);
  }
  return done(null, html);
};
ejs.__express = ejs.renderFile;
ejs.clearCache = () => kept.clear();
ejs.resolveInclude = (name, filename, isDir) => {
  const at = path.resolve(isDir ? filename : path.dirname(filename), name);
  return path.extname(name) ? at : `${at}.ejs`;
};
ejs.Template = class Template {
  constructor(text, o) {
    Object.assign(this, { templateText: text, opts: o || {} });
  }
  compile() {
    return ejs.compile(this.templateText, this.opts);
  }
};
if (Number("@VERSION@".split(".")[0]) < 4) Object.assign(ejs, { VERSION: "@VERSION@", name: "ejs" });
module.exports = ejs;
