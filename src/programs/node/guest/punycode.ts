// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `punycode` (RFC 3492): names of other letters in ASCII. */
export function guestPunycode(exports) {
  const BASE = 36;
  const T_MIN = 1;
  const T_MAX = 26;
  const adapt = (delta, points, first) => {
    let k = 0;
    let d = first ? Math.floor(delta / 700) : delta >> 1;
    d += Math.floor(d / points);
    for (; d > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) d = Math.floor(d / (BASE - T_MIN));
    return Math.floor(k + ((BASE - T_MIN + 1) * d) / (d + 38));
  };
  const threshold = (k, bias) => (k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias);
  const digit = (d) => String.fromCharCode(d + (d < 26 ? 97 : 22));

  exports.encode = (text) => {
    const points = [...text].map((c) => c.codePointAt(0));
    const basic = points.filter((c) => c < 128);
    let out = String.fromCodePoint(...basic) + (basic.length ? "-" : "");
    let n = 128;
    let delta = 0;
    let bias = 72;
    for (let done = basic.length; done < points.length; delta++, n++) {
      const next = Math.min(...points.filter((c) => c >= n));
      delta += (next - n) * (done + 1);
      n = next;
      for (const c of points) {
        if (c < n) delta++;
        if (c !== n) continue;
        let q = delta;
        for (let k = BASE; ; k += BASE) {
          const t = threshold(k, bias);
          if (q < t) break;
          out += digit(t + ((q - t) % (BASE - t)));
          q = Math.floor((q - t) / (BASE - t));
        }
        out += digit(q);
        bias = adapt(delta, done + 1, done === basic.length);
        delta = 0;
        done++;
      }
    }
    return out;
  };
  exports.decode = (text) => {
    const at = text.lastIndexOf("-");
    const out = [...(at > 0 ? text.slice(0, at) : "")].map((c) => c.codePointAt(0));
    let n = 128;
    let i = 0;
    let bias = 72;
    for (let pos = at > 0 ? at + 1 : 0; pos < text.length; ) {
      const old = i;
      for (let w = 1, k = BASE; ; k += BASE) {
        const c = text.charCodeAt(pos++);
        const d = c >= 48 && c < 58 ? c - 22 : (c | 32) >= 97 && (c | 32) < 123 ? (c | 32) - 97 : BASE;
        if (!(d < BASE)) throw new RangeError("Invalid input");
        i += d * w;
        const t = threshold(k, bias);
        if (d < t) break;
        w *= BASE - t;
      }
      bias = adapt(i - old, out.length + 1, old === 0);
      n += Math.floor(i / (out.length + 1));
      i %= out.length + 1;
      out.splice(i++, 0, n);
    }
    return String.fromCodePoint(...out);
  };
  const labels = (domain, change) => {
    const at = domain.lastIndexOf("@");
    const name = domain.slice(at + 1).replace(/[\u3002\uff0e\uff61]/g, ".");
    return domain.slice(0, at + 1) + name.split(".").map(change).join(".");
  };
  exports.toASCII = (d) => labels(d, (l) => (/[^\0-\x7f]/.test(l) ? `xn--${exports.encode(l)}` : l));
  exports.toUnicode = (d) => labels(d, (l) => (/^xn--/i.test(l) ? exports.decode(l.slice(4).toLowerCase()) : l));
  exports.ucs2 = {
    decode: (s) => [...s].map((c) => c.codePointAt(0)),
    encode: (a) => String.fromCodePoint(...a),
  };
  exports.version = "2.1.0";
}
