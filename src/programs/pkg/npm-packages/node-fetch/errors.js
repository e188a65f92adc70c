// What goes wrong, by kinds.
const three = Number("@VERSION@".split(".")[0]) >= 3;

class FetchError extends Error {
  constructor(message, type, system) {
    super(message);
    if (!three) this.message = message;
    this.type = type;
    if (system) {
      this.code = this.errno = system.code;
      if (three) this.erroredSysCall = system.syscall;
    }
  }
  get name() {
    return "FetchError";
  }
}

class AbortError extends Error {
  constructor(message) {
    super(message);
    this.type = "aborted";
  }
  get name() {
    return "AbortError";
  }
}

module.exports = { AbortError, FetchError, three };
