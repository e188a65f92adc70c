import { BareError } from "./bare-error.ts";

/** The error numbers that system calls fail with, and the words strerror has for them. */
export const STRERROR = {
  EPERM: "Operation not permitted",
  ENOENT: "No such file or directory",
  ESRCH: "No such process",
  EINTR: "Interrupted system call",
  EIO: "Input/output error",
  ENXIO: "No such device or address",
  E2BIG: "Argument list too long",
  ENOEXEC: "Exec format error",
  EBADF: "Bad file descriptor",
  ECHILD: "No child processes",
  EAGAIN: "Resource temporarily unavailable",
  ENOMEM: "Cannot allocate memory",
  EACCES: "Permission denied",
  EBUSY: "Device or resource busy",
  EEXIST: "File exists",
  EXDEV: "Invalid cross-device link",
  ENOTDIR: "Not a directory",
  EISDIR: "Is a directory",
  EINVAL: "Invalid argument",
  EMFILE: "Too many open files",
  ENOTTY: "Inappropriate ioctl for device",
  ETXTBSY: "Text file busy",
  EFBIG: "File too large",
  ENOSPC: "No space left on device",
  ESPIPE: "Illegal seek",
  EROFS: "Read-only file system",
  EPIPE: "Broken pipe",
  ENAMETOOLONG: "File name too long",
  ENOTEMPTY: "Directory not empty",
  ELOOP: "Too many levels of symbolic links",
  EADDRINUSE: "Address already in use",
  EADDRNOTAVAIL: "Cannot assign requested address",
  ENETUNREACH: "Network is unreachable",
  ECONNRESET: "Connection reset by peer",
  ENOTCONN: "Transport endpoint is not connected",
  ETIMEDOUT: "Connection timed out",
  ECONNREFUSED: "Connection refused",
  EHOSTUNREACH: "No route to host",
  ENOSYS: "Function not implemented",
  EOPNOTSUPP: "Operation not supported",
} as const;

export type Errno = keyof typeof STRERROR;

/** A system call's failure. `message` reads `CODE: words, path`. */
export class ErrnoError extends BareError {
  override readonly name = "ErrnoError";
  readonly code: Errno;
  readonly path: string | undefined;
  constructor(code: Errno, path?: string) {
    super(`${code}: ${STRERROR[code]}${path === undefined ? "" : `, ${path}`}`);
    this.code = code;
    this.path = path;
  }
  /** What strerror says: `No such file or directory`. */
  get strerror(): string {
    return STRERROR[this.code];
  }
}

/** Whether `e` is a system call's failure (with this code, where one is given). */
export function isErrno(e: unknown, code?: Errno): e is ErrnoError {
  return e instanceof ErrnoError && (code === undefined || e.code === code);
}
