// The parts of a multipart/form-data body.
const CRLF2 = Buffer.from("\r\n\r\n");

/** Each part's headers and bytes. */
function parts(body, boundary) {
  const mark = Buffer.from(`--${boundary}`);
  const found = [];
  let at = body.indexOf(mark);
  if (at < 0) throw new Error("Unexpected end of form");
  for (;;) {
    at += mark.length;
    if (body.subarray(at, at + 2).toString() === "--") return found;
    const next = body.indexOf(Buffer.concat([Buffer.from("\r\n"), mark]), at);
    if (next < 0) throw new Error("Unexpected end of form");
    const cut = body.indexOf(CRLF2, at);
    if (cut < 0 || cut > next) throw new Error("Malformed part header");
    found.push({ head: headers(body.subarray(at + 2, cut).toString("latin1")), data: body.subarray(cut + 4, next) });
    at = next + 2;
  }
}

function headers(text) {
  const out = {};
  for (const line of text.split("\r\n")) {
    const m = /^([^:]+):\s*(.*)$/.exec(line);
    if (m) out[m[1].toLowerCase()] = m[2];
  }
  const disposition = out["content-disposition"] ?? "";
  const word = (name) =>
    new RegExp(`[;\\s]${name}="((?:\\\\.|[^"\\\\])*)"`).exec(disposition)?.[1].replace(/\\(.)/g, "$1");
  const filename = word("filename");
  return {
    name: word("name"),
    filename: filename?.split(/[/\\]/).at(-1),
    type: out["content-type"],
    encoding: out["content-transfer-encoding"] ?? "7bit",
  };
}

module.exports = { parts };
