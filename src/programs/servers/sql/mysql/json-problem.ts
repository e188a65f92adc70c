/** What MySQL's parser says of a text that is no JSON, and where it stopped. */
export function jsonProblem(text: string): string {
  let at = 0;
  const blank = () => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  const problem = (what: string) => new Problem(`"${what}" at position ${at}`);
  const value = (): void => {
    blank();
    const c = text[at] ?? "";
    if (c === "{") object();
    else if (c === "[") array();
    else if (c === '"') string();
    else {
      const m = /^(true|false|null|-?\d+(\.\d+)?([eE][+-]?\d+)?)/.exec(text.slice(at));
      if (!m) {
        if (at >= text.length) throw problem("The document is empty.");
        // Of a word that it knows it stops behind the letters that fit.
        const word = ["true", "false", "null"].find((w) => w[0] === c) ?? "";
        for (const letter of word) {
          if (text[at] !== letter) break;
          at++;
        }
        throw problem("Invalid value.");
      }
      at += m[0].length;
    }
  };
  const string = (): void => {
    const from = at;
    at++;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    if (at >= text.length) {
      at = from;
      throw problem("Missing a closing quotation mark in string.");
    }
    at++;
  };
  const object = (): void => {
    at++;
    blank();
    if (text[at] === "}") {
      at++;
      return;
    }
    for (;;) {
      blank();
      if (text[at] !== '"') throw problem("Missing a name for object member.");
      string();
      blank();
      if (text[at] !== ":") throw problem("Missing a colon after a name of object member.");
      at++;
      value();
      blank();
      if (text[at] === ",") at++;
      else if (text[at] === "}") break;
      else throw problem("Missing a comma or '}' after an object member.");
    }
    at++;
  };
  const array = (): void => {
    at++;
    blank();
    if (text[at] === "]") {
      at++;
      return;
    }
    for (;;) {
      value();
      blank();
      if (text[at] === ",") at++;
      else if (text[at] === "]") break;
      else throw problem("Missing a comma or ']' after an array element.");
    }
    at++;
  };
  try {
    value();
    blank();
    return problem("The document root must not be followed by other values.").message;
  } catch (e) {
    if (e instanceof Problem) return e.message;
    throw e;
  }
}

class Problem extends Error {}
