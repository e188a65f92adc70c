// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `Blob` and `File`, `atob` and `btoa`. */
export function guestBlob(exports, internal) {
  const { encode, decode } = internal.require("buffer_text");
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const invalid = () => {
    const { DOMException } = internal.require("dom_exception");
    return new DOMException("Invalid character", "InvalidCharacterError");
  };
  exports.btoa = (s) => {
    s = String(s);
    for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 255) throw invalid();
    return decode(encode(s, "latin1"), "base64", 0, s.length);
  };
  exports.atob = (s) => {
    s = String(s).replace(/[\t\n\f\r ]/g, "");
    if (/[^A-Za-z0-9+/=]/.test(s) || s.replace(/=+$/, "").length % 4 === 1)
      throw new (internal.require("dom_exception").DOMException)("Invalid character", "InvalidCharacterError");
    const b = encode(s, "base64");
    return decode(b, "latin1", 0, b.length);
  };
  class Blob {
    constructor(parts = [], o = {}) {
      const bytes = Buffer.concat(
        [...parts].map((p) =>
          typeof p === "string"
            ? encode(p, "utf8")
            : p instanceof Blob
              ? p.bytesOf()
              : internal.types.isAnyArrayBuffer(p)
                ? Buffer.from(p)
                : Buffer.from(p.buffer, p.byteOffset, p.byteLength),
        ),
      );
      Object.defineProperty(this, "data", { value: bytes, enumerable: false });
      Object.defineProperty(this, "type", { value: String(o.type || "").toLowerCase(), enumerable: false });
    }
    bytesOf() {
      return this.data;
    }
    get size() {
      return this.data.length;
    }
    async text() {
      return this.data.toString();
    }
    async arrayBuffer() {
      return this.data.buffer.slice(this.data.byteOffset, this.data.byteOffset + this.data.byteLength);
    }
    async bytes() {
      return new Uint8Array(await this.arrayBuffer());
    }
    slice(a, b, type) {
      return new Blob([this.data.subarray(a, b)], { type });
    }
    stream() {
      const { data } = this;
      return new ReadableStream({
        type: "bytes",
        start(controller) {
          if (data.length) controller.enqueue(new Uint8Array(data));
          controller.close();
        },
      });
    }
    [custom](depth, options, inspect) {
      return `Blob ${inspect({ size: this.size, type: this.type }, options)}`;
    }
  }
  exports.Blob = Blob;
  exports.File = class File extends Blob {
    constructor(parts, name, o) {
      super(parts, o);
      this.name = name;
      this.lastModified = (o && o.lastModified) || Date.now();
    }
    [custom](_depth, options, inspect) {
      const { size, type, name, lastModified } = this;
      return `File ${inspect({ size, type, name, lastModified }, options)}`;
    }
  };
}
