// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Text as bytes and bytes as text, in the encodings that `buffer` knows. */
export function guestBufferText(exports, internal) {
  const { errors } = internal;
  class FastBuffer extends Uint8Array {}
  const { apply } = Reflect;
  const { exec } = RegExp.prototype;
  const { fromCharCode } = String;
  const has = (pattern, s) => apply(exec, pattern, [s]) !== null;
  const HIGH = /[\x80-\uffff]/;
  /** From this length on the host is quicker at it. */
  const LONG = 100;
  const BY_HOST = new Set(["utf8", "latin1", "ascii", "utf16le"]);
  /** Each byte a character of its own. */
  function narrow(b, from, to) {
    let s = "";
    for (let i = from; i < to; i += 4096)
      s += apply(fromCharCode, undefined, new Uint8Array(b.buffer, b.byteOffset + i, Math.min(4096, to - i)));
    return s;
  }
  const B64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const B64URL = `${B64.slice(0, 62)}-_`;
  const rev = new Int16Array(128).fill(-1);
  for (let i = 0; i < 64; i++) rev[B64.charCodeAt(i)] = i;
  rev[45] = 62;
  rev[95] = 63;
  const norm = (e) => {
    if (e === undefined || e === null || e === "utf8" || e === "") return "utf8";
    if (e === "latin1") return e;
    const l = String(e).toLowerCase();
    switch (l) {
      case "utf8":
      case "utf-8":
        return "utf8";
      case "hex":
      case "base64":
      case "base64url":
      case "ascii":
        return l;
      case "latin1":
      case "binary":
        return "latin1";
      case "ucs2":
      case "ucs-2":
      case "utf16le":
      case "utf-16le":
        return "utf16le";
      default:
        return undefined;
    }
  };
  const need = (e) => {
    const n = norm(e);
    if (!n) throw errors.nodeError(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${e}`);
    return n;
  };

  function utf8Encode(s) {
    let n = 0;
    const len = s.length;
    for (let i = 0; i < len; i++) {
      const c = s.charCodeAt(i);
      n +=
        c < 0x80
          ? 1
          : c < 0x800
            ? 2
            : c >= 0xd800 && c < 0xdc00 && i + 1 < len && (s.charCodeAt(i + 1) & 0xfc00) === 0xdc00
              ? (i++, 4)
              : 3;
    }
    const out = new FastBuffer(n);
    let at = 0;
    for (let i = 0; i < len; i++) {
      let c = s.charCodeAt(i);
      if (c < 0x80) out[at++] = c;
      else if (c < 0x800) {
        out[at++] = 0xc0 | (c >> 6);
        out[at++] = 0x80 | (c & 63);
      } else {
        if (c >= 0xd800 && c < 0xe000) {
          const d = i + 1 < len ? s.charCodeAt(i + 1) : 0;
          if (c < 0xdc00 && (d & 0xfc00) === 0xdc00) {
            i++;
            c = 0x10000 + ((c & 0x3ff) << 10) + (d & 0x3ff);
            out[at++] = 0xf0 | (c >> 18);
            out[at++] = 0x80 | ((c >> 12) & 63);
            out[at++] = 0x80 | ((c >> 6) & 63);
            out[at++] = 0x80 | (c & 63);
            continue;
          }
          c = 0xfffd;
        }
        out[at++] = 0xe0 | (c >> 12);
        out[at++] = 0x80 | ((c >> 6) & 63);
        out[at++] = 0x80 | (c & 63);
      }
    }
    return out;
  }
  function utf8Decode(b, from, to) {
    let out = "";
    let part = [];
    let i = from;
    while (i < to) {
      const c = b[i];
      if (c < 0x80) {
        part.push(c);
        i++;
      } else {
        let extra = c >= 0xf0 && c < 0xf5 ? 3 : c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xc2 && c < 0xe0 ? 1 : 0;
        if (!extra) {
          part.push(0xfffd);
          i++;
        } else {
          let p = c & (extra === 3 ? 7 : extra === 2 ? 15 : 31);
          let k = 1;
          for (; k <= extra; k++) {
            const d = b[i + k];
            if (i + k >= to || (d & 0xc0) !== 0x80) break;
            if (
              k === 1 &&
              ((c === 0xe0 && d < 0xa0) ||
                (c === 0xed && d > 0x9f) ||
                (c === 0xf0 && d < 0x90) ||
                (c === 0xf4 && d > 0x8f))
            )
              break;
            p = (p << 6) | (d & 63);
          }
          if (k <= extra) {
            part.push(0xfffd);
            i += k;
          } else {
            i += extra + 1;
            if (p > 0xffff) {
              p -= 0x10000;
              part.push(0xd800 + (p >> 10), 0xdc00 + (p & 0x3ff));
            } else part.push(p);
          }
          extra = 0;
        }
      }
      if (part.length > 4000) {
        out += String.fromCharCode.apply(null, part);
        part = [];
      }
    }
    return out + String.fromCharCode.apply(null, part);
  }
  function encode(s, enc) {
    if (s.length >= LONG && BY_HOST.has(enc)) return new FastBuffer(internal.raw("text.encode", [s, enc]));
    if (enc === "utf8") return utf8Encode(s);
    if (enc === "latin1" || enc === "ascii") {
      const out = new FastBuffer(s.length);
      for (let i = 0; i < s.length; i++) out[i] = s.charCodeAt(i);
      return out;
    }
    if (enc === "utf16le") {
      const out = new FastBuffer(s.length * 2);
      for (let i = 0; i < s.length; i++) {
        const c = s.charCodeAt(i);
        out[2 * i] = c & 255;
        out[2 * i + 1] = c >> 8;
      }
      return out;
    }
    if (enc === "hex") {
      const out = new FastBuffer(s.length >> 1);
      for (let i = 0; i < out.length; i++) {
        const v = Number.parseInt(s.slice(2 * i, 2 * i + 2), 16);
        if (Number.isNaN(v) || !/^[0-9a-fA-F]{2}$/.test(s.slice(2 * i, 2 * i + 2))) return out.subarray(0, i);
        out[i] = v;
      }
      return out;
    }
    const out = [];
    let bits = 0;
    let acc = 0;
    for (let i = 0; i < s.length; i++) {
      const c = s.charCodeAt(i);
      if (c === 61) break;
      const v = c < 128 ? rev[c] : -1;
      if (v < 0) continue;
      acc = ((acc << 6) | v) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out.push((acc >> bits) & 255);
      }
    }
    return FastBuffer.from(out);
  }
  function decode(b, enc, from, to) {
    if (BY_HOST.has(enc) && enc !== "utf16le") {
      const s = narrow(b, from, to);
      if (enc === "latin1" || !has(HIGH, s)) return s;
    }
    if (to - from >= LONG)
      return internal.raw("text.decode", [enc], new Uint8Array(b.buffer, b.byteOffset + from, to - from));
    if (enc === "utf8") return utf8Decode(b, from, to);
    let s = "";
    if (enc === "ascii") {
      for (let i = from; i < to; i++) s += String.fromCharCode(b[i] & 127);
      return s;
    }
    if (enc === "utf16le") {
      for (let i = from; i + 1 < to; i += 2) s += String.fromCharCode(b[i] | (b[i + 1] << 8));
      return s;
    }
    if (enc === "hex") {
      for (let i = from; i < to; i++) s += (b[i] < 16 ? "0" : "") + b[i].toString(16);
      return s;
    }
    const T = enc === "base64" ? B64 : B64URL;
    for (let i = from; i < to; i += 3) {
      const n = Math.min(3, to - i);
      const v = (b[i] << 16) | (((b[i + 1] || 0) << 8) & (n > 1 ? 0xff00 : 0)) | (n > 2 ? b[i + 2] : 0);
      s +=
        T[v >> 18] +
        T[(v >> 12) & 63] +
        (n > 1 ? T[(v >> 6) & 63] : enc === "base64" ? "=" : "") +
        (n > 2 ? T[v & 63] : enc === "base64" ? "=" : "");
    }
    return s;
  }

  /** How many bytes a text takes. */
  const byteLength = (s, enc) =>
    enc === "latin1" || enc === "ascii" || (enc === "utf8" && !has(HIGH, s)) ? s.length : encode(s, enc).length;
  Object.assign(exports, { FastBuffer, norm, need, encode, decode, byteLength });
}
