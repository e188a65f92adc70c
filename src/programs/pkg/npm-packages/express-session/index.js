// express-session, to its documented interface: a signed cookie that names a session, which a store keeps.
const crypto = require("crypto");
const { Cookie, readCookie, sign, unsign } = require("./cookie");
const { MemoryStore, Store, Session } = require("./store");

const serialise = (session) => JSON.stringify(session, (k, v) => (k === "cookie" ? undefined : v));
const hash = (session) => crypto.createHash("sha1").update(serialise(session)).digest("hex");

function session(options) {
  const o = options ?? {};
  const name = o.name || o.key || "connect.sid";
  const secrets = [].concat(o.secret ?? []);
  const store = o.store ?? new MemoryStore();
  const newId = o.genid ?? (() => crypto.randomBytes(24).toString("base64url"));
  if (!secrets.length) deprecate("req.secret; provide secret option");
  if (o.resave === undefined) deprecate("undefined resave option; provide resave option");
  if (o.saveUninitialized === undefined)
    deprecate("undefined saveUninitialized option; provide saveUninitialized option");
  if (process.env.NODE_ENV === "production" && store instanceof MemoryStore)
    console.warn(
      "Warning: connect.session() MemoryStore is not\ndesigned for a production environment, as it will leak\nmemory, and will not scale past a single process.",
    );
  let ready = true;
  store.on("disconnect", () => {
    ready = false;
  });
  store.on("connect", () => {
    ready = true;
  });
  store.generate = (req) => {
    req.sessionID = newId(req);
    req.session = new Session(req);
    req.session.cookie = new Cookie(typeof o.cookie === "function" ? o.cookie(req) : o.cookie);
    if (o.cookie?.secure === "auto") req.session.cookie.secure = Boolean(req.secure);
  };

  return function session(req, res, next) {
    if (req.session) return next();
    if (!ready) return next();
    if (!secrets.length && !req.secret) return next(new Error("secret option required for sessions"));
    const keys = secrets.length ? secrets : [req.secret];
    const path = o.cookie?.path || "/";
    if (!(req.originalUrl ?? req.url).startsWith(path)) return next();
    req.sessionStore = store;
    const raw = readCookie(req.headers.cookie, name);
    const given = raw?.startsWith("s:") ? unsign(raw.slice(2), keys) : undefined;
    req.sessionID = given || undefined;
    let first;
    let firstId = given;
    let saved;
    let sent = false;

    const changed = () => firstId !== req.sessionID || first !== hash(req.session);
    const shouldSave = () =>
      o.saveUninitialized === false && given !== req.sessionID ? changed() : saved !== hash(req.session);
    const shouldTouch = () => given === req.sessionID && !shouldSave();
    const shouldSetCookie = () =>
      given !== req.sessionID
        ? o.saveUninitialized !== false || changed()
        : o.rolling || (req.session.cookie.expires && changed());

    const head = res.writeHead;
    res.writeHead = function writeHead(...args) {
      if (!sent && req.session && (!req.session.cookie.secure || req.secure || req.connection?.encrypted)) {
        if (shouldSetCookie()) {
          if (req.session.cookie.originalMaxAge) req.session.touch();
          const text = req.session.cookie.serialize(name, `s:${sign(req.sessionID, keys[0])}`);
          const before = res.getHeader("Set-Cookie") ?? [];
          res.setHeader("Set-Cookie", [].concat(before, text));
        }
      }
      sent = true;
      return head.apply(this, args);
    };

    // The answer ends when the session has been kept, so that the next request finds it.
    const { end } = res;
    let ended = false;
    res.end = function endAfter(...args) {
      if (ended) return false;
      ended = true;
      const finish = () => end.apply(res, args);
      if (!req.session) {
        if (given && o.unset === "destroy") {
          store.destroy(given, (e) => {
            if (e) console.error(e.stack);
            finish();
          });
          return res;
        }
        finish();
        return res;
      }
      req.session.touch();
      const keep =
        o.resave === undefined || o.resave ? given === req.sessionID || shouldSetCookie() || changed() : shouldSave();
      if (keep && (saved !== hash(req.session) || o.resave !== false)) {
        req.session.save((e) => {
          if (e) console.error(e.stack);
          finish();
        });
        return res;
      }
      if (store.touch && shouldTouch()) {
        store.touch(req.sessionID, req.session, (e) => {
          if (e) console.error(e.stack);
          finish();
        });
        return res;
      }
      finish();
      return res;
    };

    const wrap = () => {
      const { save, reload } = req.session;
      Object.defineProperty(req.session, "save", {
        configurable: true,
        writable: true,
        enumerable: false,
        value(done) {
          saved = hash(this);
          return save.call(this, done);
        },
      });
      Object.defineProperty(req.session, "reload", {
        configurable: true,
        writable: true,
        enumerable: false,
        value(done) {
          return reload.call(this, (...args) => {
            wrap();
            done?.(...args);
          });
        },
      });
    };
    const fresh = () => {
      store.generate(req);
      firstId = req.sessionID;
      first = hash(req.session);
      wrap();
    };
    const regenerate = store.regenerate;
    store.regenerate = function again(r, done) {
      return regenerate.call(store, r, (e) => {
        if (r === req) wrap();
        done(e);
      });
    };
    if (!given) {
      fresh();
      return next();
    }
    store.get(given, (e, kept) => {
      if (e && e.code !== "ENOENT") return next(e);
      if (!kept) fresh();
      else {
        store.createSession(req, kept);
        first = hash(req.session);
        if (o.resave === false) saved = first;
        wrap();
      }
      next();
    });
  };
}

function deprecate(text) {
  if (deprecate.seen.has(text)) return;
  deprecate.seen.add(text);
  const from = /\(([^()]+):(\d+):(\d+)\)/.exec(new Error("at").stack.split("\n")[3] ?? "");
  const place = from ? ` ${require("path").relative(process.cwd(), from[1])}:${from[2]}:${from[3]}` : "";
  const line = process.stderr.isTTY
    ? `\x1b[36;1mexpress-session\x1b[22;39m \x1b[33;1mdeprecated\x1b[22;39m \x1b[0m${text}\x1b[0m\x1b[36m${place}\x1b[39m`
    : `${new Date().toUTCString()} express-session deprecated ${text} at${place}`;
  process.stderr.write(`${line}\n`);
}
deprecate.seen = new Set();

module.exports = Object.assign(session, { Store, Cookie, Session, MemoryStore });
