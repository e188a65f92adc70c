// express, to its documented interface; versions 4 and 5.
const EventEmitter = require("events");
const { proto } = require("./application");
const { five } = require("./common");
const { json, raw, text, urlencoded } = require("./parsers");
const { req } = require("./request");
const { res } = require("./response");
const { Route, Router } = require("./router");

function express() {
  const app = function app(request, response, next) {
    app.handle(request, response, next);
  };
  for (const k of Object.keys(EventEmitter.prototype))
    if (typeof EventEmitter.prototype[k] === "function") app[k] = EventEmitter.prototype[k];
  EventEmitter.init.call(app);
  Object.assign(app, proto);
  app.request = Object.create(req, { app: { configurable: true, enumerable: true, writable: true, value: app } });
  app.response = Object.create(res, { app: { configurable: true, enumerable: true, writable: true, value: app } });
  app.init();
  if (five) Object.defineProperty(app, "router", { get: () => app.router_ });
  return app;
}

Object.assign(express, {
  application: proto,
  request: req,
  response: res,
  Route,
  Router,
  json,
  raw,
  text,
  urlencoded,
  query: () => (_q, _s, next) => next(),
  static: require("./static"),
});
module.exports = express;
