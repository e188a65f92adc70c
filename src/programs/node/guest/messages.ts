// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Errors that the engine throws, in V8's words: what the engine's message leaves out is read off the program's own line. */
export function guestMessages(exports, internal) {
  const { errors } = internal;

  /** The expression that ends just before column `at` of a line: `a.b.c`, `f(…).g`. */
  function expressionBefore(text, at) {
    let i = at;
    const stack = [];
    while (i > 0) {
      const c = text[i - 1];
      if (c === ")" || c === "]" || c === "}") {
        stack.push(c);
        i--;
      } else if (c === "(" || c === "[" || c === "{") {
        if (!stack.length) break;
        stack.pop();
        i--;
      } else if (stack.length) i--;
      else if (c === '"' || c === "'" || c === "`") {
        const open = text.lastIndexOf(c, i - 2);
        if (open < 0) break;
        i = open;
      } else if (/[\w$.#?]/.test(c)) i--;
      else break;
    }
    const whole = text.slice(i, at);
    const alone = /^\(\s*([\w$.]+|"[^"]*"|'[^']*')\s*\)$/.exec(whole);
    if (alone) return alone[1];
    return whole
      .replace(/(?!^)\([^()]*(?:\([^()]*\)[^()]*)*\)/g, "(...)")
      .replace(/^\(.*\)(?=$|[.[(])/, "(intermediate value)")
      .replace(/^(?:await|return|typeof)\s+/, "");
  }
  exports.expressionBefore = expressionBefore;

  /** The statement of a line that a column stands in, as far as semicolons and `try` tell. */
  function statementAt(text, at) {
    const start = Math.max(text.lastIndexOf(";", Math.max(0, at - 1)) + 1, 0);
    const end = text.indexOf(";", at);
    return text.slice(start, end < 0 ? text.length : end).replace(/^.*?\btry\s*\{/, "");
  }
  /** Where V8 says that a function is not defined: at what it looked at last before, or where the statement begins. */
  exports.callPlace = (text, column) => {
    const before = text.slice(0, column - 1);
    if (!/^[\w$]+\s*\(/.test(text.slice(column - 1))) return loadPlace(text, column);
    if (/`\$\{$/.test(before)) return column - 3;
    const m = /(?:^|[;{}]|=>)\s*((?:else\s+)?)([^;{}]*)$/.exec(before);
    if (!m || m[2] === "" || /=>\s*$/.test(m[2]) || /^[\w$]+\s*:\s*$/.test(m[2]) || /\bof\s+$/.test(m[2]))
      return column;
    const start = before.length - m[2].length;
    let callee;
    for (const c of m[2].matchAll(/\.\s*([\w$]+)\s*\(/g)) {
      let depth = 1;
      for (const sign of m[2].slice(c.index + c[0].length)) depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
      if (depth > 0) callee = c;
    }
    if (callee) return start + callee.index + callee[0].indexOf(callee[1]) + 1;
    const declared = /^(?:const|let|var)\s+[^=]+=\s*/.exec(m[2]);
    return start + (declared ? declared[0].length : 0) + 1;
  };

  /** What V8 calls the object that a name stands for, as far as the file tells what it was made of. */
  function ownerShown(name, lines, line) {
    let made;
    if (name === "this") {
      for (let i = line - 1; i >= 0 && !made; i--) made = /\bclass\s+([\w$]+)/.exec(lines[i]);
    } else {
      const written = new RegExp(
        `(?<![\\w$.])${name.replace(/[$]/g, "\\$&")}\\s*=\\s*(?:await\\s+)?(?:Object\\.\\w+\\(\\s*)?(?:new\\s+([\\w$]+)|(\\[))`,
      );
      // The nearest before is what it stands for.
      const given = new RegExp(`(?<![\\w$.])${name.replace(/[$]/g, "\\$&")}\\s*=(?![=>])`);
      const at = lines.slice(0, line).findLastIndex((l) => given.test(l));
      if (at >= 0) made = written.exec(lines[at]);
      if (made?.[2]) return "[object Array]";
    }
    if (!made || made[1] === "Proxy") return "#<Object>";
    const source = lines.join("\n");
    const begins = source.search(new RegExp(`\\bclass\\s+${made[1].replace(/[$]/g, "\\$&")}\\b`));
    const body = begins < 0 ? "" : source.slice(begins + 5).split(/\n}|\bclass\s+[A-Z]/)[0];
    // What has words of its own for itself is not asked for them.
    return /^\s*toString\s*\(|[;}]\s*toString\s*\(/m.test(body) ? "[object Object]" : `#<${made[1]}>`;
  }

  /** How many items a list has where it was last written down: what is pushed onto it when it is frozen would be the next. */
  function itemsOf(name, source, at) {
    const written = new RegExp(
      `(?<![\\w$])${name.replace(/[$]/g, "\\$&")}\\s*[:=]\\s*(?:Object\\.\\w+\\(\\s*)?\\[`,
      "g",
    );
    let from;
    for (const m of source.matchAll(written)) if (from === undefined || m.index < at) from = m.index + m[0].length;
    return from === undefined ? undefined : countItems(source.slice(from));
  }
  function countItems(text) {
    let depth = 0;
    let items = 0;
    let filled = false;
    for (const t of text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\S/g)) {
      if (depth === 0 && (t[0] === "]" || t[0] === ",")) {
        if (filled) items++;
        filled = false;
        if (t[0] === "]") return items;
      } else filled = true;
      if (/^[[({]$/.test(t[0])) depth++;
      else if (/^[\])}]$/.test(t[0])) depth--;
    }
    return items;
  }

  /**
   * Where V8 says that a name is not defined which is not called: what a statement looks at first has the statement's place,
   * and what an arrow's expression looks at first has that of its operator.
   */
  const FIRST =
    /(?:^|[;{}):]|=>|\belse)\s*((?:(?:return|throw|void|delete)\b|(?:if|switch)\s*\(|(?:[\w$]+\s*=\s*)+)(?:\s|[(!~-]|\d+\s*\*)*)$/;
  const OPERATOR =
    /^([\w$]+(?:\?\.|\.))[\w$]+\s*(?![\w$.[(\s])|^([\w$]+)\[|^([\w$]+\s*)(?:\*\*|&&|\|\||\?\?|[-+*/%&|^]|[<>]=?|[=!]==?)\s/;
  function loadPlace(text, column) {
    const before = text.slice(0, column - 1);
    const rest = text.slice(column - 1);
    const first = /^[\w$]+\s*=(?!=)/.test(rest) ? null : FIRST.exec(before);
    if (first) return column - first[1].length;
    const negated = /(?:=>|\b(?:const|let|var)\s+[\w$]+\s*=)\s*([!~-]+)$/.exec(before);
    if (negated) return column - negated[1].length;
    const operator = /(?:=>\s*|\bwhile\s*\(\s*)$/.test(before) && OPERATOR.exec(rest);
    return operator ? column + (operator[1] || operator[2] || operator[3]).length : column;
  }
  /** Where a name stands alone in an object that is being written, at or behind a place. */
  exports.shorthandPlace = (lines, line, column, name) => {
    const alone = new RegExp(`(?:^|[{,])\\s*(${name.replace(/[$]/g, "\\$&")})\\s*(?=[,}]|$)`, "d");
    for (let at = line; at <= Math.min(lines.length, line + 60); at++) {
      const from = at === line ? column - 1 : 0;
      const m = alone.exec(lines[at - 1].slice(from));
      if (m) return { line: at, column: from + m.indices[1][0] + 1 };
    }
    return undefined;
  };

  /** The match of a pattern that is nearest to a column. */
  function near(pattern, text, at) {
    let found;
    const far = (m) => (at < m.index ? m.index - at : Math.max(0, at - m.index - m[0].length));
    for (const m of text.matchAll(new RegExp(pattern.source, "g"))) if (!found || far(m) <= far(found)) found = m;
    return found;
  }

  /** The first that ends behind a place (where code of constants fails, the engine knows its function's place only); else the last. */
  function next(pattern, text, at) {
    let found;
    for (const m of text.matchAll(new RegExp(pattern.source, "g"))) {
      found = m;
      if (m.index + m[0].length > at) break;
    }
    return found;
  }

  /** A literal of the program as V8 names a value in a message; what is no literal is taken for undefined. */
  function named(source) {
    const t = (source || "undefined").trim();
    if (/^(?:-?[\d.]+|true|false|null)$/.test(t)) return t;
    const m = /^(["'`])(.*)\1$/.exec(t);
    if (m) return m[2];
    if (/^\{/.test(t)) return "#<Object>";
    return "undefined";
  }
  const typed = (source) => {
    const t = source.trim();
    return /^-?[\d.]+$/.test(t)
      ? `number ${t}`
      : /^(?:true|false)$/.test(t)
        ? `boolean ${t}`
        : t === "null"
          ? "object null"
          : /^\w/.test(t)
            ? t
            : "object";
  };

  const CALLBACKS =
    /\.(?:map|forEach|filter|reduce|reduceRight|some|every|find|findIndex|findLast|flatMap)\(\s*([^),]*)|\bArray\.from\([^(),]*,\s*([^),]*)/;

  /** Messages of a function of the engine itself: by what the program's line gives it. */
  function nativeMessage(message, name, text, at) {
    let m;
    if (message === "not a function") {
      if (name === "sort" || name === "toSorted")
        return "The comparison function must be either a function or undefined";
      if (name === "Promise") {
        m = near(/new Promise\(\s*([^)]*)\)/, text, at);
        return `Promise resolver ${named(m && m[1])} is not a function`;
      }
      m = near(CALLBACKS, text, at);
      if (m) return `${named(m[1] ?? m[2])} is not a function`;
    }
    if (message === "not an object") {
      if (name === "Map" || name === "fromEntries") {
        m = near(/\(\s*\[\s*([^\],]*)/, text, at);
        if (m) return `Iterator value ${named(m[1])} is not an entry object`;
      }
      if (name === "Proxy") return "Cannot create proxy with a non-object as target or handler";
      m = near(/Reflect\.(\w+)\(/, text, at);
      if (m) return `Reflect.${m[1]} called on non-object`;
      if (name === "defineProperty" || name === "defineProperties") return `Object.${name} called on non-object`;
      if (name === "setPrototypeOf") {
        m = near(/setPrototypeOf\([^,]*,\s*([^)]*)\)/, text, at);
        return `Object prototype may only be an Object or null: ${named(m && m[1])}`;
      }
    }
    if (message === "not a prototype") {
      m = near(/Object\.create\(\s*([^),]*)/, text, at);
      return `Object prototype may only be an Object or null: ${named(m && m[1])}`;
    }
    if (name === "RegExp") {
      m = near(/RegExp\(\s*(["'`])((?:\\.|(?!\1).)*)\1(?:\s*,\s*["'`](\w*))?/, text, at);
      if (message === "invalid regular expression flags")
        return `Invalid flags supplied to RegExp constructor '${(m && m[3]) || ""}'`;
      const words = internal.require("syntax_errors").regexpWords[message];
      if (words) return `Invalid regular expression: /${m ? m[2].replace(/\\(.)/g, "$1") : ""}/: ${words}`;
    }
    if (message === "cannot convert bigint to number") return "Cannot convert a BigInt value to a number";
    if (message === "object is not extensible" && name === "setPrototypeOf") return "#<Object> is not extensible";
    if (message === "object is not extensible" && name === "defineProperty") {
      m = near(/defineProperty\([^"'`]*["'`]([^"'`]*)/, text, at);
      if (m) return `Cannot define property ${m[1]}, object is not extensible`;
    }
    if (message === "invalid bigint literal") {
      m = near(/BigInt\(\s*["'`]([^"'`]*)/, text, at);
      return `Cannot convert ${m ? m[1] : "value"} to a BigInt`;
    }
    if (message === "invalid array index" && name === "ArrayBuffer") return "Invalid array buffer length";
    if (message === "not a symbol") {
      m = near(/keyFor\(\s*([^)]*)\)/, text, at);
      return `${named(m && m[1])} is not a symbol`;
    }
    if (message === "invalid code point") {
      m = near(/fromCodePoint\(\s*([^),]*)/, text, at);
      return `Invalid code point ${named(m && m[1])}`;
    }
    if (message === "regexp must have the 'g' flag")
      return `String.prototype.${name} called with a non-global RegExp argument`;
    if (message === "must be called with new")
      return name === "Promise"
        ? "Promise constructor cannot be invoked without 'new'"
        : `Constructor ${name} requires 'new'`;
    if (/^(?:value is not iterable|cannot read property 'Symbol.iterator' of)/.test(message)) {
      m = near(
        /(?:new (?:Set|Map|WeakSet|WeakMap)|Array\.from|Object\.fromEntries|Promise\.\w+)\(\s*([^),]*)/,
        text,
        at,
      );
      if (m) {
        const what = m[1].trim() === "" ? "undefined" : typed(m[1]);
        return `${what} is not iterable (cannot read property Symbol(Symbol.iterator))`;
      }
    }
    return undefined;
  }

  exports.v8Message = (message, frame) => {
    const s = frame && errors.sourceOf(frame.file);
    const whole = (s && s.lines[frame.line - 1]) || "";
    const text = whole;
    const at = frame && frame.raw !== undefined ? frame.raw : 0;
    const native = frame && frame.native ? nativeMessage(message, frame.native, text, at) : undefined;
    if (native !== undefined) return native;
    let m;
    if ((m = /^cannot (read|set) property '(.*)' of (undefined|null)$/s.exec(message)))
      return m[1] === "read"
        ? m[2] === "Symbol.iterator"
          ? notIterable(text, at, m[3], frame)
          : `Cannot read properties of ${m[3]} (reading '${m[2]}')`
        : `Cannot set properties of ${m[3]} (setting '${m[2]}')`;
    if ((m = /^cannot read property of (undefined|null)$/.exec(message))) {
      const key = near(/\[\s*(\d+|"[^"]*"|'[^']*')\s*\]/, text, at + 1);
      return `Cannot read properties of ${m[1]}${key ? ` (reading '${named(key[1])}')` : ""}`;
    }
    if ((m = /^'(.*)' is not defined$/.exec(message))) return `${m[1]} is not defined`;
    if ((m = /^redeclaration of '(.*)'$/.exec(message))) return `Identifier '${m[1]}' has already been declared`;
    if (message === "this is not initialized")
      return "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";
    if ((m = /^(.*) is not initialized$/.exec(message))) return `Cannot access '${m[1]}' before initialization`;
    if ((m = /^'(.*)' is read-only$/.exec(message))) {
      const text = statementAt(whole, at);
      const owner = /([\w$]+)\s*(?:\.\s*[\w$]+|\[[^\]]*\])\s*(?:[-+*/]?=|\+\+|--)/.exec(text);
      if (owner && s.lines.some((l) => new RegExp(`\\*\\s*as\\s+${owner[1].replace(/[$]/g, "\\$&")}\\b`).test(l)))
        return `Cannot assign to read only property '${m[1]}' of object '[object Module]'`;
      const assigned = new RegExp(`([.\\]])\\s*${m[1].replace(/[$]/g, "\\$&")}\\s*(?:[-+*/]?=|\\+\\+|--)`).exec(text);
      if (assigned && /["'`]\.length\s*=/.test(text))
        return `Cannot assign to read only property 'length' of string '${(/["'`]([^"'`]*)["'`]\.length/.exec(text) || [])[1]}'`;
      return assigned || /\[.*\]\s*=/.test(text)
        ? `Cannot assign to read only property '${m[1]}' of object '${/^\d+$/.test(m[1]) ? "[object Array]" : ownerShown(owner ? owner[1] : "", s.lines, frame.line)}'`
        : "Assignment to constant variable.";
    }
    if (message === "not a function") {
      // A method of what was just made has no name to be called by.
      m = /\bnew\s+[\w$.]+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)((?:\.[\w$]+)+)$/.exec(text.slice(0, at));
      if (m) return `(intermediate value)${m[1]} is not a function`;
      if (text[at] === "(" || text[at] === "`") {
        const callee = expressionBefore(text, at);
        if (/\bnew\s+$/.test(text.slice(0, at - callee.length))) return `${callee} is not a constructor`;
        if (callee) return `${callee} is not a function`;
      }
      const before = /([\w$.\])]+)\s*$/.exec(text.slice(0, at));
      return before ? `${expressionBefore(text, at)} is not a function` : "undefined is not a function";
    }
    if (message === " is not a constructor" || message === "not a constructor") {
      const callee = text[at] === "(" ? expressionBefore(text, at) : "";
      return `${!callee || callee[0] === "(" ? "(intermediate value)" : callee} is not a constructor`;
    }
    if (/ ?is not a constructor$/.test(message)) {
      const callee =
        text[at] === "(" ? expressionBefore(text, at) : (/new\s+([\w$.]+)/.exec(text.slice(0, at)) || [])[1];
      return `${callee || message.replace(/ is not.*/, "") || "(intermediate value)"} is not a constructor`;
    }
    if (message === "parent class must be constructor") {
      m = next(/\bextends\s+([\w$.]+)/, text, at);
      return `Class extends value ${named(m && m[1])} is not a constructor or null`;
    }
    if (message === "no setter for property") {
      m =
        /^[\w$]+(?=\s*(?:(?:[-+*/%&|^]|\*\*|\|\||&&|\?\?)?=(?!=)|\+\+|--))/.exec(text.slice(at)) ||
        near(/\.([\w$]+)\s*=/, text, at);
      const owner =
        m && new RegExp(`([\\w$]+)\\.${m[m.length - 1].replace(/[$]/g, "\\$&")}\\s*(?:[-+*/]?=|\\+\\+|--)`).exec(text);
      const shown = owner ? ownerShown(owner[1], s.lines, frame.line) : "#<Object>";
      return `Cannot set property ${m ? m[m.length - 1] : ""} of ${shown} which has only a getter`;
    }
    if (message === "value is not iterable") return notIterable(text, at, undefined, frame);
    if (message === "cannot convert to object") {
      const apart = frame && !frame.native && s && internal.require("taken_apart").explain(s.lines, frame, "object");
      if (apart) return apart;
      return "Cannot convert undefined or null to object";
    }
    if (message === "class constructors must be invoked with 'new'")
      return `Class constructor ${(text[at] === "(" && expressionBefore(text, at)) || (frame ? frame.name : "")} cannot be invoked without 'new'`;
    if ((m = /^private class field '(.*)' does not exist$/.exec(message)))
      return `Cannot read private member ${m[1]} from an object whose class did not declare it`;
    if (message === "invalid 'in' operand") {
      m = near(/(['"]?)([\w$]+)\1\s+in\s+(['"]?)([\w$]+)\3/, text, at);
      return m ? `Cannot use 'in' operator to search for '${m[2]}' in ${m[4]}` : message;
    }
    if (message === "invalid repeat count") {
      m = near(/repeat\(\s*(-?[\w.]+)/, text, at);
      return `Invalid count value: ${m ? m[1] : "-1"}`;
    }
    if ((m = /^invalid array index: (-?\d+)$/.exec(message))) return `Invalid index : ${m[1]}`;
    if (message === "invalid offset" && (m = near(/new\s+(\w+Array)\(/, text, at)))
      return `start offset of ${m[1]} should be a multiple of ${globalThis[m[1]]?.BYTES_PER_ELEMENT}`;
    if (message === "revoked proxy") {
      const assigned = /[\w$\])]\s*=(?![=>])/.test(statementAt(whole, at).replace(/^\s*(?:const|let|var)\s[^=]*=/, ""));
      return `Cannot perform '${assigned ? "set" : "get"}' on a proxy that has been revoked`;
    }
    if (message === "invalid array index") {
      m = near(/new\s+\w*Array\(\s*(-?[\w.]+)/, text, at);
      return `Invalid typed array length: ${m ? m[1] : ""}`;
    }
    if (
      message === "not an object" &&
      (m = /\(?(-?\d[\d.]*|"[^"]*"|'[^']*'|true|false)\)?\.([\w$]+)\s*=(?!=)/.exec(statementAt(whole, at)))
    ) {
      const kind = /^["']/.test(m[1]) ? "string" : /^[tf]/.test(m[1]) ? "boolean" : "number";
      return `Cannot create property '${m[2]}' on ${kind} '${named(m[1])}'`;
    }
    if (message === "object is not extensible") {
      const here = statementAt(whole, at);
      m = near(/\.([\w$]+)\s*=[^=]/, here, 0);
      const pushed = /([\w$]+)\)?\.push\(/.exec(here);
      const lines = s ? s.lines : [];
      const before = lines.slice(0, frame.line - 1).reduce((n, l) => n + l.length + 1, 0) + at;
      const literal = /\[(.*)\]\)?\.push\(/.exec(here);
      const count = literal
        ? countItems(`${literal[1]}]`)
        : pushed
          ? (itemsOf(pushed[1], lines.join("\n"), before) ?? 1)
          : 0;
      const added = m && !/\.push\(/.test(here.slice(m.index)) ? m[1] : /\.push\(/.test(here) ? count : "0";
      return `Cannot add property ${added}, object is not extensible`;
    }
    if (message === "could not delete property") {
      m = near(/delete\s+.*?\.([\w$]+)(?![\w$.(])/, statementAt(whole, at), 0);
      const name = /delete\s+([\w$]+)\./.exec(statementAt(whole, at));
      const trapped = s && s.lines.some((l) => /\bdeleteProperty\s*[(:]/.test(l));
      const ofProxy =
        s &&
        m &&
        name &&
        s.lines.some((l) => new RegExp(`\\b${name[1].replace(/[$]/g, "\\$&")}\\s*=\\s*new Proxy\\(`).test(l));
      if (ofProxy && trapped) return `'deleteProperty' on proxy: trap returned falsish for property '${m[1]}'`;
      return `Cannot delete property '${m ? m[1] : ""}' of ${name ? ownerShown(name[1], s.lines, frame.line) : "#<Object>"}`;
    }
    if (message === "invalid 'instanceof' right operand") {
      m = near(/instanceof\s+([\d"'`]|null|undefined|true|false)?/, text, at);
      return m && m[1]
        ? "Right-hand side of 'instanceof' is not an object"
        : "Right-hand side of 'instanceof' is not callable";
    }
    if (message === "cannot convert to BigInt: not an integer") {
      m = near(/BigInt\(\s*([^)]*?)\s*\)/, text, at);
      return `The number ${m ? m[1] : "NaN"} cannot be converted to a BigInt because it is not an integer`;
    }
    return FIXED[message] || message;
  };

  const FIXED = {
    "invalid array length": "Invalid array length",
    "invalid string length": "Invalid string length",
    "invalid number of digits": "toFixed() digits argument must be between 0 and 100",
    "empty array": "Reduce of empty array with no initial value",
    "expecting hex digit": "URI malformed",
    "cannot convert bigint to number": "Cannot mix BigInt and other types, use explicit conversions",
    "bigint argument with unary +": "Cannot convert a BigInt value to a number",
    "BigInt division by zero": "Division by zero",
    "BigInt negative exponent": "undefined must be positive",
    "out of bound": "Offset is outside the bounds of the DataView",
    "cannot convert symbol to string": "Cannot convert a Symbol value to a string",
    "cannot convert symbol to number": "Cannot convert a Symbol value to a number",
    "Date value is NaN": "Invalid time value",
    toPrimitive: "Cannot convert object to primitive value",
    "prototype chain is circular": "Cyclic __proto__ value",
    "not an object": "Object prototype may only be an Object or null",
    "proxy: cannot set property": "'set' on proxy: trap returned falsish",
    "invalid value used as WeakMap key": "Invalid value used as weak map key",
    "invalid value used as WeakSet key": "Invalid value used in weak set",
    "operand 'prototype' property is not an object":
      "Function has non-object prototype 'undefined' in instanceof check",
    "radix must be between 2 and 36": "toString() radix argument must be between 2 and 36",
    "super is not a constructor": "Super constructor null of anonymous class is not a constructor",
    "invalid property access":
      "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them",
    "bad normalization form": "The normalization form should be one of NFC, NFD, NFKC, NFKD.",
  };

  function notIterable(text, at, what, frame) {
    const spread = next(/\.\.\.([\w$.]+|\{\s*\})/, text, at);
    const here = spread && spread.index <= at && at <= spread.index + spread[0].length + 1;
    const s = frame && errors.sourceOf(frame.file);
    const apart = !here && s && internal.require("taken_apart").explain(s.lines, frame, "list", what);
    if (apart) return apart;
    const m = here ? spread : near(/\.\.\.([\w$.]+)/, text, at);
    if (!m)
      return `${what || "object"} is not iterable${what ? " (cannot read property Symbol(Symbol.iterator))" : ""}`;
    const call = /([\w$]+)\(\s*(?:[^()[\]]*,\s*)?$/.exec(text.slice(0, m.index));
    if (call && frame && what) {
      frame.arrow = { ...frame, column: m.index + 4 };
      frame.column = call.index + 1;
      return `${m[1]} is not iterable (cannot read property undefined)`;
    }
    if (call && frame) frame.arrow = { ...frame, column: m.index + 4 };
    return what || text[m.index - 1] === "[" || (/^\d/.test(m[1]) && text[m.index - 1] !== "(")
      ? `${m[1]} is not iterable`
      : "Spread syntax requires ...iterable[Symbol.iterator] to be a function";
  }
}
