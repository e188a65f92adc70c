import { fromBase64, toBase64 } from "../../std/base64.ts";
import { decode, encode } from "../../std/text.ts";
import { toJson } from "./json-write.ts";
import { described } from "./operators.ts";
import { isArray, isNumber, isObject, JqError, type JqValue } from "./value.ts";

/** `@csv` and its like. Throws JqError. */
export function formatValue(format: string, v: JqValue): string {
  switch (format) {
    case "text":
      return asText(v);
    case "json":
      return toJson(v);
    case "csv":
    case "tsv":
      return row(format, v);
    case "html":
      return asText(v).replace(
        /[<>&'"]/g,
        (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&#39;", '"': "&quot;" })[c] ?? c,
      );
    case "uri":
      return [...encode(asText(v))]
        .map((b) =>
          /[A-Za-z0-9_.~-]/.test(String.fromCharCode(b))
            ? String.fromCharCode(b)
            : `%${b.toString(16).toUpperCase().padStart(2, "0")}`,
        )
        .join("");
    case "urid":
      return decodeURIComponent(asText(v));
    case "sh":
      return isArray(v) ? v.map(shellWord).join(" ") : shellWord(v);
    case "base64":
      return toBase64(encode(asText(v)));
    case "base64d": {
      const text = asText(v).replace(/=+$/, "");
      const bytes = fromBase64(text.padEnd(Math.ceil(text.length / 4) * 4, "="));
      if (!bytes) throw new JqError(`${described(v)} is not valid base64 data`);
      return decode(bytes);
    }
    default:
      throw new JqError(`${format} is not a valid format`);
  }
}

export function asText(v: JqValue): string {
  return typeof v === "string" ? v : toJson(v);
}

function row(format: "csv" | "tsv", v: JqValue): string {
  if (!isArray(v)) throw new JqError(`${described(v)} cannot be ${format}-formatted, only an array can be`);
  const cell = (x: JqValue): string => {
    if (x === null) return "";
    if (typeof x === "boolean" || isNumber(x)) return toJson(x);
    if (typeof x === "string") {
      if (format === "csv") return `"${x.replaceAll('"', '""')}"`;
      return x.replace(/[\\\t\n\r]/g, (c) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[c] ?? c);
    }
    throw new JqError(`${described(x)} is not valid in a ${format === "csv" ? "csv" : "tsv"} row`);
  };
  return v.map(cell).join(format === "csv" ? "," : "\t");
}

function shellWord(v: JqValue): string {
  if (isArray(v) || isObject(v)) throw new JqError(`${described(v)} can not be escaped for shell`);
  return typeof v === "string" ? `'${v.replaceAll("'", "'\\''")}'` : toJson(v);
}
