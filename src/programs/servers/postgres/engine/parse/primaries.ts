import type { Expr, TypeName } from "../ast.ts";
import type { Token } from "../lex.ts";
import { Calls, call } from "./calls.ts";

const SIMPLE_TYPES =
  /^(date|time|timestamp|timestamptz|interval|int|integer|int4|int8|int2|bigint|smallint|numeric|decimal|real|float|float8|boolean|bool|text|varchar|uuid|json|jsonb|bytea|name|regclass|regtype|char|character|timetz)$/;

/** What an expression is made of: literals, names, brackets, CASE. */
export abstract class Primaries extends Calls {
  protected startsQuery(): boolean {
    let ahead = 0;
    while (this.peek(ahead).text === "(" && this.peek(ahead).kind === "operator") ahead++;
    const t = this.peek(ahead);
    return t.kind === "word" && /^(select|with|values|table)$/.test(t.text);
  }

  protected primary(): Expr {
    const t = this.peek();
    const { at } = t;
    switch (t.kind) {
      case "number":
        this.next();
        return {
          k: "const",
          t: /^\d+$|^0[xob]/i.test(t.text) ? "int" : "num",
          s: /^0[xob]/i.test(t.text) ? String(BigInt(t.text)) : t.text,
          at,
        };
      case "string":
        this.next();
        if (/^[bBxX]'/.test(t.raw)) this.refuse("a bit string");
        return { k: "const", t: "str", s: t.text, at };
      case "parameter":
        this.next();
        return { k: "param", n: Number(t.text), at };
      case "quoted":
        return this.named();
      case "operator":
        if (t.text === "(") return this.parenthesised();
        return this.wrong(t);
      case "word":
        return this.worded(t);
      default:
        return this.wrong(t);
    }
  }

  private parenthesised(): Expr {
    const { at } = this.peek();
    if (this.startsQuery()) {
      this.next();
      const query = this.query();
      this.expect(")");
      return { k: "subquery", query, at };
    }
    this.next();
    const first = this.expression();
    if (!this.is(",")) {
      this.expect(")");
      return first.k === "col" && this.is(".") ? this.fieldOf(first) : first;
    }
    const items = [first];
    while (this.accept(",")) items.push(this.expression());
    this.expect(")");
    return { k: "row", items, at };
  }

  private fieldOf(e: Expr): Expr {
    const { at } = this.next();
    if (this.accept("*")) this.refuse("(row).*");
    return { k: "field", e, name: this.label(), at };
  }

  private worded(t: Token): Expr {
    const { at } = t;
    const follows = this.peek(1);
    switch (t.text) {
      case "true":
      case "false":
        this.next();
        return { k: "const", t: "bool", s: t.text, at };
      case "null":
        this.next();
        return { k: "const", t: "null", s: "", at };
      case "case":
        return this.caseOf();
      case "cast": {
        this.next();
        this.expect("(");
        const e = this.expression();
        this.expect("as");
        const type = this.typeName();
        this.expect(")");
        return { k: "cast", e, type, at };
      }
      case "exists":
        if (follows.text !== "(") break;
        this.next();
        this.expect("(");
        {
          const query = this.query();
          this.expect(")");
          return { k: "exists", query, at };
        }
      case "array":
        this.next();
        if (this.is("(")) {
          this.next();
          const query = this.query();
          this.expect(")");
          return { k: "arrayquery", query, at };
        }
        return this.arrayItems(at);
      case "row":
        if (follows.text !== "(") break;
        this.next();
        return { k: "row", items: this.list(() => this.expression()), at };
      case "coalesce":
      case "greatest":
      case "least":
        if (follows.text !== "(") break;
        this.next();
        return { k: t.text, args: this.list(() => this.expression()), at };
      case "nullif": {
        this.next();
        const [l, r] = this.list(() => this.expression());
        if (!l || !r) return this.wrong();
        return { k: "nullif", l, r, at };
      }
      case "current_date":
      case "current_timestamp":
      case "current_time":
      case "localtime":
      case "localtimestamp":
      case "current_user":
      case "session_user":
      case "current_role":
      case "user":
      case "current_catalog":
        this.next();
        if (this.is("(")) this.list(() => this.expression());
        return call(t.text, [], at);
      case "current_schema":
        this.next();
        if (this.accept("(")) this.expect(")");
        return call(t.text, [], at);
      case "extract":
        if (follows.text !== "(") break;
        return this.extract();
      case "position":
      case "substring":
      case "overlay":
      case "trim":
        if (follows.text !== "(") break;
        return this.textCall(t.text);
      case "interval":
        if (follows.kind === "string") return this.intervalLiteral();
        break;
      case "grouping":
        if (follows.text !== "(") break;
        this.next();
        return call(
          "grouping",
          this.list(() => this.expression()),
          at,
        );
      default:
    }
    return this.typedLiteral() ?? this.named();
  }

  /** `DATE '2024-01-01'`. */
  private typedLiteral(): Expr | undefined {
    const t = this.peek();
    if (!SIMPLE_TYPES.test(t.text) && !this.is("double", "precision")) {
      if (this.peek(1).kind === "string" && this.isName(t) && t.kind === "word") {
        const type = this.typeName();
        return { k: "cast", e: this.primary(), type, at: t.at };
      }
      return undefined;
    }
    const from = this.place;
    let type: TypeName;
    try {
      type = this.typeName();
    } catch {
      this.place = from;
      return undefined;
    }
    if (this.peek().kind !== "string") {
      this.place = from;
      return undefined;
    }
    const value = this.next();
    return { k: "cast", e: { k: "const", t: "str", s: value.text, at: value.at }, type, at: t.at };
  }

  private intervalLiteral(): Expr {
    const { at } = this.next();
    const t = this.next();
    let s = t.text;
    if (this.isOne("year month day hour minute second")) {
      const unit = this.next().text;
      if (this.accept("to")) this.refuse("INTERVAL '…' … TO …");
      s = `${s} ${unit}`;
    }
    const type: TypeName = { names: ["interval"], mods: [], dims: 0, setof: false, at };
    return { k: "cast", e: { k: "const", t: "str", s, at: t.at }, type, at };
  }

  private arrayItems(at: number): Expr {
    this.expect("[");
    const items: Expr[] = [];
    if (!this.accept("]")) {
      do items.push(this.is("[") ? this.arrayItems(this.at) : this.expression());
      while (this.accept(","));
      this.expect("]");
    }
    return { k: "array", items, at };
  }

  private caseOf(): Expr {
    const { at } = this.next();
    const of = this.is("when") ? undefined : this.expression();
    const when: [Expr, Expr][] = [];
    while (this.accept("when")) {
      const test = this.expression();
      this.expect("then");
      when.push([test, this.expression()]);
    }
    if (when.length === 0) this.wrong();
    const otherwise = this.accept("else") ? this.expression() : undefined;
    this.expect("end");
    return { k: "case", of, when, otherwise, at };
  }

  /** A column, or a function's call. */
  private named(): Expr {
    const first = this.peek();
    if (!this.canFunction(first)) return this.wrong(first);
    this.next();
    const parts = [first.text];
    while (this.is(".")) {
      this.next();
      if (this.accept("*")) return { k: "star", table: parts, at: first.at };
      parts.push(this.label());
    }
    if (this.is("(")) return this.callOf(parts, first.at);
    if (!this.isName(first)) return this.wrong(first);
    return { k: "col", parts, at: first.at };
  }
}
