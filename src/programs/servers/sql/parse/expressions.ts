import type { Expression, Query } from "../ast.ts";
import { callOf } from "./calls.ts";
import { PrimaryParser } from "./primaries.ts";

/** Words that end an expression or a table's name: they are no alias. */
export const RESERVED = new Set(
  "FROM WHERE GROUP HAVING ORDER LIMIT OFFSET FETCH JOIN LEFT RIGHT INNER OUTER CROSS ON USING AS AND OR NOT UNION INTERSECT EXCEPT SET VALUES THEN WHEN ELSE END IS IN LIKE REGEXP RLIKE BETWEEN FOR INTO SELECT NULL ASC DESC FULL NATURAL WITH WINDOW DUPLICATE LATERAL DISTINCT CASE DEFAULT CHECK UNIQUE PRIMARY REFERENCES FOREIGN CONSTRAINT COLLATE DIV MOD XOR STRAIGHT_JOIN SEPARATOR".split(
    " ",
  ),
);

const COMPARISONS = ["=", "<>", "!=", "<", ">", "<=", ">=", "<=>"];
const OPERATORS = ["->", "->>", "&", "|", "<<", ">>"];

/** Operators, by how strongly they bind. */
export abstract class ExpressionParser extends PrimaryParser {
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
        else this.wrong();
        continue;
      }
      const negated = /^(IN|LIKE|BETWEEN|REGEXP|RLIKE)$/.test(this.peekWord(1) ?? "");
      const not = negated && this.accept("NOT");
      if (this.accept("MEMBER", "OF")) {
        this.expect("(");
        const whole = this.expression();
        this.expect(")");
        left = callOf("json_contains", [whole, callOf("json_array", [left], t.at)], t.at);
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
    // Against bytes, letters count as they are.
    const bytes = [of, pattern].some((e) => e.kind === "cast" && e.type === "binary");
    return { kind: "like", of, pattern, not, how: bytes && how === "ilike" ? "like" : how };
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
  protected other(): Expression {
    let left = this.sum();
    for (;;) {
      const t = this.peek();
      if (t.kind !== "symbol" || !OPERATORS.includes(t.text)) return left;
      if (this.maria && t.text.startsWith("->")) {
        // MariaDB knows no arrows: it stops at the second sign.
        this.next();
        this.wrongWithin(t.at + 1);
      }
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
    if (this.accept("~")) return callOf("~", [this.unary()], this.peek().at);
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
}
