import { ErrnoError } from "../std/errno.ts";
import type { Credentials } from "./files.ts";
import type { FsNode } from "./node.ts";

export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;

/** Capabilities by their numbers. */
export const CAP = {
  CHOWN: 0,
  DAC_OVERRIDE: 1,
  FOWNER: 3,
  KILL: 5,
  SETGID: 6,
  SETUID: 7,
  NET_ADMIN: 12,
  NET_RAW: 13,
  SYS_CHROOT: 18,
  SYS_ADMIN: 21,
  SYS_RESOURCE: 24,
  SYS_TIME: 25,
  MKNOD: 27,
};

/** Whether this is root with the capability. */
export function capable(who: Credentials, capability: number): boolean {
  return who.uid === 0 && Math.floor((who.capabilities ?? -1) / 2 ** capability) % 2 !== 0;
}

/** Another user, who can never be capable of more than this one. */
export function bounded(who: Credentials, by: Credentials): Credentials {
  const { capabilities, noNewPrivileges } = by;
  if (noNewPrivileges) return { ...who, ...(capabilities === undefined ? {} : { capabilities }), noNewPrivileges };
  return capabilities === undefined ? who : { ...who, capabilities };
}

/** Whether the user may do this to the node by its mode bits; root may, except execute what nobody can. */
export function allowed(node: FsNode, who: Credentials, want: number): boolean {
  if (capable(who, CAP.DAC_OVERRIDE)) {
    return (want & EXECUTE) === 0 || node.kind === "directory" || (node.mode & 0o111) !== 0;
  }
  let bits = node.mode;
  if (node.uid === who.uid) bits >>= 6;
  else if (inGroup(who, node.gid)) bits >>= 3;
  return (bits & want) === want;
}

/** Throws EACCES when the mode bits forbid it. */
export function demand(node: FsNode, who: Credentials, want: number, path: string): void {
  if (!allowed(node, who, want)) throw new ErrnoError("EACCES", path);
}

export function inGroup(who: Credentials, gid: number): boolean {
  return who.gid === gid || who.groups.includes(gid);
}

/** Throws EPERM when the folder is sticky and neither it nor the entry is the user's. */
export function demandUnsticky(folder: FsNode, entry: FsNode, who: Credentials, path: string): void {
  if ((folder.mode & 0o1000) === 0 || capable(who, CAP.FOWNER)) return;
  if (folder.uid !== who.uid && entry.uid !== who.uid) throw new ErrnoError("EPERM", path);
}

/** Throws EPERM unless the user owns the node or may act as any owner. */
export function demandOwner(node: FsNode, who: Credentials, path: string): void {
  if (who.uid !== node.uid && !capable(who, CAP.FOWNER)) throw new ErrnoError("EPERM", path);
}
