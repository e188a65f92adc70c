import type { LogEntry } from "../../daemon/container/log.ts";
import { NodeMap } from "../../filesystem/entries.ts";
import type { DeviceName, FsNode, Meta, Tree } from "../../filesystem/node.ts";
import { device } from "../../filesystem/tree.ts";
import { readPack } from "./pack.ts";
import { SnapshotError } from "./saved.ts";

/** Finds values by their numbers. All throw SnapshotError where something else is there. */
export interface ReadValues {
  tree(number: unknown): Tree;
  json(number: unknown): Record<string, unknown>;
  list(number: unknown): readonly unknown[];
  log(number: unknown): readonly LogEntry[];
}

type Value =
  | { readonly kind: "node"; readonly node: FsNode }
  | { readonly kind: "bytes"; readonly data: Uint8Array }
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "log"; readonly entries: readonly LogEntry[] };

const DEVICES: ReadonlySet<string> = new Set<DeviceName>([
  "null",
  "zero",
  "full",
  "random",
  "urandom",
  "tty",
  "console",
  "ptmx",
  "stdin",
  "stdout",
  "stderr",
]);

export function readValues(packs: readonly Uint8Array[]): ReadValues {
  const known: Value[] = [];
  for (const pack of packs) {
    const { values, blobs } = readPack(pack);
    for (const value of values) known.push(readValue(value, blobs, known));
  }
  const at = <K extends Value["kind"]>(number: unknown, kind: K) => valueAt(known, number, kind);
  return {
    tree(number) {
      const { node } = at(number, "node");
      if (node.kind !== "directory") throw new SnapshotError("a tree is no folder");
      return node;
    },
    json(number) {
      const { value } = at(number, "json");
      if (!isRecord(value)) throw new SnapshotError("a record is none");
      return value;
    },
    list(number) {
      const { value } = at(number, "json");
      if (!Array.isArray(value)) throw new SnapshotError("a list is none");
      return value;
    },
    log: (number) => at(number, "log").entries,
  };
}

export function isRecord(v: unknown): v is Record<string, unknown> {
  return typeof v === "object" && v !== null && !Array.isArray(v);
}

function valueAt<K extends Value["kind"]>(
  known: readonly Value[],
  number: unknown,
  kind: K,
): Extract<Value, { kind: K }> {
  const found = typeof number === "number" ? known[number] : undefined;
  if (found?.kind !== kind) throw new SnapshotError(`value ${String(number)} is no ${kind}`);
  return found as Extract<Value, { kind: K }>;
}

function readValue(packed: unknown, blobs: Uint8Array, known: readonly Value[]): Value {
  const damaged = () => new SnapshotError(`value ${known.length} is damaged`);
  if (!Array.isArray(packed)) throw damaged();
  const [kind, first, second, third, fourth] = packed as unknown[];
  const text = (v: unknown): string => {
    if (typeof v !== "string") throw damaged();
    return v;
  };
  const whole = (v: unknown): number => {
    if (typeof v !== "number" || !Number.isSafeInteger(v) || v < 0) throw damaged();
    return v;
  };
  const meta = (): Meta => {
    if (!Array.isArray(first)) throw damaged();
    const [mode, uid, gid, mtime, ino] = first as unknown[];
    if (typeof mtime !== "number") throw damaged();
    const all = { mode: whole(mode), uid: whole(uid), gid: whole(gid), mtime };
    return ino === undefined ? all : { ...all, ino: whole(ino) };
  };
  const node = (n: FsNode): Value => ({ kind: "node", node: n });
  switch (kind) {
    case "b": {
      const data = blobs.slice(whole(first), whole(first) + whole(second));
      if (data.length !== second) throw damaged();
      return { kind: "bytes", data };
    }
    case "d": {
      const owner = {};
      let entries = NodeMap.empty;
      for (let i = 2; i < packed.length; i += 2)
        entries = entries.with(text(packed[i]), valueAt(known, packed[i + 1], "node").node, owner);
      return node({ kind: "directory", ...meta(), entries });
    }
    case "f": {
      const file = { kind: "file", ...meta(), data: valueAt(known, second, "bytes").data } as const;
      return node({
        ...file,
        ...(third ? { link: whole(third) } : {}),
        ...(fourth ? { hole: whole(fourth) } : {}),
      });
    }
    case "l":
      return node({ kind: "symlink", ...meta(), target: text(second) });
    case "v":
      if (!DEVICES.has(text(second))) throw damaged();
      return node({ ...device(second as DeviceName), ...meta() });
    case "p":
      return node({ kind: "fifo", ...meta() });
    case "s":
      return node({ kind: "socket", ...meta() });
    case "j":
      return { kind: "json", value: first };
    case "g":
      return { kind: "log", entries: readLog(valueAt(known, first, "bytes").data, second, damaged) };
    default:
      throw damaged();
  }
}

function readLog(data: Uint8Array, facts: unknown, damaged: () => SnapshotError): LogEntry[] {
  if (!Array.isArray(facts) || facts.length % 3 || !facts.every((n) => typeof n === "number")) throw damaged();
  const out: LogEntry[] = [];
  let from = 0;
  for (let i = 0; i < facts.length; i += 3) {
    const [stream, at, length] = facts.slice(i, i + 3) as [number, number, number];
    out.push({ stream: stream === 1 ? "stdout" : "stderr", at, data: data.subarray(from, from + length) });
    from += length;
  }
  if (from !== data.length) throw damaged();
  return out;
}
