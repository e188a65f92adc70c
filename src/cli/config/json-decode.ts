import { goQuote } from "../grammar/parse.ts";

/** JSON that cannot be read; `message` is Go's. */
export class JsonError extends Error {
  override readonly name = "JsonError";
}

/** Decodes the first JSON value of a text as Go's decoder does; undefined for an empty text. Throws JsonError. */
export function decodeJson(text: string): unknown {
  const scanner = new Scanner(text);
  scanner.blanks();
  if (scanner.done()) return undefined;
  const end = scanner.value();
  return JSON.parse(text.slice(0, end)) as unknown;
}

/** Finds the value's end, or says where it goes wrong in Go's words. */
class Scanner {
  private at = 0;
  constructor(private readonly text: string) {}

  done(): boolean {
    return this.at >= this.text.length;
  }

  blanks(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) this.at++;
  }

  value(): number {
    const c = this.peek();
    if (c === "{") this.object();
    else if (c === "[") this.array();
    else if (c === '"') this.string();
    else if (c === "-" || /\d/.test(c)) this.number();
    else if (c === "t") this.literal("true");
    else if (c === "f") this.literal("false");
    else if (c === "n") this.literal("null");
    else this.fail("looking for beginning of value");
    return this.at;
  }

  private object(): void {
    this.at++;
    this.blanks();
    if (this.peek() === "}") {
      this.at++;
      return;
    }
    for (;;) {
      this.blanks();
      if (this.peek() !== '"') this.fail("looking for beginning of object key string");
      this.string();
      this.blanks();
      if (this.peek() !== ":") this.fail("after object key");
      this.at++;
      this.blanks();
      this.value();
      this.blanks();
      const c = this.peek();
      this.at++;
      if (c === "}") return;
      if (c !== ",") {
        this.at--;
        this.fail("after object key:value pair");
      }
    }
  }

  private array(): void {
    this.at++;
    this.blanks();
    if (this.peek() === "]") {
      this.at++;
      return;
    }
    for (;;) {
      this.blanks();
      this.value();
      this.blanks();
      const c = this.peek();
      this.at++;
      if (c === "]") return;
      if (c !== ",") {
        this.at--;
        this.fail("after array element");
      }
    }
  }

  private string(): void {
    for (this.at++; ; this.at++) {
      const c = this.peek();
      if (c === '"') break;
      if (c < " ") this.fail("in string");
      if (c !== "\\") continue;
      this.at++;
      const escape = this.peek();
      if (!/["\\/bfnrtu]/.test(escape)) {
        throw new JsonError(`invalid escape sequence \`\\${escape}\` in string`);
      }
      if (escape !== "u") continue;
      for (let i = 0; i < 4; i++) {
        this.at++;
        if (!/[\da-fA-F]/.test(this.peek())) this.fail("in \\u hexadecimal character escape");
      }
    }
    this.at++;
  }

  private number(): void {
    if (this.peek() === "-") this.at++;
    if (this.text[this.at] === "0") this.at++;
    else this.digits();
    if (this.text[this.at] === ".") {
      this.at++;
      this.digits();
    }
    if (/[eE]/.test(this.text[this.at] ?? "")) {
      this.at++;
      if (/[+-]/.test(this.text[this.at] ?? "")) this.at++;
      this.digits();
    }
  }

  private digits(): void {
    if (!/\d/.test(this.peek())) this.fail("in numeric literal");
    while (/\d/.test(this.text[this.at] ?? "")) this.at++;
  }

  private literal(word: string): void {
    for (const c of word) {
      if (this.peek() !== c) this.fail(`in literal ${word} (expecting '${c}')`);
      this.at++;
    }
  }

  private peek(): string {
    const c = this.text[this.at];
    if (c === undefined) throw new JsonError("unexpected EOF");
    return c;
  }

  private fail(where: string): never {
    const c = this.text[this.at] ?? "";
    const shown = c === "'" ? "'\\''" : c === '"' ? "'\"'" : `'${goQuote(c).slice(1, -1)}'`;
    throw new JsonError(`invalid character ${shown} ${where}`);
  }
}
