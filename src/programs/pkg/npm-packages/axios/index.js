// axios, to its documented interface.
const http = require("http");
const { AxiosError, CanceledError, CancelToken } = require("./errors");
const { AxiosHeaders } = require("./headers");
const { formToJSON, toFormData } = require("./params");
const send = require("./send");
const { transformRequest, transformResponse } = require("./transform");

const VERSION = "@VERSION@";
const defaults = {
  transitional: { silentJSONParsing: true, forcedJSONParsing: true, clarifyTimeoutError: false },
  adapter: ["xhr", "http", "fetch"],
  transformRequest: [transformRequest],
  transformResponse: [transformResponse],
  timeout: 0,
  xsrfCookieName: "XSRF-TOKEN",
  xsrfHeaderName: "X-XSRF-TOKEN",
  maxContentLength: -1,
  maxBodyLength: -1,
  env: { FormData, Blob },
  validateStatus: function validateStatus(status) {
    return status >= 200 && status < 300;
  },
  headers: { common: { Accept: "application/json, text/plain, */*", "Content-Type": undefined } },
};
const METHODS = ["get", "delete", "head", "options", "post", "put", "patch", "purge", "link", "unlink", "query"];
for (const m of METHODS) defaults.headers[m] = {};

const plain = (v) => typeof v === "object" && v !== null && Object.getPrototypeOf(v) === Object.prototype;
const merged = (a, b) => {
  if (!plain(a) || !plain(b)) return plain(b) ? merged({}, b) : b;
  const out = { ...a };
  for (const k of Object.keys(b)) out[k] = merged(a[k], b[k]);
  return out;
};
/** Two configurations as one: the second says more. */
function mergeConfig(a, b = {}) {
  const out = { ...a };
  for (const k of Object.keys(b)) {
    if (b[k] === undefined) continue;
    if (k === "headers") out.headers = merged({ ...a.headers }, { ...b.headers });
    else out[k] = ["data", "url", "method"].includes(k) ? b[k] : merged(a[k], b[k]);
  }
  return out;
}

class InterceptorManager {
  constructor() {
    this.handlers = [];
  }
  use(fulfilled, rejected, options) {
    this.handlers.push({ fulfilled, rejected, runWhen: (options && options.runWhen) || null });
    return this.handlers.length - 1;
  }
  eject(id) {
    if (this.handlers[id]) this.handlers[id] = null;
  }
  clear() {
    this.handlers = [];
  }
  forEach(fn) {
    for (const h of this.handlers) if (h) fn(h);
  }
}

const transformed = (fns, config, data, headers, status) => {
  for (const fn of [].concat(fns || [])) data = fn.call(config, data, headers, status);
  return data;
};

async function dispatch(config) {
  if (config.cancelToken) config.cancelToken.throwIfRequested();
  if (config.signal && config.signal.aborted) throw new CanceledError(null, config);
  config.headers = AxiosHeaders.from(config.headers);
  config.data = transformed(config.transformRequest, config, config.data, config.headers);
  if (["post", "put", "patch"].includes(config.method))
    config.headers.set("Content-Type", "application/x-www-form-urlencoded", false);
  const take = (response) => {
    response.data = transformed(config.transformResponse, config, response.data, response.headers, response.status);
    return response;
  };
  const run = typeof config.adapter === "function" ? config.adapter(config) : send(config, VERSION);
  let response;
  try {
    response = await run;
  } catch (e) {
    if (e && e.response && !e.__CANCEL__) take(e.response);
    throw e;
  }
  return take(response);
}

class Axios {
  constructor(instanceConfig) {
    this.defaults = instanceConfig || {};
    this.interceptors = { request: new InterceptorManager(), response: new InterceptorManager() };
  }
  request(first, second) {
    const given = typeof first === "string" ? { ...second, url: first } : first || {};
    const config = mergeConfig(this.defaults, given);
    config.method = (config.method || this.defaults.method || "get").toLowerCase();
    const { common, ...rest } = config.headers || {};
    const own = Object.fromEntries(Object.entries(rest).filter(([k]) => !METHODS.includes(k)));
    config.headers = AxiosHeaders.concat(common, rest[config.method], own);
    if (config.allowAbsoluteUrls === undefined) config.allowAbsoluteUrls = true;
    let promise = Promise.resolve(config);
    const before = [];
    this.interceptors.request.forEach((h) => {
      if (!h.runWhen || h.runWhen(config)) before.unshift(h);
    });
    for (const h of before) promise = promise.then(h.fulfilled, h.rejected);
    promise = promise.then(dispatch);
    this.interceptors.response.forEach((h) => {
      promise = promise.then(h.fulfilled, h.rejected);
    });
    return promise;
  }
  getUri(config) {
    return send.addressOf(mergeConfig(this.defaults, config));
  }
}
for (const m of ["delete", "get", "head", "options"])
  Axios.prototype[m] = function (url, config) {
    return this.request(mergeConfig(config || {}, { method: m, url, data: (config || {}).data }));
  };
for (const m of ["post", "put", "patch", "query"])
  for (const form of [false, true]) {
    if (form && m === "query") continue;
    Axios.prototype[form ? `${m}Form` : m] = function (url, data, config) {
      return this.request(
        mergeConfig(config || {}, {
          method: m,
          headers: form ? { "Content-Type": "multipart/form-data" } : {},
          url,
          data,
        }),
      );
    };
  }

function createInstance(config) {
  const context = new Axios(config);
  const instance = function wrap(...args) {
    return context.request(...args);
  };
  for (const k of Object.getOwnPropertyNames(Axios.prototype))
    if (k !== "constructor") instance[k] = context[k].bind(context);
  Object.assign(instance, context);
  instance.create = (more) => createInstance(mergeConfig(config, more));
  return instance;
}

const HttpStatusCode = {};
for (const [code, text] of Object.entries(http.STATUS_CODES)) {
  const name = text.replace(/[^A-Za-z]+(.)?/g, (_, c) => (c || "").toUpperCase());
  HttpStatusCode[name === "OK" ? "Ok" : name] = Number(code);
}

const axios = createInstance(defaults);
Object.assign(axios, {
  Axios,
  CanceledError,
  CancelToken,
  isCancel: (e) => Boolean(e && e.__CANCEL__),
  VERSION,
  toFormData,
  AxiosError,
  Cancel: CanceledError,
  all: (promises) => Promise.all(promises),
  spread: (fn) => (list) => fn(...list),
  isAxiosError: (e) => typeof e === "object" && e !== null && e.isAxiosError === true,
  mergeConfig,
  AxiosHeaders,
  formToJSON,
  getAdapter: () => send,
  HttpStatusCode,
  default: axios,
});
module.exports = axios;
