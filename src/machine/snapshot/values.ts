import type { LogEntry } from "../../daemon/container/log.ts";
import type { FsNode } from "../../filesystem/node.ts";
import { concat } from "../../std/text.ts";
import { type PackedMeta, type PackedValue, writePack } from "./pack.ts";

/**
 * Numbers values as they are met. All of them are immutable: a value that has its number already is not looked at again, so
 * what did not change costs nothing.
 */
export interface Values {
  node(node: FsNode): number;
  /** A record, without its trees and functions. */
  json(value: object): number;
  /** A container's log: the values that hold it, and the number of their first message. */
  log(
    id: string,
    entries: readonly LogEntry[],
    dropped: number,
  ): { readonly log: readonly number[]; readonly from: number };
  /** The pack of all that was met since the last one; undefined when nothing was. */
  take(): Uint8Array | undefined;
}

/** A piece of a log: which messages it holds. */
interface LogPart {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** So many pieces of one log are written anew as one. */
const MANY_PARTS = 64;

const TREES = new Set(["base", "tree", "trees"]);

export function createValues(): Values {
  const numbers = new WeakMap<object, number>();
  const logs = new Map<string, readonly LogPart[]>();
  let next = 0;
  let packed: PackedValue[] = [];
  let blobs: Uint8Array[] = [];
  let blobBytes = 0;

  const add = (value: PackedValue): number => {
    packed.push(value);
    return next++;
  };
  const known = <T extends object>(value: T, pack: (value: T) => PackedValue): number => {
    let number = numbers.get(value);
    if (number === undefined) {
      number = add(pack(value));
      numbers.set(value, number);
    }
    return number;
  };
  const blob = (data: Uint8Array): number =>
    known(data, () => {
      blobs.push(data);
      blobBytes += data.length;
      return ["b", blobBytes - data.length, data.length];
    });
  const node = (n: FsNode): number => known(n, packNode);

  function packNode(n: FsNode): PackedValue {
    const meta = metaOf(n);
    switch (n.kind) {
      case "directory":
        return ["d", meta, ...[...n.entries].flatMap(([name, child]) => [name, node(child)])];
      case "file":
        return n.link === undefined && !n.hole
          ? ["f", meta, blob(n.data)]
          : ["f", meta, blob(n.data), n.link ?? 0, n.hole ?? 0];
      case "symlink":
        return ["l", meta, n.target];
      case "device":
        return ["v", meta, n.device];
      case "fifo":
        return ["p", meta];
      case "socket":
        return ["s", meta];
    }
  }

  function logPart(entries: readonly LogEntry[], from: number): LogPart {
    const data = blob(concat([new Uint8Array(0), ...entries.map((e) => e.data)]));
    const facts = entries.flatMap((e) => [e.stream === "stdout" ? 1 : 2, e.at, e.data.length]);
    return { from, to: from + entries.length, value: add(["g", data, facts]) };
  }

  return {
    node,
    json: (value) =>
      known(value, () => [
        "j",
        JSON.parse(JSON.stringify(value, (key, v: unknown) => (TREES.has(key) ? undefined : v))),
      ]),
    log(id, entries, dropped) {
      const end = dropped + entries.length;
      let parts = (logs.get(id) ?? []).filter((p) => p.to > dropped);
      if (parts.length > MANY_PARTS) parts = [];
      const done = parts.at(-1)?.to ?? dropped;
      if (done < end) parts = [...parts, logPart(entries.slice(done - dropped), done)];
      logs.set(id, parts);
      return { log: parts.map((p) => p.value), from: parts[0]?.from ?? dropped };
    },
    take() {
      if (packed.length === 0) return undefined;
      const pack = writePack(packed, blobs);
      packed = [];
      blobs = [];
      blobBytes = 0;
      return pack;
    },
  };
}

function metaOf(n: FsNode): PackedMeta {
  return n.ino === undefined ? [n.mode, n.uid, n.gid, n.mtime] : [n.mode, n.uid, n.gid, n.mtime, n.ino];
}
