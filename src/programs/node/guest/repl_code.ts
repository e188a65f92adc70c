// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What is typed at the prompt, as it is compiled: object literals, `await` at the top, input that goes on. */
export function guestReplCode(exports, internal) {
  const STATEMENT =
    /^(?:if|for|while|do|switch|try|throw|return|break|continue|var|let|const|class|function|import|export|debugger|with)\b|^async\s+function\b|^[{;]/;
  const BLOCK = /^(?:if|for|while|switch|try|with|class|function|else|do)\b|^async\s+function\b|^\{/;
  const OPEN = { "(": ")", "[": "]", "{": "}" };
  const BEFORE_REGEXP = /^(?:return|typeof|case|in|of|delete|void|throw|new|do|else|await|yield|instanceof)$/;

  /** The tokens of a text, each with how many brackets are open before it. */
  function tokensOf(text) {
    const tokens = [];
    let depth = 0;
    let newline = false;
    const templates = [];
    const take = (start, end, kind) => {
      tokens.push({ start, end, text: text.slice(start, end), depth, newline, kind });
      newline = false;
      return end;
    };
    const templateEnd = (from) => {
      for (let i = from; i < text.length; i++) {
        if (text[i] === "\\") i++;
        else if (text[i] === "`") return i + 1;
        else if (text[i] === "$" && text[i + 1] === "{") {
          templates.push(depth);
          return i + 2;
        }
      }
      return text.length;
    };
    for (let i = 0; i < text.length; ) {
      const c = text[i];
      const last = tokens.at(-1);
      if (/\s/.test(c)) {
        newline ||= c === "\n";
        i++;
      } else if (c === "/" && text[i + 1] === "/") {
        while (i < text.length && text[i] !== "\n") i++;
      } else if (c === "/" && text[i + 1] === "*") {
        const end = text.indexOf("*/", i + 2);
        i = end < 0 ? text.length : end + 2;
      } else if (c === '"' || c === "'") {
        let j = i + 1;
        while (j < text.length && text[j] !== c && text[j] !== "\n") j += text[j] === "\\" ? 2 : 1;
        i = take(i, Math.min(j + 1, text.length), "string");
      } else if (c === "`") {
        const end = templateEnd(i + 1);
        const opens = text[end - 1] === "{";
        i = take(i, end, "string");
        if (opens) depth++;
      } else if (c === "}" && templates.at(-1) === depth - 1) {
        depth = templates.pop();
        const end = templateEnd(i + 1);
        const opens = text[end - 1] === "{";
        i = take(i, end, "string");
        if (opens) depth++;
      } else if (/[\w$#]/.test(c)) {
        let j = i + 1;
        while (j < text.length && (/[\w$]/.test(text[j]) || (text[j] === "." && /^\d/.test(c)))) j++;
        i = take(i, j, "word");
      } else if (c === "/" && (!last || BEFORE_REGEXP.test(last.text) || !/[\w$)\]}"'`]$/.test(last.text))) {
        let j = i + 1;
        for (let inClass = false; j < text.length && text[j] !== "\n" && (inClass || text[j] !== "/"); j++) {
          if (text[j] === "\\") j++;
          else if (text[j] === "[") inClass = true;
          else if (text[j] === "]") inClass = false;
        }
        j++;
        while (/[a-z]/.test(text[j] || "")) j++;
        i = take(i, j, "string");
      } else {
        if (/[)\]}]/.test(c)) depth--;
        const sign = /^(?:=>|===?|!==?|\+\+|--|&&|\|\||\?\?|\?\.|\.\.\.|[^])/.exec(text.slice(i))[0];
        i = take(i, i + sign.length, "sign");
        if (c in OPEN) depth++;
      }
    }
    return tokens;
  }

  exports.tokensOf = tokensOf;

  /** The statements at a text's top, as far as their beginnings tell: [start, end) with the tokens. */
  function statementsOf(text) {
    const out = [];
    let current;
    const close = (end) => {
      if (current) out.push({ ...current, end });
      current = undefined;
    };
    const tokens = tokensOf(text);
    tokens.forEach((t, i) => {
      const before = tokens[i - 1];
      if (current && t.depth === 0) {
        const goesOn =
          /^(?:else|catch|finally|while|instanceof|in|of)$/.test(t.text) || /^[.,)\]}([`?:=&|<>*%^+-]/.test(t.text);
        const endsBlock =
          before.text === "}" && BLOCK.test(text.slice(current.start)) && !/^(?:else|catch|finally)$/.test(t.text);
        const wraps = t.newline && !goesOn && /[\w$)\]}"'`]$/.test(before.text) && !BEFORE_REGEXP.test(before.text);
        if ((endsBlock && t.text !== ";" && !(current.tokens[0].text === "do" && t.text === "while")) || wraps)
          close(before.end);
      }
      current ||= { start: t.start, tokens: [] };
      current.tokens.push(t);
      if (t.depth === 0 && t.text === ";") close(t.end);
    });
    close(tokens.length ? tokens.at(-1).end : 0);
    return out;
  }

  /** The names that a declaration's pattern binds. */
  function namesOf(tokens) {
    const names = [];
    tokens.forEach((t, i) => {
      if (t.kind !== "word" || /^\d/.test(t.text)) return;
      const next = tokens[i + 1];
      if (next && next.text === ":") return;
      // A default's value binds nothing.
      for (let j = i - 1; j >= 0 && !/^[,{[]$/.test(tokens[j].text); j--) if (tokens[j].text === "=") return;
      names.push(t.text);
    });
    return names;
  }

  /** `let a = await b, c` as expressions, and the names that it makes. */
  function declaration(text, statement) {
    const [first, ...rest] = statement.tokens;
    if (rest.at(-1)?.text === ";") rest.pop();
    const parts = [[]];
    for (const t of rest)
      if (t.depth === first.depth && t.text === ",") parts.push([]);
      else parts.at(-1).push(t);
    const names = [];
    const made = parts.map((part) => {
      const at = part.findIndex((t) => t.depth === first.depth && t.text === "=");
      const target = at < 0 ? part : part.slice(0, at);
      names.push(...namesOf(target));
      const whole = text.slice(part[0].start, part.at(-1).end);
      if (at < 0) return `${whole}=undefined`;
      return part[0].text === "{" ? `(${whole})` : whole;
    });
    const body =
      made.length === 1
        ? `void ${made[0].startsWith("(") ? `(${made[0]})` : `(${made[0]})`}`
        : `void (${made.map((m) => (m.startsWith("(") ? m : `(${m})`)).join(", ")})`;
    return { names, body };
  }

  /** The text as an asynchronous function's, when it awaits at its top; undefined otherwise. */
  exports.asynchronous = (text) => {
    if (!/\bawait\b/.test(text)) return undefined;
    const statements = statementsOf(text);
    const head = [];
    let body = "";
    let from = 0;
    const tail = [];
    statements.forEach((s, i) => {
      const first = s.tokens[0].text;
      const source = text.slice(s.start, s.end);
      let to = source;
      if (/^(?:var|let|const)$/.test(first)) {
        const d = declaration(text, s);
        head.push(`${first === "var" ? "var" : "let"} ${d.names.join(", ")}; `);
        to = d.body + (source.endsWith(";") ? ";" : "");
      } else if (/^(?:async\s+)?function\b/.test(source)) {
        const name = s.tokens.find((t) => t.kind === "word" && !/^(?:async|function)$/.test(t.text));
        head.push(`var ${name.text}; `);
        tail.push(`this.${name.text} = ${name.text}; `);
      } else if (first === "class") {
        head.push(`let ${s.tokens[1].text}; `);
        to = `${s.tokens[1].text}=${source}`;
      } else if (i === statements.length - 1 && !STATEMENT.test(source)) {
        const plain = source.replace(/\s*;$/, "");
        to = `return { value: (${plain}) }${source.slice(plain.length)}`;
      }
      body += text.slice(from, s.start) + to;
      from = s.end;
    });
    return `${head.join("")}(async () => { ${tail.join("")}${body}${text.slice(from).replace(/\n$/, "")} })()`;
  };

  /** Names of the declarations at a text's top that V8 keeps beside the global object's. */
  exports.lexicalNames = (text) =>
    statementsOf(text).flatMap((s) => {
      const first = s.tokens[0].text;
      if (first === "class") return [s.tokens[1]?.text].filter(Boolean);
      return /^(?:let|const)$/.test(first) && s.tokens.length > 1 ? declaration(text, s).names : [];
    });

  /** A token that nothing can begin with. */
  const NOTHING = "\n\u0001";
  const sizeOf = (text) => text.split("\n").length;
  const placeOf = (e, name) => {
    const d = e && Object.getOwnPropertyDescriptor(e, "stack");
    const m = /^\s+at (.*?):(\d+):(\d+)\n?/.exec((d && String(d.value)) || "");
    return m && m[1] === name ? Number(m[2]) : undefined;
  };
  /** Whether an error is the engine's own, of reading the text. */
  exports.isOfText = (e, name) => Boolean(e) && e.name === "SyntaxError" && placeOf(e, name) !== undefined;

  /** Whether a text that cannot be read was read to its very end: what comes next may complete it. */
  exports.goesOn = (e, text, name) => {
    if (/unexpected end of (?:comment|template)/.test(e.message)) return true;
    const last = tokensOf(text).at(-1);
    if (last && last.text[0] === "`" && !/[`{]$/.test(last.text.slice(1))) return true;
    if (/unexpected end of string/.test(e.message)) return /\\\n?$/.test(text);
    try {
      internal.compile(text.replace(/\n$/, "") + NOTHING, name);
    } catch (again) {
      return placeOf(again, name) === sizeOf(text.replace(/\n$/, "")) + 1;
    }
    return false;
  };
}
