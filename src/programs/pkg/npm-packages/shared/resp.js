// Redis's protocol, versions 2 and 3: what is read from a socket becomes values; commands become bytes.

class ErrorReply extends Error {}

/**
 * The answer at a place of a buffer: {value, next, push}, or undefined when it is not there as a whole. A map becomes a list of
 * its keys and values in turn; texts are strings, or buffers where `raw` says so. `failure` makes an error of a text, and is told
 * whether it stands within a list.
 */
function read(b, at, raw, failure, nested = false) {
  const end = b.indexOf("\r\n", at);
  if (end < 0) return undefined;
  const line = b.toString("utf8", at + 1, end);
  const next = end + 2;
  const many = (count, push = false) => {
    const value = [];
    let from = next;
    for (let i = 0; i < count; i++) {
      const one = read(b, from, raw, failure, true);
      if (!one) return undefined;
      value.push(one.value);
      from = one.next;
    }
    return { value, next: from, push };
  };
  switch (String.fromCharCode(b[at])) {
    case "+":
      return { value: raw ? Buffer.from(line) : line, next };
    case "-":
      return { value: failure(line, nested), next };
    case ":":
      return { value: Number(line), next };
    case ",":
      return { value: line === "inf" ? Infinity : line === "-inf" ? -Infinity : Number(line), next };
    case "#":
      return { value: line === "t", next };
    case "_":
      return { value: null, next };
    case "$":
    case "=": {
      const n = Number(line);
      if (n < 0) return { value: null, next };
      if (b.length < next + n + 2) return undefined;
      const from = b[at] === 0x3d ? next + 4 : next;
      const bytes = b.subarray(from, next + n);
      return { value: raw ? Buffer.from(bytes) : bytes.toString("utf8"), next: next + n + 2 };
    }
    case "*":
      return Number(line) < 0 ? { value: null, next } : many(Number(line));
    case "~":
      return many(Number(line));
    case "%":
      return many(2 * Number(line));
    case ">":
      return many(Number(line), true);
    default:
      throw new Error(`redis: an answer of an unknown kind: ${line}`);
  }
}

function encode(words) {
  return Buffer.concat([
    Buffer.from(`*${words.length}\r\n`),
    ...words.flatMap((w) => {
      const bytes = Buffer.isBuffer(w) ? w : Buffer.from(String(w));
      return [Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from("\r\n")];
    }),
  ]);
}

module.exports = { ErrorReply, encode, read };
