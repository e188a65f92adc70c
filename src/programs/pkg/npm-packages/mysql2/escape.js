// Values and names as text in a statement.
const SIGNS = {
  "\0": "\\0",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\x1a": "\\Z",
  '"': '\\"',
  "'": "\\'",
  "\\": "\\\\",
};

const two = (n) => String(n).padStart(2, "0");

/** A text that is put into a statement as it is. */
function raw(sql) {
  if (typeof sql !== "string") throw new TypeError("argument sql must be a string");
  return { toSqlString: () => sql };
}

function escapeId(name, forbidQualified) {
  if (Array.isArray(name)) return name.map((n) => escapeId(n, forbidQualified)).join(", ");
  const quoted = `\`${String(name).replaceAll("`", "``")}\``;
  return forbidQualified ? quoted : quoted.replaceAll(".", "`.`");
}

function moment(date, timezone) {
  if (Number.isNaN(date.getTime())) return "NULL";
  const d = timezone === "local" || timezone === undefined ? date : shifted(date, timezone);
  const get = (name) =>
    d === date && (timezone === "local" || timezone === undefined) ? d[`get${name}`]() : d[`getUTC${name}`]();
  const day = `${String(get("FullYear")).padStart(4, "0")}-${two(get("Month") + 1)}-${two(get("Date"))}`;
  return `'${day} ${two(get("Hours"))}:${two(get("Minutes"))}:${two(get("Seconds"))}.${String(get("Milliseconds")).padStart(3, "0")}'`;
}

function shifted(date, timezone) {
  const m = /^([+-])(\d\d):?(\d\d)?$/.exec(timezone);
  const minutes = m ? (m[1] === "-" ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3] ?? 0)) : 0;
  return new Date(date.getTime() + minutes * 60_000);
}

function escape(value, stringifyObjects, timezone) {
  if (value === undefined || value === null) return "NULL";
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "bigint") return String(value);
  if (value instanceof Date) return moment(value, timezone);
  if (Buffer.isBuffer(value)) return `X'${value.toString("hex")}'`;
  if (Array.isArray(value))
    return value
      .map((v) => (Array.isArray(v) ? `(${escape(v, true, timezone)})` : escape(v, true, timezone)))
      .join(", ");
  if (typeof value === "object") {
    if (typeof value.toSqlString === "function") return String(value.toSqlString());
    if (!stringifyObjects) return pairs(value, timezone);
    return escape(String(value), true, timezone);
  }
  return `'${String(value).replace(/[\0\b\t\n\r\x1a"'\\]/g, (c) => SIGNS[c])}'`;
}

/** `a` = 1, `b` = 'x'. */
function pairs(object, timezone) {
  return Object.entries(object)
    .filter(([, v]) => typeof v !== "function")
    .map(([k, v]) => `${escapeId(k)} = ${escape(v, true, timezone)}`)
    .join(", ");
}

/** Puts values for `?` and names for `??`, in their order; what is left over stays. */
function format(sql, values, stringifyObjects, timezone) {
  if (values === undefined || values === null) return sql;
  const list = Array.isArray(values) ? [...values] : [values];
  return String(sql).replace(/\?+/g, (marks) => {
    if (marks.length > 2 || list.length === 0) return marks;
    return marks === "??" ? escapeId(list.shift()) : escape(list.shift(), stringifyObjects, timezone);
  });
}

module.exports = { escape, escapeId, format, raw };
