// Of texts.
const text = (v) => (v === undefined || v === null ? "" : Object.is(v, -0) ? "-0" : String(v));
const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[\u00c0-\u024f]+|[A-Z]|\d+/g;
const plain = (s) =>
  text(s)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o")
    .replace(/Ø/g, "O");
const words = (s, pattern) => text(s).match(pattern ?? WORDS) ?? [];
const upperFirst = (s) => text(s).charAt(0).toUpperCase() + text(s).slice(1);
const capitalize = (s) => upperFirst(text(s).toLowerCase());
const compound = (join) => (s) => words(plain(s).replace(/['\u2019]/g, "")).reduce(join, "");
const joined = (by, fn = (w) => w.toLowerCase()) => compound((all, w, i) => all + (i ? by : "") + fn(w));
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const letters = (s, chars) => (chars === undefined ? "\\s" : text(chars).replace(/[\\\]^-]/g, "\\$&"));
const trimStart = (s, chars) => text(s).replace(new RegExp(`^[${letters(s, chars)}]+`), "");
const trimEnd = (s, chars) => text(s).replace(new RegExp(`[${letters(s, chars)}]+$`), "");
function pad(s, n = 0, by = " ") {
  const missing = n - text(s).length;
  return missing <= 0
    ? text(s)
    : text(s)
        .padStart(text(s).length + Math.floor(missing / 2), by)
        .padEnd(n, by);
}
function truncate(s, { length = 30, omission = "...", separator } = {}) {
  if (text(s).length <= length) return text(s);
  let cut = text(s).slice(0, length - omission.length);
  if (separator !== undefined) {
    const at =
      typeof separator === "string"
        ? cut.lastIndexOf(separator)
        : ([...cut.matchAll(new RegExp(separator, "g"))].at(-1)?.index ?? -1);
    if (at > -1) cut = cut.slice(0, at);
  }
  return cut + omission;
}
const escapeHtml = (s) => text(s).replace(/[&<>"']/g, (c) => ESCAPED[c]);

/** Underscore's templates: `<%= x %>`, `<%- escaped %>`, `<% code %>`, `${x}`. */
function template(source, { interpolate, imports = {} } = {}) {
  const find = new RegExp(
    `${interpolate ? interpolate.source : "<%=([\\s\\S]+?)%>"}|<%-([\\s\\S]+?)%>|\\$\\{([^}]+)\\}|<%([\\s\\S]+?)%>`,
    "g",
  );
  let code = "let __out = '';\nwith (__data ?? {}) {\n";
  let from = 0;
  for (const m of text(source).matchAll(find)) {
    code += `__out += ${JSON.stringify(text(source).slice(from, m.index))};\n`;
    if (m[1] !== undefined || m[3] !== undefined) code += `__out += __show(${m[1] ?? m[3]});\n`;
    else if (m[2] !== undefined) code += `__out += __escape(${m[2]});\n`;
    else code += `${m[4]}\n`;
    from = m.index + m[0].length;
  }
  code += `__out += ${JSON.stringify(text(source).slice(from))};\n}\nreturn __out;`;
  const run = new Function("__data", "__show", "__escape", "_", code);
  return (data) => run({ ...imports, ...data }, text, escapeHtml, module.exports);
}

module.exports = {
  camelCase: compound((all, w, i) => all + (i ? capitalize(w) : w.toLowerCase())),
  capitalize,
  deburr: plain,
  endsWith: (s, end, at) => text(s).endsWith(end, at),
  escape: escapeHtml,
  escapeRegExp: (s) => text(s).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"),
  kebabCase: joined("-"),
  lowerCase: joined(" "),
  lowerFirst: (s) => text(s).charAt(0).toLowerCase() + text(s).slice(1),
  pad,
  padEnd: (s, n, by) => text(s).padEnd(n, by),
  padStart: (s, n, by) => text(s).padStart(n, by),
  parseInt: (s, base) => Number.parseInt(s, base),
  repeat: (s, n = 1) => text(s).repeat(n),
  replace: (s, find, by) => text(s).replace(find, by),
  snakeCase: joined("_"),
  split: (s, by, n) => text(s).split(by, n),
  startCase: joined(" ", upperFirst),
  startsWith: (s, start, at) => text(s).startsWith(start, at),
  template,
  toLower: (s) => text(s).toLowerCase(),
  toString: (v) => (Array.isArray(v) ? v.map(text).join(",") : text(v)),
  toUpper: (s) => text(s).toUpperCase(),
  trim: (s, chars) => trimEnd(trimStart(s, chars), chars),
  trimEnd,
  trimStart,
  truncate,
  unescape: (s) =>
    text(s).replace(/&(?:amp|lt|gt|quot|#39);/g, (m) => Object.keys(ESCAPED).find((k) => ESCAPED[k] === m)),
  upperCase: joined(" ", (w) => w.toUpperCase()),
  upperFirst,
  words,
};
