// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What all streams are. */
export function guestStreamBase(exports, internal) {
  const EE = internal.require("events");
  function Stream(options) {
    EE.call(this, options);
  }
  Object.setPrototypeOf(Stream.prototype, EE.prototype);
  Object.setPrototypeOf(Stream, EE);
  exports.Stream = Stream;
}
