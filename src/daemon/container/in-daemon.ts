import type { Daemon } from "../daemon.ts";

/**
 * Does something that must come to its end even though the client that asked for it goes away: on a thread of the
 * daemon's own, which the call joins.
 */
export function inDaemon<T>(d: Daemon, name: string, run: () => Promise<T>): Promise<T> {
  return d.kernel.thread(name, run).join();
}
