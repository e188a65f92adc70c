// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `DOMException`. */
export function guestDomException(exports) {
  class DOMException extends Error {
    #name;
    constructor(message = "", name = "Error") {
      super(message);
      this.#name = typeof name === "object" ? name.name || "Error" : name;
      if (typeof name === "object" && name.cause) this.cause = name.cause;
      const frames = this.stack.split("\n").filter((l) => l.startsWith("    at "));
      const own = ["    at new DOMException (node:internal/per_context/domexception:53:5)"];
      if (/^(?:This operation was aborted)$/.test(message) && name === "AbortError")
        own.push("    at AbortController.abort (node:internal/abort_controller:391:18)");
      Object.defineProperty(this, "stack", {
        value: [`${this.#name}: ${message}`, ...own, ...frames].slice(0, 11).join("\n"),
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }
    get name() {
      return this.#name;
    }
    get code() {
      return { AbortError: 20, TimeoutError: 23, DataCloneError: 25, InvalidCharacterError: 5 }[this.#name] || 0;
    }
  }
  exports.DOMException = DOMException;
}
