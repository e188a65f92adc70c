// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `crypto`: digests, keyed digests, key derivation, chance. Keys of two parts are not simulated. */
export function guestCrypto(exports, internal) {
  const { Transform } = internal.require("stream");
  const { errors } = internal;
  const bytes = (d, enc) =>
    typeof d === "string" ? Buffer.from(d, enc || "utf8") : Buffer.from(d.buffer || d, d.byteOffset || 0, d.byteLength);
  const NAMES = new Set(internal.call("crypto.names"));
  const nameOf = (a) => {
    const n = String(a)
      .toLowerCase()
      .replace(/^rsa-/, "")
      .replace(/^sha-/, "sha")
      .replace(/^rmd160$/, "ripemd160");
    if (!NAMES.has(n)) throw new Error("Digest method not supported");
    return n;
  };
  const out = (b, enc) => (enc && enc !== "buffer" ? b.toString(enc) : b);
  class Hash extends Transform {
    constructor(a) {
      super();
      for (const [k, v] of [
        ["name", nameOf(a)],
        ["parts", []],
        ["done", false],
      ])
        Object.defineProperty(this, k, { value: v, writable: true, enumerable: false });
    }
    update(d, enc) {
      if (this.done) throw errors.nodeError(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
      if (typeof d !== "string" && !ArrayBuffer.isView(d))
        throw errors.invalidArgType("data", ["string", "Buffer", "TypedArray", "DataView"], d);
      this.parts.push(Buffer.from(bytes(d, enc)));
      return this;
    }
    digest(enc) {
      if (this.done) throw errors.nodeError(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
      this.done = true;
      return out(this.compute(Buffer.concat(this.parts)), enc);
    }
    compute(all) {
      return Buffer.from(internal.raw("crypto.hash", [this.name], all));
    }
    copy() {
      const h = new Hash(this.name);
      h.parts = [...this.parts];
      return h;
    }
    _transform(chunk, _e, cb) {
      this.update(chunk);
      cb();
    }
    _flush(cb) {
      // What came through may still be asked for once.
      this.push(this.compute(Buffer.concat(this.parts)));
      cb();
    }
  }
  class Hmac extends Hash {
    constructor(a, key) {
      super(a);
      if (typeof key !== "string" && !ArrayBuffer.isView(key))
        throw errors.invalidArgType(
          "key",
          ["string", "ArrayBuffer", "Buffer", "TypedArray", "DataView", "KeyObject", "CryptoKey"],
          key,
        );
      Object.defineProperty(this, "key", { value: bytes(key), enumerable: false });
    }
    compute(all) {
      return Buffer.from(internal.raw("crypto.hmac", [this.name, this.key.length], Buffer.concat([this.key, all])));
    }
  }
  exports.Hash = Hash;
  exports.Hmac = Hmac;
  exports.createHash = (a) => new Hash(a);
  exports.createHmac = (a, key) => new Hmac(a, key);
  exports.hash = (a, d, enc = "hex") => new Hash(a).update(d).digest(enc);
  exports.getHashes = () =>
    // biome-ignore format: a table
    "RSA-MD5 RSA-RIPEMD160 RSA-SHA1 RSA-SHA1-2 RSA-SHA224 RSA-SHA256 RSA-SHA3-224 RSA-SHA3-256 RSA-SHA3-384 RSA-SHA3-512 RSA-SHA384 RSA-SHA512 RSA-SHA512/224 RSA-SHA512/256 RSA-SM3 blake2b512 blake2s256 id-rsassa-pkcs1-v1_5-with-sha3-224 id-rsassa-pkcs1-v1_5-with-sha3-256 id-rsassa-pkcs1-v1_5-with-sha3-384 id-rsassa-pkcs1-v1_5-with-sha3-512 md5 md5-sha1 md5WithRSAEncryption ripemd ripemd160 ripemd160WithRSA rmd160 sha1 sha1WithRSAEncryption sha224 sha224WithRSAEncryption sha256 sha256WithRSAEncryption sha3-224 sha3-256 sha3-384 sha3-512 sha384 sha384WithRSAEncryption sha512 sha512-224 sha512-224WithRSAEncryption sha512-256 sha512-256WithRSAEncryption sha512WithRSAEncryption shake128 shake256 sm3 sm3WithRSAEncryption ssl3-md5 ssl3-sha1".split(" ");
  exports.getCiphers = () => [];
  const random = (n) => Buffer.from(internal.call("chance", n));
  exports.randomBytes = (n, cb) => {
    if (typeof n !== "number") throw errors.invalidArgType("size", "number", n);
    if (!(n >= 0 && n <= 2147483647))
      throw errors.nodeError(
        RangeError,
        "ERR_OUT_OF_RANGE",
        `The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received ${n}`,
      );
    const b = random(n);
    if (cb) internal.nextTick(cb, [null, b]);
    return cb ? undefined : b;
  };
  exports.pseudoRandomBytes = exports.randomBytes;
  exports.randomFillSync = (b) => {
    new Uint8Array(b.buffer || b, b.byteOffset || 0, b.byteLength).set(random(b.byteLength));
    return b;
  };
  exports.randomFill = (b, cb) => internal.nextTick(cb, [null, exports.randomFillSync(b)]);
  exports.randomInt = (min, max, cb) => {
    if (max === undefined || typeof max === "function") {
      cb = max;
      max = min;
      min = 0;
    }
    const b = random(6);
    const v = min + (b.readUIntBE(0, 6) % (max - min));
    if (cb) internal.nextTick(cb, [null, v]);
    return cb ? undefined : v;
  };
  exports.randomUUID = () => {
    const b = random(16);
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    const h = b.toString("hex");
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  };
  exports.timingSafeEqual = (a, b) => {
    if (a.byteLength !== b.byteLength)
      throw errors.nodeError(
        RangeError,
        "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH",
        "Input buffers must have the same byte length",
      );
    return Buffer.compare(bytes(a), bytes(b)) === 0;
  };
  exports.pbkdf2Sync = (p, s, n, len, a) => {
    const key = bytes(p);
    return Buffer.from(internal.raw("crypto.pbkdf2", [nameOf(a), key.length, n, len], Buffer.concat([key, bytes(s)])));
  };
  exports.pbkdf2 = (p, s, n, len, a, cb) => setImmediate(() => cb(null, exports.pbkdf2Sync(p, s, n, len, a)));
  exports.scryptSync = (p, s, len, o = {}) => {
    const key = bytes(p);
    const [N, r] = [o.N || o.cost || 16384, o.r || o.blockSize || 8];
    if (N < 2 || N & (N - 1) || 128 * r * (N + 1 + (o.p || o.parallelization || 1)) > (o.maxmem || 33554432))
      throw errors.nodeError(
        RangeError,
        "ERR_CRYPTO_INVALID_SCRYPT_PARAMS",
        `Invalid scrypt params${N < 2 || N & (N - 1) ? "" : ": error:030000AC:digital envelope routines::memory limit exceeded"}`,
      );
    return Buffer.from(
      internal.raw(
        "crypto.scrypt",
        [key.length, N, r, o.p || o.parallelization || 1, len],
        Buffer.concat([key, bytes(s)]),
      ),
    );
  };
  exports.scrypt = (p, s, len, o, cb) =>
    setImmediate(() =>
      (typeof o === "function" ? o : cb)(null, exports.scryptSync(p, s, len, typeof o === "function" ? {} : o)),
    );
  exports.hkdfSync = (a, key, salt, info, len) => {
    const [k, s, i] = [bytes(key), bytes(salt), bytes(info)];
    const b = Buffer.from(internal.raw("crypto.hkdf", [nameOf(a), k.length, s.length, len], Buffer.concat([k, s, i])));
    return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
  };
  exports.hkdf = (a, key, salt, info, len, cb) =>
    setImmediate(() => cb(null, exports.hkdfSync(a, key, salt, info, len)));
  for (const n of [
    "createSign",
    "createVerify",
    "sign",
    "verify",
    "generateKeyPair",
    "generateKeyPairSync",
    "generateKeySync",
    "publicEncrypt",
    "privateDecrypt",
    "createPublicKey",
    "createPrivateKey",
    "createSecretKey",
    "createDiffieHellman",
    "createECDH",
  ])
    exports[n] = () => {
      throw new Error(`drydock: crypto.${n} is not simulated`);
    };
  // For the packages bcrypt and bcryptjs: in here it would take minutes.
  Object.defineProperty(exports, Symbol.for("drydock.bcrypt"), {
    value: (password, salt, cost) =>
      Buffer.from(internal.raw("crypto.bcrypt", [cost], Buffer.concat([salt, password]))),
  });
  Object.assign(exports, internal.require("ciphers"));
  exports.constants = {};
  exports.webcrypto = {
    getRandomValues: exports.randomFillSync,
    randomUUID: exports.randomUUID,
    subtle: {
      async digest(a, d) {
        const b = exports
          .createHash(typeof a === "string" ? a : a.name)
          .update(new Uint8Array(d.buffer || d))
          .digest();
        return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
      },
    },
  };
  exports.subtle = exports.webcrypto.subtle;
  exports.getRandomValues = exports.randomFillSync;
}
