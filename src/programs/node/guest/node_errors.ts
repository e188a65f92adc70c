// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Node's own errors: `TypeError [CODE]: message`, those of the system, and of arguments of the wrong type. */
export function guestNodeErrors(exports, internal) {
  const { errors } = internal;
  /** The system's errors by their names: number and words. */
  const STR = {
    EPERM: [-1, "operation not permitted"],
    ENOENT: [-2, "no such file or directory"],
    ESRCH: [-3, "no such process"],
    EINTR: [-4, "interrupted system call"],
    EIO: [-5, "i/o error"],
    E2BIG: [-7, "argument list too long"],
    ENOEXEC: [-8, "exec format error"],
    EBADF: [-9, "bad file descriptor"],
    ECHILD: [-10, "no child processes"],
    EAGAIN: [-11, "resource temporarily unavailable"],
    ENOMEM: [-12, "not enough memory"],
    EACCES: [-13, "permission denied"],
    EBUSY: [-16, "resource busy or locked"],
    EEXIST: [-17, "file already exists"],
    EXDEV: [-18, "cross-device link not permitted"],
    ENOTDIR: [-20, "not a directory"],
    EISDIR: [-21, "illegal operation on a directory"],
    EINVAL: [-22, "invalid argument"],
    EMFILE: [-24, "too many open files"],
    ENOTTY: [-25, "inappropriate ioctl for device"],
    EFBIG: [-27, "file too large"],
    ENOSPC: [-28, "no space left on device"],
    ESPIPE: [-29, "invalid seek"],
    EROFS: [-30, "read-only file system"],
    EPIPE: [-32, "broken pipe"],
    ENAMETOOLONG: [-36, "name too long"],
    ENOTEMPTY: [-39, "directory not empty"],
    ELOOP: [-40, "too many symbolic links encountered"],
    EADDRINUSE: [-98, "address already in use"],
    EADDRNOTAVAIL: [-99, "address not available"],
    ENETUNREACH: [-101, "network is unreachable"],
    ECONNRESET: [-104, "connection reset by peer"],
    ENOTCONN: [-107, "socket is not connected"],
    ETIMEDOUT: [-110, "connection timed out"],
    ECONNREFUSED: [-111, "connection refused"],
    EHOSTUNREACH: [-113, "host is unreachable"],
    ENOSYS: [-38, "function not implemented"],
    EOPNOTSUPP: [-95, "operation not supported on socket"],
    ENOTFOUND: [-3008, "getaddrinfo ENOTFOUND"],
    EAI_AGAIN: [-3001, "getaddrinfo EAI_AGAIN"],
  };
  exports.strerror = STR;

  // Node's own errors: `TypeError [CODE]: message`, with `code`.
  exports.nodeError = (Base, code, message) => {
    const e = new Base(message);
    Object.defineProperty(e, "name", {
      value: `${e.name} [${code}]`,
      enumerable: false,
      writable: true,
      configurable: true,
    });
    const stack = e.stack;
    errors.unread(e);
    const at = stack.indexOf("\n    at ");
    Object.defineProperty(e, "stack", {
      value: `${e.name}: ${message}${at < 0 ? "" : stack.slice(at)}`,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    delete e.name;
    e.code = code;
    return e;
  };

  exports.systemError = (syscall, failure, path, dest) => {
    const code = failure.code;
    const words = STR[code] ? STR[code][1] : code.toLowerCase();
    const errno = STR[code] ? STR[code][0] : -1;
    const e = new Error(
      `${code}: ${words}, ${syscall}${path === undefined ? "" : ` '${path}'`}${dest === undefined ? "" : ` -> '${dest}'`}`,
    );
    e.errno = errno;
    e.code = code;
    e.syscall = syscall;
    if (path !== undefined) e.path = path;
    if (dest !== undefined) e.dest = dest;
    return e;
  };

  const determine = (value) => {
    if (value == null) return ` Received ${value}`;
    if (typeof value === "function") return ` Received function ${value.name}`;
    if (typeof value === "object") {
      if (value.constructor && value.constructor.name) return ` Received an instance of ${value.constructor.name}`;
      return ` Received ${internal.require("util").inspect(value, { depth: -1 })}`;
    }
    let shownValue = internal.require("util").inspect(value, { colors: false });
    if (shownValue.length > 28) shownValue = `${shownValue.slice(0, 25)}...`;
    return ` Received type ${typeof value} (${shownValue})`;
  };
  exports.invalidArgType = (name, expected, value) => {
    const list = Array.isArray(expected) ? expected : [expected];
    const types = list.filter((t) => /^[a-z]/.test(t));
    const classes = list.filter((t) => /^[A-Z]/.test(t));
    const or = (l) => (l.length > 2 ? `${l.slice(0, -1).join(", ")}, or ${l.at(-1)}` : l.join(" or "));
    let text = "";
    if (types.length) text += `${types.length > 1 ? "one of type" : "of type"} ${or(types)}`;
    if (classes.length) text += `${text ? " or " : ""}an instance of ${or(classes)}`;
    const subject = name.endsWith(" argument")
      ? `The ${name}`
      : `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
    // The type as programs have it: its errors show V8's stack.
    const e = exports.nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `${subject} must be ${text}.${determine(value)}`);
    // Where nobody catches it, the place of Node's own that is shown is always this one.
    Object.defineProperty(e, "arrow", {
      value: "node:internal/errors:541\n      throw error;\n      ^\n\n",
      enumerable: false,
    });
    return e;
  };
}
