// What a request can tell.
const http = require("http");
const qs = require("querystring");
const { five, typeOf } = require("./common");
const { parseExtended } = require("./query");

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
  if (this.headers["transfer-encoding"] === undefined && this.headers["content-length"] === undefined) return null;
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
      match === "*" || (!!tag && match.split(",").some((t) => t.trim().replace(/^W\//, "") === tag.replace(/^W\//, "")))
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

module.exports = { req, negotiate, mimeOf, mimeMatch, plain, getter };
