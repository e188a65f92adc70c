import { ErrnoError } from "../std/errno.ts";
import type { Credentials } from "./files.ts";
import type { FsNode } from "./node.ts";

export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;

/** Whether the user may do this to the node by its mode bits; root may, except execute what nobody can. */
export function allowed(node: FsNode, who: Credentials, want: number): boolean {
  if (who.uid === 0) {
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
  if ((folder.mode & 0o1000) === 0 || who.uid === 0) return;
  if (folder.uid !== who.uid && entry.uid !== who.uid) throw new ErrnoError("EPERM", path);
}

/** Throws EPERM unless the user owns the node or is root. */
export function demandOwner(node: FsNode, who: Credentials, path: string): void {
  if (who.uid !== 0 && who.uid !== node.uid) throw new ErrnoError("EPERM", path);
}
