const two = (n, width = 2) => String(n).padStart(width, "0");

function dateText(d) {
  let offset = -d.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  offset = Math.abs(offset);
  return `${two(d.getFullYear(), 4)}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}.${two(d.getMilliseconds(), 3)}${sign}${two(Math.floor(offset / 60))}:${two(offset % 60)}`;
}

const quoted = (text) => `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"')}"`;

function arrayText(list) {
  const items = list.map((v) => {
    if (v === null || v === undefined) return "NULL";
    if (Array.isArray(v)) return arrayText(v);
    if (Buffer.isBuffer(v)) return `"\\\\x${v.toString("hex")}"`;
    return quoted(prepareValue(v));
  });
  return `{${items.join(",")}}`;
}

/** A parameter as the server takes it: a text, or null. */
function prepareValue(v) {
  if (v === null || v === undefined) return null;
  if (typeof v === "object") {
    if (Buffer.isBuffer(v)) return `\\x${v.toString("hex")}`;
    if (ArrayBuffer.isView(v)) return `\\x${Buffer.from(v.buffer, v.byteOffset, v.byteLength).toString("hex")}`;
    if (v instanceof Date) return dateText(v);
    if (Array.isArray(v)) return arrayText(v);
    if (typeof v.toPostgres === "function") return prepareValue(v.toPostgres(prepareValue));
    return JSON.stringify(v);
  }
  return String(v);
}

function escapeIdentifier(text) {
  return `"${text.replace(/"/g, '""')}"`;
}

function escapeLiteral(text) {
  const body = String(text).replace(/'/g, "''").replace(/\\/g, "\\\\");
  return text.includes("\\") ? ` E'${body}'` : `'${body}'`;
}

module.exports = { prepareValue, escapeIdentifier, escapeLiteral };
