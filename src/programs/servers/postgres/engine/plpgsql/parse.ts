import { notSimulated } from "../error.ts";
import type { Token } from "../lex.ts";
import type { Block, Declaration, Node, Sql } from "./ast.ts";
import { Sentences } from "./sentences.ts";

/** Reads a function's body. Throws PgError, with places in the body. */
export function parseBody(body: string): Block {
  return new Parser(body).whole();
}

class Parser extends Sentences {
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
}
