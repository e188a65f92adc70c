import type { CallExpr, Expr, FrameBound, Query, SortItem, WindowSpec } from "../ast.ts";
import { Cursor } from "./cursor.ts";

/** What is written as a call: functions with what may stand behind them, and those with words between their arguments. */
export abstract class Calls extends Cursor {
  protected abstract query(): Query;
  protected abstract expression(least?: number): Expr;

  protected extract(): Expr {
    const { at } = this.next();
    this.expect("(");
    const field = this.next();
    this.expect("from");
    const e = this.expression();
    this.expect(")");
    return call("extract", [{ k: "const", t: "str", s: field.text.toLowerCase(), at: field.at }, e], at);
  }

  /** Functions whose arguments have words between them. */
  protected textCall(name: string): Expr {
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

  protected callOf(name: readonly string[], at: number): Expr {
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
