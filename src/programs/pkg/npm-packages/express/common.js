// What all parts know: the version's ways, types of files, errors with a status.
const http = require("http");

const five = Number("@VERSION@".split(".")[0]) >= 5;
const TYPES = {
  html: "text/html; charset=utf-8",
  htm: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: five ? "text/javascript; charset=utf-8" : "application/javascript; charset=utf-8",
  mjs: five ? "text/javascript; charset=utf-8" : "application/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  text: "text/plain; charset=utf-8",
  xml: "application/xml",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  ico: "image/x-icon",
  pdf: "application/pdf",
  zip: "application/zip",
  gz: "application/gzip",
  csv: "text/csv; charset=utf-8",
  md: "text/markdown; charset=utf-8",
  mp4: "video/mp4",
  mp3: "audio/mpeg",
  woff: "font/woff",
  woff2: "font/woff2",
  ttf: "font/ttf",
  wasm: "application/wasm",
  bin: "application/octet-stream",
  urlencoded: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data",
};
const typeOf = (name) => TYPES[String(name).replace(/^.*\./, "").toLowerCase()];
const escapeHtml = (s) =>
  String(s).replace(/["&'<>]/g, (c) => ({ '"': "&quot;", "&": "&amp;", "'": "&#39;", "<": "&lt;", ">": "&gt;" })[c]);
const named = {};
/** An error's class has the name of its status: NotFoundError. */
const classOf = (status) => {
  if (!named[status]) {
    const name = (http.STATUS_CODES[status] || "").replace(/[^A-Za-z]+(.)?/g, (_, c) => (c || "").toUpperCase());
    const full = name.replace(/^I'?m/i, "Im").replace(/(?:Error)?$/, "Error");
    named[status] = { [full]: class extends Error {} }[full];
    Object.defineProperty(named[status].prototype, "name", { value: full, writable: true, configurable: true });
  }
  return named[status];
};
const httpError = (status, message, props) => {
  const e = new (classOf(status))(message || http.STATUS_CODES[status]);
  e.status = e.statusCode = status;
  e.expose = status < 500;
  return Object.assign(e, props);
};

/** An address as it may stand in a header: what is encoded already stays as it is. */
const encodeKept = (url) => encodeURI(url).replace(/%25(?=[0-9A-Fa-f]{2})/g, "%");

module.exports = { encodeKept, five, TYPES, typeOf, escapeHtml, httpError };
