// Files as answers.
const path = require("path");
const fs = require("fs");
const { httpError, typeOf } = require("./common");

function sendPath(request, response, file, o, next) {
  let s;
  try {
    s = fs.statSync(file);
    if (s.isDirectory())
      throw Object.assign(new Error(`EISDIR: illegal operation on a directory, read`), {
        code: "EISDIR",
        status: 404,
      });
  } catch (e) {
    e.status = e.statusCode = /ENOENT|ENOTDIR|ENAMETOOLONG|EISDIR/.test(e.code) ? 404 : 500;
    e.expose = false;
    return next(e);
  }
  const tag = `W/"${s.size.toString(16)}-${Math.floor(s.mtimeMs).toString(16)}"`;
  if (o.headers)
    for (const k of Object.keys(o.headers))
      response.set ? response.set(k, o.headers[k]) : response.setHeader(k, o.headers[k]);
  if (o.setHeaders) o.setHeaders(response, file, s);
  const set = (k, v) => response.getHeader(k) === undefined && response.setHeader(k, v);
  set("Accept-Ranges", "bytes");
  if (o.cacheControl !== false)
    set("Cache-Control", `public, max-age=${Math.floor(maxAge(o.maxAge) / 1000)}${o.immutable ? ", immutable" : ""}`);
  if (o.lastModified !== false) set("Last-Modified", s.mtime.toUTCString());
  if (o.etag !== false) set("ETag", tag);
  set("Content-Type", typeOf(path.extname(file)) || "application/octet-stream");
  const match = request.headers["if-none-match"];
  const since = request.headers["if-modified-since"];
  if (
    match
      ? match.split(",").some((t) => t.trim() === tag)
      : since && Date.parse(since) >= Math.floor(s.mtimeMs / 1000) * 1000
  ) {
    response.statusCode = 304;
    response.removeHeader("Content-Type");
    response.end();
    return undefined;
  }
  let bytes = fs.readFileSync(file);
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range || "");
  if (range && (range[1] || range[2])) {
    const from = range[1] ? Number(range[1]) : Math.max(0, s.size - Number(range[2]));
    const to = range[1] && range[2] ? Math.min(Number(range[2]), s.size - 1) : s.size - 1;
    if (from > to) {
      response.setHeader("Content-Range", `bytes */${s.size}`);
      return next(httpError(416, undefined, { headers: { "Content-Range": `bytes */${s.size}` } }));
    }
    response.statusCode = 206;
    response.setHeader("Content-Range", `bytes ${from}-${to}/${s.size}`);
    bytes = bytes.subarray(from, to + 1);
  }
  response.setHeader("Content-Length", bytes.length);
  if (request.method === "HEAD") response.end();
  else response.end(bytes);
  return undefined;
}
const maxAge = (v) => {
  if (typeof v === "number") return v;
  const m = /^(\d+)\s*(ms|s|m|h|d|w|y)?/.exec(String(v || "0"));
  return Number(m[1]) * ({ s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5, y: 315576e5 }[m[2]] || 1);
};

module.exports = { sendPath, maxAge };
