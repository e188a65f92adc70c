import type { Expr } from "../ast.ts";
import { call } from "./calls.ts";
import { Primaries } from "./primaries.ts";

/** How strongly an operator binds; all others than these bind as `other`. */
const BINDING: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  not: 3,
  is: 4,
  compare: 5,
  between: 6,
  other: 7,
  "+": 8,
  "*": 9,
  "^": 10,
  at: 11,
  collate: 12,
  unary: 13,
};

const COMPARE = new Set(["<", ">", "=", "<=", ">=", "<>", "!="]);

const bindingOf = (op: string): number =>
  COMPARE.has(op)
    ? (BINDING["compare"] ?? 5)
    : op === "+" || op === "-"
      ? 8
      : op === "*" || op === "/" || op === "%"
        ? 9
        : op === "^"
          ? 10
          : 7;

/** Expressions by precedence climbing; what stands in a query is read by `Queries`. */
export abstract class Expressions extends Primaries {
  protected expression(least = 0): Expr {
    let l = this.prefix(least);
    for (;;) {
      const next = this.infix(l, least);
      if (!next) return l;
      l = next;
    }
  }

  private prefix(least: number): Expr {
    const t = this.peek();
    if (this.accept("not")) return { k: "not", e: this.expression(3), at: t.at };
    if (t.kind === "operator" && /^[-+~!@#%^&|`?*/<>=]+$/.test(t.text) && !/^([*/<>=%^]|<=|>=|<>)$/.test(t.text)) {
      this.next();
      if (t.text === "-" || t.text === "+") {
        const r = this.expression(11);
        if (t.text === "+") return r;
        if (r.k === "const" && (r.t === "int" || r.t === "num") && !r.s.startsWith("-"))
          return { ...r, s: `-${r.s}`, at: t.at };
        return { k: "op", op: "-", l: undefined, r, at: t.at };
      }
      return { k: "op", op: t.text, l: undefined, r: this.expression(8), at: t.at };
    }
    return this.postfix(this.primary(), least);
  }

  /** Casts, subscripts and fields. */
  private postfix(start: Expr, _least: number): Expr {
    let e = start;
    for (;;) {
      const { at } = this.peek();
      if (this.accept("::")) e = { k: "cast", e, type: this.typeName(), at };
      else if (this.accept("[")) {
        const from = this.is(":") ? undefined : this.expression();
        if (this.accept(":")) {
          const to = this.is("]") ? undefined : this.expression();
          e = { k: "index", e, from, to, slice: true, at };
        } else e = { k: "index", e, from, to: undefined, slice: false, at };
        this.expect("]");
      } else if (this.is(".") && e.k !== "col" && e.k !== "const") {
        this.next();
        if (this.accept("*")) this.refuse("(row).*");
        e = { k: "field", e, name: this.label(), at };
      } else return e;
    }
  }

  private infix(l: Expr, least: number): Expr | undefined {
    const t = this.peek();
    const { at } = t;
    const ahead = (n: number) => n > least;
    if (t.kind === "operator") {
      if (/^(::|:=|=>|\.\.|[,()[\].;:])$/.test(t.text)) return undefined;
      const b = bindingOf(t.text);
      if (!ahead(b)) return undefined;
      this.next();
      const op = t.text === "!=" ? "<>" : t.text;
      if (this.isOne("any some all") && this.peek(1).text === "(") return this.quantified(l, op, at);
      return { k: "op", op, l, r: this.expression(b), at };
    }
    if (t.kind !== "word") return undefined;
    switch (t.text) {
      case "or":
      case "and": {
        const b = t.text === "or" ? 1 : 2;
        if (!ahead(b)) return undefined;
        this.next();
        return { k: t.text, l, r: this.expression(b), at };
      }
      case "is":
        return ahead(4) ? this.isTest(l) : undefined;
      case "isnull":
      case "notnull":
        if (!ahead(4)) return undefined;
        this.next();
        return { k: "is", e: l, what: "null", not: t.text === "notnull", at };
      case "between":
      case "in":
      case "like":
      case "ilike":
      case "similar":
      case "not":
        if (t.text === "not" && !/^(between|in|like|ilike|similar)$/.test(this.peek(1).text)) return undefined;
        return ahead(6) ? this.membership(l) : undefined;
      case "at":
        if (!ahead(11) || !this.is("at", "time", "zone")) {
          if (!ahead(11) || !this.accept("at", "local")) return undefined;
          return call("timezone", [{ k: "const", t: "str", s: "UTC", at }, l], at);
        }
        this.place += 3;
        return call("timezone", [this.expression(11), l], at);
      case "collate":
        this.next();
        this.dotted();
        return l;
      case "overlaps":
        if (!ahead(6)) return undefined;
        this.next();
        return call("overlaps", [...rowItems(l), ...rowItems(this.expression(6))], at);
      case "operator":
        if (!this.is("operator", "(")) return undefined;
        return this.refuse("OPERATOR()");
      default:
        return undefined;
    }
  }

  private quantified(l: Expr, op: string, at: number): Expr {
    const all = this.next().text === "all";
    this.expect("(");
    const list = this.startsQuery() ? this.query() : this.expression();
    this.expect(")");
    return { k: "quantified", e: l, op, all, list, at };
  }

  private isTest(e: Expr): Expr {
    const { at } = this.next();
    const not = this.accept("not");
    if (this.accept("null")) return { k: "is", e, what: "null", not, at };
    if (this.accept("true")) return { k: "is", e, what: "true", not, at };
    if (this.accept("false")) return { k: "is", e, what: "false", not, at };
    if (this.accept("unknown")) return { k: "is", e, what: "unknown", not, at };
    if (this.accept("distinct", "from")) return { k: "distinct", l: e, r: this.expression(4), not, at };
    if (this.accept("json")) this.refuse("IS JSON");
    return this.wrong();
  }

  private membership(e: Expr): Expr {
    const { at } = this.peek();
    const not = this.accept("not");
    const word = this.next().text;
    if (word === "between") {
      const symmetric = this.accept("symmetric");
      if (!symmetric) this.accept("asymmetric");
      const from = this.expression(6);
      this.expect("and");
      return { k: "between", e, from, to: this.expression(6), not, symmetric, at };
    }
    if (word === "in") {
      this.expect("(");
      if (this.startsQuery()) {
        const query = this.query();
        this.expect(")");
        return { k: "inquery", e, query, not, at };
      }
      const list = [this.expression()];
      while (this.accept(",")) list.push(this.expression());
      this.expect(")");
      return { k: "in", e, list, not, at };
    }
    if (word === "similar") this.expect("to");
    let r = this.expression(6);
    if (this.accept("escape"))
      r = call(word === "similar" ? "similar_to_escape" : "like_escape", [r, this.expression(6)], at);
    else if (word === "similar") r = call("similar_to_escape", [r], at);
    const op = word === "similar" ? "~" : word === "like" ? "~~" : "~~*";
    return { k: "op", op: not ? `!${op}` : op, l: e, r, at };
  }
}

const rowItems = (e: Expr): readonly Expr[] => (e.k === "row" ? e.items : [e]);
