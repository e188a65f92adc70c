import type { Calls } from "./calls.ts";
import { descriptorCalls } from "./calls-descriptors.ts";
import { fileCalls } from "./calls-files.ts";
import { systemCalls } from "./calls-system.ts";
import { timeCalls } from "./calls-time.ts";
import { lookupCalls } from "./lookups.ts";
import { socketCalls } from "./sockets.ts";

/** All that CPython asks the machine for, by the names its C library knows. */
export const calls: Calls = {
  ...fileCalls,
  ...descriptorCalls,
  ...systemCalls,
  ...timeCalls,
  ...socketCalls,
  ...lookupCalls,
};

/** Those that may wait. */
export const WAITING: ReadonlySet<string> = new Set([
  "__syscall_openat",
  "fd_read",
  "fd_write",
  "fd_pread",
  "fd_pwrite",
  "__syscall_ioctl",
  "__syscall_poll",
  "__syscall_accept4",
  "__syscall_connect",
  "__syscall_recvfrom",
  "__syscall_recvmsg",
  "__syscall_sendto",
  "__syscall_sendmsg",
  "getaddrinfo",
]);
