import { type Errno, STRERROR } from "../../std/errno.ts";

/** CPython is built with WASI's numbers: its C code compares with these, so system calls fail with them. */
const WASI =
  "2BIG ACCES ADDRINUSE ADDRNOTAVAIL AFNOSUPPORT AGAIN ALREADY BADF BADMSG BUSY CANCELED CHILD CONNABORTED CONNREFUSED CONNRESET DEADLK DESTADDRREQ DOM DQUOT EXIST FAULT FBIG HOSTUNREACH IDRM ILSEQ INPROGRESS INTR INVAL IO ISCONN ISDIR LOOP MFILE MLINK MSGSIZE MULTIHOP NAMETOOLONG NETDOWN NETRESET NETUNREACH NFILE NOBUFS NODEV NOENT NOEXEC NOLCK NOLINK NOMEM NOMSG NOPROTOOPT NOSPC NOSYS NOTCONN NOTDIR NOTEMPTY NOTRECOVERABLE NOTSOCK OPNOTSUPP NOTTY NXIO OVERFLOW OWNERDEAD PERM PIPE PROTO PROTONOSUPPORT PROTOTYPE RANGE ROFS SPIPE SRCH STALE TIMEDOUT TXTBSY XDEV".split(
    " ",
  );

/** Linux's numbers, which programs see, in order from 1; `-` is none. */
const LINUX =
  "PERM NOENT SRCH INTR IO NXIO 2BIG NOEXEC BADF CHILD AGAIN NOMEM ACCES FAULT NOTBLK BUSY EXIST XDEV NODEV NOTDIR ISDIR INVAL NFILE MFILE NOTTY TXTBSY FBIG NOSPC SPIPE ROFS MLINK PIPE DOM RANGE DEADLK NAMETOOLONG NOLCK NOSYS NOTEMPTY LOOP - NOMSG IDRM CHRNG L2NSYNC L3HLT L3RST LNRNG UNATCH NOCSI L2HLT BADE BADR XFULL NOANO BADRQC BADSLT - BFONT NOSTR NODATA TIME NOSR NONET NOPKG REMOTE NOLINK ADV SRMNT COMM PROTO MULTIHOP DOTDOT BADMSG OVERFLOW NOTUNIQ BADFD REMCHG LIBACC LIBBAD LIBSCN LIBMAX LIBEXEC ILSEQ RESTART STRPIPE USERS NOTSOCK DESTADDRREQ MSGSIZE PROTOTYPE NOPROTOOPT PROTONOSUPPORT SOCKTNOSUPPORT OPNOTSUPP PFNOSUPPORT AFNOSUPPORT ADDRINUSE ADDRNOTAVAIL NETDOWN NETUNREACH NETRESET CONNABORTED CONNRESET NOBUFS ISCONN NOTCONN SHUTDOWN TOOMANYREFS TIMEDOUT CONNREFUSED HOSTDOWN HOSTUNREACH ALREADY INPROGRESS STALE UCLEAN NOTNAM NAVAIL ISNAM REMOTEIO DQUOT NOMEDIUM MEDIUMTYPE CANCELED NOKEY KEYEXPIRED KEYREVOKED KEYREJECTED OWNERDEAD NOTRECOVERABLE RFKILL HWPOISON".split(
    " ",
  );

const wasi = new Map(WASI.map((name, i) => [`E${name}`, i + 1]));
const linux: ReadonlyMap<string, number> = new Map(
  LINUX.flatMap((name, i) => (name === "-" ? [] : [[`E${name}`, i + 1] as const])),
);

/** The number that C code knows the failure by. */
export function wasiNumber(code: Errno): number {
  return wasi.get(code) ?? wasi.get("EINVAL") ?? 28;
}

/** What C code is told when something has begun that it did not wait for. */
export const IN_PROGRESS = -(wasi.get("EINPROGRESS") ?? 26);

/** glibc's words where they are not those that CPython's own C library has. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  ENOTSOCK: "Socket operation on non-socket",
  EISCONN: "Transport endpoint is already connected",
  EINPROGRESS: "Operation now in progress",
  EALREADY: "Operation already in progress",
  EAFNOSUPPORT: "Address family not supported by protocol",
  EDESTADDRREQ: "Destination address required",
  EDOM: "Numerical argument out of domain",
  ERANGE: "Numerical result out of range",
  EFAULT: "Bad address",
  EDEADLK: "Resource deadlock avoided",
  ENODEV: "No such device",
  ENOPROTOOPT: "Protocol not available",
  EMSGSIZE: "Message too long",
  ECONNABORTED: "Software caused connection abort",
  ENOLCK: "No locks available",
  EMLINK: "Too many links",
  EOVERFLOW: "Value too large for defined data type",
  EILSEQ: "Invalid or incomplete multibyte or wide character",
};

/** Linux's number, which programs see. */
export function linuxNumber(code: Errno): number {
  return linux.get(code) ?? 22;
}

/** Of each of C's numbers: Linux's number and words for it. */
export const translations: ReadonlyMap<number, { readonly number: number; readonly words: string | undefined }> =
  new Map(
    [...wasi].flatMap(([name, from]) => {
      const number = linux.get(name);
      return number === undefined ? [] : [[from, { number, words: words(name) }] as const];
    }),
  );

/** Names and Linux's numbers, for the `errno` module. */
export const linuxNumbers: readonly (readonly [string, number])[] = [...linux];

function words(name: string): string | undefined {
  return (STRERROR as Readonly<Record<string, string>>)[name] ?? OTHER_WORDS[name];
}
