import { decodeLossless } from "../../lib/bytes.ts";

/** A line of words as Redis splits it: quotes, `\n`, `\x41`; undefined where a quote is not closed. */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let i = 0;
  while (i < line.length) {
    if (/\s/.test(line[i] ?? "")) {
      i++;
      continue;
    }
    let word = "";
    let bytes: number[] = [];
    const settle = () => {
      if (bytes.length) word += decodeLossless(Uint8Array.from(bytes));
      bytes = [];
    };
    const quote = line[i] === '"' || line[i] === "'" ? line[i] : undefined;
    if (quote) {
      for (i++; line[i] !== quote; i++) {
        if (i >= line.length) return undefined;
        if (line[i] !== "\\" || (quote === "'" && line[i + 1] !== "'")) {
          settle();
          word += line[i];
          continue;
        }
        i++;
        const hex = quote === '"' && line[i] === "x" ? /^[0-9a-fA-F]{2}/.exec(line.slice(i + 1))?.[0] : undefined;
        if (hex) {
          bytes.push(Number.parseInt(hex, 16));
          i += 2;
        } else {
          settle();
          word += ESCAPES[line[i] ?? ""] ?? line[i] ?? "";
        }
      }
      settle();
      i++;
      if (i < line.length && !/\s/.test(line[i] ?? "")) return undefined;
    } else while (i < line.length && !/\s/.test(line[i] ?? "")) word += line[i++];
    words.push(word);
  }
  return words;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", a: "\x07" };
