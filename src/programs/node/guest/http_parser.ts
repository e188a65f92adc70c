// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Messages read from the bytes of a connection. */
export function guestHttpParser(exports, internal) {
  const { METHODS } = internal.require("http_names");
  const HEAD_END = Buffer.from("\r\n\r\n");
  const LINE_END = Buffer.from("\r\n");
  /** Reads messages from a socket's bytes: `onHead(head)`, `onBody(bytes)`, `onEnd()`. */
  class Parser {
    constructor(kind) {
      this.kind = kind;
      this.buffer = Buffer.alloc(0);
      this.reset();
    }
    reset() {
      this.state = "head";
      this.left = 0;
      this.chunked = false;
    }
    feed(chunk) {
      this.buffer = this.buffer.length ? Buffer.concat([this.buffer, chunk]) : chunk;
      for (;;) {
        if (this.held) return;
        if (this.state === "head") {
          let from = 0;
          while (this.buffer[from] === 13 || this.buffer[from] === 10) from++;
          if (from) this.buffer = this.buffer.subarray(from);
          const end = this.buffer.indexOf(HEAD_END);
          if (end < 0) {
            if (this.buffer.length > 16384)
              throw Object.assign(new Error("Parse Error: Header overflow"), {
                code: "HPE_HEADER_OVERFLOW",
                bytesParsed: 16384,
              });
            if (
              this.buffer.length > 2 &&
              this.kind === "request" &&
              !/^[A-Z][A-Z-]*(?: |$)/.test(
                this.buffer
                  .toString("latin1", 0, 24)
                  .split("\r\n")[0]
                  .slice(0, 20)
                  .replace(/^([A-Z-]+).*$/s, "$1 "),
              )
            )
              throw parseError("Invalid method encountered", "HPE_INVALID_METHOD");
            return;
          }
          const lines = this.buffer.toString("latin1", 0, end).split("\r\n");
          this.buffer = this.buffer.subarray(end + 4);
          const head = this.parseHead(lines);
          const framing = framingOf(head.rawHeaders);
          this.chunked = /chunked/i.test(framing["transfer-encoding"] || "");
          const cl = framing["content-length"];
          const connection = (framing.connection || "").toLowerCase();
          head.keepAlive = head.minor === 1 ? !/\bclose\b/.test(connection) : /keep-alive/.test(connection);
          head.upgrade = framing.upgrade && /upgrade/.test(connection);
          const bodyless =
            this.kind === "response" &&
            (this.noBody || head.status === 204 || head.status === 304 || head.status < 200);
          if (bodyless) this.left = 0;
          else if (this.chunked) this.left = -2;
          else if (cl !== undefined) this.left = Number(cl);
          else this.left = this.kind === "response" ? -1 : 0;
          this.state = this.left === 0 ? "end" : this.left === -2 ? "size" : "body";
          if (bodyless) this.chunked = false;
          this.onHead(head);
          if (this.upgraded) return;
        } else if (this.state === "body") {
          if (!this.buffer.length) return;
          const take = this.left < 0 ? this.buffer : this.buffer.subarray(0, this.left);
          this.buffer = this.buffer.subarray(take.length);
          if (this.left > 0) this.left -= take.length;
          if (this.left === 0) this.state = "end";
          this.onBody(take);
        } else if (this.state === "size") {
          const eol = this.buffer.indexOf(LINE_END);
          if (eol < 0) return;
          this.left = Number.parseInt(this.buffer.toString("latin1", 0, eol), 16);
          this.buffer = this.buffer.subarray(eol + 2);
          this.state = this.left === 0 ? "trailer" : "chunk";
        } else if (this.state === "chunk") {
          if (!this.buffer.length) return;
          const take = this.buffer.subarray(0, this.left);
          this.buffer = this.buffer.subarray(take.length);
          this.left -= take.length;
          if (take.length) this.onBody(take);
          if (this.left === 0) this.state = "crlf";
        } else if (this.state === "crlf") {
          if (this.buffer.length < 2) return;
          this.buffer = this.buffer.subarray(2);
          this.state = "size";
        } else if (this.state === "trailer") {
          const eol = this.buffer.indexOf(LINE_END);
          if (eol < 0) return;
          this.buffer = this.buffer.subarray(eol + 2);
          if (eol === 0) this.state = "end";
        }
        if (this.state === "end") {
          this.reset();
          this.onEnd();
        }
      }
    }
    parseHead(lines) {
      const rawHeaders = [];
      for (const l of lines.slice(1)) {
        const at = l.indexOf(":");
        if (at <= 0) throw parseError("Invalid header token", "HPE_INVALID_HEADER_TOKEN");
        rawHeaders.push(l.slice(0, at), l.slice(at + 1).trim());
      }
      if (this.kind === "request") {
        if (!METHODS.includes(lines[0].split(" ")[0]))
          throw parseError("Invalid method encountered", "HPE_INVALID_METHOD");
        const m = /^([A-Z-]+) (\S+) HTTP\/1\.([01])$/.exec(lines[0]);
        if (!m) throw parseError("Invalid HTTP version", "HPE_INVALID_CONSTANT");
        return { method: m[1], url: m[2], minor: Number(m[3]), rawHeaders };
      }
      const m = /^HTTP\/1\.([01]) (\d{3}) ?(.*)$/.exec(lines[0]);
      if (!m) throw parseError("Expected HTTP/", "HPE_INVALID_CONSTANT");
      return { status: Number(m[2]), message: m[3], minor: Number(m[1]), rawHeaders };
    }
  }
  /** The headers that say how a message goes on, the first of each. */
  function framingOf(rawHeaders) {
    const framing = {
      connection: undefined,
      upgrade: undefined,
      "content-length": undefined,
      "transfer-encoding": undefined,
    };
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const name = rawHeaders[i].toLowerCase();
      if (name in framing) framing[name] ??= rawHeaders[i + 1];
    }
    return framing;
  }
  const parseError = (message, code) =>
    Object.assign(new Error(`Parse Error: ${message}`), { bytesParsed: 0, code, reason: message });
  exports.Parser = Parser;
}
