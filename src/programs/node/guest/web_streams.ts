// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `stream/web`: the web's streams, which are globals as well. */
export function guestWebStreams(exports, internal) {
  const readable = internal.require("web_readable");
  const writable = internal.require("web_writable");
  const { TransformStream, TransformStreamDefaultController } = internal.require("web_transform");
  const { ByteLengthQueuingStrategy, CountQueuingStrategy } = internal.require("web_queue");
  const { errors } = internal;

  class TextEncoderStream {
    #transform;
    constructor() {
      const encoder = new TextEncoder();
      this.#transform = new TransformStream({
        transform(chunk, controller) {
          const bytes = encoder.encode(chunk);
          if (bytes.length) controller.enqueue(bytes);
        },
      });
    }
    get encoding() {
      return "utf-8";
    }
    get readable() {
      return this.#transform.readable;
    }
    get writable() {
      return this.#transform.writable;
    }
  }
  class TextDecoderStream {
    #transform;
    #decoder;
    constructor(encoding = "utf-8", options = {}) {
      this.#decoder = new TextDecoder(encoding, options);
      const give = (text, controller) => void (text && controller.enqueue(text));
      this.#transform = new TransformStream({
        transform: (chunk, controller) => give(this.#decoder.decode(chunk, { stream: true }), controller),
        flush: (controller) => give(this.#decoder.decode(), controller),
      });
    }
    get encoding() {
      return this.#decoder.encoding;
    }
    get fatal() {
      return this.#decoder.fatal;
    }
    get ignoreBOM() {
      return this.#decoder.ignoreBOM;
    }
    get readable() {
      return this.#transform.readable;
    }
    get writable() {
      return this.#transform.writable;
    }
  }

  /** One of zlib's streams as a pair of the web's. */
  const packing = (name, kinds) =>
    ({
      [name]: class {
        #pair;
        constructor(format) {
          if (!Object.hasOwn(kinds, format))
            throw errors.nodeError(
              TypeError,
              "ERR_INVALID_ARG_VALUE",
              `The argument 'format' must be one of: 'deflate', 'deflate-raw', 'gzip'. Received ${internal.require("inspect").inspect(format)}`,
            );
          this.#pair = internal.require("web_adapters").toWebPair(internal.require("zlib")[kinds[format]]());
        }
        get readable() {
          return this.#pair.readable;
        }
        get writable() {
          return this.#pair.writable;
        }
      },
    })[name];

  Object.assign(exports, {
    ...readable.classes,
    TransformStream,
    TransformStreamDefaultController,
    ...writable.classes,
    ByteLengthQueuingStrategy,
    CountQueuingStrategy,
    TextEncoderStream,
    TextDecoderStream,
    CompressionStream: packing("CompressionStream", {
      deflate: "createDeflate",
      "deflate-raw": "createDeflateRaw",
      gzip: "createGzip",
    }),
    DecompressionStream: packing("DecompressionStream", {
      deflate: "createInflate",
      "deflate-raw": "createInflateRaw",
      gzip: "createGunzip",
    }),
  });
  for (const C of Object.values(exports))
    Object.defineProperty(C.prototype, Symbol.toStringTag, { value: C.name, configurable: true });
}
