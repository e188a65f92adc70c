// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Ciphers of `crypto`: AES by its modes CBC, CTR and GCM. */
export function guestCiphers(exports, internal) {
  const { Transform } = internal.require("stream");
  const { errors } = internal;
  const BLOCK = 16;
  const NAME = /^aes-?(128|192|256)-(cbc|ctr|gcm)$/;
  const bytes = (d, enc) =>
    typeof d === "string" ? Buffer.from(d, enc || "utf8") : Buffer.from(d.buffer || d, d.byteOffset || 0, d.byteLength);
  const out = (b, enc) => (enc && enc !== "buffer" ? b.toString(enc) : b);
  const failure = (message, code, reason) =>
    Object.assign(new Error(message), { library: "Provider routines", reason, code });

  class Cipher extends Transform {
    constructor(decrypts, name, key, iv, o = {}) {
      super(o);
      const m = NAME.exec(String(name).toLowerCase());
      if (!m) {
        if (/^(?:aes|aria|camellia|chacha20|des|id-aes|sm4)/i.test(name))
          throw new Error(`drydock: the cipher ${name} is not simulated`);
        throw errors.nodeError(Error, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
      }
      const secret = Buffer.from(bytes(key));
      if (secret.length !== m[1] / 8)
        throw errors.nodeError(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
      const vector = Buffer.from(bytes(iv));
      const gcm = m[2] === "gcm";
      if (gcm && vector.length !== 12)
        throw new Error("drydock: GCM with a vector of other than 12 bytes is not simulated");
      if (!gcm && vector.length !== BLOCK)
        throw errors.nodeError(TypeError, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
      const state = {
        mode: m[2],
        key: secret,
        iv: vector,
        rest: Buffer.alloc(0),
        done: 0,
        parts: [],
        along: [],
        pads: true,
      };
      Object.defineProperty(this, "state", { value: Object.assign(state, { decrypts }), enumerable: false });
    }
    update(data, inputEncoding, outputEncoding) {
      const s = this.state;
      if (typeof data !== "string" && !ArrayBuffer.isView(data))
        throw errors.invalidArgType("data", ["string", "Buffer", "TypedArray", "DataView"], data);
      const all = Buffer.concat([s.rest, bytes(data, inputEncoding)]);
      // A last block that may be padding is kept back.
      const keep = s.mode !== "cbc" ? 0 : s.decrypts && s.pads ? ((all.length - 1) % BLOCK) + 1 : all.length % BLOCK;
      const cut = all.length ? all.length - keep : 0;
      s.rest = Buffer.from(all.subarray(cut));
      return out(this.run(all.subarray(0, cut)), outputEncoding);
    }
    run(part) {
      const s = this.state;
      if (!part.length) return Buffer.alloc(0);
      const made = Buffer.from(
        internal.raw(
          "crypto.aes",
          [s.mode, s.decrypts, s.key.length, s.iv.length, s.done],
          Buffer.concat([s.key, s.iv, part]),
        ),
      );
      s.done += part.length;
      const encrypted = s.decrypts ? part : made;
      if (s.mode === "cbc") s.iv = Buffer.from(encrypted.subarray(-BLOCK));
      if (s.mode === "gcm") s.parts.push(Buffer.from(encrypted));
      return made;
    }
    final(encoding) {
      const s = this.state;
      if (s.ended) throw errors.nodeError(Error, "ERR_CRYPTO_INVALID_STATE", "Invalid state");
      s.ended = true;
      return out(s.decrypts ? this.lastDecrypted() : this.lastEncrypted(), encoding);
    }
    lastEncrypted() {
      const s = this.state;
      if (s.mode === "gcm") s.tag = this.computeTag();
      if (s.mode !== "cbc") return Buffer.alloc(0);
      if (!s.pads && s.rest.length)
        throw failure(
          "error:1C80006A:Provider routines::wrong final block length",
          "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH",
          "wrong final block length",
        );
      const missing = BLOCK - s.rest.length;
      return s.pads ? this.run(Buffer.concat([s.rest, Buffer.alloc(missing, missing)])) : Buffer.alloc(0);
    }
    lastDecrypted() {
      const s = this.state;
      if (s.mode === "gcm" && !(s.tag && s.tag.equals(this.computeTag().subarray(0, s.tag.length))))
        throw new Error("Unsupported state or unable to authenticate data");
      if (s.mode !== "cbc") return Buffer.alloc(0);
      if (s.rest.length !== (s.pads ? BLOCK : 0))
        throw failure(
          "error:1C80006B:Provider routines::wrong final block length",
          "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH",
          "wrong final block length",
        );
      if (!s.pads) return Buffer.alloc(0);
      const block = this.run(s.rest);
      const padding = block[BLOCK - 1];
      if (padding < 1 || padding > BLOCK || !block.subarray(BLOCK - padding).every((b) => b === padding))
        throw failure("error:1C800064:Provider routines::bad decrypt", "ERR_OSSL_BAD_DECRYPT", "bad decrypt");
      return block.subarray(0, BLOCK - padding);
    }
    computeTag() {
      const s = this.state;
      const along = Buffer.concat(s.along);
      const given = Buffer.concat([s.key, s.iv, along, ...s.parts]);
      return Buffer.from(internal.raw("crypto.gcmTag", [s.key.length, s.iv.length, along.length], given));
    }
    setAutoPadding(on = true) {
      this.state.pads = Boolean(on);
      return this;
    }
    setAAD(data) {
      this.state.along.push(Buffer.from(bytes(data)));
      return this;
    }
    getAuthTag() {
      if (!this.state.tag)
        throw errors.nodeError(Error, "ERR_CRYPTO_INVALID_STATE", "Invalid state for operation getAuthTag");
      return this.state.tag;
    }
    setAuthTag(tag) {
      this.state.tag = Buffer.from(bytes(tag));
      return this;
    }
    _transform(chunk, enc, cb) {
      this.push(this.update(chunk, enc));
      cb();
    }
    _flush(cb) {
      try {
        this.push(this.final());
        cb();
      } catch (e) {
        cb(e);
      }
    }
  }
  exports.Cipheriv = class Cipheriv extends Cipher {
    constructor(...args) {
      super(false, ...args);
    }
  };
  exports.Decipheriv = class Decipheriv extends Cipher {
    constructor(...args) {
      super(true, ...args);
    }
  };
  exports.createCipheriv = (...args) => new exports.Cipheriv(...args);
  exports.createDecipheriv = (...args) => new exports.Decipheriv(...args);
  exports.getCiphers = () =>
    ["cbc", "ctr", "gcm"].flatMap((m) => ["128", "192", "256"].map((n) => `aes-${n}-${m}`)).sort();
}
