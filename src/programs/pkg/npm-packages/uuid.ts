// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `uuid`. */
export function packageUuid(module, require) {
  const crypto = require("crypto");
  const show = (b) => {
    const h = Buffer.from(b).toString("hex");
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  };
  const stamp = (b, v) => {
    b[6] = (b[6] & 15) | (v << 4);
    b[8] = (b[8] & 63) | 128;
    return show(b);
  };
  const validate = (s) =>
    typeof s === "string" &&
    /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/i.test(
      s,
    );
  const named = (hash, v) => {
    const fn = (name, ns) => {
      const bytes = typeof ns === "string" ? Buffer.from(ns.replace(/-/g, ""), "hex") : Buffer.from(ns);
      return stamp(crypto.createHash(hash).update(bytes).update(name).digest().subarray(0, 16), v);
    };
    fn.DNS = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    fn.URL = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
    return fn;
  };
  module.exports = {
    v4: () => crypto.randomUUID(),
    v1: () => stamp(crypto.randomBytes(16), 1),
    v7: () => {
      const b = crypto.randomBytes(16);
      b.writeUIntBE(Date.now(), 0, 6);
      return stamp(b, 7);
    },
    v3: named("md5", 3),
    v5: named("sha1", 5),
    validate,
    version: (s) => {
      if (!validate(s)) throw TypeError("Invalid UUID");
      return Number.parseInt(s[14], 16);
    },
    NIL: "00000000-0000-0000-0000-000000000000",
    MAX: "ffffffff-ffff-ffff-ffff-ffffffffffff",
    parse: (s) => Uint8Array.from(Buffer.from(s.replace(/-/g, ""), "hex")),
    stringify: (b) => show(b),
  };
}
