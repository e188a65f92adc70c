import type { SocketAddress } from "../../kernel/network.ts";
import { decode, encode } from "../../std/text.ts";
import type { Guest } from "./guest.ts";

/** Addresses as C has them, `struct sockaddr_in` and its likes. */

export const AF = { UNIX: 1, INET: 2, INET6: 10 };

export function readAddress(g: Guest, at: number, length: number): SocketAddress {
  const { heap } = g;
  const family = heap.view.getUint16(at >>> 0, true);
  if (family === AF.UNIX) {
    const raw = heap.copy(at + 2, length - 2);
    const end = raw.indexOf(0);
    return { address: decode(end < 0 ? raw : raw.subarray(0, end)), port: 0 };
  }
  const port = heap.view.getUint16((at + 2) >>> 0, false);
  if (family === AF.INET) return { address: [...heap.copy(at + 4, 4)].join("."), port };
  return { address: v6Text(heap.copy(at + 8, 16)), port };
}

/** `::`, `::1`, `fd00:0:0:0:0:0:0:2`, and IPv4 as it is. */
function v6Text(bytes: Uint8Array): string {
  const words = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  if (words.slice(0, 5).every((w) => w === "0") && words[5] === "ffff") return [...bytes.slice(12)].join(".");
  if (words.every((w) => w === "0")) return "::";
  if (words.slice(0, 7).every((w) => w === "0")) return `::${words[7]}`;
  return words.join(":");
}

function v6Bytes(text: string): number[] {
  if (!text.includes(":")) return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...text.split(".").map(Number)];
  const [head = "", tail] = text.split("::");
  const words = (part: string) => (part ? part.split(":").map((w) => Number.parseInt(w, 16)) : []);
  const before = words(head);
  const after = tail === undefined ? [] : words(tail);
  const all = [...before, ...Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after];
  return all.flatMap((w) => [w >> 8, w & 255]);
}

export function addressBytes(family: number, a: SocketAddress): Uint8Array {
  const port = [a.port >> 8, a.port & 255];
  if (family === AF.UNIX) return Uint8Array.from([1, 0, ...encode(a.address), 0]);
  if (family === AF.INET6)
    return Uint8Array.from([AF.INET6, 0, ...port, 0, 0, 0, 0, ...v6Bytes(a.address), 0, 0, 0, 0]);
  return Uint8Array.from([AF.INET, 0, ...port, ...a.address.split(".").map(Number), 0, 0, 0, 0, 0, 0, 0, 0]);
}

/** Writes as much of an address as there is room for, and its whole length. */
export function writeAddress(g: Guest, family: number, a: SocketAddress, to: number, lengthAt: number): void {
  if (!to || !lengthAt) return;
  const bytes = addressBytes(family, a);
  g.heap.write(to, bytes.subarray(0, g.heap.int(lengthAt)));
  g.heap.setInt(lengthAt, bytes.length);
}
