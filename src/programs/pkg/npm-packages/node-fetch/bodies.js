// Requests and answers: a body that is read once.
const { Readable } = require("stream");
const { FetchError, three } = require("./errors");
const { Headers } = require("./headers");

class Body {
  constructor(body) {
    const held = { used: false, stream: undefined, bytes: undefined };
    Object.defineProperty(this, "held", { value: held });
    if (body === undefined || body === null) return;
    if (typeof body.pipe === "function") held.stream = body;
    else if (Buffer.isBuffer(body)) held.bytes = body;
    else if (body instanceof ArrayBuffer) held.bytes = Buffer.from(body);
    else if (ArrayBuffer.isView(body)) held.bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    else held.bytes = Buffer.from(String(body));
  }
  get body() {
    const { held } = this;
    if (!held.stream && held.bytes) held.stream = Readable.from([held.bytes], { objectMode: false });
    return held.stream || null;
  }
  get bodyUsed() {
    return this.held.used;
  }
  async read() {
    const { held } = this;
    if (held.used)
      throw new TypeError(three ? `body used already for: ${this.url}` : `body used already for: ${this.url}`);
    held.used = true;
    if (held.bytes) return held.bytes;
    const parts = [];
    if (held.stream) for await (const chunk of held.stream) parts.push(Buffer.from(chunk));
    return Buffer.concat(parts);
  }
  async text() {
    return (await this.read()).toString();
  }
  async json() {
    const text = await this.text();
    try {
      return JSON.parse(text);
    } catch (e) {
      if (three) throw e;
      throw new FetchError(`invalid json response body at ${this.url} reason: ${e.message}`, "invalid-json");
    }
  }
  async buffer() {
    return this.read();
  }
  async arrayBuffer() {
    const b = await this.read();
    return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
  }
  async blob() {
    return new Blob([await this.read()], { type: (this.headers && this.headers.get("content-type")) || "" });
  }
}

/** The type that a body says by itself. */
function typeOf(body) {
  if (body === undefined || body === null || typeof body.pipe === "function") return null;
  if (typeof body === "string") return "text/plain;charset=UTF-8";
  if (body instanceof URLSearchParams) return "application/x-www-form-urlencoded;charset=UTF-8";
  if (Buffer.isBuffer(body) || ArrayBuffer.isView(body) || body instanceof ArrayBuffer) return null;
  return "text/plain;charset=UTF-8";
}

class Response extends Body {
  constructor(body, o = {}) {
    super(body);
    const headers = new Headers(o.headers);
    const type = typeOf(body);
    if (type && !headers.has("content-type")) headers.append("Content-Type", type);
    Object.defineProperty(this, "facts", {
      value: { status: 200, statusText: "", url: "", counter: 0, ...o, headers },
    });
  }
  get url() {
    return this.facts.url || "";
  }
  get status() {
    return this.facts.status;
  }
  get ok() {
    return this.status >= 200 && this.status < 300;
  }
  get redirected() {
    return this.facts.counter > 0;
  }
  get statusText() {
    return this.facts.statusText;
  }
  get headers() {
    return this.facts.headers;
  }
  clone() {
    const { held } = this;
    if (held.used) throw new Error("cannot clone body after it is used");
    return new Response(held.bytes || held.stream, this.facts);
  }
  static json(data, o = {}) {
    const headers = new Headers(o.headers);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    return new Response(JSON.stringify(data), { ...o, headers });
  }
}

class Request extends Body {
  constructor(input, o = {}) {
    const from = input instanceof Request ? input : {};
    const body =
      o.body !== undefined && o.body !== null ? o.body : from.held ? from.held.bytes || from.held.stream : null;
    const method = String(o.method || from.method || "GET");
    const known = /^(?:delete|get|head|options|post|put)$/i.test(method);
    const upper = three && !known ? method : method.toUpperCase();
    if (body !== null && (upper === "GET" || upper === "HEAD"))
      throw new TypeError("Request with GET/HEAD method cannot have body");
    super(body);
    const headers = new Headers(o.headers || from.headers || {});
    const type = typeOf(o.body);
    if (type && !headers.has("content-type")) headers.append("Content-Type", type);
    let parsed;
    try {
      parsed = new URL(from.url || String(input.href || input));
    } catch (e) {
      if (three) throw e;
      throw new TypeError("Only absolute URLs are supported");
    }
    if (!three && !/^https?:$/.test(parsed.protocol)) throw new TypeError("Only HTTP(S) protocols are supported");
    Object.defineProperty(this, "facts", {
      value: {
        method: upper,
        url: parsed,
        headers,
        redirect: o.redirect || from.redirect || "follow",
        signal: o.signal === undefined ? from.signal : o.signal,
        follow: o.follow === undefined ? 20 : o.follow,
        timeout: o.timeout || 0,
        agent: o.agent,
      },
    });
  }
  get method() {
    return this.facts.method;
  }
  get url() {
    return this.facts.url.href;
  }
  get headers() {
    return this.facts.headers;
  }
  get redirect() {
    return this.facts.redirect;
  }
  get signal() {
    return this.facts.signal;
  }
  clone() {
    return new Request(this);
  }
}

module.exports = { Request, Response };
