import type { Connection, Listener } from "../../kernel/network.ts";
import type { Process, Thread } from "../../kernel/process.ts";
import { isErrno } from "../../std/errno.ts";

/** Takes connections, in a thread of its own, until the listener is closed. `welcome` does not wait: it starts a thread for each. */
export function acceptEach(p: Process, listener: Listener, welcome: (connection: Connection) => void): Thread<void> {
  return p.thread(async () => {
    for (;;) {
      let connection: Connection;
      try {
        connection = await listener.accept();
      } catch (e) {
        if (isErrno(e)) return;
        throw e;
      }
      welcome(connection);
    }
  });
}
