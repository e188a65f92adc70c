// The cookie of a session: its attributes, its text, its signature.
const crypto = require("crypto");

class Cookie {
  constructor(options) {
    this.path = "/";
    this.maxAge = null;
    this.httpOnly = true;
    if (options !== undefined && (typeof options !== "object" || options === null))
      throw new TypeError("argument options must be a object");
    for (const [k, v] of Object.entries(options ?? {})) if (k !== "data") this[k] = v;
    if (this.originalMaxAge === undefined) this.originalMaxAge = this.maxAge;
  }
  set expires(date) {
    this._expires = date;
    this.originalMaxAge = this.maxAge;
  }
  get expires() {
    return this._expires;
  }
  set maxAge(ms) {
    if (ms && typeof ms !== "number" && !(ms instanceof Date)) throw new TypeError("maxAge must be a number or Date");
    this.expires = typeof ms === "number" ? new Date(Date.now() + ms) : ms;
  }
  get maxAge() {
    return this.expires instanceof Date ? this.expires.valueOf() - Date.now() : this.expires;
  }
  get data() {
    const { originalMaxAge, partitioned, priority, secure, httpOnly, domain, path, sameSite } = this;
    return { originalMaxAge, partitioned, priority, expires: this._expires, secure, httpOnly, domain, path, sameSite };
  }
  serialize(name, value) {
    const { sameSite } = this;
    const strict =
      sameSite === true
        ? "Strict"
        : typeof sameSite === "string"
          ? sameSite[0].toUpperCase() + sameSite.slice(1).toLowerCase()
          : undefined;
    return [
      `${name}=${encodeURIComponent(value)}`,
      this.domain && `Domain=${this.domain}`,
      this.path && `Path=${this.path}`,
      this.expires && `Expires=${this.expires.toUTCString()}`,
      this.httpOnly && "HttpOnly",
      this.secure && "Secure",
      strict && `SameSite=${strict}`,
    ]
      .filter(Boolean)
      .join("; ");
  }
  toJSON() {
    return this.data;
  }
}

const mac = (value, secret) => crypto.createHmac("sha256", secret).update(value).digest("base64").replace(/=+$/, "");
const sign = (value, secret) => `${value}.${mac(value, secret)}`;
/** The value when one of the secrets signed it; false otherwise. */
function unsign(text, secrets) {
  const cut = text.lastIndexOf(".");
  const value = text.slice(0, cut);
  return secrets.some((s) => sign(value, s) === text) ? value : false;
}
function readCookie(header, name) {
  for (const pair of (header ?? "").split(";")) {
    const cut = pair.indexOf("=");
    if (cut < 0 || pair.slice(0, cut).trim() !== name) continue;
    const text = pair
      .slice(cut + 1)
      .trim()
      .replace(/^"(.*)"$/, "$1");
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }
  return undefined;
}

module.exports = { Cookie, readCookie, sign, unsign };
