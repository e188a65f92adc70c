import type { Reader } from "../../std/stream.ts";
import { concat } from "../../std/text.ts";
import { decodeLossless } from "../lib/bytes.ts";
import { createLineReader, type LineReader } from "../lib/lines.ts";
import { compileRegex } from "../lib/regex.ts";

/** Reads records; RS may change between two of them. */
export interface RecordReader {
  /** The next record without its separator, or null at the end. */
  next(separator: string): Promise<string | null>;
}

/** Lines are read as they come. Other separators (paragraphs, expressions) need the whole rest of the input. */
export function createRecordReader(from: Reader): RecordReader {
  let lines: LineReader | undefined;
  let rest: string | undefined;

  const gather = async (): Promise<string> => {
    if (rest !== undefined) return rest;
    if (lines) {
      const parts: string[] = [];
      for (let line = await lines.next(); line !== null; line = await lines.next())
        parts.push(lines.unterminated ? line : `${line}\n`);
      rest = parts.join("");
      return rest;
    }
    const chunks: Uint8Array[] = [];
    for (let chunk = await from.read(); chunk; chunk = await from.read()) chunks.push(chunk);
    rest = decodeLossless(concat(chunks));
    return rest;
  };
  return {
    async next(separator) {
      if (separator === "\n" && rest === undefined) {
        lines ??= createLineReader(from);
        return await lines.next();
      }
      let text = await gather();
      if (separator === "") text = text.replace(/^\n+/, "");
      if (text === "") return null;
      const cut = findSeparator(text, separator);
      rest = cut ? text.slice(cut.end) : "";
      const record = cut ? text.slice(0, cut.index) : text;
      return cut
        ? record
        : separator === "\n" || separator === "" || separator.length > 1
          ? record.replace(/\n$/, "")
          : record;
    },
  };
}

function findSeparator(text: string, separator: string): { index: number; end: number } | undefined {
  if (separator === "") {
    const m = /\n\n+/.exec(text);
    return m ? { index: m.index, end: m.index + m[0].length } : undefined;
  }
  if ([...separator].length === 1) {
    const index = text.indexOf(separator);
    return index < 0 ? undefined : { index, end: index + separator.length };
  }
  const m = compileRegex(separator, { extended: true, escapes: true }).exec(text);
  return m && m.end > m.index ? m : undefined;
}
