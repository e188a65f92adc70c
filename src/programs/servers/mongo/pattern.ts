import { MongoError } from "./errors.ts";

const made = new Map<string, RegExp>();

/** A regular expression as the server's library would read it, made once. Of its options i, m, s, x are known. */
export function regularExpression(source: string, options: string, more = ""): RegExp {
  const key = `${options}/${more}/${source}`;
  let found = made.get(key);
  if (!found) {
    let text = source;
    let flags = options.replace(/[^ims]/g, "");
    const inline = /^\(\?([imsx]+)\)/.exec(text);
    if (inline) {
      text = text.slice(inline[0].length);
      flags += (inline[1] ?? "").replace(/[^ims]/g, "");
    }
    if (options.includes("x"))
      text = text.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#.*/g, (m) => (/^[\s#]/.test(m) ? "" : m));
    try {
      found = new RegExp(text, [...new Set(`${flags}${more}`)].join(""));
    } catch (e) {
      if (!(e instanceof SyntaxError)) throw e;
      throw new MongoError(51091, `Regular expression is invalid: ${e.message.replace(/^.*: /, "")}`);
    }
    made.set(key, found);
  }
  found.lastIndex = 0;
  return found;
}
