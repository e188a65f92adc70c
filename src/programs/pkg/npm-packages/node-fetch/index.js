// node-fetch, to its documented interface; versions 2 and 3.
const http = require("http");
const zlib = require("zlib");
const { Request, Response } = require("./bodies");
const { AbortError, FetchError, three } = require("./errors");
const { Headers } = require("./headers");

const REDIRECTS = [301, 302, 303, 307, 308];
const isRedirect = (status) => REDIRECTS.includes(status);

function headersOf(request, bytes, stream) {
  const given = new Headers(request.headers);
  const own = (name, value) => {
    if (!given.has(name)) given.set(name, value);
  };
  own("Accept", "*/*");
  own("User-Agent", three ? "node-fetch" : "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)");
  own("Accept-Encoding", three ? "gzip, deflate, br" : "gzip,deflate");
  if (bytes) own("Content-Length", String(bytes.length));
  else if (!stream && /^(?:POST|PUT)$/i.test(request.method)) own("Content-Length", "0");
  const out = {};
  const raw = given.raw();
  for (const key of three ? Object.keys(raw).sort() : Object.keys(raw))
    out[key] = raw[key].length > 1 ? raw[key] : raw[key][0];
  return out;
}

function fetch(input, options, counter = 0) {
  return new Promise((resolve, reject) => {
    const request = new Request(input, options);
    const { facts } = request;
    const address = facts.url;
    if (!/^https?:$/.test(address.protocol))
      throw new TypeError(
        `node-fetch cannot load ${input}. URL scheme "${address.protocol.slice(0, -1)}" is not supported.`,
      );
    if (address.protocol === "https:") throw new Error("drydock: https is not simulated");
    const { bytes, stream } = request.held;
    const aborted = () => new AbortError(three ? "The operation was aborted." : "The user aborted a request.");
    if (facts.signal && facts.signal.aborted) throw aborted();
    const req = http.request(address, {
      method: facts.method,
      headers: headersOf(request, bytes, stream),
      ...(facts.agent ? { agent: typeof facts.agent === "function" ? facts.agent(address) : facts.agent } : {}),
    });
    let response;
    const stop = () => {
      const e = aborted();
      reject(e);
      req.destroy();
      if (response && response.body) response.body.destroy(e);
    };
    if (facts.signal) facts.signal.addEventListener("abort", stop);
    const timer =
      facts.timeout &&
      setTimeout(() => {
        reject(new FetchError(`network timeout at: ${address.href}`, "request-timeout"));
        req.destroy();
      }, facts.timeout);
    const finish = () => {
      clearTimeout(timer);
      if (facts.signal) facts.signal.removeEventListener("abort", stop);
    };
    req.on("error", (e) => {
      reject(new FetchError(`request to ${address.href} failed, reason: ${e.message}`, "system", e));
      finish();
    });
    req.on("response", (res) => {
      clearTimeout(timer);
      const headers = new Headers();
      for (let i = 0; i < res.rawHeaders.length; i += 2)
        headers.append(res.rawHeaders[i].toLowerCase(), res.rawHeaders[i + 1]);
      const where = headers.get("location");
      if (isRedirect(res.statusCode)) {
        const target = where === null ? null : new URL(where, address).href;
        if (facts.redirect === "error") {
          const text = `uri requested responds with a redirect, redirect mode is set to error: ${address.href}`;
          reject(new FetchError(text, "no-redirect"));
          finish();
          res.resume();
          return;
        }
        if (facts.redirect === "manual" && target !== null && !three) headers.set("Location", target);
        if (facts.redirect === "follow" && target !== null) {
          res.resume();
          finish();
          if (counter >= facts.follow) {
            reject(new FetchError(`maximum redirect reached at: ${address.href}`, "max-redirect"));
            return;
          }
          const fetched =
            res.statusCode === 303 || ((res.statusCode === 301 || res.statusCode === 302) && facts.method === "POST");
          const next = new Headers(request.headers);
          if (fetched) next.delete("content-length");
          resolve(
            fetch(
              target,
              {
                ...facts,
                url: undefined,
                headers: next,
                method: fetched ? "GET" : facts.method,
                body: fetched ? undefined : bytes,
              },
              counter + 1,
            ),
          );
          return;
        }
      }
      res.once("end", finish);
      const encoding = headers.get("content-encoding");
      const body =
        encoding === "gzip" || encoding === "x-gzip"
          ? res.pipe(zlib.createGunzip())
          : encoding === "deflate"
            ? res.pipe(zlib.createInflate())
            : res;
      response = new Response(body, {
        url: address.href,
        status: res.statusCode,
        statusText: res.statusMessage,
        headers,
        counter,
      });
      resolve(response);
    });
    if (stream) stream.pipe(req);
    else req.end(bytes);
  });
}

const named = { AbortError, FetchError, Headers, Request, Response, isRedirect };
if (three) module.exports = { ...named, Blob, File: require("buffer").File, FormData, default: fetch };
else {
  Object.assign(fetch, named);
  module.exports = fetch;
  Object.defineProperty(fetch, "__esModule", { value: true });
  fetch.default = fetch;
}
