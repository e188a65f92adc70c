// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/**
 * What the prompt shows in grey while one types: how the word would go on, and what the line would give. V8 ends such a run at its
 * first side effect; here a line is only run that cannot have any: literals, names, data properties, operators on plain values.
 */
export function guestReplPreview(exports, internal) {
  const { tokensOf } = internal.require("repl_code");
  const { valueOf } = internal.require("repl_complete");
  const { inspect } = internal.require("inspect");
  const UNSAFE =
    /^(?:new|await|async|yield|delete|function|class|import|super|var|let|const|if|for|while|do|switch|try|throw|return|with|debugger|undefined)$/;
  const VALUE = /^(?:true|false|null|\d.*)$/;
  const WORD_OPERATOR = /^(?:typeof|void|in|instanceof)$/;
  const PLACING = /^(?:\.|\?\.|[()[\]{},:])$/;
  const grey = (text) => `\u001b[90m${text}\u001b[39m`;

  /** Whether to run it can have no effect. */
  function isSafe(text, names) {
    const tokens = tokensOf(text);
    let operators = false;
    let objects = false;
    for (let i = 0; i < tokens.length; i++) {
      const t = tokens[i];
      const before = tokens[i - 1];
      const behindValue =
        before && (before.kind !== "sign" ? !WORD_OPERATOR.test(before.text) : /^[)\]}]$/.test(before.text));
      if (t.kind === "sign") {
        if (/^(?:\+\+|--|=|;|\.\.\.|=>|@|#)$/.test(t.text) || (behindValue && /^[([]$/.test(t.text))) return false;
        if (/^(?:\.|\?\.)$/.test(t.text)) return false;
        if (t.text === "[" && tokens[i + 1]?.text === "]" && tokens[i + 2]?.text === ".") i = chain(i, i + 1);
        operators ||= !PLACING.test(t.text);
      } else if (t.kind === "string") {
        if (behindValue || (t.text[0] === "`" && t.text.includes("${")) || t.text[0] === "}") return false;
        if (tokens[i + 1]?.text === ".") i = chain(i);
      } else if (UNSAFE.test(t.text)) return false;
      else if (WORD_OPERATOR.test(t.text)) operators = true;
      else if (!VALUE.test(t.text)) {
        if (tokens[i + 1]?.text === ":" && /^[{,]$/.test(before?.text)) continue;
        i = chain(i);
      }
      if (i < 0) return false;
    }
    return !(operators && objects);

    /** Looks a name and its properties up; gives the last token's place, or -1 where that would run code. */
    function chain(start, from = start) {
      let end = from;
      while (/^\??\.$/.test(tokens[end + 1]?.text) && tokens[end + 2]?.kind === "word") end += 2;
      const value = valueOf(text.slice(tokens[start].start, tokens[end].end), names);
      if (value === undefined) return Number.NEGATIVE_INFINITY;
      objects ||= typeof value === "object" || typeof value === "function";
      return end;
    }
  }

  function result(text, names, columns) {
    if (!isSafe(text, names)) return "";
    let value;
    try {
      value = internal.compile(`(${text}\n)`, "preview");
    } catch {
      return "";
    }
    const most = Math.min(columns, 250);
    const shown = inspect(value, { depth: 1, breakLength: Infinity, compact: true, customInspect: false });
    const line = shown.split("\n")[0];
    return line.length > most ? `${line.slice(0, most - 4)}...` : line;
  }

  /** `isFresh` tells whether the line begins an input. */
  exports.attach = (rl, names, isFresh) => {
    const { width } = internal.require("inspect");
    let suffix = "";
    let below = false;
    const back = () => `\u001b[${width(rl.getPrompt()) + width(rl.line.slice(0, rl.cursor)) + 1}G`;
    rl.beforeKey = (key) => {
      if (below) rl.output.write("\u001b[1B\u001b[2K\u001b[1A");
      below = false;
      if (!suffix) return;
      rl.output.write("\u001b[0K");
      if ((key === "\r" || key === "\n") && rl.cursor === rl.line.length) rl.insert(suffix);
      suffix = "";
    };
    rl.afterKey = () => {
      if (!isFresh() || rl.line.trim() === "") return;
      if (rl.cursor === rl.line.length) suffix = rl.suggestion();
      if (suffix) rl.output.write(grey(suffix) + back());
      const text = rl.line + suffix;
      const value = text[0] === "." ? "" : result(text, names, rl.output.columns || 80);
      if (!value || value === rl.line) return;
      below = true;
      rl.output.write(`\n${grey(value)}${back()}\u001b[1A`);
    };
  };
}
