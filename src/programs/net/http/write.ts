import { encode } from "../../../std/text.ts";
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
