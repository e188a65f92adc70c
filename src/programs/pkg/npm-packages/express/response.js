// What a response can send.
const http = require("http");
const path = require("path");
const crypto = require("crypto");
const { TYPES, encodeKept, escapeHtml, five, httpError, typeOf } = require("./common");
const { mimeOf } = require("./request");
const { sendPath } = require("./send-file");

const res = Object.create(http.ServerResponse.prototype);
res.status = function (code) {
  if (five && !Number.isInteger(code))
    throw new TypeError(`Invalid status code: ${JSON.stringify(code)}. Status code must be an integer.`);
  if (five && (code < 100 || code > 999))
    throw new RangeError(
      `Invalid status code: ${JSON.stringify(code)}. Status code must be greater than 99 and less than 1000.`,
    );
  this.statusCode = code;
  return this;
};
res.sendStatus = function (code) {
  this.status(code);
  this.type("txt");
  return this.send(http.STATUS_CODES[code] || String(code));
};
res.links = function (links) {
  return this.set(
    "Link",
    [this.get("Link"), ...Object.keys(links).map((r) => `<${links[r]}>; rel="${r}"`)].filter(Boolean).join(", "),
  );
};
res.get = function (n) {
  return this.getHeader(n);
};
res.set = res.header = function (field, value) {
  if (typeof field === "object") {
    for (const k of Object.keys(field)) this.set(k, field[k]);
    return this;
  }
  let v = Array.isArray(value) ? value.map(String) : String(value);
  if (field.toLowerCase() === "content-type" && !Array.isArray(v) && !/;\s*charset\s*=/.test(v)) {
    const known = Object.values(TYPES).find((t) => t.split(";")[0] === v && t.includes(";"));
    if (known || /^text\//.test(v)) v += "; charset=utf-8";
  }
  this.setHeader(field, v);
  return this;
};
res.append = function (field, value) {
  const before = this.get(field);
  return this.set(field, before === undefined ? value : [].concat(before, value));
};
res.type = res.contentType = function (t) {
  return this.set("Content-Type", t.includes("/") ? t : typeOf(t) || "application/octet-stream");
};
res.vary = function (f) {
  const before = this.get("Vary");
  if (!before) this.set("Vary", [].concat(f).join(", "));
  else if (!before.toLowerCase().includes(String(f).toLowerCase())) this.set("Vary", `${before}, ${f}`);
  return this;
};
const etag = (body) =>
  body.length === 0
    ? 'W/"0-2jmj7l5rSw0yVb/vlWAYkK/YBwk"'
    : `W/"${body.length.toString(16)}-${crypto.createHash("sha1").update(body).digest("base64").slice(0, 27)}"`;
res.send = function (body) {
  let chunk = body;
  if (!five && arguments.length === 2) {
    if (typeof arguments[0] !== "number" && typeof arguments[1] === "number") this.statusCode = arguments[1];
    else {
      this.statusCode = arguments[0];
      chunk = arguments[1];
    }
  }
  if (!five && typeof chunk === "number" && arguments.length === 1) {
    if (!this.get("Content-Type")) this.type("txt");
    this.statusCode = chunk;
    chunk = http.STATUS_CODES[chunk] || String(chunk);
  }
  if (typeof chunk === "string") {
    if (!this.get("Content-Type")) this.type("html");
  } else if (chunk === null || chunk === undefined) chunk = chunk === null ? "" : chunk;
  else if (ArrayBuffer.isView(chunk)) {
    if (!this.get("Content-Type")) this.type("bin");
  } else if (typeof chunk === "boolean" || typeof chunk === "number" || typeof chunk === "object")
    return this.json(chunk);
  let bytes;
  if (chunk !== undefined) {
    const ct = this.get("Content-Type");
    if (typeof chunk === "string" && ct && !/charset/i.test(ct)) this.set("Content-Type", `${ct}; charset=utf-8`);
    bytes =
      typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.set("Content-Length", bytes.length);
  }
  const how = this.app.get("etag fn");
  if (bytes && how && !this.get("ETag")) this.set("ETag", how(bytes));
  if (this.req.fresh) this.status(304);
  if (this.statusCode === 204 || this.statusCode === 304) {
    this.removeHeader("Content-Type");
    this.removeHeader("Content-Length");
    this.removeHeader("Transfer-Encoding");
    bytes = undefined;
  }
  if (this.statusCode === 205) {
    this.set("Content-Length", "0");
    bytes = undefined;
  }
  if (this.req.method === "HEAD") this.end();
  else this.end(bytes);
  return this;
};
const toJson = (app, value) => {
  const spaces = app.get("json spaces");
  const replacer = app.get("json replacer");
  const text = replacer || spaces ? JSON.stringify(value, replacer, spaces) : JSON.stringify(value);
  return app.get("json escape") && typeof text === "string"
    ? text.replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)
    : text;
};
res.json = function (obj) {
  let value = obj;
  if (!five && arguments.length === 2) {
    if (typeof arguments[1] === "number") this.statusCode = arguments[1];
    else {
      this.statusCode = arguments[0];
      value = arguments[1];
    }
  }
  const text = toJson(this.app, value);
  if (!this.get("Content-Type")) this.set("Content-Type", "application/json");
  return this.send(text);
};
res.jsonp = function (obj) {
  const cb = this.req.query[this.app.get("jsonp callback name")];
  if (typeof cb !== "string" || !cb) return this.json(obj);
  this.set("X-Content-Type-Options", "nosniff");
  this.set("Content-Type", "text/javascript");
  const name = cb.replace(/[^[\]\w$.]/g, "");
  return this.send(`/**/ typeof ${name} === 'function' && ${name}(${toJson(this.app, obj)});`);
};
res.location = function (url) {
  const u = url === "back" && !five ? this.req.get("Referrer") || "/" : url;
  return this.set("Location", encodeKept(String(u)));
};
res.redirect = function (a, b) {
  let status = 302;
  let url = a;
  if (arguments.length === 2) {
    if (typeof a === "number") {
      status = a;
      url = b;
    } else status = b;
  }
  const address = this.location(url).get("Location");
  const text = http.STATUS_CODES[status];
  let body = "";
  this.format({
    text: () => {
      body = `${text}. Redirecting to ${address}`;
    },
    html: () => {
      body = five
        ? `<p>${text}. Redirecting to ${escapeHtml(address)}</p>`
        : `<p>${text}. Redirecting to <a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>`;
      if (!five) body = `<p>${text}. Redirecting to ${escapeHtml(address)}</p>`;
    },
    default: () => {
      body = "";
    },
  });
  this.statusCode = status;
  this.set("Content-Length", Buffer.byteLength(body));
  if (this.req.method === "HEAD") this.end();
  else this.end(body);
};
res.format = function (o) {
  const keys = Object.keys(o).filter((k) => k !== "default");
  const key = keys.length ? this.req.accepts(keys) : false;
  this.vary("Accept");
  if (key) {
    this.set("Content-Type", mimeOf(key));
    o[key](this.req, this, this.req.next);
  } else if (o.default) o.default(this.req, this, this.req.next);
  else this.req.next(httpError(406));
  return this;
};
/** A name as a header's word; the newer express leaves the quotes away where none are needed. */
const quoted = (name) => (five && /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? name : `"${name.replace(/(["\\])/g, "\\$1")}"`);
res.attachment = function (name) {
  if (name) this.type(path.extname(name) || "bin");
  return this.set("Content-Disposition", name ? `attachment; filename=${quoted(path.basename(name))}` : "attachment");
};
res.cookie = function (name, value, o = {}) {
  const opts = { path: "/", ...o };
  let v = typeof value === "object" ? `j:${JSON.stringify(value)}` : String(value);
  if (opts.signed) {
    if (!this.req.secret) throw new Error('cookieParser("secret") required for signed cookies');
    v = `s:${v}.${crypto.createHmac("sha256", this.req.secret).update(v).digest("base64").replace(/=+$/, "")}`;
  }
  let text = `${name}=${encodeURIComponent(v)}`;
  if (opts.maxAge !== undefined && opts.maxAge !== null) {
    opts.expires = new Date(Date.now() + opts.maxAge);
    text += `; Max-Age=${Math.floor(opts.maxAge / 1000)}`;
  }
  if (opts.domain) text += `; Domain=${opts.domain}`;
  if (opts.path) text += `; Path=${opts.path}`;
  if (opts.expires) text += `; Expires=${opts.expires.toUTCString()}`;
  if (opts.httpOnly) text += "; HttpOnly";
  if (opts.secure) text += "; Secure";
  if (opts.sameSite)
    text += `; SameSite=${opts.sameSite === true ? "Strict" : opts.sameSite[0].toUpperCase() + opts.sameSite.slice(1).toLowerCase()}`;
  return this.append("Set-Cookie", text);
};
res.clearCookie = function (name, o) {
  return this.cookie(name, "", { path: "/", ...o, expires: new Date(1), ...(five ? { maxAge: undefined } : {}) });
};
res.sendFile = function (file, o, cb) {
  if (!file) throw new TypeError("path argument is required to res.sendFile");
  if (typeof file !== "string") throw new TypeError("path must be a string to res.sendFile");
  if (typeof o === "function") {
    cb = o;
    o = {};
  }
  o = o || {};
  if (!o.root && !path.isAbsolute(file)) throw new TypeError("path must be absolute or specify root to res.sendFile");
  const full = o.root ? path.join(o.root, path.normalize(`/${file}`)) : file;
  let failed = false;
  const above = Boolean(o.root) && file.split(/[\\/]/).includes("..");
  const done = (e) => {
    failed = true;
    if (cb) return cb(e);
    if (e && e.code === "EISDIR") return this.req.next();
    return e && this.req.next(e);
  };
  if (above) return done(httpError(403));
  if (full.split("/").some((p) => p[0] === "." && p.length > 1 && p !== "..") && o.dotfiles !== "allow" && o.root)
    return done(httpError(404));
  sendPath(this.req, this, full, o, done);
  if (cb && !failed) this.once("finish", () => cb());
  return undefined;
};
res.sendfile = res.sendFile;
res.download = function (file, name, o, cb) {
  if (typeof name === "function") {
    cb = name;
    name = undefined;
  } else if (typeof name === "object" && name !== null) {
    cb = o;
    o = name;
    name = undefined;
  } else if (typeof o === "function") {
    cb = o;
    o = undefined;
  }
  this.attachment(name || file);
  return this.sendFile(o && o.root ? file : path.resolve(file), o, cb);
};
res.render = function (view, o, cb) {
  if (typeof o === "function") {
    cb = o;
    o = {};
  }
  const locals = { ...(o || {}), _locals: this.locals };
  this.app.render(view, locals, cb || ((e, html) => (e ? this.req.next(e) : this.send(html))));
};

// Application

module.exports = { res, etag, toJson };
