import type { Kernel } from "../kernel/kernel.ts";
import type { Connection } from "../kernel/network.ts";
import type { RegistryAnswer } from "../registry/http.ts";
import type { Registries } from "../registry/registry.ts";
import { concat, decode, encode } from "../std/text.ts";

/** Lets the host's other registries be asked over HTTP: `curl localhost:5000/v2/_catalog`. */
export function serveRegistries(kernel: Kernel, hosts: readonly string[], registries: () => Promise<Registries>): void {
  for (const host of hosts) {
    const port = Number(/:(\d+)$/.exec(host)?.[1] ?? 80);
    const listener = kernel.listen(kernel.network.host, "0.0.0.0", port);
    kernel.thread(`registry ${host}`, async () => {
      for (;;) {
        const connection = await listener.accept();
        kernel.thread(`registry ${host}`, () => serve(kernel, connection, host, registries));
      }
    });
  }
}

/** One request on a connection: a registry's reading side. */
async function serve(
  kernel: Kernel,
  connection: Connection,
  host: string,
  registries: () => Promise<Registries>,
): Promise<void> {
  const request = await readRequest(connection);
  if (!request) return connection.close();
  const { answerHttp } = await kernel.load(() => import("../registry/http.ts"));
  const registry = (await kernel.load(registries)).get(host);
  if (!registry) return connection.close();
  await connection.write(responseOf(answerHttp(registry, request.method, request.target), kernel.now()));
  connection.close();
}

export interface RegistryRequest {
  readonly method: string;
  readonly target: string;
  /** The whole head as text. */
  readonly head: string;
}

/** A request's head; undefined when the client goes before it is whole. */
export async function readRequest(connection: Connection): Promise<RegistryRequest | undefined> {
  let head = "";
  let bytes: Uint8Array = new Uint8Array(0);
  while (!head.includes("\r\n\r\n")) {
    const chunk = await connection.read();
    if (!chunk) return undefined;
    bytes = concat([bytes, chunk]);
    head = decode(bytes);
  }
  const [method = "", target = "/"] = head.split(" ");
  return { method, target, head };
}

/** An answer as it goes over the line. `now`: microseconds. */
export function responseOf({ status, reason, headers, body }: RegistryAnswer, now: number): Uint8Array {
  const date = new Date(Math.floor(now / 1000)).toUTCString();
  const length = headers.some(([k]) => k.toLowerCase() === "content-length")
    ? []
    : [["Content-Length", String(body.length)]];
  const lines = [...headers, ["Date", date], ...length];
  return concat([
    encode(`HTTP/1.1 ${status} ${reason}\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join("")}\r\n`),
    body,
  ]);
}
