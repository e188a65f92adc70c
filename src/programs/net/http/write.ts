import type { Writer } from "../../../std/stream.ts";
import { concat, encode } from "../../../std/text.ts";
import type { RequestHead, ResponseHead } from "./message.ts";

export function requestBytes(head: RequestHead): Uint8Array {
  return encode(`${head.method} ${head.target} HTTP/${head.version}\r\n${fields(head.headers.entries())}\r\n`);
}

export function responseBytes(head: ResponseHead): Uint8Array {
  return encode(`HTTP/${head.version} ${head.status} ${head.reason}\r\n${fields(head.headers.entries())}\r\n`);
}

function fields(all: readonly (readonly [string, string])[]): string {
  return all.map(([name, value]) => `${name}: ${value}\r\n`).join("");
}

/** Writes each piece as a chunk; `close` writes the last one and leaves the stream open. */
export function chunkedWriter(to: Writer): { write(piece: Uint8Array): Promise<void>; end(): Promise<void> } {
  return {
    async write(piece) {
      if (piece.length) await to.write(concat([encode(`${piece.length.toString(16)}\r\n`), piece, encode("\r\n")]));
    },
    end: () => to.write(encode("0\r\n\r\n")),
  };
}
