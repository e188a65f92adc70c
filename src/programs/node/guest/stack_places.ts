// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The engine's stacks, frame by frame, with the columns that V8 gives. */
export function guestStackPlaces(exports, internal) {
  const { errors } = internal;
  /** A call that is all that a `return` gives stands at the `return`: where the last call of its line begins. */
  function returnedCall(text, from) {
    let depth = 0;
    let quote = "";
    let last = -1;
    for (let i = from; i < text.length; i++) {
      const c = text[i];
      if (quote) {
        if (c === "\\") i++;
        else if (c === quote) quote = "";
      } else if (c === '"' || c === "'" || c === "`") quote = c;
      else if (c === "(" || c === "[" || c === "{") {
        if (c === "(" && depth === 0 && /[\w$#\])]\s*$/.test(text.slice(from, i))) last = i;
        depth++;
      } else if (c === ")" || c === "]" || c === "}") {
        if (--depth < 0) break;
      } else if (c === ";" && depth === 0) break;
    }
    return last;
  }

  function place(frame) {
    const s = errors.sourceOf(frame.file);
    if (!s) return;
    if (frame.line === 1) frame.column = Math.max(1, frame.column - s.prefix);
    for (const [line, column, length] of s.insertions)
      if (line === frame.line && frame.column > column) frame.column = Math.max(column, frame.column - length);
    const text = s.lines[frame.line - 1];
    if (text === undefined) return;
    let at = frame.column - 1;
    frame.raw = at;
    if (/^return\b/.test(text.slice(at, at + 7))) {
      const call = returnedCall(text, at + 6);
      if (call > 0) at = call;
    }
    if (text[at] === "(" || text[at] === "`") {
      let i = at;
      while (i > 0 && text[i - 1] === " ") i--;
      const end = i;
      while (i > 0 && /[\w$#]/.test(text[i - 1])) i--;
      // A private method is looked up where it is called.
      if (i < end && text[i] !== "#") {
        at = i;
        const chain = /\bnew\s+[\w$.]*$/.exec(text.slice(0, end));
        if (chain) at = chain.index;
        if (/^(?:if|while|for|switch|return|typeof|await|of|in)$/.test(text.slice(i, end))) at = frame.column - 1;
      }
    } else if (text[at] === ".") {
      at++;
    } else if (text[at] === "?" && text[at + 1] === ".") at += 2;
    frame.column = at + 1;
    frame.text = text;
  }

  function parse(raw) {
    const frames = [];
    for (const line of raw.split("\n")) {
      let m = /^\s+at (?:(.*?) \()?(.*?):(\d+):(\d+)\)?$/.exec(line);
      if (m) frames.push({ name: m[1] || "", file: m[2], line: +m[3], column: +m[4] });
      else {
        m = /^\s+at (.*?) \((native)\)$/.exec(line);
        if (m) frames.push({ name: m[1], file: "native", line: 0, column: 0 });
      }
    }
    return frames;
  }

  /** The topmost lines of a stack: of a deep recursion's thousands no more than could be shown. */
  function topmost(raw) {
    let end = -1;
    for (let n = Math.max(300, 3 * errors.stackLimit()); n > 0; n--) {
      end = raw.indexOf("\n", end + 1);
      if (end < 0) return raw;
    }
    return raw.slice(0, end);
  }

  function frames(raw) {
    const all = parse(topmost(raw));
    all.forEach((f, i) => {
      place(f);
      // What an assignment calls is called by its sign.
      const assigns = i > 0 && f.text ? /^[\w$#]+\s*(?==(?![=>]))/.exec(f.text.slice(f.column - 1)) : null;
      if (assigns) f.column += assigns[0].length;
      f.next = all.slice(i + 1).find((g) => g.file !== "native");
      // What an array's method calls has no receiver.
      f.calledBack =
        all[i + 1]?.file === "native" &&
        !/^(?:apply|call)$/.test(all[i + 1].name) &&
        !/^(?:toJSON|toString|valueOf)$/.test(f.name);
    });
    return all;
  }

  Object.assign(exports, { parse, frames });
}
