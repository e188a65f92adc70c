// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `cors`. */
export function packageCors(module) {
  module.exports = function cors(options) {
    const defaults = {
      origin: "*",
      methods: "GET,HEAD,PUT,PATCH,POST,DELETE",
      preflightContinue: false,
      optionsSuccessStatus: 204,
    };
    return function corsMiddleware(req, res, next) {
      const run = (o) => {
        const vary = (f) => {
          const v = res.getHeader("Vary");
          res.setHeader("Vary", v ? `${v}, ${f}` : f);
        };
        const origin = req.headers.origin;
        const apply = (allowed) => {
          if (!allowed) return next();
          if (allowed === "*") res.setHeader("Access-Control-Allow-Origin", "*");
          else if (typeof allowed === "string") {
            res.setHeader("Access-Control-Allow-Origin", allowed);
            vary("Origin");
          } else {
            const ok = (a) =>
              Array.isArray(a)
                ? a.some(ok)
                : a instanceof RegExp
                  ? a.test(origin)
                  : typeof a === "string"
                    ? a === origin
                    : Boolean(a);
            if (ok(allowed)) res.setHeader("Access-Control-Allow-Origin", origin || "*");
            vary("Origin");
          }
          if (o.credentials === true) res.setHeader("Access-Control-Allow-Credentials", "true");
          const list = (v) => (Array.isArray(v) ? v.join(",") : v);
          if (o.exposedHeaders && list(o.exposedHeaders))
            res.setHeader("Access-Control-Expose-Headers", list(o.exposedHeaders));
          if (req.method !== "OPTIONS") return next();
          res.setHeader("Access-Control-Allow-Methods", list(o.methods));
          const headers = o.allowedHeaders || o.headers;
          if (headers) res.setHeader("Access-Control-Allow-Headers", list(headers));
          else {
            vary("Access-Control-Request-Headers");
            if (req.headers["access-control-request-headers"])
              res.setHeader("Access-Control-Allow-Headers", req.headers["access-control-request-headers"]);
          }
          if (typeof o.maxAge === "number") res.setHeader("Access-Control-Max-Age", String(o.maxAge));
          if (o.preflightContinue) return next();
          res.statusCode = o.optionsSuccessStatus;
          res.setHeader("Content-Length", "0");
          return res.end();
        };
        if (typeof o.origin === "function") o.origin(origin, (e, v) => (e ? next(e) : apply(v)));
        else apply(o.origin);
      };
      if (typeof options === "function") options(req, (e, o) => (e ? next(e) : run({ ...defaults, ...o })));
      else run({ ...defaults, ...options });
    };
  };
}

/** `dotenv`. */
export function packageDotenv(module, require, version) {
  const fs = require("fs");
  const path = require("path");
  const LINE =
    /(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/gm;
  function parse(src) {
    const out = {};
    for (const m of String(src).replace(/\r\n?/g, "\n").matchAll(LINE)) {
      let v = (m[2] || "").trim();
      const q = v[0];
      v = v.replace(/^(['"`])([\s\S]*)\1$/gm, "$2");
      if (q === '"') v = v.replace(/\\n/g, "\n").replace(/\\r/g, "\r");
      out[m[1]] = v;
    }
    return out;
  }
  function populate(target, parsed, o = {}) {
    for (const k of Object.keys(parsed)) if (o.override || !Object.hasOwn(target, k)) target[k] = parsed[k];
    return target;
  }
  function config(o = {}) {
    const paths = [].concat(o.path || path.resolve(process.cwd(), ".env"));
    const parsed = {};
    let error;
    for (const p of paths) {
      try {
        Object.assign(parsed, parse(fs.readFileSync(p, { encoding: o.encoding || "utf8" })));
      } catch (e) {
        error = e;
      }
    }
    populate(o.processEnv || process.env, parsed, o);
    if (Number(version.split(".")[0]) >= 17 && o.quiet !== true && !process.env.DOTENV_CONFIG_QUIET)
      console.log(
        `[dotenv@${version}] injecting env (${Object.keys(parsed).length}) from ${paths.map((p) => path.relative(process.cwd(), p) || p).join(", ")}`,
      );
    return error ? { parsed, error } : { parsed };
  }
  module.exports = { config, parse, populate, configDotenv: config };
}

/** `morgan`. */
export function packageMorgan(module) {
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const p2 = (n) => String(n).padStart(2, "0");
  const sent = (res) => res.headersSent;
  const waiting = new WeakMap();
  /** What is to be done once an answer is out, or its connection is closed: one listener for all. */
  const whenDone = (res, run) => {
    const list = waiting.get(res);
    if (list) {
      list.push(run);
      return;
    }
    const runs = [run];
    waiting.set(res, runs);
    const finish = () => {
      res._startAt = res._startAt || process.hrtime();
      for (const one of runs.splice(0)) one();
    };
    res.once("finish", finish);
    res.once("close", finish);
  };
  function morgan(format, options) {
    const o = typeof format === "object" ? format : options || {};
    let f = typeof format === "object" ? format.format || "default" : format;
    if (f === undefined) f = "default";
    const line = typeof f === "function" ? f : typeof morgan[f] === "function" ? morgan[f] : compile(morgan[f] || f);
    const out = o.stream || process.stdout;
    return function logger(req, res, next) {
      req._startAt = process.hrtime();
      req._startTime = new Date();
      req._remoteAddress = req.ip || (req.socket && req.socket.remoteAddress);
      const log = () => {
        if (o.skip && o.skip(req, res)) return;
        const text = line(morgan, req, res);
        if (text !== null && text !== undefined) out.write(`${text}\n`);
      };
      if (o.immediate) log();
      else {
        whenDone(res, log);
        const original = res.end;
        res.end = function (...args) {
          res._startAt = res._startAt || process.hrtime();
          return original.apply(this, args);
        };
      }
      next();
    };
  }
  function compile(format) {
    return (tokens, req, res) =>
      format.replace(/:([-\w]{2,})(?:\[([^\]]+)\])?/g, (_m, name, arg) => {
        const v = tokens[name] ? tokens[name](req, res, arg) : undefined;
        return v === undefined || v === null || v === "" ? "-" : String(v);
      });
  }
  morgan.compile = compile;
  morgan.format = (name, fmt) => {
    morgan[name] = fmt;
    return morgan;
  };
  morgan.token = (name, fn) => {
    morgan[name] = fn;
    return morgan;
  };
  morgan.combined =
    ':remote-addr - :remote-user [:date[clf]] ":method :url HTTP/:http-version" :status :res[content-length] ":referrer" ":user-agent"';
  morgan.common =
    ':remote-addr - :remote-user [:date[clf]] ":method :url HTTP/:http-version" :status :res[content-length]';
  morgan.default =
    ':remote-addr - :remote-user [:date] ":method :url HTTP/:http-version" :status :res[content-length] ":referrer" ":user-agent"';
  morgan.short =
    ":remote-addr :remote-user :method :url HTTP/:http-version :status :res[content-length] - :response-time ms";
  morgan.tiny = ":method :url :status :res[content-length] - :response-time ms";
  morgan.dev = (tokens, req, res) => {
    const s = sent(res) ? res.statusCode : undefined;
    const colour = s >= 500 ? 31 : s >= 400 ? 33 : s >= 300 ? 36 : s >= 200 ? 32 : 0;
    return compile(`\x1b[0m:method :url \x1b[${colour}m:status\x1b[0m :response-time ms - :res[content-length]\x1b[0m`)(
      tokens,
      req,
      res,
    );
  };
  const ms = (from, to, digits) => ((to[0] - from[0]) * 1e3 + (to[1] - from[1]) * 1e-6).toFixed(digits);
  morgan.token("url", (req) => req.originalUrl || req.url);
  morgan.token("method", (req) => req.method);
  const digitsOf = (field) => (field === undefined ? 3 : Number(field));
  morgan.token("response-time", (req, res, field) =>
    req._startAt && res._startAt ? ms(req._startAt, res._startAt, digitsOf(field)) : undefined,
  );
  morgan.token("total-time", (req, res, field) => ms(req._startAt, process.hrtime(), digitsOf(field)));
  morgan.token("status", (req, res) => (sent(res) ? String(res.statusCode) : undefined));
  morgan.token("referrer", (req) => req.headers.referer || req.headers.referrer);
  morgan.token("remote-addr", (req) => req.ip || req._remoteAddress);
  morgan.token("remote-user", (req) => {
    const [, word] = /^basic +(\S+)$/i.exec(req.headers.authorization || "") || [];
    return word && /^([^:]*):/.exec(Buffer.from(word, "base64").toString())?.[1];
  });
  morgan.token("http-version", (req) => `${req.httpVersionMajor}.${req.httpVersionMinor}`);
  morgan.token("user-agent", (req) => req.headers["user-agent"]);
  morgan.token("req", (req, res, field) => req.headers[String(field).toLowerCase()]);
  morgan.token("res", (req, res, field) => {
    const h = res.getHeader(field);
    return Array.isArray(h) ? h.join(", ") : h;
  });
  morgan.token("date", (req, res, format) => {
    const d = new Date();
    if (format === "clf")
      return `${p2(d.getUTCDate())}/${MONTHS[d.getUTCMonth()]}/${d.getUTCFullYear()}:${p2(d.getUTCHours())}:${p2(d.getUTCMinutes())}:${p2(d.getUTCSeconds())} +0000`;
    return format === "iso" ? d.toISOString() : d.toUTCString();
  });
  module.exports = morgan;
}

/** `cookie-parser`. */
export function packageCookieParser(module, require) {
  const crypto = require("crypto");
  const unsign = (v, secret) => {
    const at = v.lastIndexOf(".");
    const value = v.slice(0, at);
    return crypto.createHmac("sha256", secret).update(value).digest("base64").replace(/=+$/, "") === v.slice(at + 1)
      ? value
      : false;
  };
  const json = (v) => {
    if (typeof v !== "string" || !v.startsWith("j:")) return v;
    try {
      return JSON.parse(v.slice(2));
    } catch {
      return v;
    }
  };
  module.exports = function cookieParser(secret) {
    return (req, _res, next) => {
      if (req.cookies) return next();
      req.secret = [].concat(secret)[0];
      req.cookies = Object.create(null);
      req.signedCookies = Object.create(null);
      for (const part of (req.headers.cookie || "").split(";")) {
        const at = part.indexOf("=");
        if (at < 0) continue;
        const name = part.slice(0, at).trim();
        let v = part
          .slice(at + 1)
          .trim()
          .replace(/^"(.*)"$/, "$1");
        try {
          v = decodeURIComponent(v);
        } catch {}
        if (secret && v.startsWith("s:")) {
          const plain = unsign(v.slice(2), req.secret);
          req.signedCookies[name] = plain === false ? false : json(plain);
        } else req.cookies[name] = json(v);
      }
      return next();
    };
  };
}

/** `helmet`: its default headers. */
export function packageHelmet(module) {
  const HEADERS = {
    "Content-Security-Policy":
      "default-src 'self';base-uri 'self';font-src 'self' https: data:;form-action 'self';frame-ancestors 'self';img-src 'self' data:;object-src 'none';script-src 'self';script-src-attr 'none';style-src 'self' https: 'unsafe-inline';upgrade-insecure-requests",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Download-Options": "noopen",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-XSS-Protection": "0",
  };
  module.exports =
    (o = {}) =>
    (_req, res, next) => {
      for (const k of Object.keys(HEADERS))
        if (!(k === "Content-Security-Policy" && o.contentSecurityPolicy === false)) res.setHeader(k, HEADERS[k]);
      res.removeHeader("X-Powered-By");
      next();
    };
}

/** `compression`: answers go out as they are. */
export function packageCompression(module) {
  module.exports = () => (_req, _res, next) => next();
}
