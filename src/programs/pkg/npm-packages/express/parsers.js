// Bodies of requests.
const qs = require("querystring");
const { five, httpError } = require("./common");
const { parseExtended } = require("./query");
const { req } = require("./request");

/** Where nothing is read, newer versions leave no body. */
const leaves = five || (require("./package.json").name === "body-parser" && Number("@VERSION@".split(".")[0]) >= 2);
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
      if (!leaves) request.body = request.body || {};
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
      if (charset && !/^\s*"?utf-/i.test(charset[1]) && defaults.text)
        return next(
          httpError(415, `unsupported charset "${charset[1].toUpperCase()}"`, {
            type: "charset.unsupported",
            charset: charset[1],
          }),
        );
      const encoding = (h["content-encoding"] || "identity").toLowerCase();
      if (!["identity", "gzip", "deflate", "br"].includes(encoding))
        return next(
          httpError(415, `unsupported content encoding "${encoding}"`, { type: "encoding.unsupported", encoding }),
        );
      if (encoding !== "identity" && !inflate)
        return next(httpError(415, "content encoding unsupported", { type: "encoding.unsupported", encoding }));
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
          if (encoding === "gzip") bytes = require("zlib").gunzipSync(bytes);
          else if (encoding === "deflate") bytes = require("zlib").inflateSync(bytes);
          else if (encoding === "br") bytes = require("zlib").brotliDecompressSync(bytes);
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
const json = parser({ type: "application/json", text: true }, (bytes, o) => {
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
const urlencoded = parser({ type: "application/x-www-form-urlencoded", text: true }, (bytes, o) =>
  (five ? o.extended : o.extended !== false) ? parseExtended(bytes.toString()) : { ...qs.parse(bytes.toString()) },
);
const text = parser({ type: "text/plain", text: true }, (bytes) => bytes.toString());
const raw = parser({ type: "application/octet-stream" }, (bytes) => bytes);

module.exports = { limitOf, parser, json, urlencoded, text, raw };
