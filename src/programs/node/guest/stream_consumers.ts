// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `stream/consumers`: all of a stream, as one value. */
export function guestStreamConsumers(exports) {
  const bytes = async (stream) => {
    const parts = [];
    for await (const chunk of stream) parts.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    return Buffer.concat(parts);
  };
  const text = async (stream) => {
    const decoder = new TextDecoder();
    let out = "";
    for await (const chunk of stream)
      out += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    return out + decoder.decode();
  };
  Object.assign(exports, {
    arrayBuffer: async (stream) => {
      const b = await bytes(stream);
      return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
    },
    blob: async (stream) => new Blob([await bytes(stream)]),
    buffer: bytes,
    text,
    json: async (stream) => JSON.parse(await text(stream)),
  });
}
