// Texts of statements: several in one, and names for values.

/** The statements of a text, at the semicolons that stand in no quotes. */
function split(text) {
  const out = [];
  let from = 0;
  for (const m of text.matchAll(/'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|`[^`]*`|--[^\n]*|\/\*[^]*?\*\/|;/g)) {
    if (m[0] !== ";") continue;
    out.push(text.slice(from, m.index));
    from = m.index + 1;
  }
  out.push(text.slice(from));
  return out.map((s) => s.trim()).filter((s) => s !== "");
}

/** `:name` for `?`, with the values in their places. */
function named(sql, values) {
  const list = [];
  const text = sql.replace(
    /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|`[^`]*`|::|(:)([A-Za-z_]\w*)/g,
    (all, colon, name) => {
      if (!colon) return all;
      list.push(values[name]);
      return "?";
    },
  );
  return [text, list];
}

/** A value as the server takes it for a `?` of its own. */
function plain(v) {
  if (v === undefined || v === null) return null;
  if (v instanceof Date) {
    const two = (n) => String(n).padStart(2, "0");
    return `${v.getFullYear()}-${two(v.getMonth() + 1)}-${two(v.getDate())} ${two(v.getHours())}:${two(v.getMinutes())}:${two(v.getSeconds())}.${String(v.getMilliseconds()).padStart(3, "0")}`;
  }
  if (typeof v === "bigint") return String(v);
  if (Buffer.isBuffer(v)) return v.toString("utf8");
  if (typeof v === "object") return JSON.stringify(v);
  return v;
}

module.exports = { split, named, plain };
