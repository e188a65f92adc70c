import type { Call, Expression, OrderItem, Query, Window } from "../ast.ts";
import { Cursor } from "./cursor.ts";

/** Words that end an expression or a table's name: they are no alias. */
export const RESERVED = new Set(
  "FROM WHERE GROUP HAVING ORDER LIMIT OFFSET FETCH JOIN LEFT RIGHT INNER OUTER CROSS ON USING AS AND OR NOT UNION INTERSECT EXCEPT SET VALUES RETURNING THEN WHEN ELSE END IS IN LIKE ILIKE REGEXP RLIKE BETWEEN FOR INTO SELECT NULL ASC DESC FULL NATURAL WITH WINDOW CONFLICT DUPLICATE LATERAL DISTINCT CASE DEFAULT CHECK UNIQUE PRIMARY REFERENCES FOREIGN CONSTRAINT COLLATE DIV MOD XOR STRAIGHT_JOIN NULLS SEPARATOR".split(
    " ",
  ),
);

const COMPARISONS = ["=", "<>", "!=", "<", ">", "<=", ">=", "<=>"];
const OPERATORS = ["->", "->>", "&", "|", "<<", ">>"];
/** MySQL's functions that are written without brackets. */
const MYSQL_BARE =
  /^(current_timestamp|current_date|current_time|localtimestamp|localtime|current_user|utc_timestamp|utc_date|utc_time)$/i;

/** Expressions. What is above them (queries) is a subclass's. */
export abstract class ExpressionParser extends Cursor {
  abstract query(): Query;

  protected peekQuery(ahead = 0): boolean {
    return this.peekIs("(", ahead) && /^(SELECT|WITH|VALUES)$/.test(this.peekWord(ahead + 1) ?? "");
  }

  protected nestedQuery(): Query {
    this.expect("(");
    const query = this.query();
    this.expect(")");
    return query;
  }

  expression(): Expression {
    let left = this.conjunction();
    for (;;) {
      const { at } = this.peek();
      if (this.accept("OR") || (this.accept("||") && this.deprecated("||", "OR")))
        left = { kind: "binary", operator: "OR", left, right: this.conjunction(), at };
      else if (this.accept("XOR")) left = { kind: "binary", operator: "XOR", left, right: this.conjunction(), at };
      else return left;
    }
  }

  private conjunction(): Expression {
    let left = this.negation();
    for (;;) {
      const { at } = this.peek();
      if (!this.accept("AND") && !(this.accept("&&") && this.deprecated("&&", "AND"))) return left;
      left = { kind: "binary", operator: "AND", left, right: this.negation(), at };
    }
  }

  private negation(): Expression {
    if (this.accept("NOT") || (this.accept("!") && this.deprecated("!", "NOT")))
      return { kind: "unary", operator: "NOT", of: this.negation() };
    return this.comparison();
  }

  private comparison(): Expression {
    let left = this.other();
    for (;;) {
      const t = this.peek();
      if (t.kind === "symbol" && COMPARISONS.includes(t.text)) {
        this.next();
        const operator = t.text === "!=" ? "<>" : t.text;
        const quantifier = this.peekWord();
        if ((quantifier === "ANY" || quantifier === "ALL" || quantifier === "SOME") && this.peekIs("(", 1)) {
          this.next();
          left = { kind: "any", of: left, operator, list: this.nestedQuery(), all: quantifier === "ALL" };
        } else left = { kind: "binary", operator, left, right: this.other(), at: t.at };
        continue;
      }
      if (this.accept("IS")) {
        const not = this.accept("NOT");
        if (this.accept("NULL")) left = { kind: "is", of: left, what: null, not };
        else if (this.accept("TRUE")) left = { kind: "is", of: left, what: true, not };
        else if (this.accept("FALSE")) left = { kind: "is", of: left, what: false, not };
        else if (this.accept("UNKNOWN")) left = { kind: "is", of: left, what: null, not };
        else if (this.accept("DISTINCT", "FROM")) left = { kind: "distinct", left, right: this.other(), not };
        else this.wrong();
        continue;
      }
      const negated = /^(IN|LIKE|BETWEEN|REGEXP|RLIKE)$/.test(this.peekWord(1) ?? "");
      const not = negated && this.accept("NOT");
      if (this.accept("MEMBER", "OF")) {
        this.expect("(");
        const whole = this.expression();
        this.expect(")");
        left = call("json_contains", [whole, call("json_array", [left], t.at)], t.at);
        continue;
      }
      if (this.accept("IN")) left = { kind: "in", of: left, list: this.inList(), not };
      else if (this.accept("BETWEEN")) {
        const from = this.other();
        this.expect("AND");
        left = { kind: "between", of: left, from, to: this.other(), not };
      } else if (this.accept("LIKE")) left = this.like(left, "ilike", not);
      else if (this.accept("REGEXP") || this.accept("RLIKE")) left = this.like(left, "iregex", not);
      else return left;
    }
  }

  private like(of: Expression, how: "like" | "ilike" | "iregex", not: boolean): Expression {
    let pattern = this.other();
    // Another sign in the place of the backslash: each stands for one.
    if (this.accept("ESCAPE")) {
      const sign = this.next().text;
      if (pattern.kind !== "literal" || typeof pattern.value !== "string")
        return this.refuse("ESCAPE behind an expression");
      const { value } = pattern;
      pattern = {
        kind: "literal",
        value:
          sign === ""
            ? value.replaceAll("\\", "\\\\")
            : value
                .replaceAll("\\", "\\\\")
                .split(sign + sign)
                .map((x) => x.replaceAll(sign, "\\"))
                .join(sign),
      };
    }
    return { kind: "like", of, pattern, not, how };
  }

  protected deprecated(sign: string, word: string): true {
    this.remarks.push({
      code: 1287,
      text: `'${sign === "||" ? "|| as a synonym for OR" : sign === "&&" ? "&& as a synonym for AND" : "! operator"}' is deprecated and will be removed in a future release. Please use ${word} instead`,
    });
    return true;
  }

  private inList(): readonly Expression[] | Query {
    return this.peekQuery() ? this.nestedQuery() : this.list(() => this.expression());
  }

  /** Operators that bind stronger than comparisons and weaker than sums. */
  private other(): Expression {
    let left = this.sum();
    for (;;) {
      const t = this.peek();
      if (t.kind !== "symbol" || !OPERATORS.includes(t.text)) return left;
      this.next();
      left = { kind: "binary", operator: t.text, left, right: this.sum(), at: t.at };
    }
  }

  private sum(): Expression {
    let left = this.product();
    for (;;) {
      const t = this.peek();
      if (t.kind !== "symbol" || (t.text !== "+" && t.text !== "-")) return left;
      this.next();
      left = { kind: "binary", operator: t.text, left, right: this.product(), at: t.at };
    }
  }

  private product(): Expression {
    let left = this.power();
    for (;;) {
      const t = this.peek();
      const word = this.peekWord();
      const operator = word === "DIV" ? "DIV" : word === "MOD" ? "%" : t.kind === "symbol" ? t.text : "";
      if (!["*", "/", "%", "DIV"].includes(operator)) return left;
      this.next();
      left = { kind: "binary", operator, left, right: this.power(), at: t.at };
    }
  }

  private power(): Expression {
    let left = this.unary();
    for (;;) {
      const { at } = this.peek();
      if (!this.accept("^")) return left;
      left = { kind: "binary", operator: "^", left, right: this.unary(), at };
    }
  }

  private unary(): Expression {
    if (this.accept("-")) return { kind: "unary", operator: "-", of: this.unary() };
    if (this.accept("+")) return this.unary();
    if (this.accept("~")) return call("~", [this.unary()], this.peek().at);
    if (this.peekWord() === "BINARY" && !this.peekIs("(", 1)) {
      this.next();
      this.remarks.push({
        code: 1287,
        text: "'BINARY expr' is deprecated and will be removed in a future release. Please use CAST instead",
      });
      return { kind: "cast", of: this.unary(), type: "binary" };
    }
    const of = this.primary();
    for (;;) {
      if (this.accept("COLLATE")) this.identifier();
      else return of;
    }
  }

  protected primary(): Expression {
    const t = this.peek();
    if (t.kind === "number") {
      this.next();
      return /^\d{1,15}$/.test(t.text) ? { kind: "literal", value: Number(t.text) } : { kind: "decimal", text: t.text };
    }
    if (t.kind === "string") {
      this.next();
      let value = t.text;
      while (this.peek().kind === "string") value += this.next().text;
      return { kind: "literal", value };
    }
    if (t.kind === "parameter") {
      if (!this.prepared) this.wrong();
      this.next();
      return { kind: "parameter", index: Number(t.text) - 1 };
    }
    if (this.peekQuery()) return { kind: "subquery", query: this.nestedQuery() };
    if (this.accept("(")) {
      const inside = this.expression();
      if (this.accept(")")) return inside;
      const items = [inside];
      while (this.accept(",")) items.push(this.expression());
      this.expect(")");
      return { kind: "row", items };
    }
    if (t.kind === "symbol" && t.text === "@") {
      this.next();
      if (!this.accept("@")) {
        const v = this.next();
        const name = `@${v.text.toLowerCase()}`;
        if (!this.accept(":=")) return call(name, [], t.at);
        this.remarks.push({
          code: 1287,
          text: "Setting user variables within expressions is deprecated and will be removed in a future release. Consider alternatives: 'SET variable=expression, ...', or 'SELECT expression(s) INTO variables(s)'.",
        });
        return call(name, [this.expression()], t.at);
      }
      let name = this.identifier().toLowerCase();
      const global = name === "global";
      if (this.accept(".")) name = this.identifier().toLowerCase();
      return call(`@@${name}`, global ? [{ kind: "literal", value: "global" }] : [], t.at);
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
      case "EXISTS":
        this.next();
        return { kind: "exists", query: this.nestedQuery() };
      case "INTERVAL":
        return this.interval();
      case "DATE":
      case "TIMESTAMP":
      case "TIMESTAMPTZ":
      case "TIME":
        if (this.peek(1).kind !== "string") break;
        return { kind: "cast", type: this.next().text.toLowerCase(), of: { kind: "literal", value: this.next().text } };
      default:
    }
    if (t.kind === "word" && RESERVED.has(t.text.toUpperCase()) && !this.peekIs("(", 1)) this.wrong();
    const name = this.identifier();
    if (this.peekIs("(")) return this.call(name.toLowerCase(), t.at);
    if (t.kind === "word" && MYSQL_BARE.test(name) && !this.peekIs(".")) return call(name.toLowerCase(), [], t.at);
    if (!this.accept(".")) return { kind: "column", table: undefined, name, at: t.at };
    let table = name;
    let column = this.identifier();
    if (this.peekIs("(")) return this.call(column.toLowerCase(), t.at);
    if (this.accept(".")) {
      table = column;
      column = this.identifier();
    }
    return { kind: "column", table, name: column, at: t.at };
  }

  /** `INTERVAL '1 day'`, MySQL's `INTERVAL 1 DAY`. */
  private interval(): Expression {
    this.next();
    const of = this.expression();
    const unit =
      /^(MICROSECOND|(SECOND|MINUTE|HOUR|DAY)_MICROSECOND|(MINUTE|HOUR|DAY)_SECOND|(HOUR|DAY)_MINUTE|DAY_HOUR|YEAR_MONTH|SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR)$/.test(
        this.peekWord() ?? "",
      )
        ? this.next().text.toLowerCase()
        : "";
    if (unit === "") this.wrong();
    return { kind: "interval", of, unit };
  }

  private call(name: string, at: number): Expression {
    this.expect("(");
    if (name === "found_rows")
      this.remarks.push({
        code: 1287,
        text: "FOUND_ROWS() is deprecated and will be removed in a future release. Consider using COUNT(*) instead.",
      });
    if (name === "values")
      this.remarks.push({
        code: 1287,
        text: "'VALUES function' is deprecated and will be removed in a future release. Please use an alias (INSERT INTO ... VALUES (...) AS alias) and replace VALUES(col) in the ON DUPLICATE KEY UPDATE clause with alias.col instead",
      });
    if (name === "cast" || name === "convert") {
      const of = this.expression();
      if (name === "convert") this.expect(",");
      else this.expect("AS");
      const type = this.typeName();
      this.expect(")");
      return { kind: "cast", of, type };
    }
    if (name === "extract") {
      const field = this.next().text.toLowerCase();
      this.expect("FROM");
      const of = this.expression();
      this.expect(")");
      return call("extract", [{ kind: "literal", value: field }, of], at);
    }
    if (/^(substring|trim|position|overlay)$/.test(name)) {
      const special = this.wordy(name, at);
      if (special) return special;
    }
    if (/^(timestampdiff|timestampadd)$/.test(name)) {
      const unit = this.next().text.toLowerCase();
      this.expect(",");
      const args = [this.expression()];
      while (this.accept(",")) args.push(this.expression());
      this.expect(")");
      return call(name, [{ kind: "literal", value: unit }, ...args], at);
    }
    let distinct = false;
    const args: Expression[] = [];
    let orderBy: OrderItem[] = [];
    if (this.accept("*")) args.push({ kind: "star", table: undefined });
    else if (!this.peekIs(")")) {
      distinct = this.accept("DISTINCT");
      do args.push(this.expression());
      while (this.accept(","));
      orderBy = this.orderBy();
      if (this.accept("SEPARATOR")) args.push(this.primary());
    }
    this.expect(")");
    let filter: Expression | undefined;
    if (this.accept("FILTER")) {
      this.expect("(", "WHERE");
      filter = this.expression();
      this.expect(")");
    }
    if (this.accept("WITHIN", "GROUP")) this.refuse("WITHIN GROUP");
    return {
      kind: "call",
      name,
      args,
      distinct,
      orderBy,
      filter,
      over: this.accept("OVER") ? this.window() : undefined,
      at,
    };
  }

  /** `SUBSTRING(x FROM 1 FOR 2)`, `TRIM(BOTH ' ' FROM x)`, `POSITION(a IN b)`: their own grammar; undefined for the plain one. */
  private wordy(name: string, at: number): Expression | undefined {
    if (name === "trim") {
      const side = /^(BOTH|LEADING|TRAILING)$/.test(this.peekWord() ?? "") ? this.next().text.toLowerCase() : "both";
      const what = this.peekWord() === "FROM" ? undefined : this.expression();
      let of = what;
      let characters: Expression | undefined;
      if (this.accept("FROM")) {
        of = this.expression();
        characters = what;
      } else if (this.accept(",")) characters = this.expression();
      this.expect(")");
      return call(
        "trim",
        [
          of ?? { kind: "literal", value: null },
          characters ?? { kind: "literal", value: " " },
          { kind: "literal", value: side },
        ],
        at,
      );
    }
    const first = name === "position" ? this.other() : this.expression();
    if (name === "position") {
      this.expect("IN");
      const within = this.expression();
      this.expect(")");
      return call("position", [within, first], at);
    }
    if (name === "overlay") this.refuse("OVERLAY");
    const args = [first];
    if (this.accept("FROM")) {
      args.push(this.expression());
      if (this.accept("FOR")) args.push(this.expression());
    } else while (this.accept(",")) args.push(this.expression());
    this.expect(")");
    return call(name, args, at);
  }

  protected window(): Window {
    if (!this.peekIs("(")) return { name: this.identifier(), partitionBy: [], orderBy: [], frame: undefined };
    this.expect("(");
    const partitionBy: Expression[] = [];
    if (this.accept("PARTITION", "BY")) {
      do partitionBy.push(this.expression());
      while (this.accept(","));
    }
    const orderBy = this.orderBy();
    let frame: Window["frame"];
    if (this.accept("ROWS")) {
      const between = this.accept("BETWEEN");
      const before = this.bound();
      let after: number | undefined = 0;
      if (between) {
        this.expect("AND");
        after = this.bound();
      }
      frame = { before: before === undefined ? undefined : -before, after };
    } else if (this.peekWord() === "RANGE" || this.peekWord() === "GROUPS") this.refuse(`a ${this.peekWord()} frame`);
    this.expect(")");
    return { partitionBy, orderBy, frame };
  }

  /** Rows behind the current one (before it: below 0); undefined: without end. */
  private bound(): number | undefined {
    if (this.accept("UNBOUNDED")) {
      if (!this.accept("PRECEDING")) this.expect("FOLLOWING");
      return undefined;
    }
    if (this.accept("CURRENT", "ROW")) return 0;
    const n = Number(this.next().text);
    if (this.accept("PRECEDING")) return -n;
    this.expect("FOLLOWING");
    return n;
  }

  protected orderBy(): OrderItem[] {
    const out: OrderItem[] = [];
    if (!this.accept("ORDER", "BY")) return out;
    do {
      const by = this.expression();
      const descending = this.accept("DESC");
      if (!descending) this.accept("ASC");
      const nullsFirst = this.accept("NULLS", "FIRST") ? true : this.accept("NULLS", "LAST") ? false : undefined;
      out.push({ by, descending, nullsFirst });
    } while (this.accept(","));
    return out;
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

function call(name: string, args: readonly Expression[], at: number): Call {
  return { kind: "call", name, args, distinct: false, orderBy: [], filter: undefined, over: undefined, at };
}
