// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** How the prompt shows what was thrown. */
export function guestReplErrors(exports, internal) {
  const { errors } = internal;
  const NAMED = /^\[?([A-Z][a-z0-9_]*)*Error/;

  /** The stack without what lies below the last frame that has no function's name, nor that frame. */
  function cut(e) {
    const text = errors.unreadStack(e);
    if (text === undefined) return;
    const lines = text.split("\n");
    const first = lines.findIndex((l) => l.startsWith("    at "));
    if (first < 0) return;
    const unnamed = lines.findLastIndex(
      (l, i) =>
        i >= first && (/^ {4}at (?!.*\()/.test(l) || /[ .](?:<anonymous>|_onTimeout|_onImmediate) \((?!<)/.test(l)),
    );
    const end = unnamed < first ? lines.length - 1 : unnamed;
    errors.setStackTail(e, lines.slice(first, end).join("\n"), lines.slice(0, first).join("\n"));
  }

  /** A text of the prompt's own that cannot be read, with its line; any other only with its words. */
  function syntaxText(e, write) {
    const words = `${e.name}: ${e.message}`;
    errors.setStackTail(e, "", words);
    const line = e.place && errors.lineOf(e.place.file, e.place.line);
    if (line === undefined) return write(e);
    return `${line}\n${" ".repeat(Math.max(0, e.place.column - 1))}${"^".repeat(e.width ?? 1)}\n\n${words}`;
  }

  exports.shown = (e, write, breakLength) => {
    let text;
    if (internal.types.isNativeError(e)) {
      if (e.name === "SyntaxError") text = syntaxText(e, write);
      else {
        cut(e);
        text = write(e);
      }
      if (text[0] === "[" && text.at(-1) === "]") text = text.slice(1, -1);
    } else text = write(e);
    let matched = false;
    const lines = text.split(/(?<=\n)/);
    const out = lines.map((line) => {
      if (matched || !NAMED.test(line)) return line;
      matched = true;
      return (breakLength >= line.length ? "Uncaught " : "Uncaught:\n") + line;
    });
    if (!matched) out.unshift(lines.length === 1 ? "Uncaught " : "Uncaught:\n");
    text = out.join("");
    return text.endsWith("\n") ? text : `${text}\n`;
  };
}
