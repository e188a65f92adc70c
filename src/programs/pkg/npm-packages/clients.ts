// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `axios`. */
export function packageAxios(module, require, version) {
  const http = require("http");
  class AxiosError extends Error {
    constructor(message, code, config, request, response) {
      super(message);
      this.name = "AxiosError";
      Object.defineProperty(this, "name", {
        value: "AxiosError",
        enumerable: false,
        writable: true,
        configurable: true,
      });
      if (code) this.code = code;
      if (config) this.config = config;
      if (request) Object.defineProperty(this, "request", { value: request, enumerable: false, writable: true });
      if (response) {
        this.response = response;
        this.status = response.status;
      }
    }
    get isAxiosError() {
      return true;
    }
    toJSON() {
      return { message: this.message, name: this.name, code: this.code, status: this.status };
    }
  }
  class AxiosHeaders {
    constructor(o = {}) {
      for (const k of Object.keys(o)) if (o[k] !== undefined) this.set(k, o[k]);
    }
    find(k) {
      return Object.keys(this).find((n) => n.toLowerCase() === String(k).toLowerCase());
    }
    set(k, v) {
      this[this.find(k) || k] = v;
      return this;
    }
    get(k) {
      return this[this.find(k)];
    }
    has(k) {
      return this.find(k) !== undefined;
    }
    delete(k) {
      return delete this[this.find(k)];
    }
    toJSON() {
      return { ...this };
    }
  }
  const merge = (a, b) => {
    const out = { ...a, ...b };
    out.headers = { ...(a.headers || {}), ...((b && b.headers) || {}) };
    if (a.params || (b && b.params)) out.params = { ...(a.params || {}), ...((b && b.params) || {}) };
    return out;
  };
  class InterceptorManager {
    constructor() {
      this.handlers = [];
    }
    use(ok, bad) {
      this.handlers.push({ ok, bad });
      return this.handlers.length - 1;
    }
    eject(i) {
      this.handlers[i] = null;
    }
    clear() {
      this.handlers = [];
    }
  }
  const query = (params) => {
    if (params instanceof URLSearchParams) return params.toString();
    const parts = [];
    const enc = (v) =>
      encodeURIComponent(v)
        .replace(/%3A/gi, ":")
        .replace(/%24/g, "$")
        .replace(/%2C/gi, ",")
        .replace(/%20/g, "+")
        .replace(/%5B/gi, "[")
        .replace(/%5D/gi, "]");
    for (const k of Object.keys(params || {})) {
      const v = params[k];
      if (v === null || v === undefined) continue;
      for (const x of Array.isArray(v) ? v : [v])
        parts.push(
          `${enc(Array.isArray(v) ? `${k}[]` : k)}=${enc(x instanceof Date ? x.toISOString() : typeof x === "object" ? JSON.stringify(x) : String(x))}`,
        );
    }
    return parts.join("&");
  };
  const send = (config) =>
    new Promise((resolve, reject) => {
      let url = config.url || "";
      if (config.baseURL && !/^[a-z][a-z\d+.-]*:/i.test(url))
        url = url ? `${config.baseURL.replace(/\/+$/, "")}/${url.replace(/^\/+/, "")}` : config.baseURL;
      const q = query(config.params);
      if (q) url += (url.includes("?") ? "&" : "?") + q;
      let u;
      try {
        u = new URL(url);
      } catch {
        reject(new AxiosError("Invalid URL", "ERR_INVALID_URL", config));
        return;
      }
      if (u.protocol === "https:") {
        reject(new AxiosError("drydock: https is not simulated", "ERR_NETWORK", config));
        return;
      }
      const headers = new AxiosHeaders({ Accept: "application/json, text/plain, */*", ...config.headers });
      let body = config.data;
      if (body !== undefined && body !== null) {
        if (body instanceof URLSearchParams) {
          if (!headers.has("content-type"))
            headers.set("Content-Type", "application/x-www-form-urlencoded;charset=utf-8");
          body = body.toString();
        } else if (typeof body === "object" && !Buffer.isBuffer(body) && !body.pipe) {
          const form = /urlencoded/.test(headers.get("content-type") || "");
          if (!headers.has("content-type")) headers.set("Content-Type", "application/json");
          body = form ? new URLSearchParams(body).toString() : JSON.stringify(body);
        } else if (typeof body === "string" && !headers.has("content-type"))
          headers.set("Content-Type", "application/x-www-form-urlencoded");
      }
      headers.set("User-Agent", headers.get("User-Agent") || `axios/${version}`);
      const bytes = body === undefined || body === null ? undefined : body.pipe ? body : Buffer.from(body);
      if (bytes && !bytes.pipe) headers.set("Content-Length", String(bytes.length));
      headers.set("Accept-Encoding", "gzip, deflate");
      const auth = config.auth ? `${config.auth.username}:${config.auth.password}` : undefined;
      const req = http.request(u, { method: config.method.toUpperCase(), headers: headers.toJSON(), auth }, (res) => {
        if (res.statusCode >= 300 && res.statusCode < 400 && res.headers.location && config.maxRedirects !== 0) {
          res.resume();
          const left = config.maxRedirects === undefined ? 21 : config.maxRedirects;
          if (left <= 1)
            return reject(
              new AxiosError("Maximum number of redirects exceeded", "ERR_FR_TOO_MANY_REDIRECTS", config, req),
            );
          const keep = res.statusCode === 307 || res.statusCode === 308;
          return resolve(
            send({
              ...config,
              url: new URL(res.headers.location, u).href,
              baseURL: undefined,
              params: undefined,
              maxRedirects: left - 1,
              ...(keep ? {} : { method: config.method.toUpperCase() === "HEAD" ? "HEAD" : "GET", data: undefined }),
            }),
          );
        }
        const response = {
          status: res.statusCode,
          statusText: res.statusMessage,
          headers: new AxiosHeaders(res.headers),
          config,
          request: req,
          data: undefined,
        };
        const finish = (data) => {
          response.data = data;
          const ok =
            config.validateStatus === null ||
            !response.status ||
            (config.validateStatus || ((s) => s >= 200 && s < 300))(response.status);
          if (ok) resolve(response);
          else
            reject(
              new AxiosError(
                `Request failed with status code ${response.status}`,
                response.status < 500 ? "ERR_BAD_REQUEST" : "ERR_BAD_RESPONSE",
                config,
                req,
                response,
              ),
            );
        };
        if (config.responseType === "stream") return finish(res);
        const parts = [];
        res.on("data", (c) => parts.push(c));
        res.on("error", (e) => reject(new AxiosError(e.message, e.code, config, req)));
        res.on("end", () => {
          let b = Buffer.concat(parts);
          const enc = res.headers["content-encoding"];
          if (enc === "gzip") b = require("zlib").gunzipSync(b);
          if (config.responseType === "arraybuffer") return finish(b);
          const text = b.toString().replace(/^\uFEFF/, "");
          if (config.responseType === "text" && config.transformResponse) return finish(text);
          try {
            return finish(text && config.responseType !== "text" ? JSON.parse(text) : text);
          } catch {
            return finish(text);
          }
        });
        return undefined;
      });
      req.on("error", (e) => {
        const err = new AxiosError(e.message, e.code, config, req);
        for (const k of ["errno", "syscall", "address", "port", "hostname"]) if (e[k] !== undefined) err[k] = e[k];
        err.cause = e;
        Object.defineProperty(err, "cause", { enumerable: false });
        reject(err);
      });
      if (config.timeout)
        req.setTimeout(config.timeout, () => {
          reject(
            new AxiosError(
              config.timeoutErrorMessage || `timeout of ${config.timeout}ms exceeded`,
              "ECONNABORTED",
              config,
              req,
            ),
          );
          req.destroy();
        });
      if (config.signal)
        config.signal.addEventListener(
          "abort",
          () => {
            reject(Object.assign(new AxiosError("canceled", "ERR_CANCELED", config, req), { name: "CanceledError" }));
            req.destroy();
          },
          { once: true },
        );
      if (bytes && bytes.pipe) bytes.pipe(req);
      else req.end(bytes);
    });
  class Axios {
    constructor(defaults) {
      this.defaults = defaults;
      this.interceptors = { request: new InterceptorManager(), response: new InterceptorManager() };
    }
    request(a, b) {
      const common = this.defaults.headers || {};
      const given = typeof a === "string" ? { ...b, url: a } : a || {};
      const method = (given.method || this.defaults.method || "get").toLowerCase();
      const config = merge(
        { ...this.defaults, headers: { ...(common.common || {}), ...(common[method] || {}) } },
        given,
      );
      config.method = method;
      config.headers = new AxiosHeaders(config.headers);
      let p = Promise.resolve(config);
      for (const h of this.interceptors.request.handlers.filter(Boolean).reverse()) p = p.then(h.ok, h.bad);
      p = p.then((c) =>
        send(c).then((r) => {
          for (const fn of [].concat(c.transformResponse || [])) r.data = fn(r.data, r.headers, r.status);
          return r;
        }),
      );
      for (const h of this.interceptors.response.handlers.filter(Boolean)) p = p.then(h.ok, h.bad);
      return p;
    }
    getUri(c) {
      const q = query(c.params);
      return `${c.baseURL || ""}${c.url || ""}${q ? `?${q}` : ""}`;
    }
  }
  for (const m of ["get", "delete", "head", "options"])
    Axios.prototype[m] = function (url, o) {
      return this.request({ ...o, method: m, url });
    };
  for (const m of ["post", "put", "patch"]) {
    Axios.prototype[m] = function (url, data, o) {
      return this.request({ ...o, method: m, url, data });
    };
    Axios.prototype[`${m}Form`] = function (url, data, o) {
      return this.request({ ...o, method: m, url, data: new URLSearchParams(data) });
    };
  }
  const create = (defaults) => {
    const context = new Axios(defaults);
    const instance = (...args) => context.request(...args);
    for (const k of Object.getOwnPropertyNames(Axios.prototype))
      if (k !== "constructor") instance[k] = context[k].bind(context);
    instance.defaults = context.defaults;
    instance.interceptors = context.interceptors;
    instance.create = (o) => create(merge(defaults, o || {}));
    return instance;
  };
  const axios = create({
    timeout: 0,
    headers: { common: {}, get: {}, post: {}, put: {}, patch: {}, delete: {}, head: {} },
  });
  Object.assign(axios, {
    Axios,
    AxiosError,
    AxiosHeaders,
    VERSION: version,
    all: (l) => Promise.all(l),
    spread: (fn) => (a) => fn(...a),
    isAxiosError: (e) => Boolean(e && e.isAxiosError),
    isCancel: (e) => Boolean(e && e.code === "ERR_CANCELED"),
    CanceledError: AxiosError,
  });
  axios.default = axios;
  module.exports = axios;
}

/** `node-fetch`: Node's own. */
export function packageNodeFetch(module) {
  const nodeFetch = (...args) => fetch(...args);
  module.exports = nodeFetch;
  Object.assign(nodeFetch, { default: nodeFetch, Headers, Request, Response });
}

/** `uuid`. */
export function packageUuid(module, require) {
  const crypto = require("crypto");
  const show = (b) => {
    const h = Buffer.from(b).toString("hex");
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  };
  const stamp = (b, v) => {
    b[6] = (b[6] & 15) | (v << 4);
    b[8] = (b[8] & 63) | 128;
    return show(b);
  };
  const validate = (s) =>
    typeof s === "string" &&
    /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/i.test(
      s,
    );
  const named = (hash, v) => {
    const fn = (name, ns) => {
      const bytes = typeof ns === "string" ? Buffer.from(ns.replace(/-/g, ""), "hex") : Buffer.from(ns);
      return stamp(crypto.createHash(hash).update(bytes).update(name).digest().subarray(0, 16), v);
    };
    fn.DNS = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    fn.URL = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
    return fn;
  };
  module.exports = {
    v4: () => crypto.randomUUID(),
    v1: () => stamp(crypto.randomBytes(16), 1),
    v7: () => {
      const b = crypto.randomBytes(16);
      b.writeUIntBE(Date.now(), 0, 6);
      return stamp(b, 7);
    },
    v3: named("md5", 3),
    v5: named("sha1", 5),
    validate,
    version: (s) => {
      if (!validate(s)) throw TypeError("Invalid UUID");
      return Number.parseInt(s[14], 16);
    },
    NIL: "00000000-0000-0000-0000-000000000000",
    MAX: "ffffffff-ffff-ffff-ffff-ffffffffffff",
    parse: (s) => Uint8Array.from(Buffer.from(s.replace(/-/g, ""), "hex")),
    stringify: (b) => show(b),
  };
}

/** `ejs`. */
export function packageEjs(module, require) {
  const fs = require("fs");
  const path = require("path");
  const escapeXML = (s) =>
    s === undefined || s === null
      ? ""
      : String(s).replace(
          /[&<>'"]/g,
          (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" })[c],
        );
  function compile(template, o = {}) {
    const d = o.delimiter || "%";
    const open = `<${d}`;
    const close = `${d}>`;
    let code = "let __out = '';\nconst __append = (s) => { if (s !== undefined && s !== null) __out += s };\n";
    let line = 1;
    let rest = String(template)
      .replace(/[ \t]*<%_/g, "<%_")
      .replace(/_%>[ \t]*\n?/g, "_%>");
    const text = (s) => {
      if (s) code += `__append(${JSON.stringify(s)});\n`;
      line += s.split("\n").length - 1;
    };
    for (;;) {
      const at = rest.indexOf(open);
      if (at < 0) break;
      if (rest.startsWith(`${open}${d}`, at)) {
        text(`${rest.slice(0, at)}${open}`);
        rest = rest.slice(at + open.length + d.length);
        continue;
      }
      text(rest.slice(0, at));
      const end = rest.indexOf(close, at);
      if (end < 0)
        throw new Error(
          `Could not find matching close tag for "${open}${rest[at + 2] === "=" || rest[at + 2] === "-" ? rest[at + 2] : ""}".`,
        );
      let body = rest.slice(at + open.length, end);
      rest = rest.slice(end + close.length);
      const mode = /^[=\-#_]/.test(body) ? body[0] : "";
      if (mode) body = body.slice(1);
      const trim = /[-_]$/.test(body) ? body.at(-1) : "";
      if (trim) body = body.slice(0, -1);
      if (trim === "-") rest = rest.replace(/^\r?\n/, "");
      code += `__line = ${line};\n`;
      line += body.split("\n").length - 1;
      if (mode === "=") code += `__append(__escape(${body.replace(/;\s*$/, "")}));\n`;
      else if (mode === "-") code += `__append(${body.replace(/;\s*$/, "")});\n`;
      else if (mode !== "#") code += `${body}\n`;
    }
    text(rest);
    const src = `let __line = 1;\ntry {\n${o._with === false ? code : `with (${o.localsName || "locals"} || {}) {\n${code}return __out;\n}`}\nreturn __out;\n} catch (e) { __rethrow(e, __line); }`;
    let fn;
    try {
      fn = new Function(o.localsName || "locals", "__escape", "include", "__rethrow", src);
    } catch (e) {
      if (o.filename) e.message += ` in ${o.filename}`;
      e.message +=
        " while compiling ejs\n\nIf the above error is not helpful, you may want to try EJS-Lint:\nhttps://github.com/RyanZim/EJS-Lint";
      throw e;
    }
    return (data = {}) => {
      const include = (name, more) => {
        const base = o.filename ? path.dirname(o.filename) : process.cwd();
        let file = path.resolve(base, name);
        if (!path.extname(file)) file += ".ejs";
        if (!fs.existsSync(file) && o.views)
          file =
            []
              .concat(o.views)
              .map((v) => path.resolve(v, path.extname(name) ? name : `${name}.ejs`))
              .find((f) => fs.existsSync(f)) || file;
        if (!fs.existsSync(file)) throw new Error(`Could not find the include file "${name}"`);
        return compile(fs.readFileSync(file, "utf8"), { ...o, filename: file })({ ...data, ...more });
      };
      return fn(data, o.escape || escapeXML, include, (e, at) => {
        if (e instanceof Error && !e.path) {
          const all = String(template).split("\n");
          const from = Math.max(at - 3, 0);
          const shown = all
            .slice(from, at + 3)
            .map((l, i) => `${from + i + 1 === at ? " >> " : "    "}${from + i + 1}| ${l}`)
            .join("\n");
          e.path = o.filename;
          e.message = `${o.filename || "ejs"}:${at}\n${shown}\n\n${e.message}`;
        }
        throw e;
      });
    };
  }
  const renderFile = (file, ...rest) => {
    const cb = typeof rest.at(-1) === "function" ? rest.pop() : undefined;
    const data = rest[0] || {};
    const views = data.settings && data.settings.views;
    const run = () => compile(fs.readFileSync(file, "utf8"), { filename: file, views, ...(rest[1] || {}) })(data);
    if (!cb) return new Promise((r) => r(run()));
    let html;
    try {
      html = run();
    } catch (e) {
      return cb(e);
    }
    return cb(null, html);
  };
  module.exports = {
    compile,
    render: (t, data, o) => compile(t, o)(data),
    renderFile,
    __express: renderFile,
    escapeXML,
    VERSION: "3.1.10",
    name: "ejs",
  };
}

/** `chalk`, version 4. */
export function packageChalk(module) {
  const CODES = {
    reset: [0, 0],
    bold: [1, 22],
    dim: [2, 22],
    italic: [3, 23],
    underline: [4, 24],
    inverse: [7, 27],
    strikethrough: [9, 29],
    black: [30, 39],
    red: [31, 39],
    green: [32, 39],
    yellow: [33, 39],
    blue: [34, 39],
    magenta: [35, 39],
    cyan: [36, 39],
    white: [37, 39],
    gray: [90, 39],
    grey: [90, 39],
    redBright: [91, 39],
    greenBright: [92, 39],
    yellowBright: [93, 39],
    blueBright: [94, 39],
    magentaBright: [95, 39],
    cyanBright: [96, 39],
    whiteBright: [97, 39],
    bgRed: [41, 49],
    bgGreen: [42, 49],
    bgYellow: [43, 49],
    bgBlue: [44, 49],
    bgMagenta: [45, 49],
    bgCyan: [46, 49],
    bgWhite: [47, 49],
    bgBlack: [40, 49],
  };
  const level = process.env.FORCE_COLOR ? 1 : process.stdout.isTTY ? 1 : 0;
  const make = (styles) => {
    const f = (...args) => {
      let text = args.join(" ");
      if (level) for (const s of [...styles].reverse()) text = `\x1b[${CODES[s][0]}m${text}\x1b[${CODES[s][1]}m`;
      return text;
    };
    for (const s of Object.keys(CODES)) Object.defineProperty(f, s, { get: () => make([...styles, s]) });
    f.hex = () => f;
    f.rgb = () => f;
    f.level = level;
    return f;
  };
  module.exports = make([]);
  module.exports.default = module.exports;
}
