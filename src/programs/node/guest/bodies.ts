// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Requests and answers of `fetch`, with their bodies. */
export function guestBodies(exports, internal) {
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const { Headers } = internal.require("headers");
  const { FormData, encoded } = internal.require("form_data");
  const { isStream, wasRead, classes } = internal.require("web_readable");
  const { ReadableStream } = classes;
  const bodyBytes = (body, headers) => {
    if (body === undefined || body === null) return undefined;
    const type = (t) => headers.has("content-type") || headers.set("content-type", t);
    if (typeof body === "string") {
      type("text/plain;charset=UTF-8");
      return Buffer.from(body);
    }
    if (body instanceof internal.require("url").URLSearchParams) {
      type("application/x-www-form-urlencoded;charset=UTF-8");
      return Buffer.from(body.toString());
    }
    if (body instanceof FormData) {
      const boundary = `----formdata-undici-0${String(Math.floor(Math.random() * 1e11)).padStart(11, "0")}`;
      type(`multipart/form-data; boundary=${boundary}`);
      return encoded(body, boundary);
    }
    if (body instanceof internal.require("buffer").Blob) {
      if (body.type) type(body.type);
      return body.bytesOf();
    }
    if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    if (internal.types.isAnyArrayBuffer(body)) return Buffer.from(body);
    type("text/plain;charset=UTF-8");
    return Buffer.from(String(body));
  };
  /** A body: bytes that are there, or the stream of an answer (an async iterable of chunks). */
  class Body {
    #bytes;
    #chunks;
    #used = false;
    #stream;
    constructor(bytes, chunks) {
      this.#bytes = bytes;
      this.#chunks = chunks;
      if (!isStream(chunks)) return;
      this.#stream = chunks;
      this.#chunks = (async function* () {
        yield* chunks;
      })();
    }
    get bodyUsed() {
      return this.#used || Boolean(this.#stream && wasRead(this.#stream));
    }
    get body() {
      if (this.#bytes === undefined && !this.#chunks) return null;
      this.#stream ??= this.#made();
      return this.#stream;
    }
    #made() {
      const bytes = this.#bytes;
      const source = this.#chunks;
      return new ReadableStream(
        {
          type: "bytes",
          async pull(controller) {
            if (!source) {
              if (bytes.length) controller.enqueue(new Uint8Array(bytes));
              return controller.close();
            }
            const { value, done } = await source.next();
            return done ? controller.close() : controller.enqueue(new Uint8Array(value));
          },
          async cancel() {
            await source?.return?.();
          },
        },
        { highWaterMark: 0 },
      );
    }
    /** Two bodies of the same bytes, which are kept until each has been read. */
    split() {
      if (this.bodyUsed) throw new TypeError("Response.clone: Body has already been consumed.");
      if (!this.#chunks) return [this.#bytes, undefined];
      const source = this.#chunks;
      const kept = [];
      let pull;
      const next = () => {
        pull ??= source.next().then((r) => {
          pull = undefined;
          kept.push(r);
        });
        return pull;
      };
      const branch = async function* () {
        for (let i = 0; ; i++) {
          while (kept.length <= i) await next();
          if (kept[i].done) return;
          yield kept[i].value;
        }
      };
      this.#chunks = branch();
      return [undefined, branch()];
    }
    async read() {
      if (this.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
      this.#used = true;
      if (!this.#chunks) return this.#bytes || Buffer.alloc(0);
      const parts = [];
      for await (const c of this.#chunks) parts.push(Buffer.from(c));
      return Buffer.concat(parts);
    }
    async text() {
      return (await this.read()).toString();
    }
    async json() {
      const at = internal.asyncCallers();
      const text = await this.text();
      try {
        return JSON.parse(text);
      } catch (e) {
        const U = "node:internal/deps/undici/undici";
        const own = [
          "JSON.parse (<anonymous>)",
          `parseJSONFromBytes (${U}:5880:19)`,
          `successSteps (${U}:5861:27)`,
          `fullyReadBody (${U}:4753:9)`,
          "process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
          `async consumeBody (${U}:5870:7)`,
        ];
        internal.errors.fix(e);
        internal.errors.setStackTail(e, [...own, ...at].map((l) => `    at ${l}`).join("\n"));
        throw e;
      }
    }
    async arrayBuffer() {
      const b = await this.read();
      return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
    }
    async bytes() {
      return new Uint8Array(await this.arrayBuffer());
    }
    async blob() {
      return new (internal.require("buffer").Blob)([await this.read()], {
        type: (this.headers && this.headers.get("content-type")) || "",
      });
    }
    async formData() {
      const f = new FormData();
      for (const [k, v] of new URLSearchParams(await this.text())) f.append(k, v);
      return f;
    }
  }
  class Response extends Body {
    #state;
    constructor(body, o = {}) {
      if (o.status !== undefined && o.type === undefined && !(o.status >= 200 && o.status <= 599))
        throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
      if (body !== undefined && body !== null && o.type === undefined && [204, 205, 304].includes(o.status))
        throw new TypeError(`Response constructor: Invalid response status code ${o.status}`);
      const headers = new Headers(o.headers);
      const chunks = body && typeof body === "object" && (typeof body.next === "function" || isStream(body));
      super(chunks ? undefined : bodyBytes(body, headers), chunks ? body : undefined);
      this.#state = { status: 200, statusText: "", url: "", redirected: false, type: "default", ...o, headers };
    }
    get status() {
      return this.#state.status;
    }
    get statusText() {
      return this.#state.statusText;
    }
    get ok() {
      return this.status >= 200 && this.status < 300;
    }
    get headers() {
      return this.#state.headers;
    }
    get url() {
      return this.#state.url;
    }
    get redirected() {
      return this.#state.redirected;
    }
    get type() {
      return this.#state.type;
    }
    clone() {
      const [bytes, chunks] = this.split();
      return new Response(chunks || bytes, { ...this.#state, headers: this.headers });
    }
    static json(data, o = {}) {
      return new Response(JSON.stringify(data), {
        ...o,
        headers: { "content-type": "application/json", ...o.headers },
      });
    }
    static error() {
      return new Response(null, { status: 0, type: "error" });
    }
    static redirect(url, status = 302) {
      const where = internal.newUrl(String(url));
      if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`Invalid status code ${status}`);
      return new Response(null, { status, headers: { location: where } });
    }
    [custom](_d, o, inspect) {
      return `Response ${inspect({ status: this.status, statusText: this.statusText, headers: this.headers, body: this.body, bodyUsed: this.bodyUsed, ok: this.ok, redirected: this.redirected, type: this.type, url: this.url }, o)}`;
    }
  }
  class Request extends Body {
    constructor(input, o = {}) {
      const from = input instanceof Request ? input : {};
      const headers = new Headers(o.headers || from.headers);
      const asked = String(o.method || from.method || "GET");
      if (!/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/.test(asked)) throw new TypeError(`'${asked}' is not a valid HTTP method.`);
      const method = /^(?:delete|get|head|options|post|put)$/i.test(asked) ? asked.toUpperCase() : asked;
      if (o.body !== undefined && o.body !== null && /^(?:GET|HEAD)$/.test(method))
        throw new TypeError("Request with GET/HEAD method cannot have body.");
      const bytes = o.body === undefined ? from.raw : bodyBytes(o.body, headers);
      super(bytes);
      Object.defineProperty(this, "raw", { value: bytes, enumerable: false, writable: true });
      this.method = method;
      this.url = internal.newUrl(from.url || String(input));
      const { username, password } = new URL(this.url);
      if (username || password)
        throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${String(input)}`);
      this.headers = headers;
      this.signal = o.signal || from.signal || new AbortController().signal;
      this.redirect = o.redirect || from.redirect || "follow";
    }
    clone() {
      return new Request(this);
    }
    [custom](_d, o, inspect) {
      const { method, url, headers, redirect, signal } = this;
      return `Request ${inspect({ method, url, headers, destination: "", referrer: "about:client", referrerPolicy: "", mode: "cors", credentials: "same-origin", cache: "default", redirect, integrity: "", keepalive: false, isReloadNavigation: false, isHistoryNavigation: false, signal }, o)}`;
    }
  }
  Object.assign(exports, { Headers, Request, Response, FormData });
}
