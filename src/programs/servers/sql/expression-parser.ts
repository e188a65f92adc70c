import type { Expression, Join, Output, Select, TableRef } from "./ast.ts";
import { type Dialect, SqlError, type Token, tokenize } from "./lexer.ts";

/** Words that end an expression or a table's name: they are no alias. */
const RESERVED = new Set(
  "FROM WHERE GROUP HAVING ORDER LIMIT OFFSET JOIN LEFT RIGHT INNER OUTER CROSS ON USING AS AND OR NOT UNION SET VALUES RETURNING THEN WHEN ELSE END IS IN LIKE ILIKE BETWEEN FOR INTO SELECT NULL ASC DESC FULL NATURAL".split(
    " ",
  ),
);

/** Expressions and SELECT: what statements are made of. */
export class ExpressionParser {
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(
    private readonly sql: string,
    protected readonly dialect: Dialect,
  ) {
    this.tokens = tokenize(sql, dialect);
  }

  protected peek(ahead = 0): Token {
    return (
      this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] ?? {
        kind: "end",
        text: "",
        at: this.sql.length,
      }
    );
  }

  protected next(): Token {
    const t = this.peek();
    if (t.kind !== "end") this.index++;
    return t;
  }

  protected peekWord(ahead = 0): string | undefined {
    const t = this.peek(ahead);
    return t.kind === "word" ? t.text.toUpperCase() : undefined;
  }

  protected peekIs(symbol: string): boolean {
    const t = this.peek();
    return t.kind === "symbol" && t.text === symbol;
  }

  protected peekSelectInParentheses(): boolean {
    return this.peekIs("(") && this.peekWord(1) === "SELECT";
  }

  /** Takes a word or symbol when it is next. */
  protected accept(text: string): boolean {
    const t = this.peek();
    const same = t.kind === "word" ? t.text.toUpperCase() === text : t.kind === "symbol" && t.text === text;
    if (same) this.index++;
    return same;
  }

  protected expect(text: string): void {
    if (!this.accept(text)) this.wrong();
  }

  end(): void {
    if (this.peek().kind !== "end") this.wrong();
  }

  protected skipAll(): void {
    this.index = this.tokens.length - 1;
  }

  protected textFrom(at: number): string {
    return this.sql.slice(at, this.peek().at).trim();
  }

  /** A syntax error at the next token. */
  wrong(): never {
    const t = this.peek();
    if (this.dialect === "mysql")
      throw new SqlError(
        `You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '${this.sql.slice(t.at)}' at line ${this.sql.slice(0, t.at).split("\n").length}`,
        "42000",
        1064,
      );
    const shown =
      t.kind === "end"
        ? "end of input"
        : `or near "${
            this.sql
              .slice(t.at, this.peek(1).kind === "end" ? undefined : this.peek(1).at)
              .trim()
              .split(/\s/)[0]
          }"`;
    throw new SqlError(`syntax error at ${shown}`, "42601", 1064, t.at);
  }

  protected identifier(): string {
    const t = this.peek();
    if (t.kind !== "word" && t.kind !== "quoted") this.wrong();
    this.index++;
    return t.kind === "word" && this.dialect === "postgres" ? t.text.toLowerCase() : t.text;
  }

  protected list<T>(item: () => T): T[] {
    this.expect("(");
    const out: T[] = [];
    if (this.accept(")")) return out;
    do out.push(item());
    while (this.accept(","));
    this.expect(")");
    return out;
  }

  protected tableRef(withAlias: boolean): TableRef {
    const { at } = this.peek();
    let name = this.identifier();
    let schema: string | undefined;
    if (this.accept(".")) {
      schema = name;
      name = this.identifier();
    }
    const alias = withAlias ? this.alias() : undefined;
    return { schema, name, alias, at };
  }

  private alias(): string | undefined {
    if (this.accept("AS")) return this.peek().kind === "string" ? this.next().text : this.identifier();
    const t = this.peek();
    if (t.kind === "quoted" || (t.kind === "word" && !RESERVED.has(t.text.toUpperCase()))) return this.identifier();
    return undefined;
  }

  outputs(): Output[] {
    const out: Output[] = [];
    do {
      const from = this.peek().at;
      const expression = this.output();
      const text = this.textFrom(from).replace(/,$/, "").trim();
      out.push({ expression, alias: this.alias(), text });
    } while (this.accept(","));
    return out;
  }

  private output(): Expression {
    if (this.accept("*")) return { kind: "star", table: undefined };
    if (this.peek(1).text === "." && this.peek(2).text === "*") {
      const table = this.identifier();
      this.index += 2;
      return { kind: "star", table };
    }
    return this.expression();
  }

  select(): Select {
    this.expect("SELECT");
    const distinct = this.accept("DISTINCT");
    if (!distinct) this.accept("ALL");
    const outputs = this.outputs();
    const joins: Join[] = [];
    let from: TableRef | undefined;
    if (this.accept("FROM")) {
      if (this.peekIs("(")) throw new SqlError("drydock: a SELECT in FROM is not simulated", "0A000", 1235);
      from = this.tableRef(true);
      for (let join = this.join(); join; join = this.join()) joins.push(join);
    }
    const where = this.accept("WHERE") ? this.expression() : undefined;
    const groupBy: Expression[] = [];
    if (this.accept("GROUP")) {
      this.expect("BY");
      do groupBy.push(this.expression());
      while (this.accept(","));
    }
    const having = this.accept("HAVING") ? this.expression() : undefined;
    const orderBy: { by: Expression; descending: boolean }[] = [];
    if (this.accept("ORDER")) {
      this.expect("BY");
      do {
        const by = this.expression();
        const descending = this.accept("DESC");
        if (!descending) this.accept("ASC");
        if (this.accept("NULLS")) this.next();
        orderBy.push({ by, descending });
      } while (this.accept(","));
    }
    let limit: Expression | undefined;
    let offset: Expression | undefined;
    for (;;) {
      if (this.accept("LIMIT")) {
        limit = this.expression();
        if (this.accept(",")) {
          offset = limit;
          limit = this.expression();
        }
      } else if (this.accept("OFFSET")) offset = this.expression();
      else break;
    }
    if (["UNION", "INTERSECT", "EXCEPT"].includes(this.peekWord() ?? ""))
      throw new SqlError(`drydock: ${this.peekWord()} is not simulated`, "0A000", 1235);
    return { kind: "select", distinct, outputs, from, joins, where, groupBy, having, orderBy, limit, offset };
  }

  private join(): Join | undefined {
    if (this.accept(",")) return { kind: "cross", table: this.tableRef(true), on: undefined, using: undefined };
    let kind: Join["kind"] = "inner";
    if (this.accept("LEFT")) {
      this.accept("OUTER");
      kind = "left";
    } else if (this.accept("CROSS")) kind = "cross";
    else if (this.peekWord() === "RIGHT" || this.peekWord() === "FULL" || this.peekWord() === "NATURAL")
      throw new SqlError(`drydock: ${this.peekWord()} JOIN is not simulated`, "0A000", 1235);
    else if (!this.accept("INNER") && this.peekWord() !== "JOIN") return undefined;
    this.expect("JOIN");
    const table = this.tableRef(true);
    if (this.accept("ON")) return { kind, table, on: this.expression(), using: undefined };
    if (this.accept("USING")) return { kind, table, on: undefined, using: this.list(() => this.identifier()) };
    return { kind: kind === "inner" ? "cross" : kind, table, on: undefined, using: undefined };
  }

  expression(): Expression {
    let left = this.conjunction();
    while (this.accept("OR")) left = { kind: "binary", operator: "OR", left, right: this.conjunction() };
    return left;
  }

  private conjunction(): Expression {
    let left = this.negation();
    while (this.accept("AND")) left = { kind: "binary", operator: "AND", left, right: this.negation() };
    return left;
  }

  private negation(): Expression {
    return this.accept("NOT") ? { kind: "unary", operator: "NOT", of: this.negation() } : this.comparison();
  }

  private comparison(): Expression {
    let left = this.sum();
    for (;;) {
      const symbol = this.peek();
      if (symbol.kind === "symbol" && ["=", "<>", "!=", "<", ">", "<=", ">=", "<=>"].includes(symbol.text)) {
        this.next();
        left = { kind: "binary", operator: symbol.text === "!=" ? "<>" : symbol.text, left, right: this.sum() };
        continue;
      }
      if (this.accept("IS")) {
        const not = this.accept("NOT");
        if (this.accept("NULL")) left = { kind: "is null", of: left, not };
        else {
          const value = this.accept("TRUE") ? true : this.accept("FALSE") ? false : this.wrong();
          const same: Expression = { kind: "binary", operator: "=", left, right: { kind: "literal", value } };
          left = not ? { kind: "unary", operator: "NOT", of: same } : same;
        }
        continue;
      }
      const not =
        this.peekWord() === "NOT" &&
        ["IN", "LIKE", "ILIKE", "BETWEEN"].includes(this.peekWord(1) ?? "") &&
        this.accept("NOT");
      if (this.accept("IN")) left = { kind: "in", of: left, list: this.inList(), not };
      else if (this.accept("BETWEEN")) {
        const from = this.sum();
        this.expect("AND");
        left = { kind: "between", of: left, from, to: this.sum(), not };
      } else if (this.peekWord() === "LIKE" || this.peekWord() === "ILIKE") {
        const caseless = this.next().text.toUpperCase() === "ILIKE" || this.dialect === "mysql";
        left = { kind: "like", of: left, pattern: this.sum(), not, caseless };
      } else return left;
    }
  }

  private inList(): readonly Expression[] | Select {
    if (!this.peekSelectInParentheses()) return this.list(() => this.expression());
    this.expect("(");
    const select = this.select();
    this.expect(")");
    return select;
  }

  private sum(): Expression {
    let left = this.product();
    for (;;) {
      const t = this.peek();
      if (t.kind !== "symbol" || !["+", "-", "||"].includes(t.text)) return left;
      this.next();
      left = { kind: "binary", operator: t.text, left, right: this.product() };
    }
  }

  private product(): Expression {
    let left = this.unary();
    for (;;) {
      const t = this.peek();
      if (t.kind !== "symbol" || !["*", "/", "%"].includes(t.text)) return left;
      this.next();
      left = { kind: "binary", operator: t.text, left, right: this.unary() };
    }
  }

  private unary(): Expression {
    if (this.accept("-")) return { kind: "unary", operator: "-", of: this.unary() };
    if (this.accept("+")) return this.unary();
    let of = this.primary();
    while (this.accept("::")) of = { kind: "cast", of, type: this.typeName() };
    return of;
  }

  protected typeName(): string {
    let type = this.identifier().toLowerCase();
    const two = this.peekWord();
    if ((type === "double" && two === "PRECISION") || (type === "character" && two === "VARYING"))
      type += ` ${this.next().text.toLowerCase()}`;
    if (this.peekIs("(")) type += `(${this.list(() => this.next().text).join(",")})`;
    for (const word of ["UNSIGNED", "ZEROFILL"]) if (this.accept(word)) type += ` ${word.toLowerCase()}`;
    if (/^(timestamp|time)/.test(type) && (this.peekWord() === "WITH" || this.peekWord() === "WITHOUT")) {
      const how = this.next().text.toLowerCase();
      this.expect("TIME");
      this.expect("ZONE");
      type += ` ${how} time zone`;
    }
    return type;
  }

  protected primary(): Expression {
    const t = this.peek();
    if (t.kind === "number") {
      this.next();
      return { kind: "literal", value: Number(t.text) };
    }
    if (t.kind === "string") {
      this.next();
      return { kind: "literal", value: t.text };
    }
    if (this.peekSelectInParentheses()) {
      this.next();
      const select = this.select();
      this.expect(")");
      return { kind: "subquery", select };
    }
    if (this.accept("(")) {
      const inside = this.expression();
      this.expect(")");
      return inside;
    }
    if (t.kind === "symbol" && t.text === "@") {
      this.next();
      this.accept("@");
      return { kind: "call", name: `@@${this.identifier().toLowerCase()}`, args: [], distinct: false, at: t.at };
    }
    switch (this.peekWord()) {
      case "NULL":
        this.next();
        return { kind: "literal", value: null };
      case "TRUE":
      case "FALSE":
        return { kind: "literal", value: this.next().text.toUpperCase() === "TRUE" };
      case "CASE":
        return this.caseOf();
      case "EXISTS": {
        this.next();
        this.expect("(");
        const select = this.select();
        this.expect(")");
        return { kind: "exists", select };
      }
      case "CAST": {
        this.next();
        this.expect("(");
        const of = this.expression();
        this.expect("AS");
        const type = this.typeName();
        this.expect(")");
        return { kind: "cast", of, type };
      }
      case "CURRENT_TIMESTAMP":
      case "CURRENT_DATE":
      case "CURRENT_USER":
      case "CURRENT_TIME":
      case "SESSION_USER": {
        const name = this.next().text.toLowerCase();
        if (this.peekIs("(")) this.list(() => this.expression());
        return { kind: "call", name, args: [], distinct: false, at: t.at };
      }
      default:
    }
    if (t.kind === "word" && RESERVED.has(t.text.toUpperCase())) this.wrong();
    const name = this.identifier();
    if (this.peekIs("(")) return this.call(name, t.at);
    if (this.accept(".")) {
      let column = this.identifier();
      if (this.accept(".")) column = this.identifier();
      return { kind: "column", table: name, name: column, at: t.at };
    }
    return { kind: "column", table: undefined, name, at: t.at };
  }

  private call(name: string, at: number): Expression {
    this.expect("(");
    const lower = name.toLowerCase();
    if (this.accept("*")) {
      this.expect(")");
      return { kind: "call", name: lower, args: [{ kind: "star", table: undefined }], distinct: false, at };
    }
    const distinct = this.accept("DISTINCT");
    const args: Expression[] = [];
    if (!this.accept(")")) {
      do args.push(this.expression());
      while (this.accept(","));
      this.expect(")");
    }
    return { kind: "call", name: lower, args, distinct, at };
  }

  private caseOf(): Expression {
    this.next();
    const of = this.peekWord() === "WHEN" ? undefined : this.expression();
    const when: [Expression, Expression][] = [];
    while (this.accept("WHEN")) {
      const test = this.expression();
      this.expect("THEN");
      when.push([test, this.expression()]);
    }
    const otherwise = this.accept("ELSE") ? this.expression() : undefined;
    this.expect("END");
    return { kind: "case", of, when, otherwise };
  }
}
