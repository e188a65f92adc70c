// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `string_decoder`. */
export function guestStringDecoder(exports) {
  const kNativeDecoder = Symbol("kNativeDecoder");
  const NUMBERS = ["ascii", "utf8", "base64", "utf16le", "latin1", "hex", "buffer", "base64url"];
  class StringDecoder {
    constructor(encoding) {
      const e = String(encoding || "utf8").toLowerCase();
      this.encoding =
        e === "utf-8"
          ? "utf8"
          : e === "binary"
            ? "latin1"
            : e === "ucs2" || e === "ucs-2" || e === "utf-16le"
              ? "utf16le"
              : e;
      Object.defineProperty(this, "rest", { value: Buffer.alloc(0), writable: true });
      this[kNativeDecoder] = Buffer.from([0, 0, 0, 0, 0, 0, Math.max(0, NUMBERS.indexOf(this.encoding))]);
    }
    write(chunk) {
      if (typeof chunk === "string") return chunk;
      let b = this.rest.length
        ? Buffer.concat([this.rest, chunk])
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let keep = 0;
      if (this.encoding === "utf8") {
        for (let back = 1; back <= Math.min(3, b.length); back++) {
          const c = b[b.length - back];
          if ((c & 0xc0) === 0x80) continue;
          const need = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
          if (need > back) keep = back;
          break;
        }
      } else if (this.encoding === "utf16le") keep = b.length % 2;
      else if (this.encoding === "base64") keep = b.length % 3;
      this.rest = Buffer.from(b.subarray(b.length - keep));
      b = b.subarray(0, b.length - keep);
      return b.toString(this.encoding);
    }
    end(chunk) {
      let out = chunk ? this.write(chunk) : "";
      if (this.rest.length) out += this.rest.toString(this.encoding);
      this.rest = Buffer.alloc(0);
      return out;
    }
  }
  exports.StringDecoder = StringDecoder;
}
