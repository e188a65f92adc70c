import { notSimulated, PgError, syntaxError } from "../error.ts";
import { type Token, tokenize } from "../lex.ts";
import type { Block, Declaration, Node, Sql } from "./ast.ts";

/** Reads a function's body. Throws PgError, with places in the body. */
export function parseBody(body: string): Block {
  return new Parser(body).whole();
}

class Parser {
  private place = 0;
  private readonly tokens: readonly Token[];
  constructor(private readonly body: string) {
    this.tokens = tokenize(body);
  }

  private peek(ahead = 0): Token {
    return this.tokens[this.place + ahead] ?? (this.tokens[this.tokens.length - 1] as Token);
  }

  private is(...words: readonly string[]): boolean {
    return words.every((w, i) => {
      const t = this.peek(i);
      return (t.kind === "word" || t.kind === "operator") && t.text === w;
    });
  }

  private accept(...words: readonly string[]): boolean {
    if (!this.is(...words)) return false;
    this.place += words.length;
    return true;
  }

  private wrong(t = this.peek()): never {
    throw syntaxError(t.raw, t.at);
  }

  private expect(...words: readonly string[]): void {
    for (const w of words) if (!this.accept(w)) this.wrong();
  }

  private name(): string {
    const t = this.peek();
    if (t.kind !== "word" && t.kind !== "quoted") this.wrong(t);
    this.place++;
    return t.text;
  }

  private line(at = this.peek().at): number {
    return this.body.slice(0, at).split("\n").length;
  }

  whole(): Block {
    const label = this.label();
    const block = this.block(label);
    this.accept(";");
    if (this.peek().kind !== "end") this.wrong();
    return block;
  }

  private label(): string | undefined {
    if (!this.accept("<<")) return undefined;
    const name = this.name();
    this.expect(">>");
    return name;
  }

  private block(label: string | undefined): Block {
    const line = this.line();
    const declarations: Declaration[] = [];
    while (this.accept("declare"))
      while (!this.is("begin") && !this.is("declare")) declarations.push(this.declaration());
    const start = this.line();
    this.expect("begin");
    const body = this.statements(["end", "exception"]);
    const handlers: { conditions: string[]; body: Node[] }[] = [];
    if (this.accept("exception"))
      while (this.accept("when")) {
        const conditions: string[] = [];
        do {
          if (this.accept("sqlstate")) conditions.push(`=${this.string()}`);
          else conditions.push(this.name());
        } while (this.accept("or"));
        this.expect("then");
        handlers.push({ conditions, body: this.statements(["when", "end"]) });
      }
    this.expect("end");
    if (!this.is(";") && this.peek().kind !== "end") this.name();
    return { k: "block", line: declarations.length ? line : start, label, declarations, body, handlers };
  }

  private string(): string {
    const t = this.peek();
    if (t.kind !== "string") this.wrong(t);
    this.place++;
    return t.text;
  }

  private declaration(): Declaration {
    const name = this.name();
    const constant = this.accept("constant");
    if (this.accept("alias")) notSimulated("ALIAS in plpgsql");
    if (this.accept("cursor") || this.accept("no", "scroll", "cursor")) {
      if (!this.accept("for")) this.expect("is");
      const cursor = this.until([";"]);
      this.expect(";");
      return { name, type: "refcursor", constant, notNull: false, value: undefined, cursor };
    }
    const from = this.peek().at;
    let to = from;
    while (
      !this.is(";") &&
      !this.is(":=") &&
      !this.is("=") &&
      !this.is("default") &&
      !this.is("not") &&
      !this.is("collate")
    ) {
      const t = this.peek();
      if (t.kind === "end") this.wrong(t);
      to = t.at + t.raw.length;
      this.place++;
    }
    const type = this.body.slice(from, to);
    if (this.accept("collate")) this.name();
    const notNull = this.accept("not", "null");
    const value = this.accept(":=") || this.accept("=") || this.accept("default") ? this.until([";"]) : undefined;
    this.expect(";");
    return { name, type, constant, notNull, value, cursor: undefined };
  }

  /** The text up to a word or symbol that stands in no brackets. */
  private until(stops: readonly string[]): Sql {
    const { at } = this.peek();
    let depth = 0;
    let cases = 0;
    let end = at;
    for (;;) {
      const t = this.peek();
      if (t.kind === "end") this.wrong(t);
      const plain = t.kind === "word" || t.kind === "operator";
      if (depth === 0 && cases === 0 && plain && stops.includes(t.text)) break;
      if (plain && (t.text === "(" || t.text === "[")) depth++;
      if (plain && (t.text === ")" || t.text === "]")) depth--;
      if (t.kind === "word" && t.text === "case") cases++;
      if (t.kind === "word" && t.text === "end" && cases > 0) cases--;
      if (depth === 0 && t.text === ";" && t.kind === "operator") this.wrong(t);
      end = t.at + t.raw.length;
      this.place++;
    }
    if (end === at) this.wrong();
    return { text: this.body.slice(at, end), line: this.line(at) };
  }

  private statements(ends: readonly string[]): Node[] {
    const out: Node[] = [];
    for (;;) {
      const t = this.peek();
      if (t.kind === "end") return this.wrong(t);
      if (t.kind === "word" && ends.includes(t.text)) return out;
      out.push(this.statement());
    }
  }

  private statement(): Node {
    const line = this.line();
    const label = this.label();
    const t = this.peek();
    const node = this.one(t, line, label);
    this.expect(";");
    return node;
  }

  private one(t: Token, line: number, label: string | undefined): Node {
    if (t.kind !== "word" && t.kind !== "quoted") return this.wrong(t);
    switch (t.kind === "word" ? t.text : "") {
      case "declare":
      case "begin":
        return this.block(label);
      case "if":
        return this.ifThen(line);
      case "case":
        return this.caseOf(line);
      case "loop":
        this.place++;
        return { k: "loop", line, label, body: this.loopBody() };
      case "while": {
        this.place++;
        const test = this.until(["loop"]);
        this.expect("loop");
        return { k: "while", line, label, test, body: this.loopBody() };
      }
      case "for":
        return this.forLoop(line, label);
      case "foreach": {
        this.place++;
        const name = this.name();
        this.expect("in", "array");
        const array = this.until(["loop"]);
        this.expect("loop");
        return { k: "each", line, label, name, array, body: this.loopBody() };
      }
      case "exit":
      case "continue": {
        this.place++;
        const to = this.is(";") || this.is("when") ? undefined : this.name();
        const when = this.accept("when") ? this.until([";"]) : undefined;
        return { k: "exit", line, again: t.text === "continue", label: to, when };
      }
      case "return":
        return this.returned(line);
      case "raise":
        return this.raise(line);
      case "perform": {
        this.place++;
        const rest = this.until([";"]);
        return { k: "perform", line, query: { ...rest, text: `SELECT ${rest.text}` } };
      }
      case "execute":
        return this.execute(line);
      case "get": {
        this.place++;
        this.accept("current");
        if (this.accept("stacked")) notSimulated("GET STACKED DIAGNOSTICS");
        this.expect("diagnostics");
        const items: { name: string; what: string }[] = [];
        do {
          const name = this.name();
          if (!this.accept("=")) this.expect(":=");
          items.push({ name, what: this.name() });
        } while (this.accept(","));
        return { k: "diagnostics", line, items };
      }
      case "assert": {
        this.place++;
        const test = this.until([";", ","]);
        return { k: "assert", line, test, message: this.accept(",") ? this.until([";"]) : undefined };
      }
      case "null":
        this.place++;
        return { k: "null", line };
      case "open":
      case "fetch":
      case "close":
      case "move":
        return notSimulated(`${t.text.toUpperCase()} in plpgsql`);
      case "commit":
      case "rollback":
        return notSimulated(`${t.text.toUpperCase()} in plpgsql`);
      case "select":
      case "insert":
      case "update":
      case "delete":
      case "with":
      case "create":
      case "drop":
      case "alter":
      case "truncate":
      case "call":
      case "lock":
      case "set":
      case "grant":
      case "merge":
      case "notify":
      case "refresh":
      case "analyze":
        return this.sql(line);
      default:
        return this.assignment(line);
    }
  }

  private loopBody(): Node[] {
    const body = this.statements(["end"]);
    this.expect("end", "loop");
    if (!this.is(";")) this.name();
    return body;
  }

  private ifThen(line: number): Node {
    this.place++;
    const arms: { test: Sql; body: Node[] }[] = [];
    const test = this.until(["then"]);
    this.expect("then");
    arms.push({ test, body: this.statements(["elsif", "elseif", "else", "end"]) });
    while (this.accept("elsif") || this.accept("elseif")) {
      const more = this.until(["then"]);
      this.expect("then");
      arms.push({ test: more, body: this.statements(["elsif", "elseif", "else", "end"]) });
    }
    const otherwise = this.accept("else") ? this.statements(["end"]) : undefined;
    this.expect("end", "if");
    return { k: "if", line, arms, otherwise };
  }

  private caseOf(line: number): Node {
    this.place++;
    const of = this.is("when") ? undefined : this.until(["when"]);
    const arms: { tests: Sql[]; body: Node[] }[] = [];
    while (this.accept("when")) {
      const tests = [this.until(["then", ","])];
      while (this.accept(",")) tests.push(this.until(["then", ","]));
      this.expect("then");
      arms.push({ tests, body: this.statements(["when", "else", "end"]) });
    }
    const otherwise = this.accept("else") ? this.statements(["end"]) : undefined;
    this.expect("end", "case");
    return { k: "case", line, of, arms, otherwise };
  }

  private forLoop(line: number, label: string | undefined): Node {
    this.place++;
    const names = [this.name()];
    while (this.accept(",")) names.push(this.name());
    this.expect("in");
    const reverse = this.accept("reverse");
    const query =
      /^(select|with|values|insert|update|delete|table)$/.test(this.peek().text) && this.peek().kind === "word";
    if (this.accept("execute")) {
      const dynamic = this.until(["loop", "using"]);
      const using = this.accept("using") ? this.list(["loop"]) : [];
      this.expect("loop");
      return { k: "rows", line, label, names, query: dynamic, dynamic: true, using, body: this.loopBody() };
    }
    if (query || this.peek().text === "(") {
      const from = this.place;
      if (!query) {
        // `(a + 1)..b` is a range.
        const whole = this.until(["loop"]);
        if (/\.\./.test(whole.text)) this.place = from;
        else {
          this.expect("loop");
          return { k: "rows", line, label, names, query: whole, dynamic: false, using: [], body: this.loopBody() };
        }
      } else {
        const rows = this.until(["loop"]);
        this.expect("loop");
        return { k: "rows", line, label, names, query: rows, dynamic: false, using: [], body: this.loopBody() };
      }
    }
    const from = this.until([".."]);
    this.expect("..");
    const to = this.until(["loop", "by"]);
    const by = this.accept("by") ? this.until(["loop"]) : undefined;
    this.expect("loop");
    return { k: "range", line, label, name: names[0] ?? "", reverse, from, to, by, body: this.loopBody() };
  }

  private list(stops: readonly string[]): Sql[] {
    const out = [this.until([...stops, ","])];
    while (this.accept(",")) out.push(this.until([...stops, ","]));
    return out;
  }

  private returned(line: number): Node {
    this.place++;
    if (this.is(";")) return { k: "return", line, value: undefined };
    if (this.accept("next")) return { k: "return next", line, value: this.is(";") ? undefined : this.until([";"]) };
    if (this.accept("query")) {
      if (this.accept("execute")) {
        const query = this.until([";", "using"]);
        return { k: "return query", line, query, dynamic: true, using: this.accept("using") ? this.list([";"]) : [] };
      }
      return { k: "return query", line, query: this.until([";"]), dynamic: false, using: [] };
    }
    return { k: "return", line, value: this.until([";"]) };
  }

  private raise(line: number): Node {
    this.place++;
    let level = "EXCEPTION";
    const t = this.peek();
    if (t.kind === "word" && /^(debug|log|info|notice|warning|exception)$/.test(t.text)) {
      level = t.text.toUpperCase();
      this.place++;
    }
    let format: string | undefined;
    let condition: string | undefined;
    const args: Sql[] = [];
    if (this.peek().kind === "string") {
      format = this.string();
      while (this.accept(",")) args.push(this.until([";", ",", "using"]));
    } else if (this.accept("sqlstate")) condition = this.string();
    else if (!this.is(";") && !this.is("using")) condition = this.name();
    const using: { name: string; value: Sql }[] = [];
    if (this.accept("using"))
      do {
        const name = this.name();
        if (!this.accept("=")) this.expect(":=");
        using.push({ name, value: this.until([";", ","]) });
      } while (this.accept(","));
    const holes = (format?.replaceAll("%%", "").match(/%/g) ?? []).length;
    if (format !== undefined && holes > args.length)
      throw new PgError("too few parameters specified for RAISE", "42601", { at: t.at });
    if (format !== undefined && holes < args.length)
      throw new PgError("too many parameters specified for RAISE", "42601", { at: t.at });
    return { k: "raise", line, level, format, condition, args, using };
  }

  private targets(): { into: string[]; strict: boolean } {
    const strict = this.accept("strict");
    const into: string[] = [];
    do {
      let name = this.name();
      while (this.accept(".")) name += `.${this.name()}`;
      into.push(name);
    } while (this.accept(","));
    return { into, strict };
  }

  private execute(line: number): Node {
    this.place++;
    const query = this.until([";", "into", "using"]);
    let into: string[] = [];
    let strict = false;
    let using: Sql[] = [];
    for (;;) {
      if (this.accept("into")) ({ into, strict } = this.targets());
      else if (this.accept("using")) using = this.list([";", "into"]);
      else return { k: "execute", line, query, into, strict, using };
    }
  }

  /** A statement of SQL; `INTO names` is taken out of it. */
  private sql(line: number): Node {
    const { at } = this.peek();
    const first = this.peek().text;
    let depth = 0;
    let text = "";
    let from = at;
    let into: string[] = [];
    let strict = false;
    let before = "";
    for (;;) {
      const t = this.peek();
      if (t.kind === "end") this.wrong(t);
      if (t.kind === "operator" && t.text === ";") break;
      if (t.kind === "operator" && t.text === "(") depth++;
      if (t.kind === "operator" && t.text === ")") depth--;
      if (
        depth === 0 &&
        into.length === 0 &&
        t.kind === "word" &&
        t.text === "into" &&
        before !== "insert" &&
        before !== "merge" &&
        first !== "create"
      ) {
        text += this.body.slice(from, t.at);
        this.place++;
        ({ into, strict } = this.targets());
        from = this.peek().at;
        continue;
      }
      before = t.kind === "word" ? t.text : "";
      this.place++;
    }
    text += this.body.slice(from, this.peek().at);
    return { k: "sql", line, query: { text: text.trim(), line }, into, strict };
  }

  private assignment(line: number): Node {
    const start = this.peek();
    let target = this.name();
    while (this.accept(".")) target += `.${this.name()}`;
    let index: Sql | undefined;
    if (this.accept("[")) {
      index = this.until(["]"]);
      this.expect("]");
    }
    if (!this.accept(":=") && !this.accept("=")) this.wrong(start);
    return { k: "assign", line, target, index, value: this.until([";"]) };
  }
}
