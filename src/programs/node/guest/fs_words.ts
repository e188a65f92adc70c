// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The words of file calls: constants, paths, flags, modes, and how a failed call is worded. */
export function guestFsWords(exports, internal) {
  const { errors, raw } = internal;
  const F = {
    F_OK: 0,
    R_OK: 4,
    W_OK: 2,
    X_OK: 1,
    COPYFILE_EXCL: 1,
    COPYFILE_FICLONE: 2,
    O_RDONLY: 0,
    O_WRONLY: 1,
    O_RDWR: 2,
    O_CREAT: 64,
    O_EXCL: 128,
    O_TRUNC: 512,
    O_APPEND: 1024,
    S_IFMT: 61440,
    S_IFREG: 32768,
    S_IFDIR: 16384,
    S_IFLNK: 40960,
  };
  const toPath = (p, name = "path") => {
    if (typeof p === "string") {
      if (p.includes("\0"))
        throw errors.nodeError(
          TypeError,
          "ERR_INVALID_ARG_VALUE",
          `The argument '${name}' must be a string, Uint8Array, or URL without null bytes. Received ${internal.require("inspect").inspect(p)}`,
        );
      return p;
    }
    if (p instanceof Uint8Array) return Buffer.from(p).toString();
    if (p && typeof p === "object" && p.href !== undefined) return internal.require("url").fileURLToPath(p);
    throw errors.invalidArgType(name, ["string", "Buffer", "URL"], p);
  };
  const bytesOf = (data, enc) => {
    if (typeof data === "string") return Buffer.from(data, enc);
    if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    throw errors.invalidArgType("data", ["string", "Buffer", "TypedArray", "DataView"], data);
  };
  const encodingOf = (o) => (typeof o === "string" ? o : o && o.encoding);
  /** Calls the machine; a failure is worded for the call that Node makes. */
  const sys = (syscall, path, dest, name, args, bytes) => {
    const r = raw(name, args, bytes);
    if (r && r.$error) throw errors.systemError(syscall, r.$error, path, dest);
    return r;
  };
  const FLAGS = {
    r: { read: true },
    rs: { read: true },
    "r+": { read: true, write: true },
    "rs+": { read: true, write: true },
    w: { write: true, create: true, truncate: true },
    wx: { write: true, create: true, truncate: true, exclusive: true },
    "w+": { read: true, write: true, create: true, truncate: true },
    "wx+": { read: true, write: true, create: true, truncate: true, exclusive: true },
    a: { write: true, append: true, create: true },
    ax: { write: true, append: true, create: true, exclusive: true },
    "a+": { read: true, write: true, append: true, create: true },
    as: { write: true, append: true, create: true },
    "ax+": { read: true, write: true, append: true, create: true, exclusive: true },
  };
  const flagsOf = (f) => {
    if (typeof f === "number")
      return {
        read: (f & 3) !== 1,
        write: (f & 3) !== 0,
        create: !!(f & 64),
        exclusive: !!(f & 128),
        truncate: !!(f & 512),
        append: !!(f & 1024),
      };
    const r = FLAGS[f === undefined || f === null ? "r" : f];
    if (!r)
      throw errors.nodeError(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'flags' is invalid. Received '${f}'`);
    return r;
  };
  const modeOf = (m, d) => (m === undefined || m === null ? d : typeof m === "string" ? Number.parseInt(m, 8) : m);
  /** An asynchronous call's error has no stack of its own. */
  const withoutStack = (e) => {
    if (e && e.syscall)
      Object.defineProperty(e, "stack", {
        value: `${errors.header(e)}`,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    return e;
  };
  Object.assign(exports, { withoutStack, F, toPath, bytesOf, encodingOf, sys, flagsOf, modeOf });
}
