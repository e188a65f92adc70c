// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The names that a CommonJS file exports as far as its text tells: what an ES module can import of it before it has run. */
export function guestCjsNames(exports, internal) {
  const path = internal.require("path");
  const ASSIGNED = /(?:^|[^.\w$])(?:module\.)?exports(?:\.([A-Za-z_$][\w$]*)|\[\s*["']([^"'\\]+)["']\s*\])\s*=(?!=)/g;
  const DEFINED = /\bObject\.defineProperty\(\s*(?:module\.)?exports\s*,\s*["']([^"'\\]+)["']/g;
  const WHOLE = /(?:^|[^.\w$])module\.exports\s*=\s*(?:\{|require\(\s*["']([^"'\\]+)["']\s*\))/g;
  const KEY = /^\s*(?:([A-Za-z_$][\w$]*)|["']([^"'\\]+)["'])\s*([,}:])/;

  /** Names of an object that is written out, up to the first value that is not a name itself. */
  function keysOf(text) {
    const names = [];
    for (let rest = text; ; ) {
      const spread = /^\s*\.\.\.\s*[\w$]+\s*,?/.exec(rest);
      if (spread) {
        rest = rest.slice(spread[0].length);
        continue;
      }
      const m = KEY.exec(rest);
      if (!m) return names;
      names.push(m[1] || m[2]);
      rest = rest.slice(m[0].length);
      if (m[3] === "}") return names;
      if (m[3] === ",") continue;
      const value = /^\s*[A-Za-z_$][\w$]*\s*([,}])/.exec(rest);
      if (!value || value[1] === "}") return names;
      rest = rest.slice(value[0].length);
    }
  }
  const without = (text) => text.replace(/\/\*[\s\S]*?\*\/|(^|[^:"'`\\])\/\/[^\n]*/g, "$1");

  exports.of = (file, seen = new Set()) => {
    if (seen.has(file)) return [];
    seen.add(file);
    const text = without(internal.readText(file));
    const names = new Set();
    for (const m of text.matchAll(ASSIGNED)) names.add(m[1] || m[2]);
    for (const m of text.matchAll(DEFINED)) names.add(m[1]);
    for (const m of text.matchAll(WHOLE)) {
      if (m[1] === undefined) for (const k of keysOf(text.slice(m.index + m[0].length))) names.add(k);
      else if (/^\.{1,2}\//.test(m[1])) {
        const other = internal.asFile(path.resolve(path.dirname(file), m[1]));
        if (other && /\.c?js$/.test(other)) for (const k of exports.of(other, seen)) names.add(k);
      }
    }
    return [...names];
  };
}
