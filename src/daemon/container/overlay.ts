import { sha256Hex } from "../../std/digest.ts";

/** The name of a layer's folder: drawn from what it belongs to. */
export function overlayID(id: string): string {
  return sha256Hex(`overlay2 ${id}`);
}
