// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `fs`: synchronous, with callbacks, with promises. All work at once; the callbacks come in a later turn. */
export function guestFs(exports, internal) {
  const { errors, raw } = internal;
  const { F, toPath, encodingOf, withoutStack } = internal.require("fs_words");
  const { Dir } = internal.require("fs_dir");
  const { Stats, Dirent } = internal.require("fs_stats");
  const { sync } = internal.require("fs_sync");
  const { FileHandle } = internal.require("fs_handle");
  const { ReadStream, WriteStream } = internal.require("fs_streams");
  /** Which of a call's ways it failed on. */
  const placeName = (name, e, args) => {
    const utf8 = /^utf-?8$/i.test(encodingOf(args[name === "readFile" ? 1 : 2]) || (name === "readFile" ? "" : "utf8"));
    if (name === "readFile")
      return utf8
        ? e.syscall === "read"
          ? "readFileDirUtf8"
          : "readFileUtf8"
        : e.syscall === "read"
          ? "readFileDir"
          : "readFile";
    if (name === "writeFile") return typeof args[1] === "string" && utf8 ? "writeFileUtf8" : "writeFileBuf";
    if (name === "appendFile") return "append";
    if (name === "readdir" && args[1] && args[1].recursive) return "readdirR";
    return name;
  };

  const promises = {};
  const later = (run, name) => {
    const callers = internal.asyncCallers();
    return new Promise((resolve, reject) => {
      internal.start("later", [], undefined, () => {
        try {
          resolve(run());
        } catch (e) {
          reject(internal.require("fs_places").rejected(withoutStack(e), name, callers));
        }
      });
    });
  };
  /** How many arguments stand before the options, where there are more than one. */
  const BEFORE = {
    writeFile: 2,
    appendFile: 2,
    rename: 2,
    copyFile: 2,
    cp: 2,
    symlink: 2,
    link: 2,
    chmod: 2,
    chown: 3,
    utimes: 3,
  };
  /** Only opendirSync does not say which folder it was. */
  const named = (e, args) => (e && e.syscall === "opendir" ? errors.systemError("opendir", e, toPath(args[0])) : e);
  for (const name of Object.keys(sync)) {
    exports[`${name}Sync`] = {
      [`${name}Sync`](...args) {
        try {
          return sync[name](...args);
        } catch (e) {
          throw internal.require("fs_places").thrown(e, placeName(name, e, args));
        }
      },
    }[`${name}Sync`];
    const { [name]: withCallback } = {
      [name](...args) {
        return called(args);
      },
    };
    exports[name] = withCallback;
    const called = (args) => {
      const last = args.at(-1);
      if (typeof last !== "function")
        throw errors.invalidArgType("cb", "function", args.length > (BEFORE[name] || 1) ? last : undefined);
      const cb = args.pop();
      if (typeof args[0] !== "number") toPath(args[0]);
      internal.start("later", [], undefined, () => {
        let value;
        try {
          value = sync[name](...args);
        } catch (e) {
          if (e === internal.exitSentinel) throw e;
          cb(withoutStack(named(e, args)));
          return;
        }
        if (/^(?:read|write)v?$/.test(name)) cb(null, value, args[1]);
        else if (value === undefined) cb(null);
        else cb(null, value);
      });
    };
    promises[name] = (...args) => {
      if (args[0] instanceof FileHandle) args[0] = args[0].fd;
      return later(() => {
        try {
          return sync[name](...args);
        } catch (e) {
          throw named(e, args);
        }
      }, name);
    };
  }
  exports.existsSync = (p) => {
    try {
      return raw("fs.exists", [toPath(p)]);
    } catch {
      return false;
    }
  };
  exports.exists = (p, cb) => internal.start("later", [], undefined, () => cb(exports.existsSync(p)));
  exports.exists[Symbol.for("nodejs.util.promisify.custom")] = (p) => later(() => exports.existsSync(p));

  promises.open = (...a) => later(() => new FileHandle(sync.open(...a)), "open");
  promises.constants = F;
  for (const n of [
    "close",
    "read",
    "write",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fstat",
    "exists",
    "fchmod",
    "fchown",
    "futimes",
    "readv",
    "writev",
  ])
    delete promises[n];
  exports.promises = promises;

  exports.ReadStream = ReadStream;
  exports.WriteStream = WriteStream;
  exports.createReadStream = (p, o) => new ReadStream(p, o);
  exports.createWriteStream = (p, o) => new WriteStream(p, o);
  exports.Stats = Stats;
  exports.Dirent = Dirent;
  exports.Dir = Dir;
  for (const [old, get] of [
    ["FileReadStream", () => ReadStream],
    ["FileWriteStream", () => WriteStream],
  ])
    Object.defineProperty(exports, old, { get, enumerable: true, configurable: true });
  exports.openAsBlob = (p, o) => later(() => new Blob([sync.readFile(p)], o), "open");
  exports.constants = F;
  Object.assign(exports, { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 });
  const { watch, promisedWatch, watchFile, unwatchFile } = internal.require("fs_watch");
  Object.assign(exports, { watch, watchFile, unwatchFile });
  promises.watch = promisedWatch;
}
