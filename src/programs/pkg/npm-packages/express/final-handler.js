// What answers when nothing did.
const http = require("http");
const { encodeKept, escapeHtml, five } = require("./common");

function finalHandler(request, response, app) {
  return (err) => {
    const env = app.get("env");
    // It is told when the answer is on its way.
    let told = !err || env === "test";
    const tell = () => {
      if (!told) console.error(five ? err : err.stack || err.toString());
      told = true;
    };
    response.once("finish", tell);
    response.once("close", tell);
    if (response.headersSent) tell();
    let status = 404;
    let message;
    const headers = {};
    if (err) {
      status =
        err.status >= 400 && err.status < 600
          ? err.status
          : err.statusCode >= 400 && err.statusCode < 600
            ? err.statusCode
            : response.statusCode >= 400 && response.statusCode < 600
              ? response.statusCode
              : 500;
      Object.assign(headers, err.headers);
      message = env === "production" ? http.STATUS_CODES[status] : err.stack || String(err);
    } else message = `Cannot ${request.method} ${encodeKept((request.originalUrl || request.url).split("?")[0])}`;
    if (response.headersSent) {
      request.socket.destroy();
      return;
    }
    const body = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${escapeHtml(message).replace(/\n/g, "<br>").replace(/ {2}/g, " &nbsp;")}</pre>\n</body>\n</html>\n`;
    response.statusCode = status;
    response.statusMessage = http.STATUS_CODES[status];
    for (const n of ["Content-Encoding", "Content-Language", "Content-Range"]) response.removeHeader(n);
    for (const k of Object.keys(headers)) response.setHeader(k, headers[k]);
    response.setHeader("Content-Security-Policy", "default-src 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Length", Buffer.byteLength(body));
    if (request.method === "HEAD") response.end();
    else response.end(body);
  };
}

module.exports = { finalHandler };
