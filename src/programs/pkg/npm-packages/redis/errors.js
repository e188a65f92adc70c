// What the client throws, under the names that its version has for them.

const MAJOR = Number("@VERSION@".split(".")[0]);

class ErrorReply extends Error {}
class SimpleError extends ErrorReply {}
class BlobError extends ErrorReply {}

class ClientClosedError extends Error {
  constructor() {
    super("The client is closed");
  }
}
class ClientOfflineError extends Error {
  constructor() {
    super("The client is offline");
  }
}
class DisconnectsClientError extends Error {
  constructor() {
    super("Disconnects client");
  }
}
class SocketClosedUnexpectedlyError extends Error {
  constructor() {
    super("Socket closed unexpectedly");
  }
}
class ConnectionTimeoutError extends Error {
  constructor() {
    super("Connection timeout");
  }
}
class WatchError extends Error {
  constructor(message = "One (or more) of the watched keys has been changed") {
    super(message);
  }
}
class ReconnectStrategyError extends Error {
  constructor(originalError, socketError) {
    super(originalError.message);
    this.originalError = originalError;
    this.socketError = socketError;
  }
}
class AbortError extends Error {
  constructor() {
    super("The command was aborted");
  }
}
class MultiErrorReply extends ErrorReply {
  constructor(replies, errorIndexes) {
    super(`${errorIndexes.length} commands failed, see .replies and .errorIndexes for more information`);
    this.replies = replies;
    this.errorIndexes = errorIndexes;
    if (MAJOR < 5) this.stack = undefined;
  }
  *errors() {
    for (const index of this.errorIndexes) yield this.replies[index];
  }
}

/** An error that the server answered; before version 5 it has no stack. */
function replyError(text) {
  if (MAJOR >= 5) return new SimpleError(text);
  const error = new ErrorReply(text);
  error.stack = undefined;
  return error;
}

module.exports = {
  MAJOR,
  replyError,
  AbortError,
  BlobError,
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  ErrorReply,
  MultiErrorReply,
  ReconnectStrategyError,
  SimpleError,
  SocketClosedUnexpectedlyError,
  WatchError,
};
