import type { Connection } from "../../../kernel/network.ts";
import { isErrno } from "../../../std/errno.ts";
import { createSource, LineTooLong } from "../../net/http/source.ts";
import { type Client, silentClient } from "./client.ts";
import { ProtocolBroken, readCommand } from "./read-resp.ts";
import { failure, type Reply, replyBytes } from "./resp.ts";
import type { Server } from "./server.ts";

/** The server numbers clients of its own before the first that connects. */
const FIRST = 4;

/** One client, from its connection to its end. */
export async function talk(server: Server, connection: Connection): Promise<void> {
  const { p } = server;
  const waiting: Uint8Array[] = [];
  const source = createSource({
    read: async () => waiting.shift() ?? (await connection.read()),
  });
  const client: Client = {
    ...silentClient(p.now(), server.firstUser),
    id: FIRST + server.connections++,
    address: place(connection.remote),
    localAddress: place(connection.local),
    drop: () => connection.close(),
    send: async (reply) => {
      try {
        await connection.write(replyBytes(reply, client.protocol));
      } catch (e) {
        if (!isErrno(e)) throw e;
      }
    },
    watchEnd(gone) {
      const thread = p.thread(async () => {
        try {
          for (let chunk = await connection.read(); chunk; chunk = await connection.read()) waiting.push(chunk.slice());
        } catch (e) {
          if (!isErrno(e)) throw e;
        }
        gone();
      });
      return () => thread.cancel();
    },
  };
  server.clients.set(client.id, client);
  try {
    while (!client.leaving) {
      const words = await readCommand(source);
      if (!words) break;
      if (words.length === 0) continue;
      while (server.pausedUntil > p.now()) await p.sleep(server.pausedUntil - p.now());
      const reply = await server.run(client, words);
      if (server.ending) break;
      await answer(client, reply);
    }
  } catch (e) {
    if (e instanceof ProtocolBroken) await client.send(failure(`ERR Protocol error: ${e.message}`));
    else if (e instanceof LineTooLong) await client.send(failure("ERR Protocol error: too big inline request"));
    else if (!isErrno(e)) throw e;
  } finally {
    server.clients.delete(client.id);
    connection.close();
  }
}

const place = ({ address, port }: Connection["remote"]): string => `${address}:${port}`;

/** The reply, unless the client wants none (CLIENT REPLY). */
async function answer(client: Client, reply: Reply): Promise<void> {
  if (client.silent === "no") await client.send(reply);
  else if (client.silent === "next") client.silent = "skip";
  else if (client.silent === "skip") client.silent = "no";
}
