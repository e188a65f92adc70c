import { DnsError } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { createSource } from "../../net/http/source.ts";
import { readReply } from "../redis/read-resp.ts";
import { commandBytes, type Reply } from "../redis/resp.ts";
import type { CliOptions } from "./options.ts";

/** A connection to the server. `ask` gives null when it is gone. */
export interface Redis {
  /** The socket, to wait for messages on. */
  readonly fd: number;
  ask(words: readonly string[]): Promise<Reply | null>;
  next(): Promise<Reply | null>;
  readonly buffered: boolean;
  close(): void;
}

/** Connects, authenticates, selects; the reason, as redis-cli words it, when it cannot. */
export async function connect(p: Process, o: CliOptions): Promise<Redis | string> {
  const where = `Could not connect to Redis at ${o.host}:${o.port}`;
  try {
    const connection = await p.connect(o.host, o.port);
    const fd = p.descriptorOf(connection);
    const source = createSource(p.reader(fd));
    const next = async () => {
      try {
        return await readReply(source);
      } catch (e) {
        if (isErrno(e)) return null;
        throw e;
      }
    };
    const redis: Redis = {
      fd,
      async ask(words) {
        try {
          await p.write(fd, commandBytes(words));
        } catch (e) {
          if (isErrno(e)) return null;
          throw e;
        }
        return await next();
      },
      next,
      get buffered() {
        return source.buffered;
      },
      close() {
        p.close(fd);
      },
    };
    if (o.password !== undefined) {
      const reply = await redis.ask(["AUTH", ...(o.user === undefined ? [] : [o.user]), o.password]);
      if (reply?.kind === "error") await p.write(2, `AUTH failed: ${reply.text}\n`);
    }
    if (o.protocol === 3) await redis.ask(["HELLO", "3"]);
    if (o.db !== 0) {
      const reply = await redis.ask(["SELECT", String(o.db)]);
      if (reply?.kind === "error") await p.write(2, `SELECT ${o.db} failed: ${reply.text}\n`);
    }
    return redis;
  } catch (e) {
    if (e instanceof DnsError)
      return `${where}: ${e.code === "NXDOMAIN" ? "Name or service not known" : "Temporary failure in name resolution"}`;
    if (isErrno(e)) return `${where}: ${e.strerror}`;
    throw e;
  }
}
