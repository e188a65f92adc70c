// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `util.types`: what a value is, whatever it claims. */
export function guestTypes(exports, internal) {
  const tag = Object.prototype.toString;
  const brand = (fn) => (v) => {
    if (typeof v !== "object" || v === null) return false;
    try {
      fn(v);
      return true;
    } catch {
      return false;
    }
  };
  const getter = (proto, name) => Object.getOwnPropertyDescriptor(proto, name).get;
  const mapSize = getter(Map.prototype, "size");
  const setSize = getter(Set.prototype, "size");
  const regexpSource = getter(RegExp.prototype, "global");
  const typed = getter(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
  const bufferLength = getter(ArrayBuffer.prototype, "byteLength");
  const dataLength = getter(DataView.prototype, "byteLength");
  const types = exports;
  types.isMap = brand((v) => mapSize.call(v));
  types.isSet = brand((v) => setSize.call(v));
  types.isWeakMap = brand((v) => WeakMap.prototype.has.call(v, {}));
  types.isWeakSet = brand((v) => WeakSet.prototype.has.call(v, {}));
  types.isDate = brand((v) => internal.nativeDateValue.call(v));
  types.isRegExp = (v) =>
    typeof v === "object" && v !== null && v !== RegExp.prototype && brand((x) => regexpSource.call(x))(v);
  types.isTypedArray = (v) => ArrayBuffer.isView(v) && typed.call(v) !== undefined;
  types.isUint8Array = (v) => ArrayBuffer.isView(v) && typed.call(v) === "Uint8Array";
  for (const n of [
    "Int8Array",
    "Uint16Array",
    "Int16Array",
    "Uint32Array",
    "Int32Array",
    "Float32Array",
    "Float64Array",
    "Uint8ClampedArray",
    "BigInt64Array",
    "BigUint64Array",
  ])
    types[`is${n}`] = (v) => ArrayBuffer.isView(v) && typed.call(v) === n;
  types.isArrayBuffer = brand((v) => bufferLength.call(v));
  types.isSharedArrayBuffer = (v) =>
    typeof v === "object" && v !== null && tag.call(v) === "[object SharedArrayBuffer]";
  types.isAnyArrayBuffer = (v) => types.isArrayBuffer(v) || types.isSharedArrayBuffer(v);
  types.isArrayBufferView = (v) => ArrayBuffer.isView(v);
  types.isDataView = brand((v) => dataLength.call(v));
  const then = Promise.prototype.then;
  types.isPromise = (v) => typeof v === "object" && v !== null && v instanceof Promise && typeof then === "function";
  types.isNativeError = (v) =>
    typeof v === "object" && v !== null && (Error.isError ? Error.isError(v) : tag.call(v) === "[object Error]");
  types.isArgumentsObject = (v) =>
    typeof v === "object" && v !== null && tag.call(v) === "[object Arguments]" && !(Symbol.toStringTag in v);
  types.isAsyncFunction = (v) =>
    typeof v === "function" && /^\[object Async(?:Generator)?Function\]$/.test(tag.call(v));
  types.isGeneratorFunction = (v) =>
    typeof v === "function" && /^\[object (?:Async)?GeneratorFunction\]$/.test(tag.call(v));
  types.isGeneratorObject = (v) => typeof v === "object" && v !== null && tag.call(v) === "[object Generator]";
  types.isMapIterator = (v) => tag.call(v) === "[object Map Iterator]";
  types.isSetIterator = (v) => tag.call(v) === "[object Set Iterator]";
  types.isBoxedPrimitive = (v) => {
    if (typeof v !== "object" || v === null) return false;
    for (const C of [Number, String, Boolean, Symbol, BigInt]) {
      try {
        C.prototype.valueOf.call(v);
        return true;
      } catch {}
    }
    return false;
  };
  types.isNumberObject = (v) => typeof v === "object" && types.isBoxedPrimitive(v) && typeof v.valueOf() === "number";
  types.isStringObject = (v) => typeof v === "object" && types.isBoxedPrimitive(v) && typeof v.valueOf() === "string";
  types.isBooleanObject = (v) => typeof v === "object" && types.isBoxedPrimitive(v) && typeof v.valueOf() === "boolean";
  types.isSymbolObject = (v) => typeof v === "object" && types.isBoxedPrimitive(v) && typeof v.valueOf() === "symbol";
  types.isProxy = (v) => internal.proxies.has(v);
  types.isModuleNamespaceObject = (v) => types.isModule(v);
  types.isModule = (v) =>
    typeof v === "object" && v !== null && tag.call(v) === "[object Module]" && Object.getPrototypeOf(v) === null;
  internal.nativeDateValue = internal.nativeDateValue || Date.prototype.getTime;
  internal.className = (v) => tag.call(v).slice(8, -1);
}
