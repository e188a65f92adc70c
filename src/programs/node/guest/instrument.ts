// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What a program's text has put into it before it is compiled: a look at what is caught and thrown, and at what awaits. */
export function guestInstrument(_exports, internal) {
  const { options } = internal;
  /** Puts `__fix` into catch clauses, which makes the engine's errors V8's. Gives the text and what was inserted. */
  function instrument(text, file) {
    if (!/\b(?:catch|throw)\b/.test(text)) return { text, insertions: [] };
    const out = [];
    const insertions = [];
    let last = 0;
    let i = 0;
    let line = 1;
    let lineStart = 0;
    let shift = 0;
    let lineOfShift = 1;
    const n = text.length;
    let regexOk = true;
    const braces = [];
    const insert = (at, replacedTo, code) => {
      out.push(text.slice(last, at), code);
      if (line !== lineOfShift) shift = 0;
      lineOfShift = line;
      insertions.push([line, at - lineStart + 1, code.length - (replacedTo - at)]);
      last = replacedTo;
    };
    const newline = () => {
      line++;
      lineStart = i + 1;
    };
    const string = (q) => {
      i++;
      while (i < n && text[i] !== q) {
        if (text[i] === "\\") i++;
        if (text[i] === "\n") newline();
        i++;
      }
      i++;
    };
    const template = () => {
      while (i < n) {
        const c = text[i];
        if (c === "\\") i++;
        else if (c === "`") {
          i++;
          return;
        } else if (c === "$" && text[i + 1] === "{") {
          i += 2;
          braces.push("`");
          regexOk = true;
          return;
        }
        if (text[i] === "\n") newline();
        i++;
      }
    };
    while (i < n) {
      const c = text[i];
      if (c === "\n") {
        newline();
        i++;
      } else if (c === "/" && text[i + 1] === "/") {
        while (i < n && text[i] !== "\n") i++;
      } else if (c === "/" && text[i + 1] === "*") {
        i += 2;
        while (i < n && !(text[i] === "*" && text[i + 1] === "/")) {
          if (text[i] === "\n") newline();
          i++;
        }
        i += 2;
      } else if (c === '"' || c === "'") {
        string(c);
        regexOk = false;
      } else if (c === "`") {
        i++;
        template();
        if (braces.at(-1) !== "`") regexOk = false;
      } else if (c === "{") {
        braces.push("{");
        regexOk = true;
        i++;
      } else if (c === "}") {
        const b = braces.pop();
        i++;
        if (b === "`") {
          template();
          regexOk = false;
        } else regexOk = true;
      } else if (c === "/" && regexOk) {
        i++;
        let inClass = false;
        while (i < n && text[i] !== "\n" && (inClass || text[i] !== "/")) {
          if (text[i] === "\\") i++;
          else if (text[i] === "[") inClass = true;
          else if (text[i] === "]") inClass = false;
          i++;
        }
        i++;
        regexOk = false;
      } else if (/[A-Za-z_$]/.test(c)) {
        const start = i;
        while (i < n && /[\w$]/.test(text[i])) i++;
        const word = text.slice(start, i);
        regexOk = /^(?:return|typeof|case|in|of|delete|void|throw|new|do|else|await|yield|instanceof)$/.test(word);
        if (
          word === "throw" &&
          text[start - 1] !== "." &&
          /^[ \t]*[^\s:=,;)}({[]|^[ \t]+[({[]/.test(text.slice(i, i + 40))
        )
          insert(i, i, ` __throw(${JSON.stringify(file)},${line},${start - lineStart + 1}),`);
        if (word === "catch" && text[start - 1] !== ".") {
          const m = /^(\s*)(?:\(\s*(?:([\w$]+)|(\{[^{}()]*\}))\s*\)\s*)?\{/.exec(text.slice(i, i + 200));
          if (m && !m[0].includes("\n")) {
            const brace = i + m[0].length;
            if (m[2]) insert(brace, brace, `__fix(${m[2]});`);
            // The engine's words are mended before they are taken out.
            else if (m[3]) insert(i, brace, `(__e){__fix(__e);let${m[3]}=__e;`);
            else insert(brace - 1, brace, "(__e){__fix(__e);");
            braces.push("{");
            i = brace;
            regexOk = true;
          }
        }
      } else {
        if (!/\s/.test(c)) regexOk = !/[\w$)\]]/.test(c);
        i++;
      }
    }
    void shift;
    out.push(text.slice(last));
    // Each insertion's column counts those before it on its line.
    for (let a = 0; a < insertions.length; a++) {
      let before = 0;
      for (let b = 0; b < a; b++) if (insertions[b][0] === insertions[a][0]) before += 0;
      insertions[a][1] += before;
    }
    return { text: out.join(""), insertions };
  }
  internal.instrument = (text, file) => {
    internal.suspect(text);
    const made = instrument(text, file);
    internal.keepsStores ||=
      options.follows || /\bAsyncLocalStorage\b|\b(?:describe|suite)\s*\([^\n]*\basync\b/.test(text);
    if (!/\bawait\b/.test(text) || (file.includes("/node_modules/") && !internal.keepsStores)) return made;
    const starts = [0];
    for (let i = made.text.indexOf("\n"); i >= 0; i = made.text.indexOf("\n", i + 1)) starts.push(i + 1);
    const place = (at) => {
      let line = starts.findIndex((start) => start > at);
      if (line < 0) line = starts.length;
      let column = at - starts[line - 1] + 1;
      for (const [l, c, length] of made.insertions) if (l === line && column > c) column = Math.max(c, column - length);
      return { line, column };
    };
    const { text: followed, insertions } = internal
      .require("awaits")
      .instrument(made.text, file, internal.keepsStores, place);
    return { text: followed, insertions: [...insertions, ...made.insertions], plain: made };
  };
}
