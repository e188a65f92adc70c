import { concat, decode } from "./text.ts";

/** Where bytes come from. `read` gives the next non-empty chunk, or null at the end; one read at a time. */
export interface Reader {
  read(): Promise<Uint8Array | null>;
}

/** Where bytes go. `write` waits while the other side is full and rejects with EPIPE when nobody can read any more. */
export interface Writer {
  write(chunk: Uint8Array): Promise<void>;
  close(): void;
}

/** All bytes up to the end. */
export async function readAll(from: Reader): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let c = await from.read(); c; c = await from.read()) chunks.push(c);
  return concat(chunks);
}

/** All bytes up to the end, as text. */
export async function readText(from: Reader): Promise<string> {
  return decode(await readAll(from));
}

/** Copies up to the end of `from`; `to` stays open. */
export async function copy(from: Reader, to: Writer): Promise<void> {
  for (let c = await from.read(); c; c = await from.read()) await to.write(c);
}

/** A reader of bytes that are all here already. */
export function readerOf(bytes: Uint8Array): Reader {
  let rest: Uint8Array | null = bytes.length ? bytes : null;
  return {
    async read() {
      const chunk = rest;
      rest = null;
      return chunk;
    },
  };
}

/** A writer that keeps everything written to it. */
export function collector(): Writer & { bytes(): Uint8Array; text(): string } {
  const chunks: Uint8Array[] = [];
  return {
    async write(chunk) {
      chunks.push(chunk.slice());
    },
    close() {},
    bytes: () => concat(chunks),
    text: () => decode(concat(chunks)),
  };
}

/** Splits a stream of bytes into lines without their line feed; a last line without one counts. */
export async function* lines(from: Reader): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array(0);
  for (let c = await from.read(); c; c = await from.read()) {
    let start = 0;
    const all = rest.length ? concat([rest, c]) : c;
    for (let i = all.indexOf(10); i >= 0; i = all.indexOf(10, start)) {
      yield decode(all.subarray(start, i));
      start = i + 1;
    }
    rest = all.slice(start);
  }
  if (rest.length) yield decode(rest);
}
