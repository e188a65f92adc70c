const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** RFC 4648 base64, padded. */
export function toBase64(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const quad = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
    const used = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < 4; k++) out += k < used ? ALPHABET.charAt(quad[k] ?? 0) : "=";
  }
  return out;
}

/** The bytes that base64 stands for; undefined when it is malformed. White space is passed over. */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=?)?$/.test(digits)) return undefined;
  const bare = digits.replace(/=+$/, "");
  const out = new Uint8Array(Math.floor((bare.length * 3) / 4));
  let bits = 0;
  let value = 0;
  let at = 0;
  for (const c of bare) {
    value = ((value << 6) | ALPHABET.indexOf(c)) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (value >> bits) & 255;
    }
  }
  return out;
}
