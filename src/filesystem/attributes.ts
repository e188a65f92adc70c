import { ErrnoError } from "../std/errno.ts";
import type { FilesContext } from "./mounts.ts";
import { changeNode, mayChangeGroup, writableCell } from "./mutate.ts";
import { allowed, CAP, capable, demandOwner, inGroup, WRITE } from "./permissions.ts";
import { locate } from "./resolve.ts";

/** The twelve permission bits. An owner outside of the file's group loses the setgid bit. */
export function chmod(context: FilesContext, path: string, mode: number): void {
  const position = locate(context, path);
  const who = context.credentials;
  writableCell(position, path);
  demandOwner(position.node, who, path);
  const keepsSetgid = who.uid === 0 || inGroup(who, position.node.gid);
  const bits = mode & (keepsSetgid ? 0o7777 : 0o5777);
  changeNode(position, (node) => ({ ...node, mode: bits }), path);
}

/** Owner and group, -1 keeping each. Takes the setuid and setgid bits off a file. */
export function chown(context: FilesContext, path: string, uid: number, gid: number, nofollow: boolean): void {
  const position = locate(context, path, !nofollow);
  const { node } = position;
  writableCell(position, path);
  const changesOwner = uid !== -1 && uid !== node.uid;
  if ((changesOwner && !capable(context.credentials, CAP.CHOWN)) || !mayChangeGroup(context, node, gid)) {
    throw new ErrnoError("EPERM", path);
  }
  changeNode(
    position,
    (old) => ({
      ...old,
      uid: uid === -1 ? old.uid : uid,
      gid: gid === -1 ? old.gid : gid,
      mode: old.kind === "file" ? old.mode & 0o1777 : old.mode,
    }),
    path,
  );
}

/** Owner or whoever may write. */
export function utimes(context: FilesContext, path: string, mtime: number): void {
  const position = locate(context, path);
  writableCell(position, path);
  if (!allowed(position.node, context.credentials, WRITE)) demandOwner(position.node, context.credentials, path);
  changeNode(position, (node) => ({ ...node, mtime }), path);
}
