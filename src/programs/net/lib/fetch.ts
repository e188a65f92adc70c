import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import type { Reader } from "../../../std/stream.ts";
import type { Micros } from "../../../std/time.ts";
import type { Headers } from "../http/headers.ts";
import type { ResponseHead } from "../http/message.ts";
import { bodyOf, type Framing, readResponseHead, responseFraming } from "../http/read.ts";
import { createSource } from "../http/source.ts";
import { requestBytes } from "../http/write.ts";

/** A request sent and its answer's head read; `close` ends the connection. */
export interface Fetched {
  readonly head: ResponseHead;
  readonly framing: Framing;
  readonly body: Reader;
  close(): void;
}

/** The server did not answer in time. */
export class Late extends Error {
  override readonly name = "Late";
}

/**
 * Sends a request to an address. Throws ErrnoError when nobody listens there, ProtocolError for what is no HTTP, Late
 * when a read takes longer than `timeout`; undefined when the connection is closed without an answer.
 */
export async function fetchFrom(
  p: Process,
  address: string,
  port: number,
  request: { readonly method: string; readonly target: string; readonly headers: Headers; readonly body?: Uint8Array },
  options: { readonly timeout?: Micros; connected?: () => Promise<void> } = {},
): Promise<Fetched | undefined> {
  const { timeout } = options;
  const connection = await p.connect(address, port, timeout === undefined ? {} : { timeout });
  await options.connected?.();
  const fd = p.descriptorOf(connection);
  const source = createSource({
    async read() {
      if (timeout !== undefined && (await p.poll([fd], timeout)) === undefined) throw new Late();
      return await p.read(fd);
    },
  });
  const close = () => {
    try {
      p.close(fd);
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
  };
  const { method, target, headers, body } = request;
  await p.write(fd, requestBytes({ method, target, headers, version: "1.1" }));
  if (body?.length) await p.write(fd, body);
  const head = await readResponseHead(source);
  if (!head) {
    close();
    return undefined;
  }
  const framing = responseFraming(head, method);
  return { head, framing, body: bodyOf(source, framing), close };
}
