import { DnsError } from "../../../../kernel/network.ts";
import type { Process } from "../../../../kernel/process.ts";
import { isErrno } from "../../../../std/errno.ts";
import { MILLISECOND } from "../../../../std/time.ts";
import { createSource } from "../../../net/http/source.ts";
import { Binary, type Bson, type Doc } from "../bson.ts";
import { plainPayload, readMessage, sendMessage } from "../wire.ts";

/** Where the shell is to go, and as whom. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly authDatabase: string;
}

/** Why there is no connection; `name` is the class of the driver's error. */
export class NoConnection extends Error {
  override readonly name = "NoConnection";
  constructor(
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

export interface MongoConnection {
  /** A command's answer; null when the server is gone. */
  request(database: string, command: Doc): Promise<Doc | null>;
  close(): void;
}

/** A connection string or what stands for one; undefined when it is none. */
export function parseTarget(text: string): Target | undefined {
  const uri = /^mongodb:\/\/(?:([^:@/]*)(?::([^@]*))?@)?([^:/?]+)(?::(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/.exec(text);
  if (uri) {
    const options = new Map(
      (uri[6] ?? "").split("&").map((o) => [o.split("=")[0] ?? "", decodeURIComponent(o.split("=")[1] ?? "")]),
    );
    const part = (i: number) => (uri[i] ? decodeURIComponent(uri[i]) : undefined);
    return {
      host: uri[3] ?? "127.0.0.1",
      port: Number(uri[4] ?? 27_017),
      database: part(5) ?? "test",
      user: part(1),
      password: part(2),
      authDatabase: options.get("authSource") ?? part(5) ?? "admin",
    };
  }
  const short = /^(?:([\w.-]+)(?::(\d+))?\/)?([\w-]+)$/.exec(text);
  if (!short || /:\/\//.test(text)) return undefined;
  return {
    host: short[1] ?? "127.0.0.1",
    port: Number(short[2] ?? 27_017),
    database: short[3] ?? "test",
    user: undefined,
    password: undefined,
    authDatabase: "admin",
  };
}

/** How long the driver looks for a server: what mongosh puts into its connection string. */
const PATIENCE = 2_000 * MILLISECOND;

/** Connects, greets, logs in. Throws NoConnection. */
export async function connectMongo(p: Process, target: Target, version: string): Promise<MongoConnection> {
  const started = p.now();
  let connection: Awaited<ReturnType<Process["connect"]>>;
  for (;;) {
    try {
      connection = await p.connect(target.host, target.port, { timeout: PATIENCE });
      break;
    } catch (e) {
      if (e instanceof DnsError) {
        const code = e.code === "NXDOMAIN" ? "ENOTFOUND" : "EAI_AGAIN";
        throw new NoConnection("MongoNetworkError", `getaddrinfo ${code} ${target.host}`);
      }
      if (!isErrno(e)) throw e;
      const address = /^[\d.]+$/.test(target.host) ? target.host : ((await addressOf(p, target.host)) ?? target.host);
      if (isErrno(e, "ECONNREFUSED"))
        throw new NoConnection("MongoNetworkError", `connect ${e.code} ${address}:${target.port}`);
      if (p.now() - started >= PATIENCE)
        throw new NoConnection(
          "MongoServerSelectionError",
          `Server selection timed out after ${PATIENCE / MILLISECOND} ms`,
        );
    }
  }
  const source = createSource(connection);
  let id = 0;
  const request = async (database: string, command: Doc): Promise<Doc | null> => {
    try {
      await sendMessage(connection, new Map<string, Bson>([...command, ["$db", database]]), ++id);
      return (await readMessage(source))?.body ?? null;
    } catch (e) {
      if (isErrno(e)) return null;
      throw e;
    }
  };
  const client = new Map<string, Bson>([
    ["application", new Map([["name", `mongosh ${version}`]])],
    [
      "driver",
      new Map([
        ["name", "nodejs|mongosh"],
        ["version", `6.12.0|${version}`],
      ]),
    ],
  ]);
  await request(
    "admin",
    new Map<string, Bson>([
      ["hello", 1],
      ["client", client],
    ]),
  );
  if (target.user !== undefined) {
    const reply = await request(
      target.authDatabase,
      new Map<string, Bson>([
        ["saslStart", 1],
        ["mechanism", "PLAIN"],
        ["payload", new Binary(plainPayload(target.user, target.password ?? ""), 0)],
      ]),
    );
    if (reply?.get("ok") !== 1) {
      connection.close();
      throw new NoConnection("MongoServerError", String(reply?.get("errmsg") ?? "connection closed"));
    }
  }
  return { request, close: () => connection.close() };
}

async function addressOf(p: Process, host: string): Promise<string | undefined> {
  try {
    return (await p.resolve(host))[0];
  } catch (e) {
    if (e instanceof DnsError) return undefined;
    throw e;
  }
}
