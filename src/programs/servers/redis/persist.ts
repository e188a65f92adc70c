import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { readerOf } from "../../../std/stream.ts";
import { decode, encode } from "../../../std/text.ts";
import { createSource } from "../../net/http/source.ts";
import type { Database } from "./database.ts";
import { readCommand } from "./read-resp.ts";
import type { Consumer, Group, Stream } from "./stream.ts";
import type { Value } from "./value.ts";

// A snapshot begins as Redis's own do; what follows is ours: a line of JSON for the head, one for each key.

const MAGIC = "REDIS0012drydock\n";

interface Head {
  readonly version: string;
  readonly savedAt: number;
  readonly base: boolean;
}

type Stored = readonly [db: number, key: string, expires: number | null, type: Value["type"], data: unknown];

export interface Snapshot {
  readonly head: Head;
  /** Keys that were still good, and those that had expired. */
  readonly loaded: number;
  readonly expired: number;
}

function dataOf(value: Value): unknown {
  switch (value.type) {
    case "string":
      return value.text;
    case "list":
      return value.items;
    case "set":
      return [...value.members];
    case "hash":
      return [...value.fields].map(([name, text]) => [
        name,
        text,
        ...(value.times.has(name) ? [value.times.get(name)] : []),
      ]);
    case "zset":
      return [...value.scores].map(([m, s]) => [m, String(s)]);
    case "stream":
      return {
        ...value.stream,
        groups: [...value.stream.groups].map(([name, g]) => [name, { ...g, consumers: [...g.consumers] }]),
      };
  }
}

function valueOf(type: Value["type"], data: unknown): Value {
  switch (type) {
    case "string":
      return { type, text: String(data) };
    case "list":
      return { type, items: data as string[] };
    case "set":
      return { type, members: new Set(data as string[]) };
    case "hash": {
      const rows = data as [string, string, number?][];
      return {
        type,
        fields: new Map(rows.map(([name, text]) => [name, text])),
        times: new Map(rows.flatMap(([name, , at]) => (at === undefined ? [] : [[name, at]]))),
      };
    }
    case "zset":
      return { type, scores: new Map((data as [string, string][]).map(([m, s]) => [m, Number(s)])) };
    case "stream":
      return { type, stream: storedStream(data) };
  }
}

type StoredStream = Omit<Stream, "groups"> & {
  readonly groups: [string, Omit<Group, "consumers"> & { readonly consumers: [string, Consumer][] }][];
};

function storedStream(data: unknown): Stream {
  const stored = data as StoredStream;
  return {
    ...stored,
    groups: new Map(stored.groups.map(([name, g]) => [name, { ...g, consumers: new Map(g.consumers) }])),
  };
}

/** The bytes of a snapshot of all databases. */
export function snapshot(databases: readonly Database[], version: string, now: number, base = false): Uint8Array {
  const lines: string[] = [JSON.stringify({ version, savedAt: now, base } satisfies Head)];
  for (const [n, db] of databases.entries())
    for (const key of db.keys()) {
      const value = db.get(key);
      if (!value) continue;
      const stored: Stored = [n, key, db.expiry(key) ?? null, value.type, dataOf(value)];
      lines.push(JSON.stringify(stored));
    }
  return encode(`${MAGIC}${lines.join("\n")}\n`);
}

/** Fills the databases; undefined when the bytes are no snapshot of ours. */
export function restore(bytes: Uint8Array, databases: readonly Database[], now: number): Snapshot | undefined {
  const text = decode(bytes);
  if (!text.startsWith(MAGIC)) return undefined;
  const [first = "", ...lines] = text.slice(MAGIC.length).split("\n");
  try {
    const head = JSON.parse(first) as Head;
    let loaded = 0;
    let expired = 0;
    for (const line of lines) {
      if (line === "") continue;
      const [n, key, expires, type, data] = JSON.parse(line) as Stored;
      if (expires !== null && expires <= now) expired++;
      else {
        loaded++;
        databases[n]?.set(key, valueOf(type, data), expires ?? undefined);
      }
    }
    return { head, loaded, expired };
  } catch {
    return undefined;
  }
}

/** Writes under another name first, then renames, as Redis does. Throws ErrnoError. */
export function replaceFile(p: Process, path: string, bytes: Uint8Array): void {
  const temporary = `${path.replace(/[^/]*$/, "")}temp-${p.pid}.rdb`;
  p.files.writeFile(temporary, bytes, 0o644);
  p.files.rename(temporary, path);
}

/** The commands of an append-only file. */
export async function appended(bytes: Uint8Array): Promise<string[][]> {
  const source = createSource(readerOf(bytes));
  const all: string[][] = [];
  for (;;) {
    const words = await readCommand(source);
    if (!words) return all;
    if (words.length) all.push(words);
  }
}

export function readIfThere(p: Process, path: string): Uint8Array | undefined {
  try {
    return p.files.readFile(path);
  } catch (e) {
    if (isErrno(e, "ENOENT")) return undefined;
    throw e;
  }
}
