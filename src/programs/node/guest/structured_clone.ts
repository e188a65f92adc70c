// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `structuredClone`. */
export function guestStructuredClone(exports, internal) {
  const { DOMException } = internal.require("dom_exception");
  exports.structuredClone = function structuredClone(value) {
    const seen = new Map();
    const copy = (v) => {
      if (typeof v === "function" || typeof v === "symbol")
        throw new DOMException(
          `${typeof v === "symbol" ? v.toString() : String(v)} could not be cloned.`,
          "DataCloneError",
        );
      if (typeof v !== "object" || v === null) return v;
      if (seen.has(v)) return seen.get(v);
      const T = internal.types;
      let out;
      if (Array.isArray(v)) {
        out = new Array(v.length);
        seen.set(v, out);
        for (const k of Object.keys(v)) out[k] = copy(v[k]);
        return out;
      }
      if (T.isDate(v)) return new Date(v.getTime());
      if (T.isRegExp(v)) return new RegExp(v.source, v.flags);
      if (T.isMap(v)) {
        out = new Map();
        seen.set(v, out);
        for (const [k, x] of v) out.set(copy(k), copy(x));
        return out;
      }
      if (T.isSet(v)) {
        out = new Set();
        seen.set(v, out);
        for (const x of v) out.add(copy(x));
        return out;
      }
      if (T.isAnyArrayBuffer(v)) return v.slice(0);
      if (ArrayBuffer.isView(v))
        return new (v instanceof DataView ? DataView : Buffer.isBuffer(v) ? Uint8Array : v.constructor)(
          v.buffer.slice(v.byteOffset, v.byteOffset + v.byteLength),
        );
      if (T.isNativeError(v)) {
        const C = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }[v.name] || Error;
        out = new C(v.message);
        Object.defineProperty(out, "stack", { value: v.stack, writable: true, configurable: true, enumerable: false });
        return out;
      }
      if (T.isPromise(v) || T.isWeakMap(v) || T.isWeakSet(v))
        throw new DOMException(`#<${v.constructor.name}> could not be cloned.`, "DataCloneError");
      if (T.isBoxedPrimitive(v)) return Object(v.valueOf());
      out = {};
      seen.set(v, out);
      for (const k of Object.keys(v)) out[k] = copy(v[k]);
      return out;
    };
    return copy(value);
  };
}
