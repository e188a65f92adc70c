// Folders of files.
const path = require("path");
const fs = require("fs");
const { escapeHtml, httpError } = require("./common");
const { sendPath } = require("./send-file");

module.exports = (root, o = {}) => {
  if (!root) throw new TypeError("root path required");
  if (typeof root !== "string") throw new TypeError("root path must be a string");
  const base = path.resolve(root);
  return function serveStatic(request, response, next) {
    if (request.method !== "GET" && request.method !== "HEAD") {
      if (o.fallthrough !== false) return next();
      response.statusCode = 405;
      response.setHeader("Allow", "GET, HEAD");
      response.setHeader("Content-Length", "0");
      return response.end();
    }
    let name;
    try {
      name = decodeURIComponent(request.url.split("?")[0]);
    } catch {
      return next(o.fallthrough === false ? httpError(400) : undefined);
    }
    if (name.includes("\0")) return next(httpError(400));
    // What is not there goes on to the next; what cannot be served is an error.
    const miss = (e) => next(o.fallthrough === false ? e || httpError(404) : e && e.status === 416 ? e : undefined);
    if (name.split("/").includes("..")) return o.fallthrough === false ? next(httpError(403)) : next();
    if (name.split("/").some((p) => p[0] === "." && p.length > 1) && o.dotfiles !== "allow")
      return o.dotfiles === "deny" ? next(httpError(403)) : miss();
    let file = path.join(base, name);
    let s;
    try {
      s = fs.statSync(file);
    } catch {
      const ext = []
        .concat(o.extensions || [])
        .map((e) => `${file}.${e}`)
        .find((f) => fs.existsSync(f));
      if (!ext) return miss();
      file = ext;
      s = fs.statSync(file);
    }
    if (s.isDirectory()) {
      // Asked for as `/static` the folder's own path came here as `/`.
      const asked = (request.originalUrl || request.url).split("?")[0];
      if (!request.url.split("?")[0].endsWith("/") || (name === "/" && !asked.endsWith("/"))) {
        if (o.redirect === false) return miss();
        const original = (request.originalUrl || request.url).split("?");
        const to = `${original[0]}/${original[1] ? `?${original[1]}` : ""}`;
        const body = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Redirecting</title>\n</head>\n<body>\n<pre>Redirecting to ${escapeHtml(to)}</pre>\n</body>\n</html>\n`;
        response.statusCode = 301;
        response.setHeader("Content-Type", "text/html; charset=UTF-8");
        response.setHeader("Content-Length", Buffer.byteLength(body));
        response.setHeader("Content-Security-Policy", "default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Location", to);
        return response.end(body);
      }
      if (o.index === false) return miss();
      const index = []
        .concat(o.index || "index.html")
        .map((n) => path.join(file, n))
        .find((f) => fs.existsSync(f));
      if (!index) return miss();
      file = index;
    } else if (name.endsWith("/")) return miss();
    return sendPath(request, response, file, o, miss);
  };
};
