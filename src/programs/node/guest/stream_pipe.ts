// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `readable.pipe` and `unpipe`. */
export function guestStreamPipe(_exports, internal) {
  const { Readable } = internal.require("stream_readable");
  const { fail } = internal.require("stream_destroy");
  const nextTick = (fn, ...args) => internal.nextTick(fn, args);

  Readable.prototype.pipe = function pipe(dest, o) {
    const src = this;
    const st = this._readableState;
    if (st.pipes.length === 1 && !st.multiAwaitDrain) {
      st.multiAwaitDrain = true;
      st.awaitDrainWriters = new Set(st.awaitDrainWriters ? [st.awaitDrainWriters] : []);
    }
    st.pipes.push(dest);
    const ends = (!o || o.end !== false) && dest !== process.stdout && dest !== process.stderr;
    let ondrain;
    let over = false;
    function onend() {
      dest.end();
    }
    function unpipe() {
      src.unpipe(dest);
    }
    const atEnd = ends ? onend : unpipe;
    if (st.endEmitted) nextTick(atEnd);
    else src.once("end", atEnd);
    dest.on("unpipe", onunpipe);
    function onunpipe(readable, about) {
      if (readable !== src || !about || about.hasUnpiped !== false) return;
      about.hasUnpiped = true;
      dest.removeListener("close", onclose);
      dest.removeListener("finish", onfinish);
      if (ondrain) dest.removeListener("drain", ondrain);
      dest.removeListener("error", onerror);
      dest.removeListener("unpipe", onunpipe);
      src.removeListener("end", onend);
      src.removeListener("end", unpipe);
      src.removeListener("data", ondata);
      over = true;
      if (ondrain && st.awaitDrainWriters && (!dest._writableState || dest._writableState.needDrain)) ondrain();
    }
    function hold() {
      if (!over) {
        if (st.pipes.length === 1 && st.pipes[0] === dest) {
          st.awaitDrainWriters = dest;
          st.multiAwaitDrain = false;
        } else if (st.pipes.length > 1 && st.pipes.includes(dest)) st.awaitDrainWriters.add(dest);
        src.pause();
      }
      if (ondrain) return;
      ondrain = () => {
        if (st.awaitDrainWriters === dest) st.awaitDrainWriters = null;
        else if (st.multiAwaitDrain) st.awaitDrainWriters.delete(dest);
        if ((!st.awaitDrainWriters || st.awaitDrainWriters.size === 0) && src.listenerCount("data")) src.resume();
      };
      dest.on("drain", ondrain);
    }
    src.on("data", ondata);
    function ondata(chunk) {
      if (dest.write(chunk) === false) hold();
    }
    function onerror(e) {
      unpipe();
      dest.removeListener("error", onerror);
      if (dest.listenerCount("error") > 0) return;
      const s = dest._writableState || dest._readableState;
      if (s && !s.errorEmitted) fail(dest, e);
      else dest.emit("error", e);
    }
    if (dest.prependListener) dest.prependListener("error", onerror);
    else dest.on("error", onerror);
    function onclose() {
      dest.removeListener("finish", onfinish);
      unpipe();
    }
    dest.once("close", onclose);
    function onfinish() {
      dest.removeListener("close", onclose);
      unpipe();
    }
    dest.once("finish", onfinish);
    dest.emit("pipe", src);
    if (dest.writableNeedDrain === true) hold();
    else if (!st.flowing) src.resume();
    return dest;
  };

  Readable.prototype.unpipe = function unpipe(dest) {
    const st = this._readableState;
    if (st.pipes.length === 0) return this;
    if (!dest) {
      const all = st.pipes;
      st.pipes = [];
      this.pause();
      for (const d of all) d.emit("unpipe", this, { hasUnpiped: false });
      return this;
    }
    const at = st.pipes.indexOf(dest);
    if (at < 0) return this;
    st.pipes.splice(at, 1);
    if (st.pipes.length === 0) this.pause();
    dest.emit("unpipe", this, { hasUnpiped: false });
    return this;
  };
}
