// Paths of routes, as expressions.
const path = require("path");
const { five } = require("./common");

/** A path's expression: names of its parameters and a regular expression. */
function compile(pattern, options) {
  const keys = [];
  if (pattern instanceof RegExp) return { re: pattern, keys: [], anonymous: true };
  if (Array.isArray(pattern)) {
    const all = pattern.map((p) => compile(p, options));
    return {
      match: (s) => {
        for (const c of all) {
          const m = run(c, s);
          if (m) return m;
        }
        return null;
      },
    };
  }
  let p = String(pattern);
  if (five) {
    if (/[?+()[\]!]/.test(p.replace(/\\./g, "")))
      throw new TypeError(
        `Unexpected ${/[?+()[\]!]/.exec(p)[0]} at index ${p.search(/[?+()[\]!]/)}, expected end: ${p}; visit https://git.new/pathToRegexpError for info`.replace(
          ", expected end:",
          ":",
        ),
      );
    if (/\*(?!\w|")/.test(p))
      throw new TypeError(
        `Missing parameter name at index ${p.search(/\*(?!\w|")/) + 1}: ${p}; visit https://git.new/pathToRegexpError for info`,
      );
  }
  if (!options.end && p === "/") return { re: /^(?=\/|$)/, keys, fast: true };
  p = p.replace(/\/+$/, (s) => (options.strict ? s : ""));
  let re = "";
  let star = 0;
  for (let i = 0; i < p.length; i++) {
    const c = p[i];
    let m;
    if (c === "\\") re += `\\${p[++i]}`;
    else if (c === "{" && five) re += "(?:";
    else if (c === "}" && five) re += ")?";
    else if (
      (m = /^\/?:(\w+)(\([^)]*\))?([?*+])?/.exec(p.slice(i))) &&
      (c === ":" || (c === "/" && p[i + 1] === ":"))
    ) {
      keys.push(m[1]);
      const slash = c === "/" ? "/" : "";
      const body = m[2] && !five ? m[2].slice(1, -1).replace(/\((?!\?)/g, "(?:") : "[^/]+?";
      const mod = five ? undefined : m[3];
      re +=
        mod === "?"
          ? `(?:${slash}(${body}))?`
          : mod === "*"
            ? `(?:${slash}(.*))?`
            : mod === "+"
              ? `${slash}(.+)`
              : `${slash}(${body})`;
      i += (five && m[3] ? m[0].length - 1 : m[0].length) - 1;
    } else if (c === "*" && five) {
      m = /^\*"?(\w+)"?/.exec(p.slice(i));
      keys.push(`*${m[1]}`);
      re += "(.+)";
      i += m[0].length - 1;
    } else if (c === "*") {
      keys.push(String(star++));
      re += "(.*)";
    } else if (!five && (c === "(" || c === ")" || c === "?" || c === "+"))
      re += c === "(" ? (keys.push(String(star++)), "(") : c;
    else re += c.replace(/[.\\^$|{}[\]()+?/-]/g, "\\$&");
  }
  return {
    re: new RegExp(`^${re}${options.strict ? "" : "/?"}${options.end ? "$" : "(?=/|$)"}`, options.sensitive ? "" : "i"),
    keys,
  };
}
function run(c, s) {
  if (c.match) return c.match(s);
  const m = c.re.exec(s);
  if (!m) return null;
  const params = five ? Object.create(null) : {};
  const decode = (v) => {
    if (typeof v !== "string") return v;
    try {
      return decodeURIComponent(v);
    } catch {
      throw Object.assign(new URIError(`Failed to decode param '${v}'`), { status: 400, statusCode: 400 });
    }
  };
  if (c.anonymous) {
    for (let i = 1; i < m.length; i++) params[i - 1] = decode(m[i]);
    Object.assign(params, m.groups);
  } else
    c.keys.forEach((k, i) => {
      if (k[0] === "*" && five)
        params[k.slice(1)] = m[i + 1] === undefined ? undefined : m[i + 1].split("/").map(decode);
      else if (m[i + 1] !== undefined || !five) params[k] = decode(m[i + 1]);
    });
  return { params, path: m[0].length > 1 && m[0].endsWith("/") && s.length > m[0].length ? m[0].slice(0, -1) : m[0] };
}

module.exports = { compile, run };
