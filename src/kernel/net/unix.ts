import type { Files } from "../../filesystem/files.ts";
import { ErrnoError, isErrno } from "../../std/errno.ts";
import type { Task } from "../task.ts";
import { createConnection, type Socket } from "./connection.ts";
import { ListeningSocket } from "./listener.ts";
import type { Networks } from "./networks.ts";

const BACKLOG = 128;

/** Listens on a path: makes the socket's node. EADDRINUSE when something is there. */
export function listenUnix(networks: Networks, files: Files, path: string, owner: Task): ListeningSocket {
  try {
    files.mksocket(path, 0o777 & ~owner.umask);
  } catch (error) {
    throw isErrno(error, "EEXIST") ? new ErrnoError("EADDRINUSE", path) : error;
  }
  const key = keyOf(files, path);
  const listener = new ListeningSocket(networks.scheduler, { address: path, port: 0 }, owner, BACKLOG, () =>
    networks.unix.delete(key),
  );
  networks.unix.set(key, listener);
  return listener;
}

/** ENOENT without a node, EACCES without write permission, ECONNREFUSED when nobody listens any more. */
export async function connectUnix(networks: Networks, files: Files, path: string, owner: Task): Promise<Socket> {
  const key = keyOf(files, path);
  if (!files.access(path, "w")) throw new ErrnoError("EACCES", path);
  const listener = networks.unix.get(key);
  while (listener && !listener.closed && !listener.hasRoom)
    await networks.scheduler.wait([listener.roomQueue], undefined, undefined, true);
  if (!listener || listener.closed) throw new ErrnoError("ECONNREFUSED", path);
  const nothing = () => {};
  const nameless = { address: "", port: 0 };
  const { client, server } = createConnection(
    networks.scheduler,
    { address: nameless, owner, onClosed: nothing },
    { address: listener.address, seenAs: listener.address, sees: nameless, owner: listener.owner, onClosed: nothing },
    undefined,
  );
  listener.add(server);
  return client;
}

function keyOf(files: Files, path: string): string {
  const stat = files.stat(path);
  return `${stat.dev}:${stat.ino}`;
}
