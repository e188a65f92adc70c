// Where sessions are kept between requests.
const EventEmitter = require("events");
const { Cookie } = require("./cookie");

class Session {
  constructor(req, data) {
    Object.defineProperties(this, { req: { value: req }, id: { value: req.sessionID } });
    if (data && typeof data === "object") for (const k of Object.keys(data)) if (!(k in this)) this[k] = data[k];
  }
}
const methods = {
  touch() {
    return this.resetMaxAge();
  },
  resetMaxAge() {
    this.cookie.maxAge = this.cookie.originalMaxAge;
    return this;
  },
  save(done) {
    this.req.sessionStore.set(this.id, this, done ?? (() => {}));
    return this;
  },
  reload(done) {
    const { req } = this;
    req.sessionStore.get(this.id, (e, data) => {
      if (e) return done(e);
      if (!data) return done(new Error("failed to load session"));
      req.sessionStore.createSession(req, data);
      done();
    });
    return this;
  },
  destroy(done) {
    delete this.req.session;
    this.req.sessionStore.destroy(this.id, done);
    return this;
  },
  regenerate(done) {
    this.req.sessionStore.regenerate(this.req, done);
    return this;
  },
};
for (const [name, value] of Object.entries(methods))
  Object.defineProperty(Session.prototype, name, { value, configurable: true, writable: true });

class Store extends EventEmitter {
  regenerate(req, done) {
    this.destroy(req.sessionID, (e) => {
      this.generate(req);
      done(e);
    });
  }
  load(id, done) {
    this.get(id, (e, data) => {
      if (e || !data) return done(e, data);
      const req = { sessionID: id, sessionStore: this };
      done(null, this.createSession(req, data));
    });
  }
  createSession(req, data) {
    const { expires, originalMaxAge } = data.cookie;
    data.cookie = new Cookie(data.cookie);
    if (typeof expires === "string") data.cookie.expires = new Date(expires);
    data.cookie.originalMaxAge = originalMaxAge;
    req.session = new Session(req, data);
    return req.session;
  }
}

class MemoryStore extends Store {
  constructor() {
    super();
    this.sessions = Object.create(null);
  }
  read(id) {
    const text = this.sessions[id];
    if (!text) return undefined;
    const data = JSON.parse(text);
    const { expires } = data.cookie ?? {};
    if (expires && new Date(expires) <= Date.now()) {
      delete this.sessions[id];
      return undefined;
    }
    return data;
  }
  all(done) {
    const all = Object.create(null);
    for (const id of Object.keys(this.sessions)) {
      const s = this.read(id);
      if (s) all[id] = s;
    }
    setImmediate(() => done?.(null, all));
  }
  clear(done) {
    this.sessions = Object.create(null);
    setImmediate(() => done?.());
  }
  destroy(id, done) {
    delete this.sessions[id];
    setImmediate(() => done?.());
  }
  get(id, done) {
    setImmediate(() => done(null, this.read(id)));
  }
  set(id, session, done) {
    this.sessions[id] = JSON.stringify(session);
    setImmediate(() => done?.());
  }
  touch(id, session, done) {
    const s = this.read(id);
    if (s) {
      s.cookie = session.cookie;
      this.sessions[id] = JSON.stringify(s);
    }
    setImmediate(() => done?.());
  }
  length(done) {
    this.all((e, all) => done(e, Object.keys(all ?? {}).length));
  }
}

module.exports = { MemoryStore, Session, Store };
