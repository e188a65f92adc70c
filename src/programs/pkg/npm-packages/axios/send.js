// One request over the network, and those that it is sent on to.
const http = require("http");
const { AxiosError, CanceledError } = require("./errors");
const { AxiosHeaders } = require("./headers");
const { withParams } = require("./params");

/** The whole address: of what is asked, below the base. */
function addressOf(config) {
  const url = config.url || "";
  const absolute = /^(?:[a-z][a-z\d+\-.]*:)?\/\//i.test(url);
  const whole =
    config.baseURL && (!absolute || config.allowAbsoluteUrls === false)
      ? url
        ? `${config.baseURL.replace(/\/?\/$/, "")}/${url.replace(/^\/+/, "")}`
        : config.baseURL
      : url;
  return withParams(whole, config.params, config.paramsSerializer);
}

function settle(resolve, reject, response) {
  const { validateStatus } = response.config;
  if (!response.status || !validateStatus || validateStatus(response.status)) return resolve(response);
  const code = response.status >= 400 && response.status < 500 ? "ERR_BAD_REQUEST" : "ERR_BAD_RESPONSE";
  const text = `Request failed with status code ${response.status}`;
  return reject(new AxiosError(text, code, response.config, response.request, response));
}

async function bytesOf(data, headers) {
  if (data === undefined || data === null) return undefined;
  if (typeof data === "string") return Buffer.from(data);
  if (Buffer.isBuffer(data)) return data;
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  if (data instanceof FormData || data instanceof Blob) {
    const body = new Response(data);
    const type = body.headers.get("content-type");
    if (type) headers.set("Content-Type", type, false);
    return Buffer.from(await body.arrayBuffer());
  }
  throw new AxiosError(
    "Data after transformation must be a string, an ArrayBuffer, a Buffer, or a Stream",
    AxiosError.ERR_BAD_REQUEST,
  );
}

module.exports = async function send(config, version) {
  const began = Date.now();
  const { headers } = config;
  const address = new URL(addressOf(config), undefined);
  if (address.protocol === "https:") throw new AxiosError("drydock: https is not simulated", "ERR_NETWORK", config);
  if (address.protocol !== "http:")
    throw new AxiosError(`Unsupported protocol ${address.protocol}`, AxiosError.ERR_BAD_REQUEST, config);
  headers.set("User-Agent", `axios/${version}`, false);
  const stream = config.data && typeof config.data.pipe === "function" ? config.data : undefined;
  const bytes = stream ? undefined : await bytesOf(config.data, headers);
  if (bytes) headers.set("Content-Length", bytes.length, false);
  headers.set("Accept-Encoding", "gzip, compress, deflate, br", false);
  return new Promise((resolve, reject) => {
    let current;
    let settled = false;
    const end = (how, value) => {
      if (settled) return;
      settled = true;
      if (config.cancelToken) config.cancelToken.unsubscribe(stop);
      if (config.signal) config.signal.removeEventListener("abort", stop);
      how(value);
    };
    const stop = (reason) => {
      const e = !reason || reason.type ? new CanceledError(null, config, current) : reason;
      if (current) current.destroy();
      end(reject, e);
    };
    if (config.cancelToken) config.cancelToken.subscribe(stop);
    if (config.signal) {
      if (config.signal.aborted) stop();
      else config.signal.addEventListener("abort", stop, { once: true });
    }
    if (settled) return;
    const left = { redirects: config.maxRedirects === undefined ? 21 : config.maxRedirects };
    const auth = config.auth ? `${config.auth.username || ""}:${config.auth.password || ""}` : undefined;
    const go = (url, method, body, sent) => {
      const req = http.request(url, {
        method,
        headers: sent,
        ...(auth ? { auth } : {}),
        ...(config.httpAgent ? { agent: config.httpAgent } : {}),
        ...(config.socketPath ? { socketPath: config.socketPath } : {}),
      });
      current = req;
      req.on("response", (res) => {
        const onward = res.statusCode >= 300 && res.statusCode < 400 && res.headers.location;
        if (onward && config.maxRedirects !== 0) {
          res.resume();
          if (--left.redirects < 0 || (config.maxRedirects !== undefined && left.redirects < 0)) {
            const e = Object.assign(new Error("Maximum number of redirects exceeded"), {
              code: "ERR_FR_TOO_MANY_REDIRECTS",
              name: "Error [ERR_FR_TOO_MANY_REDIRECTS]",
            });
            return end(reject, AxiosError.from(e, undefined, config, req));
          }
          const again =
            ((res.statusCode === 301 || res.statusCode === 302) && method === "POST") || res.statusCode === 303;
          const rest = Object.entries(sent).filter(([k]) => !/^host$/i.test(k) && !(again && /^content-/i.test(k)));
          const next = again && method !== "HEAD" ? "GET" : method;
          return go(new URL(res.headers.location, url), next, again ? undefined : body, Object.fromEntries(rest));
        }
        return receive(res, req);
      });
      req.on("error", (e) => end(reject, AxiosError.from(e, undefined, config, req)));
      if (config.timeout)
        req.setTimeout(Number(config.timeout), () => {
          const text = config.timeoutErrorMessage || `timeout of ${config.timeout}ms exceeded`;
          const code = config.transitional && config.transitional.clarifyTimeoutError ? "ETIMEDOUT" : "ECONNABORTED";
          end(reject, new AxiosError(text, code, config, req));
          req.destroy();
        });
      if (stream && body === stream) stream.pipe(req);
      else req.end(body);
    };
    const receive = (res, req) => {
      const response = {
        status: res.statusCode,
        statusText: res.statusMessage,
        headers: new AxiosHeaders(res.headers),
        config,
        request: req,
      };
      const finish = (data) => {
        response.data = data;
        response.duration = Date.now() - began;
        settle(
          (v) => end(resolve, v),
          (e) => end(reject, e),
          response,
        );
      };
      if (config.responseType === "stream") return finish(res);
      const parts = [];
      let size = 0;
      res.on("data", (c) => {
        parts.push(c);
        size += c.length;
        if (config.maxContentLength > -1 && size > config.maxContentLength) {
          const text = `maxContentLength size of ${config.maxContentLength} exceeded`;
          end(reject, new AxiosError(text, "ERR_BAD_RESPONSE", config, req));
          req.destroy();
        }
      });
      res.on("error", (e) => end(reject, AxiosError.from(e, undefined, config, req)));
      res.on("end", () => {
        let bytes = Buffer.concat(parts);
        const zlib = require("zlib");
        const encoding = config.decompress === false ? "" : response.headers.get("content-encoding");
        if (encoding) response.headers.delete("content-encoding");
        if (encoding === "gzip") bytes = zlib.gunzipSync(bytes);
        else if (encoding === "deflate") bytes = zlib.inflateSync(bytes);
        if (config.responseType === "arraybuffer") return finish(bytes);
        return finish(bytes.toString(config.responseEncoding || "utf8").replace(/^\uFEFF/, ""));
      });
      return undefined;
    };
    go(address, config.method.toUpperCase(), stream || bytes, headers.toJSON());
  });
};
module.exports.addressOf = addressOf;
