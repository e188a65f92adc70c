// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What the keys of a terminal do to the line that is being typed: the methods of readline's interface for it. */
export function guestReadlineKeys(exports, internal) {
  /** What all texts begin with. */
  const common = (texts) => {
    let start = texts[0];
    for (const t of texts) while (!t.startsWith(start)) start = start.slice(0, -1);
    return start;
  };
  exports.editing = {
    redraw() {
      const p = this.shown || "";
      const last = p.split("\n").at(-1);
      const { width } = internal.require("inspect");
      const column = width(last) + width(this.line.slice(0, this.cursor)) + 1;
      this.output.write(`\u001b[1G\u001b[0J${p}${this.line}\u001b[${column}G`);
    },
    /** Moves the cursor within the line. */
    moveTo(cursor) {
      const { width } = internal.require("inspect");
      const by = width(this.line.slice(0, cursor)) - width(this.line.slice(0, this.cursor));
      this.cursor = cursor;
      if (by) this.output.write(`\u001b[${Math.abs(by)}${by < 0 ? "D" : "C"}`);
    },
    /** What every completion of the line goes on with. */
    suggestion() {
      const [found, typed] = this.completer(this.line);
      const fits = found.filter((f) => f !== "");
      const whole = fits.length ? common(fits) : "";
      return whole.startsWith(typed) ? whole.slice(typed.length) : "";
    },
    /** Tab: what all that fits begins with; where that is typed already, at the second Tab, all of it in columns. */
    complete(again) {
      const [found, typed] = this.completer(this.line.slice(0, this.cursor));
      const fits = found.filter((f) => f !== "");
      if (fits.length === 0) return;
      const whole = common(fits);
      if (whole.startsWith(typed) && whole.length > typed.length) return this.insert(whole.slice(typed.length));
      if (!typed.startsWith(whole)) {
        const before = this.line.slice(0, this.cursor - typed.length) + whole;
        this.line = before + this.line.slice(this.cursor);
        this.cursor = before.length;
        return this.redraw();
      }
      if (!again) return;
      const { width } = internal.require("inspect");
      const column = Math.max(...fits.map(width)) + 2;
      const across = Math.max(1, Math.floor((this.output.columns || 80) / column));
      let text = "\r\n";
      let row = [];
      const end = () => {
        text += `${row.map((f, i) => (i < row.length - 1 ? f + " ".repeat(column - width(f)) : f)).join("")}\r\n`;
        row = [];
      };
      for (const f of found) {
        if (f !== "") row.push(f);
        if (row.length === across) end();
        if (f !== "") continue;
        if (row.length) end();
        text += "\r\n";
      }
      if (row.length) end();
      this.output.write(`${text}\r\n`);
      this.redraw();
    },
    insert(s) {
      const atEnd = this.cursor === this.line.length;
      this.line = this.line.slice(0, this.cursor) + s + this.line.slice(this.cursor);
      this.cursor += s.length;
      if (atEnd) this.output.write(s);
      else this.redraw();
    },
    key(k) {
      const set = (l) => {
        this.line = l;
        this.cursor = l.length;
        this.redraw();
      };
      const wasTab = this.lastKey === "\t";
      this.lastKey = k;
      switch (k) {
        case "\r":
        case "\n": {
          if (k === "\n" && this.sawReturn) {
            this.sawReturn = false;
            return;
          }
          this.sawReturn = k === "\r";
          this.moveTo(this.line.length);
          const l = this.line;
          this.line = "";
          this.cursor = 0;
          this.at = -1;
          this.output.write("\r\n");
          this.onLine(l);
          return;
        }
        case "\u0003":
          if (this.listenerCount("SIGINT") > 0) this.emit("SIGINT");
          else this.close();
          return;
        case "\u0004":
          if (this.onEnd && this.onEnd()) return;
          if (!this.line) this.close();
          else if (this.cursor < this.line.length) {
            this.line = this.line.slice(0, this.cursor) + this.line.slice(this.cursor + 1);
            this.redraw();
          }
          return;
        case "\u007f":
        case "\b":
          if (this.cursor > 0) {
            this.line = this.line.slice(0, this.cursor - 1) + this.line.slice(this.cursor);
            this.cursor--;
            this.redraw();
          }
          return;
        case "\u001b[D":
        case "\u0002":
          return this.moveTo(Math.max(0, this.cursor - 1));
        case "\u001b[C":
        case "\u0006":
          return this.moveTo(Math.min(this.line.length, this.cursor + 1));
        case "\u0001":
        case "\u001b[H":
        case "\u001bOH":
          return this.moveTo(0);
        case "\u0005":
        case "\u001b[F":
        case "\u001bOF":
          return this.moveTo(this.line.length);
        case "\u0015":
          this.line = this.line.slice(this.cursor);
          this.cursor = 0;
          return this.redraw();
        case "\u000b":
          this.line = this.line.slice(0, this.cursor);
          return this.redraw();
        case "\u0017": {
          const head = this.line.slice(0, this.cursor).replace(/\S+\s*$/, "");
          this.line = head + this.line.slice(this.cursor);
          this.cursor = head.length;
          return this.redraw();
        }
        case "\u000c":
          this.output.write("\u001b[1;1H\u001b[0J");
          return this.redraw();
        case "\u001b[A":
        case "\u0010":
          if (this.at + 1 < this.history.length) set(this.history[++this.at]);
          return;
        case "\u001b[B":
        case "\u000e":
          if (this.at > 0) set(this.history[--this.at]);
          else if (this.at === 0) {
            this.at = -1;
            set("");
          }
          return;
        case "\u001b[3~":
          this.line = this.line.slice(0, this.cursor) + this.line.slice(this.cursor + 1);
          return this.redraw();
        case "\t":
          return this.completer && this.completes ? this.complete(wasTab) : this.insert("\t");
        default:
          if (k < " " || k[0] === "\u001b") return;
          this.insert(k);
      }
    },
  };
}
