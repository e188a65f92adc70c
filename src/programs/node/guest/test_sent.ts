// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Failures on their way from a test file's process to the one that reports them. */
export function guestTestSent(exports, internal) {
  const { inspect } = internal.require("inspect");
  const plain = (value) => {
    try {
      return JSON.stringify(value) === undefined ? undefined : { json: JSON.parse(JSON.stringify(value)) };
    } catch {
      return { text: inspect(value) };
    }
  };
  exports.pack = (e) => {
    if (!internal.types.isNativeError(e)) return { value: plain(e), isUndefined: e === undefined };
    const { name, message, stack, cause } = e;
    const own = {};
    for (const k of Object.keys(e)) if (k !== "cause") own[k] = plain(e[k]);
    return {
      name,
      message,
      stack,
      own,
      kept: e.kept === true,
      ...(Object.hasOwn(e, "cause") ? { cause: exports.pack(cause) } : {}),
    };
  };
  const value = (packed) => (packed === undefined ? undefined : "text" in packed ? packed.text : packed.json);
  exports.unpack = (packed) => {
    if (packed.message === undefined && packed.stack === undefined) return value(packed.value);
    const C = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }[packed.name] ?? Error;
    const e = new C(packed.message);
    const hidden = { enumerable: false, writable: true, configurable: true };
    Object.defineProperty(e, "stack", { value: packed.stack, ...hidden });
    if (packed.name !== C.name) Object.defineProperty(e, "name", { value: packed.name, ...hidden });
    if (packed.name === "AssertionError")
      Object.defineProperty(e, "constructor", { value: internal.require("assert").AssertionError, ...hidden });
    for (const [k, v] of Object.entries(packed.own)) e[k] = value(v);
    if (packed.kept) Object.defineProperty(e, "kept", { value: true, ...hidden });
    if (packed.cause) Object.defineProperty(e, "cause", { value: exports.unpack(packed.cause), ...hidden });
    return e;
  };
}
