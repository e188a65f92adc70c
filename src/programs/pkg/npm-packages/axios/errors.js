// What goes wrong with a request, and what calls it off.
class AxiosError extends Error {
  constructor(message, code, config, request, response) {
    super(message);
    Object.defineProperty(this, "message", { value: message, enumerable: true, writable: true, configurable: true });
    this.name = "AxiosError";
    this.isAxiosError = true;
    if (code) this.code = code;
    if (config) this.config = config;
    if (request) this.request = request;
    if (response) {
      this.response = response;
      this.status = response.status;
    }
  }
  toJSON() {
    const { message, name, stack, code, status } = this;
    const config = this.config && { ...this.config, headers: { ...this.config.headers } };
    return {
      message,
      name,
      description: undefined,
      number: undefined,
      fileName: undefined,
      lineNumber: undefined,
      columnNumber: undefined,
      stack,
      config,
      code,
      status: status === undefined ? null : status,
    };
  }
  /** Somebody else's error, as one of axios'. */
  static from(error, code, config, request, response) {
    const e = new AxiosError(error.message, code || error.code, config, request, response);
    Object.defineProperty(e, "cause", { value: error, writable: true, configurable: true });
    e.name = error.name || "Error";
    return e;
  }
}
Object.assign(AxiosError, {
  ERR_BAD_OPTION_VALUE: "ERR_BAD_OPTION_VALUE",
  ERR_BAD_OPTION: "ERR_BAD_OPTION",
  ECONNABORTED: "ECONNABORTED",
  ETIMEDOUT: "ETIMEDOUT",
  ECONNREFUSED: "ECONNREFUSED",
  ERR_NETWORK: "ERR_NETWORK",
  ERR_FR_TOO_MANY_REDIRECTS: "ERR_FR_TOO_MANY_REDIRECTS",
  ERR_DEPRECATED: "ERR_DEPRECATED",
  ERR_BAD_RESPONSE: "ERR_BAD_RESPONSE",
  ERR_BAD_REQUEST: "ERR_BAD_REQUEST",
  ERR_CANCELED: "ERR_CANCELED",
  ERR_NOT_SUPPORT: "ERR_NOT_SUPPORT",
  ERR_INVALID_URL: "ERR_INVALID_URL",
});

class CanceledError extends AxiosError {
  constructor(message, config, request) {
    super(message === undefined || message === null ? "canceled" : message, "ERR_CANCELED", config, request);
    this.name = "CanceledError";
    this.__CANCEL__ = true;
  }
}

class CancelToken {
  constructor(executor) {
    if (typeof executor !== "function") throw new TypeError("executor must be a function.");
    this.listeners = new Set();
    this.promise = new Promise((resolve) => this.listeners.add(resolve));
    executor((message, config, request) => {
      if (this.reason) return;
      this.reason = new CanceledError(message, config, request);
      for (const listener of this.listeners) listener(this.reason);
    });
  }
  throwIfRequested() {
    if (this.reason) throw this.reason;
  }
  subscribe(listener) {
    if (this.reason) listener(this.reason);
    else this.listeners.add(listener);
  }
  unsubscribe(listener) {
    this.listeners.delete(listener);
  }
  static source() {
    let cancel;
    const token = new CancelToken((c) => {
      cancel = c;
    });
    return { token, cancel };
  }
}

module.exports = { AxiosError, CanceledError, CancelToken };
