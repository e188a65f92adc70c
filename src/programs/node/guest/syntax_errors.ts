// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Files that cannot be read as a program: the engine says where it stopped; V8's words and place are found from there. */
export function guestSyntaxErrors(exports, internal) {
  const { errors } = internal;
  const WORD = /[\w$#]/;
  const BEFORE_REGEXP = /^(?:return|typeof|case|in|of|delete|void|throw|new|do|else|await|yield|instanceof)$/;

  /** The tokens before an offset, the brackets that are open there, and the first one that closes nothing. */
  function scan(text, end) {
    const tokens = [];
    const open = [];
    let stray;
    let i = 0;
    const take = (stop) => {
      tokens.push({ start: i, end: stop, text: text.slice(i, stop) });
      i = stop;
    };
    const template = (from) => {
      let j = from;
      while (j < text.length && text[j] !== "`" && !(text[j] === "$" && text[j + 1] === "{"))
        j += text[j] === "\\" ? 2 : 1;
      if (text[j] === "$") {
        open.push({ at: j, bracket: "`" });
        return j + 2;
      }
      return j + 1;
    };
    while (i < end) {
      const c = text[i];
      const last = tokens.at(-1);
      if (/\s/.test(c)) i++;
      else if (c === "/" && text[i + 1] === "/") {
        while (i < text.length && text[i] !== "\n") i++;
      } else if (c === "/" && text[i + 1] === "*") {
        const close = text.indexOf("*/", i + 2);
        i = close < 0 ? text.length : close + 2;
      } else if (c === '"' || c === "'") {
        let j = i + 1;
        while (j < text.length && text[j] !== c && text[j] !== "\n") j += text[j] === "\\" ? 2 : 1;
        take(Math.min(j + 1, text.length));
      } else if (c === "`") take(template(i + 1));
      else if (WORD.test(c)) {
        let j = i;
        while (j < text.length && (WORD.test(text[j]) || (text[j] === "." && /^[\d.]+$/.test(text.slice(i, j))))) j++;
        take(j);
      } else if (c === "/" && (!last || BEFORE_REGEXP.test(last.text) || !/[\w$)\]}"'`]$/.test(last.text))) {
        let j = i + 1;
        for (let inClass = false; j < text.length && text[j] !== "\n" && (inClass || text[j] !== "/"); j++) {
          if (text[j] === "\\") j++;
          else if (text[j] === "[") inClass = true;
          else if (text[j] === "]") inClass = false;
        }
        j++;
        while (/[a-z]/.test(text[j] || "")) j++;
        take(j);
      } else {
        if ("([{".includes(c)) open.push({ at: i, bracket: c, before: last });
        if (")]}".includes(c)) {
          const top = open.pop();
          if (top && top.bracket === "`" && c === "}") {
            take(template(i + 1));
            continue;
          }
          if (!top) stray ??= i;
        }
        take(i + 1);
      }
    }
    return { tokens, open, stray };
  }

  const placeOf = (text, offset, file) => {
    const before = text.slice(0, offset).split("\n");
    return { file, line: before.length, column: before.at(-1).length + 1 };
  };
  const KEYWORD = /^(?:if|for|while|switch|catch|with|function|constructor|return|typeof|await|of|in|new|else|do)$/;
  /** Whether a `(` opens the arguments of a call. */
  const isCall = (bracket) =>
    bracket &&
    bracket.bracket === "(" &&
    bracket.before &&
    /[\w$)\]`]$/.test(bracket.before.text) &&
    !KEYWORD.test(bracket.before.text);

  /** A syntax error of a file: V8's words, and where it stands. */
  exports.syntaxError = (e, file) => {
    const d = Object.getOwnPropertyDescriptor(e, "stack");
    const m = /at (.*?):(\d+):(\d+)/.exec((d && String(d.value)) || "");
    const s = errors.sourceOf(file);
    const at = { file, line: m ? +m[2] : 1, column: m ? +m[3] : 1 };
    if (s) {
      if (at.line === 1) at.column = Math.max(1, at.column - s.prefix);
      for (const [line, column, length] of s.insertions)
        if (line === at.line && at.column > column) at.column = Math.max(column, at.column - length);
    }
    let width = 1;
    let message = e.message;
    const whole = s ? s.lines.join("\n") : "";
    const offset = s ? Math.min(whole.length, offsetOf(s.lines, at)) : 0;
    const { tokens, open, stray } = scan(whole, offset);
    const inner = open.at(-1);
    const lastToken = tokens.filter((t) => t.start < offset).at(-1);
    const moveTo = (start, length) => {
      Object.assign(at, placeOf(whole, start, file));
      width = length;
    };
    const last = s ? s.lines.length : 0;
    const text = (s && s.lines[at.line - 1]) || "";
    const beyond =
      s &&
      (at.line > last || (at.line === last && text.trim() === "" && /expression: '}'|expecting|'\)'/.test(message)));
    const token = /^(?:[\w$#]+|=>|[=!]==?|&&|\|\||\?\?|\.\.\.|\S)/.exec(text.slice(at.column - 1));
    const word = token ? token[0] : "";
    const unexpected = () => {
      width = word.length || 1;
      if (/^["']/.test(word)) {
        const q = text.indexOf(word, at.column);
        width = q < 0 ? 1 : q - at.column + 2;
        return "Unexpected string";
      }
      if (/^\d/.test(word)) return "Unexpected number";
      if (word === "`") return "Unexpected template string";
      if (
        /^(?:if|else|for|while|return|const|class|function|var|new|in|of|case|catch|finally|try|switch|throw|default|do|import|export|typeof|delete|void|instanceof|break|continue|extends|super|this|null|true|false|with)$/.test(
          word,
        ) &&
        word !== "of"
      )
        return `Unexpected token '${word}'`;
      if (/^(?:let|static|yield|package|private|public|interface|protected)$/.test(word))
        return "Unexpected strict mode reserved word";
      if (/^[\w$]/.test(word)) return `Unexpected identifier '${word}'`;
      return word ? `Unexpected token '${word}'` : "Invalid or unexpected token";
    };
    const isArguments =
      /^expecting '[,)]'$/.test(message) && isCall(inner) && lastToken && !/[,(]$/.test(lastToken.text);
    let m2;
    const foreign = /^undefined private field '(#[\w$]+)'/.exec(e.message);
    const used = foreign && privateUse(whole, foreign[1]);
    if (used !== undefined && used !== null) {
      moveTo(used, 1);
      message = `Private field '${foreign[1]}' must be declared in an enclosing class`;
    } else if (message === "invalid destructuring target" && lastToken && /^["'`\d]/.test(lastToken.text)) {
      moveTo(lastToken.start, lastToken.end - lastToken.start);
      message = /^\d/.test(lastToken.text) ? "Unexpected number" : "Unexpected string";
    } else if (stray !== undefined) {
      moveTo(stray, 1);
      message = `Unexpected token '${whole[stray]}'`;
    } else if ((m2 = regexpError(whole, message, tokens, offset))) {
      moveTo(m2.start, m2.length);
      message = m2.message;
    } else if (isArguments) {
      moveTo(lastToken.start, lastToken.end - lastToken.start);
      message = "missing ) after argument list";
    } else if (message === "duplicate argument names not allowed in this context") {
      const names = tokens.filter((t) => /^[\w$]+$/.test(t.text));
      const again = names.findLast((t, i) =>
        names.slice(0, i).some((u) => u.text === t.text && u.start > t.start - 200),
      );
      if (again) moveTo(again.start, again.text.length);
      message = "Duplicate parameter name not allowed in this context";
    } else if (/^import\b/.test(text.trim()) && message === "expecting '('") {
      message = "Cannot use import statement outside a module";
      at.column = text.indexOf("import") + 1;
      width = 6;
    } else if (/^export\b/.test(text.trim()) && /export/.test(message + word)) {
      message = "Unexpected token 'export'";
      at.column = text.indexOf("export") + 1;
      width = 6;
    } else if (/import\.meta/.test(message)) {
      message = "Cannot use 'import.meta' outside a module";
      width = 11;
      at.column = Math.max(1, text.indexOf("import.meta") + 1);
    } else if (/\bawait\s+$/.test(text.slice(0, at.column - 1)) || word === "await") {
      message = "await is only valid in async functions and the top level bodies of modules";
      const i = text.lastIndexOf("await", at.column);
      at.column = i + 1;
      width = 5;
    } else if (beyond) {
      message = /expecting ','/.test(message) ? "missing ) after argument list" : "Unexpected end of input";
      if (/^missing/.test(message)) {
        // At the last thing that stands there.
        let line = last;
        while (line > 1 && !s.lines[line - 1].trim()) line--;
        const end = s.lines[line - 1].trimEnd();
        const token = /(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w$]+|.)$/.exec(end);
        at.line = line;
        width = token ? token[0].length : 1;
        at.column = end.length - width + 1;
      } else {
        at.line = last;
        at.column = (s.lines[last - 1] || "").length + 1;
        width = 0;
      }
    } else if (
      /^unexpected token in expression|^expecting|^unexpected token|^variable name expected|^invalid property name/.test(
        message,
      )
    ) {
      message = unexpected();
    } else if (message === "missing initializer for const variable") {
      message = "Missing initializer in const declaration";
      const c =
        /\bconst\s+([\w$]+)\s*;?\s*$/.exec(text) || /\bconst\s+([\w$]+)/.exec(s ? s.lines[at.line - 2] || "" : "");
      if (c && !/\bconst\b/.test(text)) at.line--;
      if (c) {
        const t = s.lines[at.line - 1];
        at.column = t.indexOf(c[1], t.indexOf("const") + 5) + 1;
        width = c[1].length;
      }
    } else if (/^invalid redefinition/.test(message)) {
      const c =
        /(?:const|let|var|class|function)\s+([\w$]+)\s*[^\w]*$/.exec(text.slice(0, at.column + 1)) ||
        /(?:const|let|var|class|function)\s+([\w$]+)/.exec(text);
      const name = c ? c[1] : word;
      message = `Identifier '${name}' has already been declared`;
      const i = text.lastIndexOf(name, at.column);
      at.column = (i < 0 ? text.indexOf(name) : i) + 1;
      width = name.length;
    } else if (/^unexpected end of string|line terminator in regexp|^unexpected end of template/.test(message)) {
      if (text[at.column - 1] === "`" || /`/.test(text)) message = "Unterminated template literal";
      else message = /regexp/.test(message) ? "Invalid regular expression: missing /" : "Invalid or unexpected token";
      width = Math.max(1, text.length - at.column + 1);
    } else if (message === "invalid assignment left-hand side") {
      message = "Invalid left-hand side in assignment";
      const equals = tokens.findLast((t) => /^=$/.test(t.text));
      const left = equals && tokens[tokens.indexOf(equals) - 1];
      if (left) moveTo(leftSide(tokens, tokens.indexOf(left)), left.end);
      if (left) width = left.end - leftSide(tokens, tokens.indexOf(left));
    } else if (message === "function name expected") {
      message = "Function statements require a function name";
      const word = tokens.findLast((t) => t.text === "function");
      if (word) moveTo(word.start, 8);
    } else if (/^break must be/.test(message)) message = "Illegal break statement";
    else if (/^continue must be/.test(message))
      message = "Illegal continue statement: no surrounding iteration statement";
    else if (/^invalid number literal/.test(message)) message = "Invalid or unexpected token";
    else if (/^'super' is only valid/.test(message)) {
      message = "'super' keyword unexpected here";
      width = 5;
    } else if (/return not in a function/.test(message)) {
      message = "Illegal return statement";
      width = 6;
    } else if (/class statement requires a name/.test(message)) message = "Unexpected token '{'";
    const out = new SyntaxError(message);
    out.place = at;
    Object.defineProperty(out, "place", { value: at, enumerable: false, configurable: true });
    Object.defineProperty(out, "width", { value: width, enumerable: false, configurable: true });
    return out;
  };

  const offsetOf = (lines, at) => {
    let n = 0;
    for (let i = 0; i < at.line - 1 && i < lines.length; i++) n += lines[i].length + 1;
    return n + at.column - 1;
  };

  /** The first use of a private name outside of every class: the sign before it. */
  function privateUse(text, name) {
    for (const m of text.matchAll(new RegExp(`\\.\\s*${name.replace(/[$]/g, "\\$&")}(?![\\w$])`, "g"))) {
      const { open } = scan(text, m.index);
      if (!open.some((b) => b.bracket === "{" && /\bclass\b[^{}]*$/.test(text.slice(0, b.at)))) return m.index;
    }
    return undefined;
  }

  /** Where the expression begins that ends with a token: a chain of names, calls and indices. */
  function leftSide(tokens, at) {
    let i = at;
    for (let depth = 0; i >= 0; i--) {
      const t = tokens[i].text;
      if (/^[)\]]$/.test(t)) depth++;
      else if (/^[([]$/.test(t) && --depth < 0) return tokens[i + 1].start;
      else if (depth === 0 && i > 0 && !/^[.([]$/.test(t) && !/^[.]$/.test(tokens[i - 1].text)) break;
    }
    return tokens[Math.max(i, 0)].start;
  }

  const REGEXP = {
    "expecting ')'": "Unterminated group",
    "nothing to repeat": "Nothing to repeat",
    "unexpected end": "Unterminated character class",
    "invalid group": "Invalid group",
    "invalid class range": "Range out of order in character class",
    "invalid escape sequence in regular expression": "Invalid escape",
    "invalid regular expression flags": "flags",
    "extraneous characters at the end": "Unmatched ')'",
  };
  exports.regexpWords = REGEXP;
  /** A literal of a regular expression that is none. */
  function regexpError(text, message, tokens, offset) {
    if (!(message in REGEXP)) return undefined;
    const next = scan(text, offset + 1).tokens.find((t) => t.end > offset && t.text[0] === "/" && t.text.length > 1);
    const literal = next || tokens.findLast((t) => /^\/.+/.test(t.text));
    if (!literal || Math.abs(literal.start - offset) > literal.text.length + 1) return undefined;
    const why = REGEXP[message];
    if (why === "flags")
      return { start: literal.start, length: literal.text.length, message: "Invalid regular expression flags" };
    const body = literal.text.replace(/[a-z]*$/, "");
    return {
      start: literal.start,
      length: literal.text.length,
      message: `Invalid regular expression: ${body}: ${why}`,
    };
  }
}
