import { encodeLossless } from "../../lib/bytes.ts";
import type { Reply } from "../redis/resp.ts";

/** A reply as a person reads it: `(integer) 1`, quotes, numbered lines. `indent` stands in front of further lines. */
export function pretty(reply: Reply, indent = ""): string {
  switch (reply.kind) {
    case "status":
      return `${reply.text}\n`;
    case "error":
      return `(error) ${reply.text}\n`;
    case "integer":
      return `(integer) ${reply.value}\n`;
    case "nil":
    case "nil array":
      return "(nil)\n";
    case "bulk":
      return `${quoted(reply.text)}\n`;
    case "array": {
      const { items } = reply;
      if (items.length === 0) return "(empty array)\n";
      const width = String(items.length).length;
      return items
        .map((item, i) => {
          const head = `${String(i + 1).padStart(width)}) `;
          return `${i === 0 ? "" : indent}${head}${pretty(item, indent + " ".repeat(head.length))}`;
        })
        .join("");
    }
  }
}

/** Without a terminal: the texts alone. */
export function raw(reply: Reply): string {
  switch (reply.kind) {
    case "status":
    case "bulk":
      return reply.text;
    case "error":
      return `${reply.text}\n`;
    case "integer":
      return String(reply.value);
    case "nil":
    case "nil array":
      return "";
    case "array":
      return reply.items.map(raw).join("\n");
  }
}

export function csv(reply: Reply): string {
  switch (reply.kind) {
    case "error":
      return `ERROR,${quoted(reply.text)}`;
    case "status":
    case "bulk":
      return quoted(reply.text);
    case "integer":
      return String(reply.value);
    case "nil":
    case "nil array":
      return "NULL";
    case "array":
      return reply.items.map(csv).join(",");
  }
}

/** `--json`: what HGETALL and its kin give in pairs is an object. */
export function jsonText(reply: Reply, words: readonly string[]): string {
  switch (reply.kind) {
    case "error":
      return JSON.stringify(`error:${reply.text}`);
    case "status":
    case "bulk":
      return JSON.stringify(reply.text);
    case "integer":
      return String(reply.value);
    case "nil":
    case "nil array":
      return "null";
    case "array": {
      const items = reply.items.map((i) => jsonText(i, []));
      if (!/^(hgetall|config)$/i.test(words[0] ?? "")) return `[${items.join(",")}]`;
      return `{${items.flatMap((key, i) => (i % 2 === 0 ? [`${key}:${items[i + 1] ?? "null"}`] : [])).join(",")}}`;
    }
  }
}

/** In quotes, with what does not print escaped, byte by byte. */
function quoted(text: string): string {
  let out = '"';
  for (const byte of encodeLossless(text)) {
    const c = String.fromCharCode(byte);
    if (c === '"' || c === "\\") out += `\\${c}`;
    else if (c === "\n") out += "\\n";
    else if (c === "\r") out += "\\r";
    else if (c === "\t") out += "\\t";
    else if (c === "\x07") out += "\\a";
    else if (c === "\b") out += "\\b";
    else out += byte >= 32 && byte < 127 ? c : `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return `${out}"`;
}
