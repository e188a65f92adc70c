// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `readline`: lines of a stream, questions, a small line editor on a terminal. */
export function guestReadline(exports, internal) {
  const EE = internal.require("events");
  const { StringDecoder } = internal.require("string_decoder");
  class Interface extends EE {
    constructor(input, output, _completer, terminal) {
      super();
      const o = input && input.input ? input : { input, output, terminal };
      this.input = o.input;
      this.output = o.output;
      this.terminal = o.terminal !== undefined ? Boolean(o.terminal) : Boolean(o.output && o.output.isTTY);
      this.line = "";
      this.cursor = 0;
      this.history = [...(o.history || [])];
      this.historySize = o.historySize === undefined ? 30 : o.historySize;
      this.closed = false;
      this.crlfDelay = o.crlfDelay;
      this._prompt = o.prompt === undefined ? "> " : o.prompt;
      const hide = (k, v) => Object.defineProperty(this, k, { value: v, writable: true, enumerable: false });
      hide("decoder", new StringDecoder("utf8"));
      hide("rest", "");
      hide("question_", undefined);
      hide("queue", []);
      hide("at", -1);
      hide("sawReturn", false);
      hide("onEnd", undefined);
      hide("held", undefined);
      hide("ended", false);
      hide("completes", false);
      hide("lastKey", "");
      hide("beforeKey", undefined);
      hide("afterKey", undefined);
      hide("completer", typeof o.completer === "function" ? o.completer : undefined);
      if (this.terminal && this.input.setRawMode) this.input.setRawMode(true);
      hide("ondata", (c) => this.feed(typeof c === "string" ? c : this.decoder.write(c)));
      hide("onend", () => {
        if (this.held !== undefined) {
          this.ended = true;
          return;
        }
        if (this.rest && !this.terminal) {
          const l = this.rest;
          this.rest = "";
          this.onLine(l);
        }
        this.close();
      });
      this.input.on("data", this.ondata);
      this.input.on("end", this.onend);
      this.input.on("error", (e) => {
        internal.emitTail = [
          "ReadStream.onerror (node:internal/readline/interface:242:10)",
          "ReadStream.emit (node:events:524:28)",
          "emitErrorNT (node:internal/streams/destroy:169:8)",
          "emitErrorCloseNT (node:internal/streams/destroy:128:3)",
          "process.processTicksAndRejections (node:internal/process/task_queues:82:21)",
        ]
          .map((l) => `    at ${l}`)
          .join("\n");
        try {
          this.emit("error", e);
        } finally {
          internal.emitTail = undefined;
        }
      });
      if (o.signal) o.signal.addEventListener("abort", () => this.close(), { once: true });
      this.input.resume();
    }
    getPrompt() {
      return this._prompt;
    }
    setPrompt(p) {
      this._prompt = p;
    }
    prompt() {
      if (this.paused) this.resume();
      this.refresh(this._prompt);
    }
    refresh(p) {
      this.shown = p;
      Object.defineProperty(this, "shown", { enumerable: false, writable: true });
      if (this.terminal && this.output) this.redraw();
      else if (this.output) this.output.write(p);
    }
    question(text, o, cb) {
      if (typeof o === "function") cb = o;
      if (this.closed) throw internal.errors.nodeError(Error, "ERR_USE_AFTER_CLOSE", "readline was closed");
      if (this.question_) {
        this.prompt();
        return;
      }
      this.question_ = cb;
      this.resume();
      this.refresh(text);
    }
    onLine(l) {
      if (this.terminal && l.trim() && this.history[0] !== l) {
        this.history.unshift(l);
        if (this.history.length > this.historySize) this.history.pop();
      }
      if (this.question_) {
        const cb = this.question_;
        this.question_ = undefined;
        cb(l);
      } else this.emit("line", l);
    }
    feed(text) {
      if (this.closed) return;
      if (this.held !== undefined) {
        this.held += text;
        return;
      }
      if (!this.terminal) {
        this.rest += text;
        for (let m = /\r\n|\n|\r(?!$)/.exec(this.rest); m; m = /\r\n|\n|\r(?!$)/.exec(this.rest)) {
          const l = this.rest.slice(0, m.index);
          this.rest = this.rest.slice(m.index + m[0].length);
          this.onLine(l);
          if (this.held !== undefined) {
            this.held = this.rest + this.held;
            this.rest = "";
            return;
          }
        }
        return;
      }
      const keys = text.match(/\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Z]|\x1b.|[\s\S]/gu) || [];
      for (let i = 0; i < keys.length && !this.closed; i++) {
        if (this.held !== undefined) {
          this.held = keys.slice(i).join("") + this.held;
          return;
        }
        this.completes = i === keys.length - 1;
        if (this.beforeKey) this.beforeKey(keys[i]);
        this.key(keys[i]);
      }
      if (this.afterKey && this.held === undefined && !this.closed && !/[\r\n]$/.test(text)) this.afterKey();
    }
    /** What comes from now on waits for `release`: a line is being run. */
    hold() {
      this.held ??= "";
    }
    release() {
      const text = this.held;
      this.held = undefined;
      if (text) this.feed(text);
      if (this.ended && this.held === undefined) this.onend();
    }
    /** Ends the line without giving it. */
    clearLine() {
      this.moveTo(this.line.length);
      this.line = "";
      this.cursor = 0;
      this.output.write("\r\n");
    }
    write(text) {
      if (this.paused) this.resume();
      if (this.terminal) this.feed(String(text));
      else this.feed(String(text));
    }
    pause() {
      if (this.paused) return this;
      this.input.pause();
      Object.defineProperty(this, "paused", { value: true, writable: true, enumerable: false });
      this.emit("pause");
      return this;
    }
    resume() {
      if (!this.paused) return this;
      this.input.resume();
      this.paused = false;
      this.emit("resume");
      return this;
    }
    close() {
      if (this.closed) return;
      this.closed = true;
      this.pause();
      if (this.terminal && this.input.setRawMode) this.input.setRawMode(false);
      this.input.removeListener("data", this.ondata);
      this.input.removeListener("end", this.onend);
      this.emit("close");
    }
    [Symbol.asyncIterator]() {
      const lines = [];
      let wake;
      let done = this.closed;
      let failure;
      this.on("error", (e) => {
        failure = { e };
        if (wake) wake();
      });
      this.on("line", (l) => {
        lines.push(l);
        if (wake) wake();
      });
      this.on("close", () => {
        done = true;
        if (wake) wake();
      });
      const self = this;
      return {
        async next() {
          for (;;) {
            if (lines.length) return { value: lines.shift(), done: false };
            if (failure) {
              const { e } = failure;
              failure = undefined;
              done = true;
              self.close();
              throw e;
            }
            if (done) return { value: undefined, done: true };
            await new Promise((r) => {
              wake = r;
            });
          }
        },
        async return() {
          self.close();
          return { value: undefined, done: true };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    }
    [Symbol.dispose || Symbol.for("Symbol.dispose")]() {
      this.close();
    }
  }
  Interface.prototype.question[Symbol.for("nodejs.util.promisify.custom")] = function (text) {
    return new Promise((r) => this.question(text, r));
  };
  for (const [name, method] of Object.entries(internal.require("readline_keys").editing))
    Object.defineProperty(Interface.prototype, name, { value: method, writable: true, configurable: true });
  exports.Interface = Interface;
  exports.createInterface = (...a) => new Interface(...a);
  exports.clearLine = (s, dir, cb) => {
    s.write(dir < 0 ? "\u001b[1K" : dir > 0 ? "\u001b[0K" : "\u001b[2K");
    if (cb) cb();
    return true;
  };
  exports.clearScreenDown = (s) => s.write("\u001b[0J");
  exports.cursorTo = (s, x, y) => s.write(typeof y === "number" ? `\u001b[${y + 1};${x + 1}H` : `\u001b[${x + 1}G`);
  exports.moveCursor = (s, dx, dy) =>
    s.write(
      (dx > 0 ? `\u001b[${dx}C` : dx < 0 ? `\u001b[${-dx}D` : "") +
        (dy > 0 ? `\u001b[${dy}B` : dy < 0 ? `\u001b[${-dy}A` : ""),
    );
  exports.emitKeypressEvents = (s) => {
    if (s.keypresses) return;
    Object.defineProperty(s, "keypresses", { value: true, enumerable: false });
    const NAMES = {
      "\r": "return",
      "\n": "enter",
      "\t": "tab",
      "\u007f": "backspace",
      "\u001b": "escape",
      " ": "space",
      "\u001b[A": "up",
      "\u001b[B": "down",
      "\u001b[C": "right",
      "\u001b[D": "left",
    };
    s.on("data", (c) => {
      for (const k of String(c).match(/\x1b\[[\d;]*[A-Za-z~]|[\s\S]/gu) || []) {
        const ctrl = k < "\u001b" && !(k in NAMES);
        s.emit("keypress", k[0] === "\u001b" ? undefined : k, {
          sequence: k,
          name: NAMES[k] || (ctrl ? String.fromCharCode(k.charCodeAt(0) + 96) : k.toLowerCase()),
          ctrl,
          meta: false,
          shift: /^[A-Z]$/.test(k),
        });
      }
    });
  };
  class PromiseInterface extends Interface {
    question(text, o) {
      return new Promise((resolve, reject) => {
        if (o && o.signal) o.signal.addEventListener("abort", () => reject(o.signal.reason), { once: true });
        super.question(text, resolve);
      });
    }
  }
  Object.defineProperty(PromiseInterface, "name", { value: "Interface" });
  exports.promises = { Interface: PromiseInterface, createInterface: (...a) => new PromiseInterface(...a) };
}
