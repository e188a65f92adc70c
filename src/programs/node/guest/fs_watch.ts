// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Files watched for changes. */
export function guestFsWatch(exports, internal) {
  const { raw } = internal;
  const EE = internal.require("events");
  const { toPath, sys } = internal.require("fs_words");
  const { Stats } = internal.require("fs_stats");
  const { sync } = internal.require("fs_sync");
  const path = () => internal.require("path");
  class FSWatcher extends EE {
    constructor(p, recursive) {
      super();
      const base = path().resolve(p);
      const known = new Map();
      const isFolder = raw("fs.stat", [base]).kind === "directory";
      const list = () => new Set((isFolder ? raw("fs.readdir", [base]) : []).map((e) => e.name));
      let names = list();
      void known;
      let told = new Set();
      this.id = internal.listen((_f, { changed }) => {
        const name = isFolder ? path().relative(base, changed) : path().basename(base);
        if (!name || name.startsWith("..")) return;
        if (isFolder && !recursive && name.includes("/")) return;
        const now = list();
        const top = name.split("/")[0];
        const type = isFolder && !name.includes("/") && now.has(top) !== names.has(top) ? "rename" : "change";
        names = now;
        if (told.has(name)) return;
        told.add(name);
        internal.nextTick(() => {
          told = new Set();
        }, []);
        this.emit("change", type, name);
      });
      internal.call("fs.watch", base, this.id);
      this.held = true;
      internal.addRef();
      for (const k of ["id", "held"]) Object.defineProperty(this, k, { enumerable: false, writable: true });
    }
    close() {
      if (this.id === undefined) return;
      internal.call("fs.unwatch", this.id);
      internal.unlisten(this.id);
      this.id = undefined;
      this.unref();
      internal.nextTick(() => this.emit("close"), []);
    }
    ref() {
      if (!this.held) internal.addRef();
      this.held = true;
      return this;
    }
    unref() {
      if (this.held) internal.release();
      this.held = false;
      return this;
    }
  }
  const watch = (p, o, fn) => {
    if (typeof o === "function") {
      fn = o;
      o = {};
    }
    p = toPath(p, "filename");
    sys("watch", p, undefined, "fs.stat", [p]);
    const w = new FSWatcher(p, o && o.recursive);
    if (o && o.persistent === false) w.unref();
    if (fn) w.on("change", fn);
    if (o && o.signal) o.signal.addEventListener("abort", () => w.close(), { once: true });
    return w;
  };
  const promisedWatch = (p, o) => {
    const w = watch(p, o || {});
    const events = EE.on(w, "change");
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        const { value, done } = await events.next();
        return done ? { value: undefined, done } : { value: { eventType: value[0], filename: value[1] }, done };
      },
      async return() {
        w.close();
        return { value: undefined, done: true };
      },
    };
  };
  const polled = new Map();
  const watchFile = (p, o, fn) => {
    if (typeof o === "function") {
      fn = o;
      o = {};
    }
    const name = path().resolve(toPath(p));
    const none = () => new Stats({ dev: 0, mode: 0, nlink: 0, uid: 0, gid: 0, ino: 0, size: 0, mtime: 0, kind: "" });
    const found = sync.stat(name, { throwIfNoEntry: false });
    let before = found || none();
    // What is not there is told once.
    if (!found) internal.start("later", [], undefined, () => fn(before, before));
    const t = setInterval(
      () => {
        const now = sync.stat(name, { throwIfNoEntry: false }) || none();
        if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) fn(now, before);
        before = now;
      },
      (o && o.interval) || 5007,
    );
    if (o && o.persistent === false) t.unref();
    polled.set(name, (polled.get(name) || []).concat({ fn, t }));
    return new EE();
  };
  const unwatchFile = (p, fn) => {
    const name = path().resolve(toPath(p));
    for (const w of polled.get(name) || []) if (!fn || w.fn === fn) clearInterval(w.t);
    polled.delete(name);
  };
  Object.assign(exports, { watch, promisedWatch, watchFile, unwatchFile });
}
