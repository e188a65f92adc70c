// @ts-nocheck: a package of the guest: it runs inside the engine, not here.

/** `express`, to its documented interface; versions 4 and 5. */
export function packageExpress(module, require, version) {
  const http = require("http");
  const path = require("path");
  const fs = require("fs");
  const qs = require("querystring");
  const crypto = require("crypto");
  const EventEmitter = require("events");
  const five = Number(version.split(".")[0]) >= 5;
  const TYPES = {
    html: "text/html; charset=utf-8",
    htm: "text/html; charset=utf-8",
    css: "text/css; charset=utf-8",
    js: five ? "text/javascript; charset=utf-8" : "application/javascript; charset=utf-8",
    mjs: five ? "text/javascript; charset=utf-8" : "application/javascript; charset=utf-8",
    json: "application/json; charset=utf-8",
    txt: "text/plain; charset=utf-8",
    text: "text/plain; charset=utf-8",
    xml: "application/xml",
    svg: "image/svg+xml",
    png: "image/png",
    jpg: "image/jpeg",
    jpeg: "image/jpeg",
    gif: "image/gif",
    webp: "image/webp",
    ico: "image/x-icon",
    pdf: "application/pdf",
    zip: "application/zip",
    gz: "application/gzip",
    csv: "text/csv; charset=utf-8",
    md: "text/markdown; charset=utf-8",
    mp4: "video/mp4",
    mp3: "audio/mpeg",
    woff: "font/woff",
    woff2: "font/woff2",
    ttf: "font/ttf",
    wasm: "application/wasm",
    bin: "application/octet-stream",
    urlencoded: "application/x-www-form-urlencoded",
    multipart: "multipart/form-data",
  };
  const typeOf = (name) => TYPES[String(name).replace(/^.*\./, "").toLowerCase()];
  const escapeHtml = (s) =>
    String(s).replace(/["&'<>]/g, (c) => ({ '"': "&quot;", "&": "&amp;", "'": "&#39;", "<": "&lt;", ">": "&gt;" })[c]);
  const httpError = (status, message, props) => {
    const e = new Error(message || http.STATUS_CODES[status]);
    e.status = e.statusCode = status;
    e.expose = status < 500;
    return Object.assign(e, props);
  };

  /** Nested query strings: `a[b]=1`, `a[]=1`. */
  function parseExtended(text) {
    const out = {};
    for (const part of String(text || "")
      .split("&")
      .slice(0, 1000)) {
      if (!part) continue;
      const at = part.indexOf("=");
      const dec = (s) => qs.unescape(s.replace(/\+/g, " "));
      const key = dec(at < 0 ? part : part.slice(0, at));
      const value = at < 0 ? "" : dec(part.slice(at + 1));
      const keys = [/^[^[]*/.exec(key)[0], ...[...key.matchAll(/\[([^\]]*)\]/g)].map((m) => m[1])];
      if (keys.some((k) => k === "__proto__" || k === "constructor" || k === "prototype")) continue;
      let node = out;
      keys.forEach((k, i) => {
        const last = i === keys.length - 1;
        if (k === "" && Array.isArray(node)) k = node.length;
        if (last) {
          if (node[k] === undefined) node[k] = value;
          else node[k] = [].concat(node[k], value);
        } else {
          if (typeof node[k] !== "object") node[k] = keys[i + 1] === "" || /^\d+$/.test(keys[i + 1]) ? [] : {};
          node = node[k];
        }
      });
    }
    return out;
  }

  /** A path's expression: names of its parameters and a regular expression. */
  function compile(pattern, options) {
    const keys = [];
    if (pattern instanceof RegExp) return { re: pattern, keys: [], anonymous: true };
    if (Array.isArray(pattern)) {
      const all = pattern.map((p) => compile(p, options));
      return {
        match: (s) => {
          for (const c of all) {
            const m = run(c, s);
            if (m) return m;
          }
          return null;
        },
      };
    }
    let p = String(pattern);
    if (five) {
      if (/[?+()[\]!]/.test(p.replace(/\\./g, "")))
        throw new TypeError(
          `Unexpected ${/[?+()[\]!]/.exec(p)[0]} at index ${p.search(/[?+()[\]!]/)}, expected end: ${p}; visit https://git.new/pathToRegexpError for info`.replace(
            ", expected end:",
            ":",
          ),
        );
      if (/\*(?!\w|")/.test(p))
        throw new TypeError(
          `Missing parameter name at index ${p.search(/\*(?!\w|")/) + 1}: ${p}; visit https://git.new/pathToRegexpError for info`,
        );
    }
    if (!options.end && p === "/") return { re: /^(?=\/|$)/, keys, fast: true };
    p = p.replace(/\/+$/, (s) => (options.strict ? s : ""));
    let re = "";
    let star = 0;
    for (let i = 0; i < p.length; i++) {
      const c = p[i];
      let m;
      if (c === "\\") re += `\\${p[++i]}`;
      else if (c === "{" && five) re += "(?:";
      else if (c === "}" && five) re += ")?";
      else if (
        (m = /^\/?:(\w+)(\([^)]*\))?([?*+])?/.exec(p.slice(i))) &&
        (c === ":" || (c === "/" && p[i + 1] === ":"))
      ) {
        keys.push(m[1]);
        const slash = c === "/" ? "/" : "";
        const body = m[2] && !five ? m[2].slice(1, -1).replace(/\((?!\?)/g, "(?:") : "[^/]+?";
        const mod = five ? undefined : m[3];
        re +=
          mod === "?"
            ? `(?:${slash}(${body}))?`
            : mod === "*"
              ? `(?:${slash}(.*))?`
              : mod === "+"
                ? `${slash}(.+)`
                : `${slash}(${body})`;
        i += (five && m[3] ? m[0].length - 1 : m[0].length) - 1;
      } else if (c === "*" && five) {
        m = /^\*"?(\w+)"?/.exec(p.slice(i));
        keys.push(`*${m[1]}`);
        re += "(.+)";
        i += m[0].length - 1;
      } else if (c === "*") {
        keys.push(String(star++));
        re += "(.*)";
      } else if (!five && (c === "(" || c === ")" || c === "?" || c === "+"))
        re += c === "(" ? (keys.push(String(star++)), "(") : c;
      else re += c.replace(/[.\\^$|{}[\]()+?/-]/g, "\\$&");
    }
    return {
      re: new RegExp(
        `^${re}${options.strict ? "" : "/?"}${options.end ? "$" : "(?=/|$)"}`,
        options.sensitive ? "" : "i",
      ),
      keys,
    };
  }
  function run(c, s) {
    if (c.match) return c.match(s);
    const m = c.re.exec(s);
    if (!m) return null;
    const params = five ? Object.create(null) : {};
    const decode = (v) => {
      if (typeof v !== "string") return v;
      try {
        return decodeURIComponent(v);
      } catch {
        throw httpError(400, `Failed to decode param '${v}'`);
      }
    };
    if (c.anonymous) {
      for (let i = 1; i < m.length; i++) params[i - 1] = decode(m[i]);
      Object.assign(params, m.groups);
    } else
      c.keys.forEach((k, i) => {
        if (k[0] === "*" && five)
          params[k.slice(1)] = m[i + 1] === undefined ? undefined : m[i + 1].split("/").map(decode);
        else if (m[i + 1] !== undefined || !five) params[k] = decode(m[i + 1]);
      });
    return { params, path: m[0].length > 1 && m[0].endsWith("/") && s.length > m[0].length ? m[0].slice(0, -1) : m[0] };
  }

  class Route {
    constructor(p) {
      this.path = p;
      this.stack = [];
      this.methods = {};
    }
    has(method) {
      return this.methods._all || this.methods[method] || (method === "head" && this.methods.get);
    }
    dispatch(req, res, done) {
      let i = 0;
      const method = req.method.toLowerCase();
      const next = (err) => {
        if (err === "route") return done();
        if (err === "router") return done(err);
        const layer = this.stack[i++];
        if (!layer) return done(err);
        if (
          layer.method &&
          layer.method !== method &&
          !(method === "head" && layer.method === "get" && !this.methods.head)
        )
          return next(err);
        return call(layer.handle, err, req, res, next);
      };
      req.route = this;
      next();
    }
    all(...fns) {
      for (const f of fns.flat(Infinity)) {
        check(f, "Route.all() requires a callback function but got a");
        this.methods._all = true;
        this.stack.push({ method: undefined, handle: f });
      }
      return this;
    }
  }
  function check(f, text) {
    if (typeof f !== "function")
      throw new TypeError(
        five
          ? `argument handler must be a function`
          : `${text} [object ${Object.prototype.toString.call(f).slice(8, -1)}]`,
      );
  }
  const METHODS = http.METHODS.map((m) => m.toLowerCase());
  for (const m of METHODS)
    Route.prototype[m] = function (...fns) {
      for (const f of fns.flat(Infinity)) {
        check(f, `Route.${m}() requires a callback function but got a`);
        this.methods[m] = true;
        this.stack.push({ method: m, handle: f });
      }
      return this;
    };

  function call(fn, err, req, res, next) {
    try {
      if (err !== undefined && err !== null) {
        if (fn.length !== 4) return next(err);
        const r = fn(err, req, res, next);
        if (five && r && typeof r.then === "function") r.then(null, (e) => next(e || new Error("Rejected promise")));
      } else {
        if (fn.length > 3) return next();
        const r = fn(req, res, next);
        if (five && r && typeof r.then === "function") r.then(null, (e) => next(e || new Error("Rejected promise")));
      }
    } catch (e) {
      return next(e);
    }
    return undefined;
  }

  function Router(options = {}) {
    const router = function router(req, res, next) {
      router.handle(req, res, next);
    };
    Object.setPrototypeOf(router, Router.prototype);
    router.stack = [];
    router.params = {};
    router.caseSensitive = options.caseSensitive;
    router.strict = options.strict;
    router.mergeParams = options.mergeParams;
    return router;
  }
  Object.setPrototypeOf(Router.prototype, Function.prototype);
  Router.prototype.handle = function (req, res, done) {
    const stack = this.stack;
    const parentParams = req.params;
    const parentUrl = req.baseUrl || "";
    let i = 0;
    let removed = "";
    let depth = 0;
    req.originalUrl = req.originalUrl || req.url;
    const allowed = [];
    const finish = (err) => {
      restore();
      req.baseUrl = parentUrl;
      req.params = parentParams;
      if (err === "router") err = undefined;
      if (!err && req.method === "OPTIONS" && allowed.length && !res.headersSent) {
        const methods = [...new Set(allowed)].map((m) => m.toUpperCase());
        if (methods.includes("GET")) methods.push("HEAD");
        const text = five ? [...new Set(methods)].sort().join(", ") : [...new Set(methods)].join(",");
        res.set ? res.set("Allow", text) : res.setHeader("Allow", text);
        return res.send ? res.send(text) : res.end(text);
      }
      return done(err);
    };
    const restore = () => {
      if (removed) {
        req.url = removed + (req.url === "/" && restore.added ? "" : restore.added ? req.url.slice(1) : req.url);
        if (restore.original !== undefined) req.url = restore.original;
        removed = "";
      }
      req.baseUrl = parentUrl;
    };
    const next = (err) => {
      let layerError = err === "route" ? undefined : err;
      restore();
      if (layerError === "router") return finish();
      if (++depth > 100) {
        depth = 0;
        return void setImmediate(next, err);
      }
      if (i >= stack.length) return finish(layerError);
      const pathname = req.url.split("?")[0].replace(/^https?:\/\/[^/]+/, "") || "/";
      for (; i < stack.length; ) {
        const layer = stack[i++];
        let m;
        try {
          m = run(layer.compiled, pathname);
        } catch (e) {
          layerError = layerError || e;
        }
        if (!m) continue;
        if (layer.route) {
          if (layerError) continue;
          if (!layer.route.has(req.method.toLowerCase())) {
            if (req.method === "OPTIONS") allowed.push(...Object.keys(layer.route.methods).filter((x) => x !== "_all"));
            continue;
          }
        }
        req.params = this.mergeParams ? { ...parentParams, ...m.params } : m.params;
        return this.processParams(layer, m.params, req, res, (e) => {
          if (e) return next(layerError || e);
          if (layer.route) return layer.route.dispatch(req, res, next);
          const cut = m.path === "/" ? "" : m.path.replace(/\/$/, "");
          restore.original = req.url;
          restore.added = false;
          removed = cut;
          if (cut) {
            req.url = req.url.slice(cut.length);
            if (req.url[0] !== "/") {
              req.url = `/${req.url}`;
              restore.added = true;
            }
          }
          req.baseUrl = parentUrl + cut;
          return call(layer.handle, layerError, req, res, next);
        });
      }
      return finish(layerError);
    };
    next();
  };
  Router.prototype.processParams = function (layer, params, req, res, done) {
    const names = Object.keys(params).filter((n) => this.params[n]);
    if (!names.length) return done();
    req._called = req._called || {};
    const list = names
      .flatMap((n) => this.params[n].map((fn) => [n, fn]))
      .filter(([n]) => req._called[n] !== params[n]);
    let i = 0;
    const next = (e) => {
      if (e) return done(e);
      const it = list[i++];
      if (!it) return done();
      req._called[it[0]] = params[it[0]];
      try {
        return it[1](req, res, next, params[it[0]], it[0]);
      } catch (x) {
        return next(x);
      }
    };
    return next();
  };
  Router.prototype.param = function (name, fn) {
    (this.params[name] = this.params[name] || []).push(fn);
    return this;
  };
  Router.prototype.use = function (first, ...rest) {
    let p = "/";
    let fns = [first, ...rest].flat(Infinity);
    if (typeof first !== "function" && !(Array.isArray(first) && typeof first.flat(Infinity)[0] === "function")) {
      p = first;
      fns = rest.flat(Infinity);
    }
    if (!fns.length)
      throw new TypeError(five ? "argument handler is required" : "Router.use() requires a middleware function");
    for (const f of fns) {
      if (typeof f !== "function")
        throw new TypeError(
          five
            ? "argument handler must be a function"
            : `Router.use() requires a middleware function but got a ${f === null || f === undefined ? f : Object.prototype.toString.call(f).slice(8, -1)}`,
        );
      this.stack.push({
        compiled: compile(p, { end: false, strict: false, sensitive: this.caseSensitive }),
        handle: f,
        name: f.name || "<anonymous>",
        path: p,
      });
    }
    return this;
  };
  Router.prototype.route = function (p) {
    const route = new Route(p);
    this.stack.push({
      compiled: compile(p, { end: true, strict: this.strict, sensitive: this.caseSensitive }),
      route,
      name: "handle",
      path: p,
    });
    return route;
  };
  for (const m of [...METHODS, "all"])
    Router.prototype[m] = function (p, ...fns) {
      this.route(p)[m](...fns);
      return this;
    };

  // Request
  const req = Object.create(http.IncomingMessage.prototype);
  req.get = req.header = function (name) {
    const n = String(name).toLowerCase();
    if (n === "referer" || n === "referrer") return this.headers.referrer || this.headers.referer;
    return this.headers[n];
  };
  const negotiate = (header, offers, compare) => {
    if (header === undefined) return offers[0];
    const wants = header.split(",").map((s, i) => {
      const [v, ...ps] = s.trim().split(";");
      const q = ps.map((x) => /^\s*q=([\d.]+)/.exec(x)).find(Boolean);
      return { v: v.trim().toLowerCase(), q: q ? Number(q[1]) : 1, i };
    });
    let best;
    for (const o of offers)
      for (const w of wants) {
        const s = compare(w.v, o);
        if (!s || !w.q) continue;
        if (!best || w.q > best.q || (w.q === best.q && (s > best.s || (s === best.s && w.i < best.i))))
          best = { o, q: w.q, s, i: w.i };
      }
    return best ? best.o : false;
  };
  const mimeOf = (t) => (t.includes("/") ? t : (typeOf(t) || t).split(";")[0]);
  const mimeMatch = (want, offer) => {
    const [a, b] = want.split("/");
    const [c, d] = mimeOf(offer).split("/");
    return want === "*/*" ? 1 : a === c && b === "*" ? 2 : a === c && b === d ? 3 : 0;
  };
  req.accepts = function (...types) {
    const list = types.flat();
    if (!list.length) return (this.headers.accept || "*/*").split(",").map((s) => s.split(";")[0].trim());
    return negotiate(this.headers.accept, list, mimeMatch);
  };
  const plain = (want, offer) =>
    want === "*" ? 1 : want === offer.toLowerCase() || offer.toLowerCase().startsWith(`${want}-`) ? 2 : 0;
  req.acceptsEncodings = function (...l) {
    return negotiate(this.headers["accept-encoding"], l.flat(), plain);
  };
  req.acceptsCharsets = function (...l) {
    return negotiate(this.headers["accept-charset"], l.flat(), plain);
  };
  req.acceptsLanguages = function (...l) {
    return negotiate(this.headers["accept-language"], l.flat(), plain);
  };
  req.is = function (...types) {
    const ct = (this.headers["content-type"] || "").split(";")[0].trim().toLowerCase();
    if (!ct) return false;
    for (const t of types.flat()) {
      const m = t[0] === "+" ? `*/*${t}` : mimeOf(t);
      if (m === ct || mimeMatch(m, ct)) return t.includes("/") ? ct : t;
      if (m.startsWith("*/*+") && ct.endsWith(m.slice(3))) return ct;
    }
    return false;
  };
  const getter = (o, n, get) =>
    Object.defineProperty(o, n, {
      get,
      configurable: true,
      enumerable: true,
      set(v) {
        Object.defineProperty(this, n, { value: v, writable: true, configurable: true, enumerable: true });
      },
    });
  getter(req, "protocol", function () {
    const f = this.app.enabled("trust proxy") && this.headers["x-forwarded-proto"];
    return f ? f.split(",")[0].trim() : "http";
  });
  getter(req, "secure", function () {
    return this.protocol === "https";
  });
  getter(req, "ip", function () {
    const f = this.app.get("trust proxy") && this.headers["x-forwarded-for"];
    return f ? f.split(",")[0].trim() : this.socket.remoteAddress;
  });
  getter(req, "ips", function () {
    const f = this.app.get("trust proxy") && this.headers["x-forwarded-for"];
    return f ? f.split(",").map((s) => s.trim()) : [];
  });
  getter(req, "hostname", function () {
    const h = (this.app.get("trust proxy") && this.headers["x-forwarded-host"]) || this.headers.host;
    return h ? h.replace(/:\d+$/, "") : undefined;
  });
  getter(req, "host", function () {
    return five ? this.headers.host : this.hostname;
  });
  getter(req, "subdomains", function () {
    const h = this.hostname || "";
    return /^[\d.]+$/.test(h) ? [] : h.split(".").reverse().slice(this.app.get("subdomain offset"));
  });
  getter(req, "path", function () {
    return this.url.split("?")[0];
  });
  getter(req, "xhr", function () {
    return (this.get("X-Requested-With") || "").toLowerCase() === "xmlhttprequest";
  });
  getter(req, "query", function () {
    const at = this.url.indexOf("?");
    const text = at < 0 ? "" : this.url.slice(at + 1);
    const how = this.app.get("query parser");
    if (typeof how === "function") return how(text);
    const q = how === false ? {} : how === "simple" ? qs.parse(text) : parseExtended(text);
    Object.defineProperty(this, "query", { value: q, writable: true, configurable: true, enumerable: true });
    return q;
  });
  getter(req, "fresh", function () {
    if (this.method !== "GET" && this.method !== "HEAD") return false;
    const s = this.res.statusCode;
    if (!((s >= 200 && s < 300) || s === 304)) return false;
    if (/no-cache/.test(this.headers["cache-control"] || "")) return false;
    const match = this.headers["if-none-match"];
    if (match) {
      const tag = this.res.get("ETag");
      return (
        match === "*" ||
        (!!tag && match.split(",").some((t) => t.trim().replace(/^W\//, "") === tag.replace(/^W\//, "")))
      );
    }
    const since = this.headers["if-modified-since"];
    const modified = this.res.get("Last-Modified");
    return Boolean(since && modified && Date.parse(modified) <= Date.parse(since));
  });
  getter(req, "stale", function () {
    return !this.fresh;
  });
  req.range = () => undefined;
  req.param = function (n, d) {
    return (this.params && this.params[n]) || (this.body && this.body[n]) || this.query[n] || d;
  };

  // Response
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
    return this.set("Location", encodeURI(decodeSafe(String(u))));
  };
  const decodeSafe = (s) => {
    try {
      return decodeURI(s);
    } catch {
      return s;
    }
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
  res.attachment = function (name) {
    if (name) this.type(path.extname(name) || "bin");
    return this.set("Content-Disposition", name ? `attachment; filename="${path.basename(name)}"` : "attachment");
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
  function sendPath(request, response, file, o, next) {
    let s;
    try {
      s = fs.statSync(file);
      if (s.isDirectory())
        throw Object.assign(new Error(`EISDIR: illegal operation on a directory, read`), {
          code: "EISDIR",
          status: 404,
        });
    } catch (e) {
      e.status = e.statusCode = /ENOENT|ENOTDIR|ENAMETOOLONG|EISDIR/.test(e.code) ? 404 : 500;
      e.expose = false;
      return next(e);
    }
    const tag = `W/"${s.size.toString(16)}-${Math.floor(s.mtimeMs).toString(16)}"`;
    if (o.headers)
      for (const k of Object.keys(o.headers))
        response.set ? response.set(k, o.headers[k]) : response.setHeader(k, o.headers[k]);
    if (o.setHeaders) o.setHeaders(response, file, s);
    const set = (k, v) => response.getHeader(k) === undefined && response.setHeader(k, v);
    set("Accept-Ranges", "bytes");
    if (o.cacheControl !== false)
      set("Cache-Control", `public, max-age=${Math.floor(maxAge(o.maxAge) / 1000)}${o.immutable ? ", immutable" : ""}`);
    if (o.lastModified !== false) set("Last-Modified", s.mtime.toUTCString());
    if (o.etag !== false) set("ETag", tag);
    set("Content-Type", typeOf(path.extname(file)) || "application/octet-stream");
    const match = request.headers["if-none-match"];
    const since = request.headers["if-modified-since"];
    if (
      match
        ? match.split(",").some((t) => t.trim() === tag)
        : since && Date.parse(since) >= Math.floor(s.mtimeMs / 1000) * 1000
    ) {
      response.statusCode = 304;
      response.removeHeader("Content-Type");
      response.end();
      return undefined;
    }
    let bytes = fs.readFileSync(file);
    const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range || "");
    if (range && (range[1] || range[2])) {
      const from = range[1] ? Number(range[1]) : Math.max(0, s.size - Number(range[2]));
      const to = range[1] && range[2] ? Math.min(Number(range[2]), s.size - 1) : s.size - 1;
      if (from > to) {
        response.statusCode = 416;
        response.setHeader("Content-Range", `bytes */${s.size}`);
        return response.end();
      }
      response.statusCode = 206;
      response.setHeader("Content-Range", `bytes ${from}-${to}/${s.size}`);
      bytes = bytes.subarray(from, to + 1);
    }
    response.setHeader("Content-Length", bytes.length);
    if (request.method === "HEAD") response.end();
    else response.end(bytes);
    return undefined;
  }
  const maxAge = (v) => {
    if (typeof v === "number") return v;
    const m = /^(\d+)\s*(ms|s|m|h|d|w|y)?/.exec(String(v || "0"));
    return Number(m[1]) * ({ s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5, y: 315576e5 }[m[2]] || 1);
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
    const done = (e) => {
      if (cb) return cb(e);
      if (e && e.code === "EISDIR") return this.req.next();
      return e && this.req.next(e);
    };
    if (full.split("/").some((p) => p[0] === "." && p.length > 1 && p !== "..") && o.dotfiles !== "allow" && o.root)
      return done(httpError(404));
    sendPath(this.req, this, full, o, done);
    if (cb) this.once("finish", () => cb());
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
  const proto = {
    init() {
      this.settings = {};
      this.engines = {};
      this.cache = {};
      this.mountpath = "/";
      this.locals = Object.create(null);
      const env = process.env.NODE_ENV || "development";
      this.enable("x-powered-by");
      this.set("etag", "weak");
      this.set("env", env);
      this.set("query parser", five ? "simple" : "extended");
      this.set("subdomain offset", 2);
      this.set("trust proxy", false);
      this.locals.settings = this.settings;
      this.set("views", path.resolve("views"));
      this.set("jsonp callback name", "callback");
      if (env === "production") this.enable("view cache");
      Object.defineProperty(this, "router_", { value: Router(), writable: true, enumerable: false });
      this._router = this.router_;
    },
    set(name, value) {
      if (arguments.length === 1) return this.settings[name];
      this.settings[name] = value;
      if (name === "etag")
        this.settings["etag fn"] =
          value === false
            ? undefined
            : typeof value === "function"
              ? value
              : value === "strong"
                ? (b) => etag(b).slice(2)
                : etag;
      if (name === "case sensitive routing") this.router_.caseSensitive = value;
      if (name === "strict routing") this.router_.strict = value;
      return this;
    },
    enable(n) {
      return this.set(n, true);
    },
    disable(n) {
      return this.set(n, false);
    },
    enabled(n) {
      return Boolean(this.settings[n]);
    },
    disabled(n) {
      return !this.settings[n];
    },
    path() {
      return this.parent ? this.parent.path() + this.mountpath : "";
    },
    handle(request, response, done) {
      const finish = done || finalHandler(request, response, this);
      if (this.enabled("x-powered-by")) response.setHeader("X-Powered-By", "Express");
      const before = [Object.getPrototypeOf(request), Object.getPrototypeOf(response)];
      request.res = response;
      Object.defineProperty(request, "res", { value: response, enumerable: false, writable: true, configurable: true });
      Object.defineProperty(response, "req", { value: request, enumerable: false, writable: true, configurable: true });
      Object.setPrototypeOf(request, this.request);
      Object.setPrototypeOf(response, this.response);
      response.locals = response.locals || Object.create(null);
      Object.defineProperty(request, "next", { value: finish, writable: true, configurable: true, enumerable: false });
      if (request.body === undefined && !five) request.body = undefined;
      this.router_.handle(request, response, (e) => {
        if (done) {
          Object.setPrototypeOf(request, before[0]);
          Object.setPrototypeOf(response, before[1]);
        }
        finish(e);
      });
    },
    use(first, ...rest) {
      let p = "/";
      let fns = [first, ...rest].flat(Infinity);
      if (typeof fns[0] !== "function") {
        p = first;
        fns = rest.flat(Infinity);
      }
      if (!fns.length) throw new TypeError("app.use() requires a middleware function");
      for (const fn of fns) {
        if (!fn || !fn.handle || !fn.set) {
          this.router_.use(p, fn);
          continue;
        }
        fn.mountpath = p;
        fn.parent = this;
        this.router_.use(p, function mounted_app(request, response, next) {
          fn.handle(request, response, next);
        });
        fn.emit("mount", this);
      }
      return this;
    },
    route(p) {
      return this.router_.route(p);
    },
    param(name, fn) {
      for (const n of [].concat(name)) this.router_.param(n, fn);
      return this;
    },
    engine(ext, fn) {
      this.engines[ext[0] === "." ? ext : `.${ext}`] = fn;
      return this;
    },
    render(name, o, done) {
      if (typeof o === "function") {
        done = o;
        o = {};
      }
      const locals = { ...this.locals, ...(o && o._locals), ...o };
      let ext = path.extname(name);
      if (!ext && !this.get("view engine"))
        throw new Error("No default engine was specified and no extension was provided.");
      const file = ext ? name : `${name}.${this.get("view engine").replace(/^\./, "")}`;
      ext = path.extname(file);
      if (!this.engines[ext]) {
        const mod = require(ext.slice(1));
        this.engines[ext] = mod.__express || mod.renderFile;
        if (typeof this.engines[ext] !== "function")
          throw new Error(`Module "${ext.slice(1)}" does not provide a view engine.`);
      }
      const roots = [].concat(this.get("views"));
      const found = roots
        .map((r) => path.resolve(r, file))
        .concat(roots.map((r) => path.resolve(r, name, `index${ext}`)))
        .find((f) => fs.existsSync(f));
      if (!found) {
        const e = new Error(
          `Failed to lookup view "${name}" in views ${roots.length > 1 ? `directories ${roots.map((r) => `"${r}"`).join(" or ")}` : `directory "${roots[0]}"`}`,
        );
        return done(e);
      }
      try {
        this.engines[ext](found, locals, done);
      } catch (e) {
        done(e);
      }
      return undefined;
    },
    listen(...args) {
      const server = http.createServer(this);
      if (five && typeof args.at(-1) === "function") {
        const cb = args.at(-1);
        let once = false;
        const done = (e) => {
          if (once) return;
          once = true;
          cb(e);
        };
        args[args.length - 1] = () => done();
        server.once("error", done);
      }
      return server.listen(...args);
    },
    all(p, ...fns) {
      this.router_.route(p).all(...fns);
      return this;
    },
  };
  for (const m of METHODS)
    proto[m] = function (p, ...fns) {
      if (m === "get" && fns.length === 0) return this.set(p);
      this.router_.route(p)[m](...fns);
      return this;
    };
  proto.del = proto.delete;

  function finalHandler(request, response, app) {
    return (err) => {
      const env = app.get("env");
      if (err && env !== "test") console.error(err.stack || err.toString());
      let status = 404;
      let message;
      const headers = {};
      if (err) {
        status =
          err.status >= 400 && err.status < 600
            ? err.status
            : err.statusCode >= 400 && err.statusCode < 600
              ? err.statusCode
              : response.statusCode >= 400 && response.statusCode < 600
                ? response.statusCode
                : 500;
        Object.assign(headers, err.headers);
        message = env === "production" ? http.STATUS_CODES[status] : err.stack || String(err);
      } else
        message = `Cannot ${request.method} ${encodeURI(decodeSafe((request.originalUrl || request.url).split("?")[0]))}`;
      if (response.headersSent) {
        request.socket.destroy();
        return;
      }
      const body = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${escapeHtml(message).replace(/\n/g, "<br>").replace(/ {2}/g, " &nbsp;")}</pre>\n</body>\n</html>\n`;
      response.statusCode = status;
      response.statusMessage = http.STATUS_CODES[status];
      for (const n of ["Content-Encoding", "Content-Language", "Content-Range"]) response.removeHeader(n);
      for (const k of Object.keys(headers)) response.setHeader(k, headers[k]);
      response.setHeader("Content-Security-Policy", "default-src 'none'");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.setHeader("Content-Length", Buffer.byteLength(body));
      if (request.method === "HEAD") response.end();
      else response.end(body);
    };
  }

  function express() {
    const app = function app(request, response, next) {
      app.handle(request, response, next);
    };
    for (const k of Object.keys(EventEmitter.prototype))
      if (typeof EventEmitter.prototype[k] === "function") app[k] = EventEmitter.prototype[k];
    EventEmitter.init.call(app);
    Object.assign(app, proto);
    app.request = Object.create(req, { app: { configurable: true, enumerable: true, writable: true, value: app } });
    app.response = Object.create(res, { app: { configurable: true, enumerable: true, writable: true, value: app } });
    app.init();
    if (five) Object.defineProperty(app, "router", { get: () => app.router_ });
    return app;
  }
  module.exports = express;
  express.application = proto;
  express.request = req;
  express.response = res;
  express.Route = Route;
  express.Router = Router;

  // Body parsers
  const limitOf = (l) => {
    if (typeof l === "number") return l;
    const m = /^([\d.]+)\s*(b|kb|mb|gb)?$/i.exec(String(l || "100kb"));
    return m ? Number(m[1]) * { b: 1, kb: 1024, mb: 1 << 20, gb: 1 << 30 }[(m[2] || "b").toLowerCase()] : 102400;
  };
  const parser =
    (defaults, parse) =>
    (o = {}) => {
      const types = o.type || defaults.type;
      const limit = limitOf(o.limit);
      const inflate = o.inflate !== false;
      return function bodyParser(request, response, next) {
        if (request._body) return next();
        if (!five) request.body = request.body || {};
        const h = request.headers;
        if (h["transfer-encoding"] === undefined && !(Number(h["content-length"]) >= 0)) return next();
        const fits = typeof types === "function" ? types(request) : req.is.call(request, [].concat(types));
        if (!fits) return next();
        if (Number(h["content-length"]) > limit)
          return next(
            httpError(413, "request entity too large", {
              type: "entity.too.large",
              expected: Number(h["content-length"]),
              length: Number(h["content-length"]),
              limit,
            }),
          );
        const charset = /charset=([^;]+)/i.exec(h["content-type"] || "");
        if (charset && !/utf-?8|latin1|iso-8859-1/i.test(charset[1]) && defaults.text)
          return next(
            httpError(415, `unsupported charset "${charset[1].toUpperCase()}"`, {
              type: "charset.unsupported",
              charset: charset[1],
            }),
          );
        request._body = true;
        const parts = [];
        let size = 0;
        let over = false;
        request.on("data", (c) => {
          size += c.length;
          if (size > limit && !over) {
            over = true;
            next(httpError(413, "request entity too large", { type: "entity.too.large", limit, received: size }));
          }
          if (!over) parts.push(c);
        });
        request.on("end", () => {
          if (over) return undefined;
          let bytes = Buffer.concat(parts);
          try {
            const enc = h["content-encoding"];
            if (inflate && enc === "gzip") bytes = require("zlib").gunzipSync(bytes);
            if (o.verify) o.verify(request, response, bytes, "utf-8");
            request.body = parse(bytes, o, request);
          } catch (e) {
            if (!e.status) {
              e.status = e.statusCode = 400;
              e.expose = true;
              e.type = e.type || "entity.parse.failed";
              e.body = bytes.toString();
            }
            return next(e);
          }
          return next();
        });
        request.on("error", next);
        return undefined;
      };
    };
  express.json = parser({ type: "application/json", text: true }, (bytes, o) => {
    const text = bytes.toString();
    if (!text) return {};
    if (o.strict !== false) {
      const first = /^[\x20\x09\x0a\x0d]*([^\x20\x09\x0a\x0d])/.exec(text);
      if (!first || (first[1] !== "{" && first[1] !== "[")) {
        const e = new SyntaxError(
          `Unexpected token '${first ? first[1] : ""}', "${text.length > 40 ? `${text.slice(0, 10)}"... ` : `${text}" `}is not valid JSON`,
        );
        throw e;
      }
    }
    return JSON.parse(text, o.reviver);
  });
  express.urlencoded = parser({ type: "application/x-www-form-urlencoded", text: true }, (bytes, o) =>
    (five ? o.extended : o.extended !== false) ? parseExtended(bytes.toString()) : { ...qs.parse(bytes.toString()) },
  );
  express.text = parser({ type: "text/plain", text: true }, (bytes) => bytes.toString());
  express.raw = parser({ type: "application/octet-stream" }, (bytes) => bytes);
  express.query = () => (_q, _s, next) => next();
  express.static = (root, o = {}) => {
    if (!root) throw new TypeError("root path required");
    if (typeof root !== "string") throw new TypeError("root path must be a string");
    const base = path.resolve(root);
    return function serveStatic(request, response, next) {
      if (request.method !== "GET" && request.method !== "HEAD") {
        if (o.fallthrough !== false) return next();
        response.statusCode = 405;
        response.setHeader("Allow", "GET, HEAD");
        response.setHeader("Content-Length", "0");
        return response.end();
      }
      let name;
      try {
        name = decodeURIComponent(request.url.split("?")[0]);
      } catch {
        return next(o.fallthrough === false ? httpError(400) : undefined);
      }
      if (name.includes("\0")) return next(httpError(400));
      const miss = (e) => next(o.fallthrough === false ? e || httpError(404) : undefined);
      if (name.split("/").includes("..")) return o.fallthrough === false ? next(httpError(403)) : next();
      if (name.split("/").some((p) => p[0] === "." && p.length > 1) && o.dotfiles !== "allow")
        return o.dotfiles === "deny" ? next(httpError(403)) : miss();
      let file = path.join(base, name);
      let s;
      try {
        s = fs.statSync(file);
      } catch {
        const ext = []
          .concat(o.extensions || [])
          .map((e) => `${file}.${e}`)
          .find((f) => fs.existsSync(f));
        if (!ext) return miss();
        file = ext;
        s = fs.statSync(file);
      }
      if (s.isDirectory()) {
        if (!request.url.split("?")[0].endsWith("/")) {
          if (o.redirect === false) return miss();
          const original = (request.originalUrl || request.url).split("?");
          const to = `${original[0]}/${original[1] ? `?${original[1]}` : ""}`;
          const body = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Redirecting</title>\n</head>\n<body>\n<pre>Redirecting to ${escapeHtml(to)}</pre>\n</body>\n</html>\n`;
          response.statusCode = 301;
          response.setHeader("Content-Type", "text/html; charset=UTF-8");
          response.setHeader("Content-Length", Buffer.byteLength(body));
          response.setHeader("Content-Security-Policy", "default-src 'none'");
          response.setHeader("X-Content-Type-Options", "nosniff");
          response.setHeader("Location", to);
          return response.end(body);
        }
        if (o.index === false) return miss();
        const index = []
          .concat(o.index || "index.html")
          .map((n) => path.join(file, n))
          .find((f) => fs.existsSync(f));
        if (!index) return miss();
        file = index;
      } else if (name.endsWith("/")) return miss();
      return sendPath(request, response, file, o, miss);
    };
  };
}
