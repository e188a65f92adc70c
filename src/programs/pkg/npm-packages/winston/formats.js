// What becomes of an entry on its way to a transport.
const { inspect, format: splatted } = require("util");
const { COLOURS, LEVEL, MESSAGE, SPLAT } = require("./levels");

const codes = {
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
  white: 37,
  grey: 90,
  gray: 90,
  black: 30,
  bold: 1,
  dim: 2,
  italic: 3,
  underline: 4,
};
const painted = (text, names) =>
  []
    .concat(names)
    .flatMap((n) => String(n).split(/\s+/))
    .reduce(
      (s, n) => (codes[n] ? `\x1b[${codes[n]}m${s}\x1b[${n === "bold" ? 22 : codes[n] < 30 ? 20 + codes[n] : 39}m` : s),
      text,
    );
const sorted = (info) => {
  const seen = new WeakSet();
  return JSON.stringify(info, function replace(_k, v) {
    if (typeof v === "bigint") return v.toString();
    if (v === null || typeof v !== "object") return v;
    if (seen.has(v)) return "[Circular]";
    seen.add(v);
    if (Array.isArray(v) || typeof v.toJSON === "function") return v;
    return Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
};

/** A format of one's own: `format((info, opts) => info)`. */
function format(fn) {
  if (fn.length > 2)
    throw new Error(
      `Format functions must be synchronous taking a two arguments: (info, opts)\nFound: ${fn.toString().split("\n")[0]}\n`,
    );
  return (options = {}) => ({ options, transform: fn });
}
const date = (at, pattern) => {
  const t = (n, w = 2) => String(n).padStart(w, "0");
  const parts = {
    YYYY: t(at.getFullYear(), 4),
    YY: t(at.getFullYear() % 100),
    MM: t(at.getMonth() + 1),
    DD: t(at.getDate()),
    HH: t(at.getHours()),
    mm: t(at.getMinutes()),
    ss: t(at.getSeconds()),
    SSS: t(at.getMilliseconds(), 3),
    hh: t(at.getHours() % 12 || 12),
    A: at.getHours() < 12 ? "AM" : "PM",
  };
  return pattern.replace(/YYYY|YY|MM|DD|HH|hh|mm|ss|SSS|A/g, (m) => parts[m]);
};

const formats = {
  combine(...all) {
    return {
      transform(info) {
        let at = info;
        for (const f of all) {
          at = f.transform(at, f.options);
          if (!at) return false;
        }
        return at;
      },
    };
  },
  json: format((info, o) => {
    info[MESSAGE] = o.space ? JSON.stringify(JSON.parse(sorted(info)), o.replacer, o.space) : sorted(info);
    return info;
  }),
  simple: format((info) => {
    const { level, message, splat, ...rest } = info;
    const text = sorted(rest);
    info[MESSAGE] = text === "{}" ? `${level}: ${message}` : `${level}: ${message} ${text}`;
    return info;
  }),
  printf: (fn) => ({
    transform(info) {
      info[MESSAGE] = fn(info);
      return info;
    },
  }),
  timestamp: format((info, o) => {
    const now = new Date();
    info[o.alias ?? "timestamp"] =
      typeof o.format === "function" ? o.format() : o.format ? date(now, o.format) : now.toISOString();
    return info;
  }),
  label: format((info, o) => {
    if (o.message) info.message = `[${o.label}] ${info.message}`;
    else info.label = o.label;
    return info;
  }),
  colorize: Object.assign(
    (o = {}) => ({
      options: o,
      transform(info) {
        const colours = { ...COLOURS, ...o.colors };
        const paint = (text) => painted(text, colours[info[LEVEL]] ?? []);
        if (o.all && info[MESSAGE]) info[MESSAGE] = paint(info[MESSAGE]);
        if (o.all || o.level !== false) if (o.all || o.level || !o.message) info.level = paint(info.level);
        if (o.all || o.message) info.message = paint(info.message);
        return info;
      },
    }),
    { addColors: (more) => Object.assign(COLOURS, more) },
  ),
  uncolorize: format((info) => {
    const plain = (s) => String(s).replace(/\x1b\[[\d;]*m/g, "");
    info.level = plain(info.level);
    info.message = plain(info.message);
    if (info[MESSAGE]) info[MESSAGE] = plain(info[MESSAGE]);
    return info;
  }),
  align: format((info) => {
    info.message = `\t${info.message}`;
    return info;
  }),
  errors: format((info, o) => {
    if (info instanceof Error) {
      const out = {
        ...info,
        level: info.level,
        [LEVEL]: info[LEVEL] ?? info.level,
        message: info.message,
        [MESSAGE]: info[MESSAGE] ?? info.message,
      };
      if (o.stack) out.stack = info.stack;
      if (o.cause) out.cause = info.cause;
      return out;
    }
    if (!(info.message instanceof Error)) return info;
    const e = info.message;
    Object.assign(info, e);
    info.message = e.message;
    info[MESSAGE] = e.message;
    if (o.stack) info.stack = e.stack;
    return info;
  }),
  splat: format((info) => {
    const words = info[SPLAT] ?? info.splat ?? [];
    const wanted =
      typeof info.message === "string"
        ? (info.message.match(/%[scdjifoO%]/g) ?? []).filter((m) => m !== "%%").length
        : 0;
    if (!wanted) return info;
    info.message = splatted(info.message, ...words.slice(0, wanted));
    for (const extra of words.slice(wanted)) if (extra && typeof extra === "object") Object.assign(info, extra);
    return info;
  }),
  prettyPrint: format((info, o) => {
    const plain = { ...info };
    for (const k of [LEVEL, MESSAGE, SPLAT]) delete plain[k];
    info[MESSAGE] = inspect(plain, false, o.depth ?? null, o.colorize);
    return info;
  }),
  padLevels: format((info) => {
    info.message = `${" ".repeat(Math.max(0, 7 - info[LEVEL].length))}${info.message}`;
    return info;
  }),
};
formats.cli = (o = {}) =>
  formats.combine(
    formats.colorize(o),
    formats.padLevels(),
    formats.printf((i) => `${i.level}:${i.message}`),
  );

module.exports = Object.assign(format, formats);
