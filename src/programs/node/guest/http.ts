// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `http`: servers and requests over `net`. */
export function guestHttp(exports, internal) {
  const { errors } = internal;
  const { METHODS, STATUS_CODES, TOKEN } = internal.require("http_names");
  const { Agent, globalAgent } = internal.require("http_agent");
  const { ClientRequest } = internal.require("http_client");
  const { IncomingMessage } = internal.require("http_incoming");
  const { OutgoingMessage } = internal.require("http_outgoing");
  const { ServerResponse } = internal.require("http_response");
  const { Server } = internal.require("http_server");
  exports.METHODS = METHODS;
  exports.STATUS_CODES = STATUS_CODES;
  exports.Agent = Agent;
  exports.ClientRequest = ClientRequest;
  exports.IncomingMessage = IncomingMessage;
  exports.OutgoingMessage = OutgoingMessage;
  exports.Server = Server;
  exports.ServerResponse = ServerResponse;
  exports.createServer = (o, fn) => new Server(o, fn);
  exports.request = (a, b, c) => new ClientRequest(a, b, c);
  exports.get = (a, b, c) => {
    const r = new ClientRequest(a, b, c);
    r.end();
    return r;
  };
  exports.globalAgent = globalAgent;
  exports.maxHeaderSize = 16384;
  exports.validateHeaderName = (n) => {
    if (!TOKEN.test(n))
      throw errors.nodeError(TypeError, "ERR_INVALID_HTTP_TOKEN", `Header name must be a valid HTTP token ["${n}"]`);
  };
  exports.validateHeaderValue = () => {};
}
