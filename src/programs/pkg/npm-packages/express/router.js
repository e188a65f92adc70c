// Routes and routers.
const http = require("http");
const { five } = require("./common");
const { compile, run } = require("./path-pattern");

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
  const parentNext = req.next;
  let i = 0;
  let removed = "";
  let depth = 0;
  req.originalUrl = req.originalUrl || req.url;
  const allowed = [];
  const finish = (err) => {
    restore();
    req.baseUrl = parentUrl;
    req.params = parentParams;
    req.next = parentNext;
    if (err === "router") err = undefined;
    if (!err && req.method === "OPTIONS" && allowed.length && !res.headersSent) {
      const methods = [...new Set(allowed)].map((m) => m.toUpperCase());
      if (methods.includes("GET")) methods.push("HEAD");
      const text = five ? [...new Set(methods)].sort().join(", ") : [...new Set(methods)].join(",");
      res.setHeader("Allow", text);
      if (!five) return res.send ? res.send(text) : res.end(text);
      res.setHeader("Content-Length", Buffer.byteLength(text));
      res.setHeader("Content-Type", "text/plain");
      res.setHeader("X-Content-Type-Options", "nosniff");
      return res.end(text);
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
  // What answers for a handler (sendFile, format, render) goes on here.
  req.next = next;
  next();
};
Router.prototype.processParams = function (layer, params, req, res, done) {
  const names = Object.keys(params).filter((n) => this.params[n]);
  if (!names.length) return done();
  req._called = req._called || {};
  const list = names.flatMap((n) => this.params[n].map((fn) => [n, fn])).filter(([n]) => req._called[n] !== params[n]);
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

module.exports = { Route, check, METHODS, call, Router };
