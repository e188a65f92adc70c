import type { Body, Call, Core, Cte, Expression, FromItem, Join, Output, Query, TableRef, Window } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { ExpressionParser, RESERVED } from "./expressions.ts";
import { isReserved } from "./reserved.ts";

/** Outputs with the windows that they name put in. */
function withWindows(outputs: readonly Output[], named: ReadonlyMap<string, Window>): Output[] {
  const walk = (x: unknown): unknown => {
    if (Array.isArray(x)) return x.map(walk);
    if (typeof x !== "object" || x === null) return x;
    const o = x as { readonly over?: Window };
    const window = o.over?.name === undefined ? undefined : named.get(o.over.name.toLowerCase());
    if (o.over?.name !== undefined && !window)
      throw new SqlError(`Window name '${o.over.name}' is not defined.`, "HY000", 3579);
    const own = window ? { ...x, over: { ...window, name: undefined } } : x;
    return Object.fromEntries(Object.entries(own).map(([k, v]) => [k, walk(v)]));
  };
  return outputs.map((o) => ({ ...o, expression: walk(o.expression) as Expression }));
}

/** SELECT with all that belongs to it. */
export class QueryParser extends ExpressionParser {
  query(): Query {
    const { ctes, recursive } = this.ctes();
    return this.queryBehind(ctes, recursive);
  }

  protected ctes(): { readonly ctes: readonly Cte[]; readonly recursive: boolean } {
    const ctes: Cte[] = [];
    if (!this.accept("WITH")) return { ctes, recursive: false };
    const recursive = this.accept("RECURSIVE");
    do {
      const name = this.identifier();
      const columns = this.peekIs("(") ? this.names() : undefined;
      this.expect("AS");
      if (/^(INSERT|UPDATE|DELETE)$/.test(this.peekWord(1) ?? "")) this.refuse(`${this.peekWord(1)} in WITH`);
      ctes.push({ name, columns, query: this.nestedQuery() });
    } while (this.accept(","));
    return { ctes, recursive };
  }

  protected queryBehind(ctes: readonly Cte[], recursive: boolean): Query {
    return this.limited(this.union(), ctes, recursive);
  }

  /** A body with what stands behind it: ORDER BY, LIMIT, OFFSET. */
  protected limited(body: Body, ctes: readonly Cte[] = [], recursive = false): Query {
    const orderBy = this.orderBy();
    let limit: Expression | undefined;
    let offset: Expression | undefined;
    for (;;) {
      if (this.accept("LIMIT")) {
        limit = this.expression();
        if (this.accept(",")) {
          offset = limit;
          limit = this.expression();
        }
        if (this.accept("OFFSET")) offset = this.expression();
      } else if (this.maria && this.accept("OFFSET")) {
        offset = this.expression();
        if (!this.accept("ROWS")) this.accept("ROW");
      } else if (this.maria && this.accept("FETCH")) {
        if (!this.accept("FIRST")) this.expect("NEXT");
        limit = this.peek().kind === "number" ? this.primary() : { kind: "literal", value: 1 };
        if (!this.accept("ROWS")) this.expect("ROW");
        this.expect("ONLY");
      } else break;
    }
    // Rows are never locked for anybody here: transactions see their own copy.
    if (this.accept("FOR") && !this.accept("UPDATE") && !this.accept("SHARE")) this.wrong();
    return { kind: "query", ctes, recursive, body, orderBy, limit, offset };
  }

  private union(): Body {
    let left = this.intersection();
    for (;;) {
      const operator = this.accept("UNION") ? "UNION" : this.accept("EXCEPT") ? "EXCEPT" : undefined;
      if (!operator) return left;
      const all = this.accept("ALL");
      if (!all) this.accept("DISTINCT");
      left = { kind: "set", operator, all, left, right: this.intersection() };
    }
  }

  private intersection(): Body {
    let left = this.operand();
    while (this.accept("INTERSECT")) {
      const all = this.accept("ALL");
      left = { kind: "set", operator: "INTERSECT", all, left, right: this.operand() };
    }
    return left;
  }

  private operand(): Body {
    if (this.peekIs("(")) return { kind: "nested", query: this.nestedQuery() };
    if (this.accept("VALUES")) {
      const rows: Expression[][] = [];
      do {
        this.accept("ROW");
        rows.push(this.list(() => this.expression()));
      } while (this.accept(","));
      return { kind: "values", rows };
    }
    return this.core();
  }

  private core(): Core {
    this.expect("SELECT");
    const distinct = this.accept("DISTINCT");
    if (!distinct) this.accept("ALL");
    if (this.accept("SQL_CALC_FOUND_ROWS")) this.refuse("SQL_CALC_FOUND_ROWS");
    const outputs = this.outputs();
    if (this.peekWord() === "INTO") this.refuse("SELECT INTO");
    const joins: Join[] = [];
    let from: FromItem | undefined;
    // DUAL is no table: it stands where one has to.
    if (this.accept("FROM") && !this.accept("DUAL")) {
      from = this.fromItem();
      for (let join = this.join(); join; join = this.join()) joins.push(join);
    }
    const where = this.accept("WHERE") ? this.expression() : undefined;
    const groupBy: Expression[] = [];
    let rollup = false;
    if (this.accept("GROUP", "BY")) {
      if (/^(ROLLUP|CUBE|GROUPING)$/.test(this.peekWord() ?? "")) this.refuse(`GROUP BY ${this.peekWord()}`);
      do groupBy.push(this.expression());
      while (this.accept(","));
      rollup = this.accept("WITH", "ROLLUP");
    }
    const having = this.accept("HAVING") ? this.expression() : undefined;
    const named = this.namedWindows();
    const core = { kind: "core" as const, distinct, outputs, from, joins, where, groupBy, having };
    return { ...core, outputs: named.size ? withWindows(outputs, named) : outputs, ...(rollup ? { rollup } : {}) };
  }

  /** `WINDOW w AS (PARTITION BY …), …`. */
  private namedWindows(): ReadonlyMap<string, Window> {
    const named = new Map<string, Window>();
    if (!this.accept("WINDOW")) return named;
    do {
      const name = this.identifier();
      this.expect("AS");
      named.set(name.toLowerCase(), this.window());
    } while (this.accept(","));
    return named;
  }

  protected outputs(): Output[] {
    const out: Output[] = [];
    do {
      const from = this.peek().at;
      const expression = this.output();
      const text = this.written(from);
      out.push({ expression, alias: expression.kind === "star" ? undefined : this.alias(true), text });
    } while (this.accept(","));
    return out;
  }

  /** What was written for a column of the result, which heads it in MySQL: of texts side by side, the first. */
  private written(from: number): string {
    const text = this.textFrom(from);
    return /^'(?:[^'\\]|''|\\.)*'(?:\s+'(?:[^'\\]|''|\\.)*')+$/s.test(text)
      ? (/^'((?:[^'\\]|\\.)*)'/s.exec(text)?.[1] ?? text)
      : text;
  }

  private output(): Expression {
    if (this.accept("*")) return { kind: "star", table: undefined };
    if (this.peekIs(".", 1) && this.peekIs("*", 2)) {
      const table = this.identifier();
      this.expect(".", "*");
      return { kind: "star", table };
    }
    return this.expression();
  }

  protected alias(asText = false): string | undefined {
    if (this.accept("AS")) return this.peek().kind === "string" ? this.next().text : this.named();
    const t = this.peek();
    if (asText && t.kind === "string") return this.next().text;
    if (
      t.kind === "quoted" ||
      (t.kind === "word" && !RESERVED.has(t.text.toUpperCase()) && !isReserved(t.text, this.dialect))
    )
      return this.identifier();
    return undefined;
  }

  tableRef(withAlias: boolean): TableRef {
    const { at } = this.peek();
    let name = this.named();
    let schema: string | undefined;
    if (this.accept(".")) {
      schema = name;
      name = this.identifier();
    }
    return { kind: "table", schema, name, alias: withAlias ? this.alias() : undefined, at };
  }

  protected fromItem(): FromItem {
    const lateral = this.accept("LATERAL");
    if (this.peekQuery()) {
      const query = this.nestedQuery();
      const alias = this.alias();
      if (alias === undefined) return { kind: "derived", query, alias: "", columns: undefined, lateral };
      return {
        kind: "derived",
        query,
        alias: alias ?? "unnamed_subquery",
        columns: this.peekIs("(") ? this.names() : undefined,
        lateral,
      };
    }
    if (this.peekIs("(")) this.refuse("a join in brackets");
    if (this.peek().kind === "word" && this.peekIs("(", 1)) {
      const call = this.primary() as Call;
      const alias = this.alias() ?? call.name;
      return { kind: "function", call, alias, columns: this.peekIs("(") ? this.names() : undefined };
    }
    return this.tableRef(true);
  }

  protected join(): Join | undefined {
    const plain = { on: undefined, using: undefined, natural: false };
    if (this.accept(",")) return { kind: "cross", item: this.fromItem(), ...plain };
    const natural = this.accept("NATURAL");
    let kind: Join["kind"] = "inner";
    const side = this.peekWord();
    if (side === "LEFT" || side === "RIGHT") {
      this.next();
      this.accept("OUTER");
      kind = side === "LEFT" ? "left" : "right";
    } else if (this.accept("CROSS")) kind = "cross";
    else if (!this.accept("INNER") && side !== "JOIN") {
      if (natural) this.wrong();
      return undefined;
    }
    this.expect("JOIN");
    const item = this.fromItem();
    if (natural) return { kind, item, on: undefined, using: undefined, natural };
    if (this.accept("ON")) return { kind, item, on: this.expression(), using: undefined, natural };
    if (this.accept("USING")) return { kind, item, on: undefined, using: this.names(), natural };
    return { ...plain, kind: kind === "inner" ? "cross" : kind, item };
  }
}
