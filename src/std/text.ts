// The encoders exist in every place Drydock runs (Node, worker, page); the pure rooms compile without the DOM
// library, so they are declared here, once.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** UTF-8 bytes of a text. */
export function encode(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text that UTF-8 bytes hold; malformed sequences become U+FFFD. */
export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** A decoder for chunks that may cut a character in two: `push` each, then `push(null)` for what is left. */
export function createTextDecoder(): { push(chunk: Uint8Array | null): string } {
  const streaming = new TextDecoder("utf-8", { ignoreBOM: true });
  return { push: (chunk) => (chunk ? streaming.decode(chunk, { stream: true }) : streaming.decode()) };
}

/** The bytes of all chunks, in one array. */
export function concat(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const all = new Uint8Array(chunks.reduce((n, c) => n + c.length, 0));
  let at = 0;
  for (const c of chunks) {
    all.set(c, at);
    at += c.length;
  }
  return all;
}
