// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `querystring`. */
export function guestQuerystring(exports) {
  const escape = (s) => encodeURIComponent(String(s));
  const unescape = (s) => {
    try {
      return decodeURIComponent(s);
    } catch {
      return Buffer.from(
        s.replace(/%([0-9a-f]{2})/gi, (_m, h) => String.fromCharCode(Number.parseInt(h, 16))),
        "latin1",
      ).toString();
    }
  };
  const text = (v) =>
    typeof v === "string"
      ? v
      : typeof v === "number" && Number.isFinite(v)
        ? String(v)
        : typeof v === "bigint" || typeof v === "boolean"
          ? String(v)
          : "";
  exports.escape = escape;
  exports.unescape = unescape;
  exports.stringify = (o, sep = "&", eq = "=", opts) => {
    const enc = (opts && opts.encodeURIComponent) || exports.escape;
    if (o === null || typeof o !== "object") return "";
    return Object.keys(o)
      .map((k) =>
        Array.isArray(o[k])
          ? o[k].map((v) => `${enc(k)}${eq}${enc(text(v))}`).join(sep)
          : `${enc(k)}${eq}${enc(text(o[k]))}`,
      )
      .filter(Boolean)
      .join(sep);
  };
  exports.parse = (s, sep = "&", eq = "=", opts) => {
    const out = Object.create(null);
    if (typeof s !== "string" || !s) return out;
    const max = opts && typeof opts.maxKeys === "number" ? opts.maxKeys : 1000;
    const dec = (opts && opts.decodeURIComponent) || exports.unescape;
    const list = s.split(sep);
    for (const p of max > 0 ? list.slice(0, max) : list) {
      if (!p) continue;
      const at = p.indexOf(eq);
      const k = dec((at < 0 ? p : p.slice(0, at)).replace(/\+/g, " "));
      const v = at < 0 ? "" : dec(p.slice(at + eq.length).replace(/\+/g, " "));
      if (k in out) out[k] = [].concat(out[k], v);
      else out[k] = v;
    }
    return out;
  };
  exports.encode = exports.stringify;
  exports.decode = exports.parse;
}
