import { Gunzip, Gzip } from "fflate";
import type { Reader, Writer } from "../../std/stream.ts";

/** The first bytes of a gzip stream. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Bytes that are no gzip stream, or a broken one. */
export class GzipError extends Error {
  override readonly name = "GzipError";
}

/** The bytes that a gzip stream holds. Its reads reject with GzipError. */
export function gunzipReader(from: Reader): Reader {
  const ready: Uint8Array[] = [];
  let ended = false;
  let finished = false;
  let any = false;
  const inflate = new Gunzip((chunk, final) => {
    if (chunk.length) ready.push(chunk);
    finished ||= final;
  });
  return {
    async read() {
      for (;;) {
        const chunk = ready.shift();
        if (chunk) return chunk;
        if (ended) return null;
        const next = await from.read();
        if (next && !any && !isGzip(next) && next.length > 1) throw new GzipError("not in gzip format");
        any ||= next !== null;
        try {
          if (next) inflate.push(next.slice());
          else {
            ended = true;
            if (any) inflate.push(new Uint8Array(0), true);
          }
        } catch {
          throw new GzipError(next ? "invalid compressed data--format violated" : "unexpected end of file");
        }
        if (ended && any && !finished && !ready.length) throw new GzipError("unexpected end of file");
      }
    },
  };
}

/** A writer that compresses into another; `close` writes the rest and leaves the other open. */
export function gzipWriter(
  to: Writer,
  options: { readonly level?: number; readonly mtime?: number; readonly filename?: string } = {},
): Writer & { finish(): Promise<void> } {
  const ready: Uint8Array[] = [];
  const level = Math.min(9, Math.max(0, options.level ?? 6)) as 6;
  const deflate = new Gzip(
    { level, mtime: options.mtime ?? 0, ...(options.filename === undefined ? {} : { filename: options.filename }) },
    (chunk) => {
      if (chunk.length) ready.push(chunk);
    },
  );
  const drain = async () => {
    for (const chunk of ready.splice(0)) await to.write(chunk);
  };
  return {
    async write(chunk) {
      deflate.push(chunk.slice());
      await drain();
    },
    async finish() {
      deflate.push(new Uint8Array(0), true);
      await drain();
    },
    close() {},
  };
}
