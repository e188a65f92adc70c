import { isKeyword, LuaSyntax, type Token, tokenize } from "./lexer.ts";
import { Scope } from "./scope.ts";
import type { Expression, FunctionBody, Statement, Target } from "./syntax.ts";

const BINARY: Readonly<Record<string, readonly [left: number, right: number]>> = {
  or: [1, 1],
  and: [2, 2],
  "<": [3, 3],
  ">": [3, 3],
  "<=": [3, 3],
  ">=": [3, 3],
  "~=": [3, 3],
  "==": [3, 3],
  "..": [5, 4],
  "+": [6, 6],
  "-": [6, 6],
  "*": [7, 7],
  "/": [7, 7],
  "%": [7, 7],
  "^": [10, 9],
};
const UNARY = 8;
const ENDS = new Set(["end", "else", "elseif", "until", "<eof>"]);
/** How deep blocks and expressions may lie in one another. */
const DEEPEST = 200;

/** Reads a script. Throws LuaSyntax. */
export function parse(source: string): FunctionBody {
  return new Parser(tokenize(source)).main();
}

class Parser {
  private at = 0;
  private depth = 0;
  private scope = new Scope(undefined, true);

  constructor(private readonly tokens: readonly Token[]) {}

  main(): FunctionBody {
    const body = this.block();
    if (this.token.kind !== "end") this.fail("'<eof>' expected");
    return { parameters: [], variadic: true, slots: this.scope.slots, captured: [], body };
  }

  private get token(): Token {
    return this.tokens[this.at] ?? { kind: "end", text: "<eof>", line: 0 };
  }

  private fail(message: string): never {
    const { kind, text } = this.token;
    const near = kind === "string" ? `'${text}'` : text;
    throw new LuaSyntax(`${message} near '${kind === "string" ? near : text}'`, this.token.line);
  }

  private is(text: string): boolean {
    const t = this.token;
    return t.text === text && (t.kind === "symbol" || t.kind === "end");
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  private expect(text: string, opened?: Token): void {
    if (this.take(text)) return;
    if (opened && opened.line !== this.token.line)
      this.fail(`'${text}' expected (to close '${opened.text}' at line ${opened.line})`);
    this.fail(`'${text}' expected`);
  }

  private name(): string {
    const t = this.token;
    if (t.kind !== "name") this.fail("<name> expected");
    this.at++;
    return t.text;
  }

  private block(): Statement[] {
    if (++this.depth > DEEPEST) this.fail("chunk has too many syntax levels");
    const out: Statement[] = [];
    while (!(ENDS.has(this.token.text) && (isKeyword(this.token) || this.token.kind === "end"))) {
      const last = this.is("return") || this.is("break");
      out.push(this.statement());
      this.take(";");
      if (last) break;
    }
    this.depth--;
    return out;
  }

  private inner(): Statement[] {
    this.scope.open();
    const body = this.block();
    this.scope.close();
    return body;
  }

  private statement(): Statement {
    const opened = this.token;
    if (this.take("if")) return this.branches(opened);
    if (this.take("while")) {
      const condition = this.expression();
      this.expect("do");
      const body = this.inner();
      this.expect("end", opened);
      return { kind: "while", condition, body };
    }
    if (this.take("do")) {
      const body = this.inner();
      this.expect("end", opened);
      return { kind: "do", body };
    }
    if (this.take("for")) return this.loop(opened);
    if (this.take("repeat")) {
      this.scope.open();
      const body = this.block();
      this.expect("until", opened);
      const condition = this.expression();
      this.scope.close();
      return { kind: "repeat", body, condition };
    }
    if (this.take("function")) return this.functionStatement(opened);
    if (this.take("local")) return this.local();
    if (this.take("return")) {
      const ends = this.is(";") || (ENDS.has(this.token.text) && this.token.kind !== "string");
      return { kind: "return", values: ends ? [] : this.expressions() };
    }
    if (this.take("break")) return { kind: "break" };
    return this.expressionStatement();
  }

  private branches(opened: Token): Statement {
    const branches: (readonly [Expression, Statement[]])[] = [];
    let otherwise: Statement[] | undefined;
    do {
      const condition = this.expression();
      this.expect("then");
      branches.push([condition, this.inner()]);
    } while (this.take("elseif"));
    if (this.take("else")) otherwise = this.inner();
    this.expect("end", opened);
    return { kind: "if", branches, otherwise };
  }

  private loop(opened: Token): Statement {
    const names = [this.name()];
    if (this.take("=")) {
      const from = this.expression();
      this.expect(",");
      const to = this.expression();
      const step = this.take(",") ? this.expression() : undefined;
      this.expect("do");
      this.scope.open();
      const slot = this.scope.declare(names[0] ?? "");
      const body = this.block();
      this.scope.close();
      this.expect("end", opened);
      return { kind: "for", slot, from, to, step, body, line: opened.line };
    }
    while (this.take(",")) names.push(this.name());
    if (!this.is("in")) this.fail("'=' or 'in' expected");
    this.at++;
    const values = this.expressions();
    this.expect("do");
    this.scope.open();
    const slots = names.map((n) => this.scope.declare(n));
    const body = this.block();
    this.scope.close();
    this.expect("end", opened);
    return { kind: "for in", slots, values, body, line: opened.line };
  }

  private functionStatement(opened: Token): Statement {
    const { line } = this.token;
    let target: Target = { kind: "variable", variable: this.scope.find(this.name()), line };
    let method = false;
    while (this.is(".") || this.is(":")) {
      method = this.is(":");
      this.at++;
      target = { kind: "index", of: target, key: { kind: "constant", value: this.name() }, line };
      if (method) break;
    }
    return { kind: "assign", targets: [target], values: [{ kind: "function", body: this.body(opened, method) }] };
  }

  private local(): Statement {
    const opened = this.token;
    if (this.take("function")) {
      const slot = this.scope.declare(this.name());
      return { kind: "local function", slot, body: this.body(opened, false) };
    }
    const names = [this.name()];
    while (this.take(",")) names.push(this.name());
    const values = this.take("=") ? this.expressions() : [];
    return { kind: "local", slots: names.map((n) => this.scope.declare(n)), values };
  }

  private expressionStatement(): Statement {
    const first = this.suffixed();
    if (!this.is("=") && !this.is(",")) {
      if (first.kind === "call" || first.kind === "method") return { kind: "call", call: first };
      this.fail("'=' expected");
    }
    const targets = [this.target(first)];
    while (this.take(",")) targets.push(this.target(this.suffixed()));
    this.expect("=");
    return { kind: "assign", targets, values: this.expressions() };
  }

  private target(e: Expression): Target {
    if (e.kind !== "variable" && e.kind !== "index") this.fail("syntax error");
    return e;
  }

  private body(opened: Token, method: boolean): FunctionBody {
    this.expect("(");
    const names: string[] = method ? ["self"] : [];
    let variadic = false;
    if (!this.is(")"))
      do {
        if (this.take("...")) {
          variadic = true;
          break;
        }
        names.push(this.name());
      } while (this.take(","));
    this.expect(")");
    const around = this.scope;
    this.scope = new Scope(around, variadic);
    const parameters = names.map((n) => this.scope.declare(n));
    const body = this.block();
    this.expect("end", opened);
    const { slots, captured } = this.scope;
    this.scope = around;
    return { parameters, variadic, slots, captured, body };
  }

  private expressions(): Expression[] {
    const out = [this.expression()];
    while (this.take(",")) out.push(this.expression());
    return out;
  }

  private expression(limit = 0): Expression {
    if (++this.depth > DEEPEST) this.fail("chunk has too many syntax levels");
    let left = this.unary();
    for (;;) {
      const { text, kind, line } = this.token;
      const priority = kind === "symbol" ? BINARY[text] : undefined;
      if (!priority || priority[0] <= limit) break;
      this.at++;
      const right = this.expression(priority[1]);
      left =
        text === "and" || text === "or"
          ? { kind: text, left, right }
          : { kind: "binary", operator: text, left, right, line };
    }
    this.depth--;
    return left;
  }

  private unary(): Expression {
    const { text, line } = this.token;
    if (this.take("not") || this.take("-") || this.take("#"))
      return { kind: "unary", operator: text, of: this.expression(UNARY), line };
    return this.simple();
  }

  private simple(): Expression {
    const t = this.token;
    if (t.kind === "number" || t.kind === "string") {
      this.at++;
      return { kind: "constant", value: t.kind === "number" ? t.value : t.text };
    }
    if (this.take("nil")) return { kind: "constant", value: undefined };
    if (this.take("true")) return { kind: "constant", value: true };
    if (this.take("false")) return { kind: "constant", value: false };
    if (this.is("...")) {
      if (!this.scope.variadic) this.fail("cannot use '...' outside a vararg function");
      this.at++;
      return { kind: "varargs" };
    }
    if (this.is("{")) return this.table();
    if (this.take("function")) return { kind: "function", body: this.body(t, false) };
    return this.suffixed();
  }

  private suffixed(): Expression {
    const t = this.token;
    let e: Expression;
    if (this.take("(")) {
      e = { kind: "group", of: this.expression() };
      this.expect(")", t);
    } else if (t.kind === "name") e = { kind: "variable", variable: this.scope.find(this.name()), line: t.line };
    else this.fail("unexpected symbol");
    for (;;) {
      const { line, kind } = this.token;
      if (this.take(".")) e = { kind: "index", of: e, key: { kind: "constant", value: this.name() }, line };
      else if (this.is("[")) {
        const opened = this.token;
        this.at++;
        const key = this.expression();
        this.expect("]", opened);
        e = { kind: "index", of: e, key, line };
      } else if (this.take(":")) {
        const name = this.name();
        e = { kind: "method", of: e, name, args: this.args(), line };
      } else if (this.is("(") || this.is("{") || kind === "string")
        e = { kind: "call", of: e, args: this.args(), line };
      else return e;
    }
  }

  private args(): Expression[] {
    const t = this.token;
    if (t.kind === "string") {
      this.at++;
      return [{ kind: "constant", value: t.text }];
    }
    if (this.is("{")) return [this.table()];
    if (!this.take("(")) this.fail("function arguments expected");
    if (this.take(")")) return [];
    const args = this.expressions();
    this.expect(")", t);
    return args;
  }

  private table(): Expression {
    const opened = this.token;
    this.at++;
    const items: Expression[] = [];
    const pairs: (readonly [Expression, Expression])[] = [];
    while (!this.is("}")) {
      const next = this.tokens[this.at + 1];
      if (this.is("[")) {
        const bracket = this.token;
        this.at++;
        const key = this.expression();
        this.expect("]", bracket);
        this.expect("=");
        pairs.push([key, this.expression()]);
      } else if (this.token.kind === "name" && next?.kind === "symbol" && next.text === "=") {
        const key: Expression = { kind: "constant", value: this.name() };
        this.at++;
        pairs.push([key, this.expression()]);
      } else items.push(this.expression());
      if (!this.take(",") && !this.take(";")) break;
    }
    this.expect("}", opened);
    return { kind: "table", items, pairs, line: opened.line };
  }
}
