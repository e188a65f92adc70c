// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/**
 * What the engine does not tell of `await`: who waits for a promise that fails, which V8 shows in the error's stack, and, in
 * programs that name AsyncLocalStorage, the store that stays over it. So each `await X` becomes `await __await(X,SITE)`, or
 * `__kept(await __keep(X,SITE))`.
 */
export function guestAwaits(exports, internal) {
  const { errors } = internal;
  /** Where awaits stand: a function's name, a file, a line and a column. */
  const sites = [];
  const hidden = (name, value) => Object.defineProperty(globalThis, name, { value, enumerable: false });
  const shown = (promised, site) => {
    if (internal.types.isPromise(promised))
      internal.nativeThen.call(promised, undefined, (e) => errors.awaitedAt(e, sites[site]));
    return promised;
  };
  hidden("__await", shown);
  hidden("__keep", (promised, site) => {
    const store = internal.asyncStore;
    return internal.nativeThen.call(
      Promise.resolve(shown(promised, site)),
      (value) => ({ store, value }),
      (error) => ({ store, error, failed: true }),
    );
  });
  hidden("__kept", ({ store, value, error, failed }) => {
    internal.asyncStore = store;
    if (failed) throw error;
    return value;
  });

  const CLOSING = { "(": ")", "[": "]", "{": "}" };
  const PREFIX = /^(?:typeof|void|delete)$/;
  const BEFORE_REGEXP = /^(?:return|typeof|case|in|of|delete|void|throw|new|do|else|await|yield|instanceof)$/;

  const PARAMETERS = String.raw`\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)`;
  const FUNCTION = new RegExp(`\\bfunction\\s*\\*?\\s*([\\w$]*)\\s*${PARAMETERS}\\s*$`);
  const ARROW = new RegExp(`(?:([\\w$]+)\\s*[=:]\\s*)?(?:\\basync\\s*)?(?:${PARAMETERS}|[\\w$]+)\\s*=>\\s*$`);
  const METHOD = new RegExp(`([\\w$#]+)\\s*${PARAMETERS}\\s*$`);
  const CLASS = /\bclass\s+([\w$]+)[^{};()]*$/;

  /** The name of the function or class whose body begins behind `before`; undefined for a block of the one around it. */
  function nameOf(before, around) {
    const m = FUNCTION.exec(before) || ARROW.exec(before);
    if (m) return { name: m[1] || "" };
    const named = METHOD.exec(before);
    if (named)
      return /^(?:if|for|while|switch|catch|with|await)$/.test(named[1])
        ? undefined
        : { name: around.inClass ? `${around.inClass}.${named[1]}` : named[1] };
    const inClass = CLASS.exec(before);
    return inClass ? { name: around.name, inClass: inClass[1] } : undefined;
  }

  /**
   * The text with its awaits followed, and what was inserted: [line, column, length]. `place` gives a place's line and column
   * in the program's own text.
   */
  exports.instrument = (text, file, keeps, place) => {
    const found = [];
    let around = { name: "", inClass: undefined };
    const body = (i) => {
      const before = around;
      around = nameOf(text.slice(Math.max(0, i - 300), i), around) || around;
      const end = walk(i + 1, "}");
      around = before;
      return end;
    };
    const n = text.length;
    const wordAt = (i) => (/^[\w$#]+/.exec(text.slice(i, i + 200)) || [""])[0];
    const skip = (i) => {
      for (;;) {
        if (/\s/.test(text[i] || "")) i++;
        else if (text.startsWith("//", i)) i = lineEnd(i);
        else if (text.startsWith("/*", i)) i = text.indexOf("*/", i + 2) < 0 ? n : text.indexOf("*/", i + 2) + 2;
        else return i;
      }
    };
    const lineEnd = (i) => (text.indexOf("\n", i) < 0 ? n : text.indexOf("\n", i));
    const string = (i) => {
      const quote = text[i++];
      while (i < n && text[i] !== quote) i += text[i] === "\\" ? 2 : 1;
      return i + 1;
    };
    const template = (i) => {
      while (i < n && text[i] !== "`") {
        if (text.startsWith("${", i)) i = walk(i + 2, "}");
        else i += text[i] === "\\" ? 2 : 1;
      }
      return i + 1;
    };
    const regexp = (i) => {
      let inClass = false;
      for (i++; i < n && text[i] !== "\n" && (inClass || text[i] !== "/"); i++) {
        if (text[i] === "\\") i++;
        else if (text[i] === "[") inClass = true;
        else if (text[i] === "]") inClass = false;
      }
      return i + 1;
    };

    /** Goes over tokens up to the bracket that closes; gives the place behind it. */
    const walk = (i, close) => {
      let regexpNext = true;
      let last = "";
      for (i = skip(i); i < n && text[i] !== close; i = skip(i)) {
        const c = text[i];
        const word = wordAt(i);
        if (word === "await" && !/^(?:\.|for)$/.test(last) && !/[:=,;)]/.test(text[skip(i + 5)] || ";")) {
          i = follow(i);
          regexpNext = false;
          last = ")";
          continue;
        }
        last = word || c;
        if (word) {
          i += word.length;
          regexpNext = BEFORE_REGEXP.test(word);
        } else if (c === '"' || c === "'") i = string(i);
        else if (c === "`") i = template(i + 1);
        else if (c === "{") i = body(i);
        else if (CLOSING[c]) i = walk(i + 1, CLOSING[c]);
        else if (c === "/" && regexpNext) i = regexp(i);
        else i++;
        if (!word) regexpNext = !/["'`([/]/.test(c) || (c === "/" && !regexpNext);
      }
      return i + 1;
    };
    const follow = (i) => {
      const site = sites.push({ name: around.name, file, ...place(i) }) - 1;
      if (keeps) found.push([i, "__kept("]);
      found.push([i + 5, keeps ? " __keep(" : " __await("]);
      const end = operand(i + 5);
      found.push([end, `,${site})${keeps ? ")" : ""}`]);
      return end;
    };
    const operand = (i) => {
      i = skip(i);
      const word = wordAt(i);
      if (word === "await") return follow(i);
      if (PREFIX.test(word)) return operand(i + word.length);
      if (/[!~+-]/.test(text[i])) return operand(i + 1);
      return suffixes(primary(word === "new" ? skip(i + 3) : i));
    };
    const primary = (i) => {
      const word = wordAt(i);
      const c = text[i];
      if (word === "function" || (word === "async" && wordAt(skip(i + 5)) === "function")) {
        const list = text.indexOf("(", i);
        return body(skip(walk(list + 1, ")")));
      }
      if (word === "class") return body(text.indexOf("{", i));
      if (word) return i + word.length;
      if (c === '"' || c === "'") return string(i);
      if (c === "`") return template(i + 1);
      if (c === "/") return regexp(i);
      return CLOSING[c] ? walk(i + 1, CLOSING[c]) : i + 1;
    };
    const suffixes = (end) => {
      for (;;) {
        let i = skip(end);
        const optional = text.startsWith("?.", i) && !/\d/.test(text[i + 2]);
        if (optional) i = skip(i + 2);
        else if (text[i] === ".") i = skip(i + 1);
        const c = text[i];
        if (c === "(" || c === "[") end = walk(i + 1, CLOSING[c]);
        else if (c === "`") end = template(i + 1);
        else if (i > skip(end) && wordAt(i)) end = i + wordAt(i).length;
        else return end;
      }
    };
    walk(0, undefined);
    return applied(text, found);
  };

  function applied(text, found) {
    const insertions = [];
    let out = "";
    let last = 0;
    let line = 1;
    for (const [at, code] of found) {
      const part = text.slice(last, at);
      line += part.split("\n").length - 1;
      out += part + code;
      last = at;
      insertions.push([line, at - text.lastIndexOf("\n", at - 1), code.length]);
    }
    return { text: out + text.slice(last), insertions };
  }
}
