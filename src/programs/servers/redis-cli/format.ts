import { decode } from "../../../std/text.ts";
import { encodeLossless } from "../../lib/bytes.ts";
import { showFloat } from "../redis/numbers.ts";
import { quoted } from "../redis/quoted.ts";
import type { Reply } from "../redis/resp.ts";

type Many = Extract<Reply, { items: readonly Reply[] }>;

const EMPTY: Readonly<Record<Many["kind"], string>> = {
  array: "(empty array)\n",
  pairs: "(empty array)\n",
  streams: "(empty array)\n",
  map: "(empty hash)\n",
  set: "(empty set)\n",
  push: "(empty push)\n",
};

const SIGN: Readonly<Record<Many["kind"], string>> = {
  array: ")",
  pairs: ")",
  streams: ")",
  map: "#",
  set: "~",
  push: ">",
};

/** A reply as a person reads it: `(integer) 1`, quotes, numbered lines. `indent` stands in front of further lines. */
export function pretty(reply: Reply, indent = ""): string {
  switch (reply.kind) {
    case "status":
      return `${reply.text}\n`;
    case "error":
      return `(error) ${reply.text}\n`;
    case "integer":
      return `(integer) ${reply.value}\n`;
    case "double":
      return `(double) ${showFloat(reply.value)}\n`;
    case "boolean":
      return reply.value ? "(true)\n" : "(false)\n";
    case "nil":
    case "nil array":
      return "(nil)\n";
    case "bulk":
      return `${quoted(reply.text)}\n`;
    case "verbatim":
      return `${reply.text}\n`;
    default:
      return many(reply, indent);
  }
}

function many(reply: Many, indent: string): string {
  const { items, kind } = reply;
  if (items.length === 0) return EMPTY[kind];
  const step = kind === "map" ? 2 : 1;
  const width = String(items.length / step).length;
  let out = "";
  for (let i = 0; i < items.length; i += step) {
    const [key, value] = items.slice(i, i + 2);
    const head = `${String(i / step + 1).padStart(width)}${SIGN[kind]} `;
    const inner = indent + " ".repeat(head.length);
    if (i > 0) out += indent;
    if (key) out += head + (kind === "map" ? pretty(key, inner).replace(/\n$/, " => ") : pretty(key, inner));
    if (kind !== "map" || !value) continue;
    // What has lines of its own begins on one.
    const nested = "items" in value && value.items.length > 0;
    out += nested ? `\n${inner}${pretty(value, inner)}` : pretty(value, inner);
  }
  return out;
}

/** Without a terminal: the texts alone. */
export function raw(reply: Reply, delimiter = "\n"): string {
  switch (reply.kind) {
    case "status":
    case "bulk":
    case "verbatim":
      return reply.text;
    case "error":
      return `${reply.text}\n`;
    case "integer":
      return String(reply.value);
    case "double":
      return showFloat(reply.value);
    case "boolean":
      return String(reply.value);
    case "nil":
    case "nil array":
      return "";
    case "map": {
      let out = "";
      reply.items.forEach((item, i) => {
        out += (i === 0 ? "" : i % 2 ? " " : delimiter) + raw(item, delimiter);
      });
      return out;
    }
    default:
      return reply.items.map((item) => raw(item, delimiter)).join(delimiter);
  }
}

export function csv(reply: Reply): string {
  switch (reply.kind) {
    case "error":
      return `ERROR,${quoted(reply.text)}`;
    case "status":
    case "bulk":
    case "verbatim":
      return quoted(reply.text);
    case "integer":
      return String(reply.value);
    case "double":
      return showFloat(reply.value);
    case "boolean":
      return String(reply.value);
    case "nil":
    case "nil array":
      return "NULL";
    default:
      return reply.items.map(csv).join(",");
  }
}

/** `--json`. */
export function jsonText(reply: Reply): string {
  switch (reply.kind) {
    case "error":
      return jsonString(`error:${reply.text}`);
    case "status":
    case "bulk":
    case "verbatim":
      return jsonString(reply.text);
    case "integer":
      return String(reply.value);
    case "double":
      return showFloat(reply.value);
    case "boolean":
      return String(reply.value);
    case "nil":
    case "nil array":
      return "null";
    case "map": {
      const parts: string[] = [];
      for (let i = 0; i < reply.items.length; i += 2) {
        const [key, value] = reply.items.slice(i, i + 2);
        if (key && value)
          parts.push(`${key.kind === "bulk" ? jsonString(key.text) : quoted(jsonText(key))}:${jsonText(value)}`);
      }
      return `{${parts.join(",")}}`;
    }
    default:
      return `[${reply.items.map(jsonText).join(",")}]`;
  }
}

/** A text in JSON; bytes that are no UTF-8 become replacement characters. */
const jsonString = (text: string): string => JSON.stringify(decode(encodeLossless(text)));
