// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What a server answers. */
export function guestHttpResponse(exports, internal) {
  const { OutgoingMessage } = internal.require("http_outgoing");
  const { errors } = internal;
  const { STATUS_CODES, hide } = internal.require("http_names");
  class ServerResponse extends OutgoingMessage {
    constructor(req) {
      super();
      this.statusCode = 200;
      this.statusMessage = undefined;
      hide(this, "req", req);
      this.own.noBody = req.method === "HEAD";
    }
    writeHead(status, message, headers) {
      if (this.headersSent)
        throw errors.nodeError(
          Error,
          "ERR_HTTP_HEADERS_SENT",
          "Cannot write headers after they are sent to the client",
        );
      if (typeof message === "string") this.statusMessage = message;
      else headers = message;
      if (!(status >= 100 && status <= 999))
        throw errors.nodeError(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${status}`);
      this.statusCode = status | 0;
      if (Array.isArray(headers)) {
        if (Array.isArray(headers[0])) for (const [k, v] of headers) this.setHeader(k, v);
        else for (let i = 0; i < headers.length; i += 2) this.setHeader(headers[i], headers[i + 1]);
      } else if (headers) for (const k of Object.keys(headers)) this.setHeader(k, headers[k]);
      this.sendHead(this.own.knownLength);
      return this;
    }
    /** A head that nobody asked for goes through writeHead, which a program may have put its own in the place of. */
    implicitHead(length) {
      if (this.headersSent) return;
      this.own.knownLength = length;
      this.writeHead(this.statusCode);
      this.sendHead(length);
    }
    sendHead(length) {
      if (this.headersSent) return;
      this.headersSent = true;
      const status = this.statusCode;
      if (!(status >= 100 && status <= 999))
        throw errors.nodeError(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${status}`);
      this.statusMessage = this.statusMessage || STATUS_CODES[status] || "unknown";
      let head = `HTTP/1.1 ${status} ${this.statusMessage}\r\n${this.lines()}`;
      if (status === 204 || status === 304 || status < 200) this.own.noBody = true;
      if (this.sendDate && !this.hasHeader("date")) head += `Date: ${new Date().toUTCString()}\r\n`;
      const own = String(this.getHeader("connection") || "").toLowerCase();
      const framed = this.hasHeader("content-length") || this.hasHeader("transfer-encoding");
      // To who speaks version 1.0 a body without a length of its own ends with the connection.
      const toTheEnd = !framed && this.req.httpVersionMinor === 0;
      if (own === "close" || toTheEnd) this.shouldKeepAlive = false;
      if (!own)
        head += this.shouldKeepAlive
          ? `Connection: keep-alive\r\n${this.own.keepAliveSeconds !== undefined ? `Keep-Alive: timeout=${this.own.keepAliveSeconds}\r\n` : ""}`
          : "Connection: close\r\n";
      if (!framed) {
        if (status === 204 || status === 304 || this.req.method === "HEAD" || toTheEnd) {
          // none has a body, or none has a length
        } else if (length !== undefined) head += `Content-Length: ${length}\r\n`;
        else {
          head += "Transfer-Encoding: chunked\r\n";
          this.chunkedEncoding = true;
        }
      } else if (/chunked/i.test(String(this.getHeader("transfer-encoding") || ""))) this.chunkedEncoding = true;
      this.toSocket(`${head}\r\n`);
    }
    done() {
      this.own.onDone();
    }
    writeContinue() {
      this.toSocket("HTTP/1.1 100 Continue\r\n\r\n");
    }
    writeProcessing() {
      this.toSocket("HTTP/1.1 102 Processing\r\n\r\n");
    }
    detachSocket() {
      this.socket = null;
    }
    _destroy(e, cb) {
      if (this.socket && !this.writableFinished) this.socket.destroy(e);
      cb(e);
    }
  }
  exports.ServerResponse = ServerResponse;
}
