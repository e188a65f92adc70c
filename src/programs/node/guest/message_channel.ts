// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `MessageChannel` and its ports. */
export function guestMessageChannel(exports, internal) {
  const { Event, EventTarget } = internal.require("event_target");
  class MessagePort extends EventTarget {
    constructor() {
      super();
      Object.defineProperty(this, "other", { value: undefined, writable: true, enumerable: false });
      this.onmessage = null;
    }
    postMessage(data) {
      const to = this.other;
      const copy = internal.require("structured_clone").structuredClone(data);
      setImmediate(() => {
        if (!to) return;
        const e = new Event("message");
        e.data = copy;
        to.dispatchEvent(e);
      });
    }
    on(type, fn) {
      this.addEventListener(type, (e) => fn(e.data));
      return this;
    }
    start() {}
    close() {}
    ref() {}
    unref() {}
  }
  exports.MessagePort = MessagePort;
  exports.MessageChannel = class MessageChannel {
    constructor() {
      this.port1 = new MessagePort();
      this.port2 = new MessagePort();
      this.port1.other = this.port2;
      this.port2.other = this.port1;
    }
  };
  exports.BroadcastChannel = class BroadcastChannel extends EventTarget {};
}
