// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `JSON`, whose errors are in V8's words. */
export function guestJson() {
  const nativeParse = JSON.parse;
  const nativeStringify = JSON.stringify;
  Object.defineProperty(JSON, "parse", {
    value: function parse(text, reviver) {
      try {
        return nativeParse(text, reviver);
      } catch (e) {
        if (e?.name === "SyntaxError") throw jsonError(String(text), e.message);
        throw e;
      }
    },
    writable: true,
    configurable: true,
    enumerable: false,
  });
  function jsonError(text, fallback) {
    const place = { at: text.length };
    const e = new SyntaxError(jsonMessage(text, fallback, place));
    const before = text.slice(0, place.at).split("\n");
    Object.defineProperty(e, "json", {
      value: { line: before.length, text: text.split("\n")[before.length - 1], column: before.at(-1).length },
      enumerable: false,
    });
    return e;
  }
  function jsonMessage(s, fallback, place) {
    let i = 0;
    const ws = () => {
      while (i < s.length && " \t\n\r".includes(s[i])) i++;
    };
    const bad = (what) => {
      const e = { at: i, what };
      throw e;
    };
    const value = () => {
      ws();
      const c = s[i];
      if (c === undefined) bad("end");
      if (c === "{") {
        i++;
        ws();
        if (s[i] === "}") return void i++;
        for (let first = true; ; first = false) {
          ws();
          if (s[i] === undefined) bad(first ? "property}" : "end");
          if (s[i] !== '"') bad(first ? "property}" : "property");
          string();
          ws();
          if (s[i] === undefined) bad("colon");
          if (s[i] !== ":") bad("colon");
          i++;
          value();
          ws();
          if (s[i] === ",") {
            i++;
            continue;
          }
          if (s[i] === "}") return void i++;
          bad("comma}");
        }
      }
      if (c === "[") {
        i++;
        ws();
        if (s[i] === "]") return void i++;
        for (;;) {
          value();
          ws();
          if (s[i] === ",") {
            i++;
            continue;
          }
          if (s[i] === "]") return void i++;
          bad("comma]");
        }
      }
      if (c === '"') return string();
      const m = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(s.slice(i));
      if (m) return void (i += m[0].length);
      for (const word of ["true", "false", "null"])
        if (c === word[0])
          while (s[i] === word[0] || (i > 0 && word.includes(s[i]))) {
            const rest = s.slice(i);
            let k = 0;
            while (k < word.length && rest[k] === word[k]) k++;
            i += k;
            bad(s[i] === undefined ? "end" : "token");
          }
      if (c === "-") i++;
      bad(c === "-" ? "minus" : "token");
    };
    const string = () => {
      i++;
      for (;;) {
        if (i >= s.length) bad("string");
        const c = s[i];
        if (c === '"') return void i++;
        if (c < " ") bad("control");
        if (c === "\\") {
          i++;
          if (!/["\\/bfnrtu]/.test(s[i] || "")) bad("escape");
        }
        i++;
      }
    };
    try {
      value();
      ws();
      if (i < s.length) bad("after");
    } catch (e) {
      if (!e || e.at === undefined) return fallback;
      place.at = e.at;
      const at = ` in JSON at position ${e.at}`;
      const token = () => {
        const c = String.fromCodePoint(s.codePointAt(e.at));
        if (s.length <= 40) return `Unexpected token '${c}', "${s}" is not valid JSON`;
        const from = e.at > 10 ? e.at - 10 : 0;
        const to = Math.min(s.length, e.at + 10);
        return `Unexpected token '${c}', ${from > 0 ? "..." : ""}"${s.slice(from, to)}"${to < s.length ? "... " : " "}is not valid JSON`;
      };
      switch (e.what) {
        case "end":
          return "Unexpected end of JSON input";
        case "property}":
          return s[e.at] === undefined ? `Expected property name or '}'${at}` : `Expected property name or '}'${at}`;
        case "property":
          return `Expected double-quoted property name${at}`;
        case "colon":
          return `Expected ':' after property name${at}`;
        case "comma}":
          if (/[[:,\s]-?0$/.test(s.slice(0, e.at)) && /\d/.test(s[e.at])) return `Unexpected number${at}`;
          return `Expected ',' or '}' after property value${at}`;
        case "comma]":
          return `Expected ',' or ']' after array element${at}`;
        case "string":
          return `Unterminated string${at}`;
        case "control":
          return `Bad control character in string literal${at}`;
        case "escape":
          return `Bad escaped character${at}`;
        case "minus":
          return `No number after minus sign${at}`;
        case "after":
          if (/^[\s]*-?0$/.test(s.slice(0, e.at)) && /\d/.test(s[e.at])) return `Unexpected number${at}`;
          return `Unexpected non-whitespace character after JSON${at.replace(" in JSON", "")}`;
        default:
          return s === "undefined"
            ? `"undefined" is not valid JSON`
            : s === "[object Object]"
              ? `"[object Object]" is not valid JSON`
              : token();
      }
    }
    return fallback;
  }
  Object.defineProperty(JSON, "stringify", {
    value: function stringify(value, replacer, space) {
      try {
        return nativeStringify(value, replacer, space);
      } catch (e) {
        if (e && e.message === "circular reference") throw new TypeError(circularMessage(value));
        throw e;
      }
    },
    writable: true,
    configurable: true,
    enumerable: false,
  });
  function circularMessage(root) {
    const stack = [];
    const kind = (o) =>
      o.constructor && o.constructor.name
        ? `object with constructor '${o.constructor.name}'`
        : "object with constructor 'Object'";
    const name = (k, o) => (Array.isArray(o) ? `index ${k}` : `property '${k}'`);
    const visit = (o) => {
      stack.push({ o });
      for (const k of Object.keys(o)) {
        let v = o[k];
        if (v && typeof v.toJSON === "function") v = v.toJSON(k);
        if (typeof v !== "object" || v === null) continue;
        const at = stack.findIndex((s) => s.o === v);
        if (at >= 0) {
          const steps = stack.slice(at + 1).map((s) => `${name(s.key, s.parent)} -> ${kind(s.o)}`);
          const shown = steps.length > 2 ? [steps[0], "...", steps.at(-1)] : steps;
          return `Converting circular structure to JSON\n    --> starting at ${kind(v)}\n${shown.map((s) => `    |     ${s}\n`).join("")}    --- ${name(k, o)} closes the circle`;
        }
        const before = stack.length;
        stack.push({ o: v, key: k, parent: o });
        stack.pop();
        const r = visitChild(v, k, o);
        if (r) return r;
        stack.length = before;
      }
      stack.pop();
      return undefined;
    };
    const visitChild = (v, k, o) => {
      const depth = stack.length;
      const r = visit(v);
      void depth;
      if (r) return r;
      void k;
      void o;
      return undefined;
    };
    const originalPush = stack.push.bind(stack);
    let parent;
    let key;
    stack.push = (s) => {
      if (s.key === undefined && stack.length) {
        parent = stack.at(-1).o;
        key = Object.keys(parent).find((x) => parent[x] === s.o);
        s.key = key;
        s.parent = parent;
      }
      return originalPush(s);
    };
    return visit(root) || "Converting circular structure to JSON";
  }
}
