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
