import type { DeviceName } from "../../filesystem/node.ts";
import { concat, decode, encode } from "../../std/text.ts";
import { SnapshotError } from "./saved.ts";

/*
 * A pack is a run of values, numbered on from those of the packs before it; a value refers only to lower numbers. Its
 * bytes: the length of a JSON text (32 bits, little end first), that text, and the contents of files one after the other.
 */

/** Mode, owner, group, mtime and, where it has one, inode number. */
export type PackedMeta = readonly [mode: number, uid: number, gid: number, mtime: number, ino?: number];

export type PackedValue =
  /** Bytes: where they begin behind the JSON text, and how many. */
  | readonly ["b", number, number]
  /** A folder: names and numbers in turn. */
  | readonly ["d", PackedMeta, ...(string | number)[]]
  /** A file: the number of its bytes, and its link id. */
  | readonly ["f", PackedMeta, number, number?, number?]
  | readonly ["l", PackedMeta, string]
  | readonly ["v", PackedMeta, DeviceName]
  | readonly ["p" | "s", PackedMeta]
  /** Any JSON. */
  | readonly ["j", unknown]
  /** Messages of a container's log: the number of their bytes; stream, time and length of each in turn. */
  | readonly ["g", number, readonly number[]];

export function writePack(values: readonly PackedValue[], blobs: readonly Uint8Array[]): Uint8Array {
  const text = encode(JSON.stringify(values));
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, text.length, true);
  return concat([head, text, ...blobs]);
}

/** The values, unchecked but for being a list, and the bytes behind them. Throws SnapshotError. */
export function readPack(bytes: Uint8Array): { readonly values: readonly unknown[]; readonly blobs: Uint8Array } {
  if (bytes.length < 4) throw new SnapshotError("a piece is cut off");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > bytes.length - 4) throw new SnapshotError("a piece is cut off");
  const values = parseJson(decode(bytes.subarray(4, 4 + length)));
  if (!Array.isArray(values)) throw new SnapshotError("a piece holds no values");
  return { values, blobs: bytes.subarray(4 + length) };
}

/** Throws SnapshotError. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SnapshotError("it is not JSON where it should be");
  }
}
