// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/**
 * Values that could not be taken apart: `const { a } = undefined`, `const [x] = 5`, `for (const x of null)`. The engine says
 * only that it failed, and the place of what it had looked at before: the pattern is the next one behind it that may fail, in
 * the same function.
 */
export function guestTakenApart(exports, internal) {
  const CLOSING = { "(": ")", "[": "]", "{": "}" };
  const TARGET = /^(?:(\.\.\.)|([\w$]+|"[^"]*"|'[^']*')\s*(?::\s*)?)?/;

  /** The place behind the bracket that closes the one at `i`; strings, templates and comments are passed over. */
  function behind(text, i) {
    const open = [];
    for (; i < text.length; i++) {
      const c = text[i];
      if (CLOSING[c]) open.push(CLOSING[c]);
      else if (c === open.at(-1)) {
        open.pop();
        if (!open.length) return i + 1;
      } else i = passed(text, i);
    }
    return text.length;
  }
  /** The last place of the string or comment that begins at `i`, or `i`. */
  function passed(text, i) {
    const c = text[i];
    if (c === '"' || c === "'" || c === "`") {
      for (i++; i < text.length && text[i] !== c; i++) if (text[i] === "\\") i++;
    } else if (c === "/" && text[i + 1] === "/") i = text.indexOf("\n", i) < 0 ? text.length : text.indexOf("\n", i);
    else if (c === "/" && text[i + 1] === "*") i = Math.max(i, text.indexOf("*/", i) + 1);
    return i;
  }
  const skip = (text, i) => i + /^\s*/.exec(text.slice(i, i + 500))[0].length;

  /** Where an expression ends that begins at `i`. */
  function expressionEnd(text, i) {
    for (; i < text.length; i++) {
      const c = text[i];
      if (CLOSING[c]) i = behind(text, i) - 1;
      else if (/[;,)\]}]/.test(c)) return i;
      else if (
        c === "\n" &&
        !/^\s*(?:[.?:&|+*/=<>-]|\))/.test(text.slice(i, i + 200)) &&
        !/[=(,&|?:+]\s*$/.test(text.slice(0, i))
      )
        return i;
      else i = passed(text, i);
    }
    return i;
  }

  const FUNCTION =
    /^(?:async\s+)?function\b\s*\*?\s*[\w$]*\s*\(|^(?:(?:static|async|get|set)\s+)*\*?\s*[\w$#]+\s*\(|^(?:async\s*)?\(|^(?:async\s+)?[\w$]+\s*=>/;
  /** The parameters and the body of the function that begins at `i`: [parameters, body, end]; undefined where none does. */
  function functionAt(text, i) {
    const m = FUNCTION.exec(text.slice(i, i + 300));
    if (!m || /^(?:if|for|while|switch|catch|with|return)\b/.test(m[0].trim())) return undefined;
    if (m[0].endsWith("=>")) return [i, i + m[0].length, bodyEnd(text, skip(text, i + m[0].length))];
    const list = i + m[0].length - 1;
    let body = skip(text, behind(text, list));
    if (text.startsWith("=>", body)) body = skip(text, body + 2);
    else if (text[body] !== "{") return undefined;
    return [list, body, bodyEnd(text, body)];
  }
  const bodyEnd = (text, body) => (text[body] === "{" ? behind(text, body) : expressionEnd(text, body));

  /** The patterns of one function's code from `i` on, in their order. */
  function patterns(text, i, atTop) {
    const found = [];
    let end = text.length;
    const own = atTop ? undefined : functionAt(text, i);
    if (own) {
      for (let at = own[0] + 1; text[own[0]] === "(" && at < own[1]; at = expressionEnd(text, at) + 1) {
        at = skip(text, at);
        if (CLOSING[text[at]]) parameter(found, text, at, own[0]);
        if (text[expressionEnd(text, at)] !== ",") break;
      }
      [, i, end] = own;
      if (text[i] === "{") i++;
    }
    let last = "";
    for (; i < end && found.length < 12; i++) {
      const c = text[i];
      const word = /[\w$#]/.test(c) ? /^[\w$#]+/.exec(text.slice(i, i + 100))[0] : "";
      if (/^(?:const|let|var)$/.test(word) && last !== ".") {
        i = skip(text, i + word.length);
        if (CLOSING[text[i]]) i = declared(found, text, i) - 1;
        else {
          const of = /^[\w$]+\s+of\s+/.exec(text.slice(i, i + 100));
          if (of) found.push({ kind: "of", from: i, value: i + of[0].length });
        }
      } else if (word === "class") i = behind(text, text.indexOf("{", i)) - 1;
      else if (word === "catch" && /^catch\s*\(\s*\{/.test(text.slice(i, i + 40))) {
        const from = text.indexOf("{", i);
        found.push({ kind: "{", from, shown: ".catch", declared: true });
        i = behind(text, from);
      } else if (/\s/.test(c)) continue;
      else if (!/[\w$.)\]]/.test(last) || /^(?:return|async|function)$/.test(word)) {
        const inner = functionAt(text, i);
        if (inner) i = inner[2] - 1;
        else if ((c === "[" || c === "{") && (last === ";" || last === "" || last === "(" || last === "}")) {
          const sign = skip(text, behind(text, i));
          if (text[sign] === "=" && !/[=>]/.test(text[sign + 1])) {
            found.push({ kind: c, from: i, value: skip(text, sign + 1), sign });
            i = sign;
          }
        } else if (word) i += word.length - 1;
      } else if (word) i += word.length - 1;
      if (!/\s/.test(text[i])) last = text[i];
      i = passed(text, i);
    }
    return found;
  }
  function parameter(found, text, from, list) {
    const sign = skip(text, behind(text, from));
    found.push({ kind: text[from], from, list, standard: text[sign] === "=" });
  }
  function declared(found, text, from) {
    const end = behind(text, from);
    const rest = /^\s*(=(?![=>])|of\b)\s*/.exec(text.slice(end, end + 200));
    if (rest)
      found.push({ kind: text[from], from, value: end + rest[0].length, declared: true, loop: rest[1] === "of" });
    return rest ? end + rest[0].length : end;
  }

  /** The patterns within a pattern, each with the key that it stands for and whether it has a value of its own for nothing. */
  function parts(text, from) {
    const out = [];
    const end = behind(text, from) - 1;
    for (let at = skip(text, from + 1); at < end; at = skip(text, at)) {
      const m = text[from] === "{" ? TARGET.exec(text.slice(at, end)) : [""];
      const target = skip(text, at + m[0].length);
      const isKey = m[2] !== undefined && !m[0].trimEnd().endsWith(":");
      const next = CLOSING[text[target]] && m[1] === undefined ? behind(text, target) : target;
      out.push({
        key: m[2] && m[2].replace(/^["']|["']$/g, ""),
        at: isKey || m[1] ? at : target,
        inner: next !== target && (m[2] !== undefined) | (text[from] === "[") ? target : undefined,
        standard: /^[\w$.\s]*=/.test(text.slice(next, end)),
        plain: isKey || /^[\w$]*\s*(?:[,}]|$)/.test(text.slice(target, end + 1)) || next !== target,
      });
      at = expressionEnd(text, next) + 1;
    }
    return out;
  }

  /** What a value is, as far as the text tells: "null", "undefined", "some" or, where it does not, "". */
  function guess(text, value, before, depth = 0) {
    const t = value
      .trim()
      .replace(/^await\s+/, "")
      .replace(/^\((.*)\)$/s, "$1");
    const last = /^.*(?:\?\?|\|\||&&)\s*(null|undefined)$/s.exec(t) || /\?\s*(null|undefined)\b/.exec(t);
    if (last) return last[1];
    if (t === "null" || t === "undefined") return t;
    if (
      (CLOSING[t[0]] && t[0] !== "(" && behind(t, 0) === t.length) ||
      /^(?:["'`\d]|new\b)[^.]*$/s.test(t) ||
      /^(?:require\([^)]*\)|process|process\.\w+|module\.exports)$/.test(t)
    )
      return "some";
    if (/\.(?:match|exec)\([^()]*\)$/.test(t) || /\bJSON\.parse\(\s*["'`]null/.test(t) || /=>\s*null\)/.test(t))
      return "null";
    const called = /^([\w$]+)\(/.exec(t);
    if (called) {
      const made = new RegExp(`function\\s+${escaped(called[1])}\\b|\\b${escaped(called[1])}\\s*=`).exec(text);
      if (!made) return "";
      const body = text.slice(made.index, made.index + 400).split(/\n\}|\n(?:const|let|var|function)\b/)[0];
      return /\breturn null\b|=>\s*null\b/.test(body)
        ? "null"
        : /\breturn\s*;|=>\s*\{\s*\}/.test(body)
          ? "undefined"
          : "";
    }
    if (depth > 3 || !/^[\w$]+$/.test(t)) return "";
    let given = "";
    for (const m of before.matchAll(new RegExp(`(?<![\\w$.])${escaped(t)}\\s*(=(?![=>])\\s*|;|$)`, "gm"))) {
      const from = m.index + m[0].length;
      if (m[1].startsWith("="))
        given = guess(text, before.slice(from, expressionEnd(before, from)), before.slice(0, m.index), depth + 1);
      else if (/\b(?:let|var)\s+$/.test(before.slice(0, m.index))) given = "undefined";
    }
    return given;
  }
  const escaped = (name) => name.replace(/[$]/g, "\\$&");

  /** An expression as V8 prints it. */
  function printed(value) {
    const t = value.trim();
    if (/^(?:await|new|async)\b|^`/.test(t)) return "(intermediate value)";
    if (/(?<!\?)\?(?![.?])/.test(t)) return "(intermediate value)".repeat(3);
    const both = /^(\S+)\s*(\?\?|\|\||&&)\s*(\S+)$/.exec(t);
    if (both) return `(${printed(both[1])} ${both[2]} ${printed(both[3])})`;
    if (/^\d+n$/.test(t)) return "(intermediate value)";
    return internal
      .require("messages")
      .expressionBefore(t, t.length)
      .replace(/\[\s*(["'])([\w$]+)\1\s*\]/g, ".$2")
      .replace(/^'([^']*)'/, '"$1"')
      .replace(/^\{\s*\}$/, "{}");
  }

  const typed = (t) =>
    /^-?[\d.]+$/.test(t)
      ? `number ${t}`
      : /^(?:true|false)$/.test(t)
        ? `boolean ${t}`
        : t === "null"
          ? "object null"
          : t || "undefined";
  const WORDS = " is not iterable (cannot read property Symbol(Symbol.iterator))";

  /** Sets an error's place in its frame, and gives V8's words for it; undefined where no pattern is found. */
  exports.explain = (lines, frame, kind, known) => {
    const text = lines.join("\n");
    const starts = lines.slice(0, frame.line - 1).reduce((n, l) => n + l.length + 1, 0);
    const from = starts + Math.max(0, frame.raw ?? frame.column - 1);
    const wanted = patterns(text, from, /^(?:__module|<eval>|__script)$/.test(frame.name)).filter((p) =>
      kind === "object" ? hasKind(text, p, "{") : p.kind !== "{" || hasKind(text, p, "["),
    );
    const of = (p) => (p.value === undefined ? "" : text.slice(p.value, expressionEnd(text, p.value)).trim());
    const fits = (p) => {
      if (p.value === undefined || p.loop) return true;
      const g = guess(text, of(p), text.slice(0, p.from));
      // What can be taken apart itself may still have nothing for a pattern within.
      return g !== "some" || inside(text, p, kind) !== undefined || kind !== "object";
    };
    const p = (kind === "list" && loopAround(text, from)) || wanted.find(fits);
    if (!p) return undefined;
    const put = (at) => {
      const before = text.slice(0, at).split("\n");
      Object.assign(frame, { line: before.length, column: before.at(-1).length + 1 });
    };
    const value = of(p);
    const g = p.value === undefined || p.loop ? "" : guess(text, value, text.slice(0, p.from));
    const nothing = known || (g === "null" || g === "undefined" ? g : passedIn(frame, p, value));
    return kind === "object"
      ? ofObject(text, p, put, { value, g, nothing })
      : ofList(text, p, put, { value, g, nothing, known, lines, frame });
  };
  /** A loop over what the place is in: the engine looked at it last. */
  function loopAround(text, from) {
    const start = text.lastIndexOf("\n", from - 1) + 1;
    const m = /.*\bfor\s*\(\s*(?:(?:const|let|var)\s+)?(\{[^{}]*\}|\[[^[\]]*\]|[\w$]+)\s+of\s+/.exec(
      text.slice(start, from + 1),
    );
    const value = m ? start + m[0].length : 0;
    const within = m && from <= expressionEnd(text, value) && !/=>|\bfunction\b/.test(text.slice(value, from + 1));
    return within ? { kind: "of", from, value, declared: true } : undefined;
  }
  const hasKind = (text, p, sign) =>
    p.kind === sign ||
    (p.kind !== "of" &&
      parts(text, p.from).some(
        (q) => q.inner !== undefined && hasKind(text, { kind: text[q.inner], from: q.inner }, sign),
      ));
  /** The first pattern within that fails where its key is missing. */
  function inside(text, p, kind) {
    for (const q of parts(text, p.from)) {
      if (q.inner === undefined) continue;
      if (!q.standard && (text[q.inner] === "{") === (kind === "object"))
        return { ...q, deep: inside(text, { from: q.inner }, kind) };
      const deep = inside(text, { from: q.inner }, kind);
      if (deep) return deep;
    }
    return undefined;
  }
  /** What a caller gives: `null` where its line says so. */
  function passedIn(frame, p, value) {
    const call = frame.next && internal.errors.lineOf(frame.next.file, frame.next.line);
    if (p.loop) return /\bnull\b/.test(value) ? "null" : "undefined";
    if (p.shown === ".catch") return "null";
    return p.list !== undefined && (p.standard || (call && /[([,]\s*null\s*[\]),]/.test(call))) ? "null" : "undefined";
  }
  function ofObject(text, p, put, { value, g, nothing }) {
    const within = inside(text, p, "object");
    if (p.kind !== "{" || (within && g !== "null" && g !== "undefined")) {
      // `{ a: { b: { c } } }`: with an `a` in the value it is `b` that is missing.
      const q =
        within.deep && new RegExp(`\\b${escaped(within.key || "")}\\s*:\\s*\\{`).test(value) ? within.deep : within;
      const first = parts(text, q.inner)[0];
      put(first ? first.at : q.inner);
      return `Cannot read properties of ${/\bnull\b/.test(value) ? "null" : "undefined"} (reading '${first ? first.key : ""}')`;
    }
    const first = parts(text, p.from)[0];
    const shown =
      p.shown ??
      (p.loop
        ? ".for"
        : p.value !== undefined
          ? printed(value)
          : p.standard
            ? "(intermediate value)".repeat(3)
            : typed(nothing));
    if (!first || first.key === undefined) {
      put(p.from);
      return `Cannot destructure '${shown}' as it is ${nothing}.`;
    }
    put(first.at);
    return (first.standard && first.inner === undefined) || !first.plain
      ? `Cannot read properties of ${nothing} (reading '${first.key}')`
      : `Cannot destructure property '${first.key}' of '${shown}' as it is ${nothing}.`;
  }
  function ofList(text, p, put, { value, g, known, lines, frame }) {
    if (p.list !== undefined) {
      put(p.list);
      const call = frame.next && internal.errors.lineOf(frame.next.file, frame.next.line);
      const given = /[\w$]\(\s*(-?[\d.]+|true|false|null|undefined)\s*[,)]/.exec(call || "");
      return `${typed(known || (given && given[1]) || "object")}${WORDS}`;
    }
    if (p.kind === "of" || p.kind === "[") {
      const simple = value.replace(/^await\s+/, "");
      if (p.loop && g === "" && /^\[/.test(value)) {
        put(behind(text, p.from) - 1);
        return ".for is not iterable";
      }
      if (p.sign !== undefined) {
        put(p.sign);
        return `${typed(known || (/^[\w.-]+$/.test(value) ? value : "object"))}${WORDS}`;
      }
      put(p.value);
      const call = /^([\w$]+(?:\.[\w$]+)*)\([^]*\)$/.exec(simple);
      if (call && simple === value) {
        if (p.kind === "[" && known && /\./.test(call[1])) return `${typed(known)}${WORDS}`;
        return `${call[1]} is not a function or its return value is not iterable`;
      }
      const member = /^[\w$]+(?:\.[\w$]+)*\.(?=[\w$]+$)/.exec(value);
      if (member && (p.loop || p.kind === "of")) put(p.value + member[0].length);
      if (member && p.kind === "[" && !p.loop && known) return `${typed(known)}${WORDS}`;
      if (p.kind === "[" && known && /^["'`]|\)$/.test(value) && simple === value) return `${typed(known)}${WORDS}`;
      return `${printed(value)} is not iterable`;
    }
    const inner = parts(text, p.from).find((q) => q.inner !== undefined && text[q.inner] === "[");
    put(inner.inner);
    void lines;
    return `${known || "undefined"} is not iterable${known ? " (cannot read property Symbol(Symbol.iterator))" : ""}`;
  }
}
