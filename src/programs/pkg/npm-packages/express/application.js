// An application.
const http = require("http");
const path = require("path");
const fs = require("fs");
const { five } = require("./common");
const { finalHandler } = require("./final-handler");
const { etag } = require("./response");
const { METHODS, Router } = require("./router");

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

module.exports = { proto };
