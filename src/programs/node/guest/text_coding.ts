// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `TextEncoder` and `TextDecoder`. */
export function guestTextCoding(exports, internal) {
  const { errors } = internal;
  const custom = Symbol.for("nodejs.util.inspect.custom");
  exports.TextEncoder = class TextEncoder {
    get encoding() {
      return "utf-8";
    }
    [custom](_depth, options, inspect) {
      return inspect({ encoding: this.encoding }, options);
    }
    encode(s = "") {
      const b = internal.require("buffer_text").encode(String(s), "utf8");
      return new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
    }
    encodeInto(s, dest) {
      const b = this.encode(s);
      const n = Math.min(b.length, dest.length);
      dest.set(b.subarray(0, n));
      return { read: s.length, written: n };
    }
  };
  exports.TextDecoder = class TextDecoder {
    #decoder;
    constructor(label = "utf-8", o = {}) {
      const l = String(label).toLowerCase();
      this.encoding =
        l === "utf8" || l === "utf-8"
          ? "utf-8"
          : l === "latin1" || l === "ascii" || l === "iso-8859-1"
            ? "windows-1252"
            : l === "utf-16le" || l === "utf16le"
              ? "utf-16le"
              : l;
      if (!["utf-8", "windows-1252", "utf-16le"].includes(this.encoding))
        throw errors.nodeError(RangeError, "ERR_ENCODING_NOT_SUPPORTED", `The "${label}" encoding is not supported`);
      this.fatal = Boolean(o.fatal);
      this.ignoreBOM = Boolean(o.ignoreBOM);
    }
    decode(input, o = {}) {
      const { StringDecoder } = internal.require("string_decoder");
      this.#decoder =
        this.#decoder ||
        new StringDecoder({ "utf-8": "utf8", "windows-1252": "latin1", "utf-16le": "utf16le" }[this.encoding]);
      const b =
        input === undefined
          ? Buffer.alloc(0)
          : ArrayBuffer.isView(input)
            ? Buffer.from(input.buffer, input.byteOffset, input.byteLength)
            : Buffer.from(input);
      let out = this.#decoder.write(b);
      if (!o.stream) {
        out += this.#decoder.end();
        this.#decoder = undefined;
      }
      if (this.fatal && out.includes("\ufffd"))
        throw errors.nodeError(
          TypeError,
          "ERR_ENCODING_INVALID_ENCODED_DATA",
          `The encoded data was not valid for encoding ${this.encoding}`,
        );
      return out[0] === "\ufeff" && !this.ignoreBOM ? out.slice(1) : out;
    }
  };
}
