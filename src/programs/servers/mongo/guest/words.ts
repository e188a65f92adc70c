// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** The engine's own errors in V8's words, which Node's guest has: they are read off the line that failed. */
export function guestMongoWords(exports, { guestMessages, guestTakenApart, inner }) {
  const sources = new Map();
  const messages = {};
  const errors = {
    ...inner.errors,
    sourceOf: (file) => sources.get(file),
    lineOf: (file, line) => sources.get(file)?.lines[line - 1],
  };
  const apart = {};
  const known = { messages, taken_apart: apart, syntax_errors: { regexpWords: {} } };
  const own = { ...inner, errors, require: (name) => known[name] };
  guestTakenApart(apart, own);
  guestMessages(messages, own);

  /** Keeps a program's text under the name that its frames have. */
  exports.source = (name, code) => {
    sources.set(name, { lines: code.split("\n"), prefix: 0, insertions: [] });
  };

  /** The lines around a place, with a sign under it. */
  function frameOf(lines, line, column) {
    const end = Math.min(lines.length, line + 3);
    const from = Math.max(line - 3, 0);
    const shown = lines.slice(from, end).map((text, i) => {
      const number = from + i + 1;
      const gutter = ` ${String(number).padStart(String(end).length)} |`;
      const whole = `${number === line ? ">" : " "}${gutter}${text ? ` ${text}` : ""}`;
      return number === line ? `${whole}\n ${gutter.replace(/\d/g, " ")} ${" ".repeat(column)}^` : whole;
    });
    return shown.join("\n");
  }

  /** What cannot be read, as the real shell's own reader of programs says it before the engine sees it. */
  function syntax(message, { lines }, line, column) {
    const before = (lines[line - 1] ?? "").slice(0, column).trimEnd();
    const missing = message === "expecting ';'" && before !== "";
    const name = /^[\w$]+/.exec((lines[line - 1] ?? "").slice(column))?.[0];
    const what = missing
      ? "Missing semicolon."
      : message === "unexpected end of string"
        ? "Unterminated string constant."
        : message === "return not in a function"
          ? "'return' outside of function."
          : message === "invalid redefinition of lexical identifier" && name
            ? `Identifier '${name}' has already been declared.`
            : /^unexpected token|^expecting|^variable name expected/.test(message)
              ? "Unexpected token"
              : message;
    const at = missing ? before.length : column;
    return `${what} (${line}:${at})\n\n${frameOf(lines, line, at)}`;
  }

  /** The message of an error: another one when the engine made it and the real shell words it differently. */
  exports.worded = (e) => {
    const { message } = e;
    if (![TypeError, ReferenceError, RangeError, SyntaxError].some((kind) => e instanceof kind)) return message;
    let native;
    for (const text of String(e.stack ?? "").split("\n")) {
      native ??= /^ *at (\S+) \(native\)/.exec(text)?.[1];
      const at = /(?:\(| at )([^() ]+#\d+):(\d+):(\d+)\)?$/.exec(text);
      const source = at && sources.get(at[1]);
      if (!source) continue;
      const raw = Number(at[3]) - 1;
      if (e instanceof SyntaxError && text.startsWith("    at ") && !text.includes("("))
        return syntax(message, source, Number(at[2]), raw);
      const frame = { file: at[1], line: Number(at[2]), column: raw + 1, raw };
      return messages.v8Message(message, native === undefined ? frame : { ...frame, native });
    }
    return message;
  };
}
