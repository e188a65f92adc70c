import type { Process } from "../../kernel/process.ts";
import { MILLISECOND } from "../../std/time.ts";

/** Bytes that a mirror sends in a second, and what a request takes. */
const SPEED = 12_000_000;
const REQUEST = 60 * MILLISECOND;

/** Whether there is a way out: a container of network `none` has none. */
export function isOnline(p: Process): boolean {
  return p.network.routes().some((r) => r.destination === "default");
}

/** Fetches so many bytes; the time that took, in microseconds. */
export async function download(p: Process, bytes: number, requests = 1): Promise<number> {
  const span = Math.round(requests * REQUEST + (bytes / SPEED) * 1e6);
  await p.sleep(span);
  return span;
}
