import { sha256Hex } from "../../std/digest.ts";
import { concat, decode, encode } from "../../std/text.ts";
import { parseJson } from "./pack.ts";
import { FORMAT, SnapshotError } from "./saved.ts";

/** The trees and log of a container; all are numbers of values in the packs. */
export interface PackedContainer {
  readonly record: number;
  readonly base: number;
  /** The record's own tree. */
  readonly own: number;
  readonly tree: number;
  readonly log: readonly number[];
  /** The number of the first message in `log`, and how many of all are dropped. */
  readonly from: number;
  readonly dropped: number;
}

export interface PackedImage {
  readonly record: number;
  readonly trees: readonly number[];
}

/** What stands at the head of a snapshot. */
export interface Root {
  readonly version: string;
  readonly seed: string;
  readonly time: number;
  readonly catalog: string;
  readonly entries: number;
  /** Digest (hex) and length of each pack, in order. */
  readonly packs: readonly (readonly [digest: string, bytes: number])[];
  readonly pristine: number;
  readonly host: number;
  readonly engine: PackedEngine | undefined;
}

export interface PackedEngine {
  readonly containers: readonly PackedContainer[];
  readonly networks: readonly number[];
  readonly volumes: readonly number[];
  readonly images: readonly PackedImage[];
  readonly ghosts: readonly PackedImage[];
  readonly names: readonly (readonly [string, string])[];
  readonly layers: readonly number[];
  readonly blobs: readonly (readonly [string, number])[];
  readonly archived: readonly {
    readonly config: string;
    readonly image: PackedImage;
    readonly layers: readonly number[];
  }[];
  readonly registries: readonly {
    readonly host: string;
    readonly container: string;
    readonly repositories: readonly {
      readonly name: string;
      readonly tags: readonly (readonly [string, string])[];
      readonly images: readonly PackedImage[];
    }[];
  }[];
}

const WORD = "drydock-snapshot";

/** One line (a word, the format, the digest of what follows, its length), then the root's JSON text. */
export function writeRoot(root: Root): Uint8Array {
  const text = encode(JSON.stringify(root));
  return concat([encode(`${WORD} ${FORMAT} ${sha256Hex(text)} ${text.length}\n`), text]);
}

/** The root, its digest, and where it ends. Throws SnapshotError. */
export function readRoot(bytes: Uint8Array): { readonly root: Root; readonly digest: string; readonly end: number } {
  const eol = bytes.subarray(0, 200).indexOf(10);
  const [word, format, digest = "", length] = decode(bytes.subarray(0, Math.max(0, eol))).split(" ");
  if (word !== WORD) throw new SnapshotError("it is no snapshot");
  if (format !== String(FORMAT)) throw new SnapshotError(`its format is ${format}, this version reads ${FORMAT}`);
  const end = eol + 1 + Number(length);
  const text = bytes.subarray(eol + 1, end);
  if (!Number.isSafeInteger(end) || text.length !== Number(length)) throw new SnapshotError("it is cut off");
  if (sha256Hex(text) !== digest) throw new SnapshotError("its digest does not fit");
  const root = parseJson(decode(text));
  if (!isRoot(root)) throw new SnapshotError("its head is damaged");
  return { root, digest, end };
}

/** What the digest does not vouch for: that whoever wrote it wrote this. The numbers are checked where they are followed. */
function isRoot(v: unknown): v is Root {
  if (typeof v !== "object" || v === null) return false;
  const { version, seed, time, catalog, entries, packs, pristine, host } = v as Record<string, unknown>;
  const texts = [version, seed, catalog].every((t) => typeof t === "string");
  const numbers = [time, entries, pristine, host].every((n) => Number.isSafeInteger(n) && Number(n) >= 0);
  const list = Array.isArray(packs) ? (packs as unknown[]) : undefined;
  const isPack = (p: unknown) =>
    Array.isArray(p) && typeof p[0] === "string" && Number.isSafeInteger(p[1]) && p[1] >= 0;
  const { engine } = v as Record<string, unknown>;
  if (engine !== undefined && (typeof engine !== "object" || engine === null)) return false;
  return texts && numbers && list !== undefined && list.every(isPack);
}
