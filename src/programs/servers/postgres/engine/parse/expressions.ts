import type { CallExpr, Expr, FrameBound, Query, SortItem, TypeName, WindowSpec } from "../ast.ts";
import type { Token } from "../lex.ts";
import { Cursor } from "./cursor.ts";

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

const SIMPLE_TYPES =
  /^(date|time|timestamp|timestamptz|interval|int|integer|int4|int8|int2|bigint|smallint|numeric|decimal|real|float|float8|boolean|bool|text|varchar|uuid|json|jsonb|bytea|name|regclass|regtype|char|character|timetz)$/;

/** Expressions by precedence climbing; what stands in a query is read by `Queries`. */
export abstract class Expressions extends Cursor {
  protected abstract query(): Query;

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

  protected startsQuery(): boolean {
    let ahead = 0;
    while (this.peek(ahead).text === "(" && this.peek(ahead).kind === "operator") ahead++;
    const t = this.peek(ahead);
    return t.kind === "word" && /^(select|with|values|table)$/.test(t.text);
  }

  private primary(): Expr {
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

  private extract(): Expr {
    const { at } = this.next();
    this.expect("(");
    const field = this.next();
    this.expect("from");
    const e = this.expression();
    this.expect(")");
    return call("extract", [{ k: "const", t: "str", s: field.text.toLowerCase(), at: field.at }, e], at);
  }

  /** Functions whose arguments have words between them. */
  private textCall(name: string): Expr {
    const { at } = this.next();
    this.expect("(");
    if (name === "position") {
      const what = this.expression(6);
      if (!this.accept("in")) return this.wrong();
      const text = this.expression(6);
      this.expect(")");
      return call("position", [text, what], at);
    }
    if (name === "trim") {
      const side = this.accept("leading") ? "ltrim" : this.accept("trailing") ? "rtrim" : "btrim";
      if (side === "btrim") this.accept("both");
      if (this.accept("from")) {
        const e = this.expression();
        this.expect(")");
        return call(side, [e], at);
      }
      const first = this.expression();
      const args = this.accept("from") ? [this.expression(), first] : [first];
      if (args.length === 1 && this.accept(",")) args.push(this.expression());
      this.expect(")");
      return call(side, args, at);
    }
    const args = [this.expression()];
    if (name === "overlay") {
      this.expect("placing");
      args.push(this.expression());
      this.expect("from");
      args.push(this.expression());
      if (this.accept("for")) args.push(this.expression());
    } else if (this.accept("from")) {
      args.push(this.expression());
      if (this.accept("for")) args.push(this.expression());
    } else if (this.accept("for")) args.push({ k: "const", t: "int", s: "1", at }, this.expression());
    else while (this.accept(",")) args.push(this.expression());
    this.expect(")");
    return call(name, args, at);
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

  private callOf(name: readonly string[], at: number): Expr {
    this.expect("(");
    const args: Expr[] = [];
    const argNames: (string | undefined)[] = [];
    let star = false;
    let distinct = false;
    let variadic = false;
    let orderBy: SortItem[] = [];
    if (this.accept("*")) star = true;
    else if (!this.is(")")) {
      distinct = this.accept("distinct");
      if (!distinct) this.accept("all");
      do {
        if (this.accept("variadic")) variadic = true;
        const named =
          this.isName() &&
          (this.peek(1).text === "=>" || this.peek(1).text === ":=") &&
          this.peek(1).kind === "operator";
        argNames.push(named ? this.name() : undefined);
        if (named) this.next();
        args.push(this.expression());
      } while (this.accept(","));
      orderBy = this.orderBy();
    }
    this.expect(")");
    let within: SortItem[] | undefined;
    if (this.accept("within", "group")) {
      this.expect("(");
      within = this.orderBy();
      this.expect(")");
    }
    let filter: Expr | undefined;
    if (this.accept("filter")) {
      this.expect("(", "where");
      filter = this.expression();
      this.expect(")");
    }
    const over = this.accept("over") ? this.over() : undefined;
    const made: CallExpr = {
      k: "call",
      name,
      args,
      argNames,
      star,
      distinct,
      variadic,
      orderBy,
      within,
      filter,
      over,
      at,
    };
    return made;
  }

  private over(): WindowSpec {
    if (!this.is("(")) return { name: this.name(), partitionBy: [], orderBy: [], frame: undefined };
    return this.windowSpec();
  }

  protected windowSpec(): WindowSpec {
    this.expect("(");
    const name = this.isName() && !this.isOne("partition order rows range groups") ? this.name() : undefined;
    const partitionBy: Expr[] = [];
    if (this.accept("partition", "by")) {
      do partitionBy.push(this.expression());
      while (this.accept(","));
    }
    const orderBy = this.orderBy();
    let frame: WindowSpec["frame"];
    if (this.isOne("rows range groups")) {
      const mode = this.next().text as "rows" | "range" | "groups";
      if (this.accept("between")) {
        const start = this.bound();
        this.expect("and");
        frame = { mode, start, end: this.bound() };
      } else frame = { mode, start: this.bound(), end: { kind: "current row" } };
      if (this.accept("exclude")) this.refuse("EXCLUDE in a window");
    }
    this.expect(")");
    return { name, partitionBy, orderBy, frame };
  }

  private bound(): FrameBound {
    if (this.accept("unbounded", "preceding")) return { kind: "unbounded preceding" };
    if (this.accept("unbounded", "following")) return { kind: "unbounded following" };
    if (this.accept("current", "row")) return { kind: "current row" };
    const by = this.expression();
    if (this.accept("preceding")) return { kind: "preceding", by };
    this.expect("following");
    return { kind: "following", by };
  }

  protected orderBy(): SortItem[] {
    const out: SortItem[] = [];
    if (!this.accept("order", "by")) return out;
    do {
      const by = this.expression();
      let descending = false;
      if (this.accept("desc")) descending = true;
      else if (this.accept("using")) descending = this.next().text.startsWith(">");
      else this.accept("asc");
      const nullsFirst = this.accept("nulls", "first") ? true : this.accept("nulls", "last") ? false : undefined;
      out.push({ by, descending, nullsFirst });
    } while (this.accept(","));
    return out;
  }
}

const rowItems = (e: Expr): readonly Expr[] => (e.k === "row" ? e.items : [e]);

export function call(name: string, args: readonly Expr[], at: number): CallExpr {
  return {
    k: "call",
    name: [name],
    args,
    argNames: args.map(() => undefined),
    star: false,
    distinct: false,
    variadic: false,
    orderBy: [],
    within: undefined,
    filter: undefined,
    over: undefined,
    at,
  };
}
