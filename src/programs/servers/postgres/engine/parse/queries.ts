import type {
  Alias,
  Body,
  Change,
  Cte,
  Expr,
  FromItem,
  GroupItem,
  Output,
  Query,
  Select,
  TypeName,
  WindowSpec,
} from "../ast.ts";
import { PgError } from "../error.ts";
import { Expressions } from "./expressions.ts";

/** SELECT, VALUES, TABLE, WITH and what joins them. */
export abstract class Queries extends Expressions {
  protected abstract changeIn(ctes: readonly Cte[], recursive: boolean): Change;

  protected query(): Query {
    const { at } = this.peek();
    const { ctes, recursive } = this.with();
    return this.queryWith(ctes, recursive, at);
  }

  protected with(): { readonly ctes: readonly Cte[]; readonly recursive: boolean } {
    const ctes: Cte[] = [];
    if (!this.accept("with")) return { ctes, recursive: false };
    const recursive = this.accept("recursive");
    do {
      const { at } = this.peek();
      const name = this.name();
      const columns = this.is("(") ? this.names() : [];
      this.expect("as");
      if (this.accept("not")) this.expect("materialized");
      else this.accept("materialized");
      this.expect("(");
      const query = this.startsChange() ? this.changeWith() : this.query();
      this.expect(")");
      ctes.push({ name, columns, query, at });
    } while (this.accept(","));
    return { ctes, recursive };
  }

  private startsChange(): boolean {
    return this.isOne("insert update delete merge");
  }

  private changeWith(): Change {
    return this.changeIn([], false);
  }

  protected queryWith(ctes: readonly Cte[], recursive: boolean, at: number): Query {
    this.into = undefined;
    const body = this.union();
    const { into } = this;
    const orderBy = this.orderBy();
    let limit: Expr | undefined;
    let offset: Expr | undefined;
    let locking: string | undefined;
    for (;;) {
      if (this.accept("limit")) {
        if (!this.accept("all")) limit = this.expression();
        if (this.is(","))
          throw new PgError("LIMIT #,# syntax is not supported", "42601", {
            at: this.peek(-2).at,
            hint: "Use separate LIMIT and OFFSET clauses.",
          });
      } else if (this.accept("offset")) {
        offset = this.expression();
        if (!this.accept("rows")) this.accept("row");
      } else if (this.accept("fetch")) {
        if (!this.accept("first")) this.expect("next");
        limit = this.isOne("row rows") ? { k: "const", t: "int", s: "1", at: this.at } : this.expression();
        if (!this.accept("rows")) this.expect("row");
        if (this.accept("with", "ties")) this.refuse("WITH TIES");
        this.expect("only");
      } else if (this.accept("for")) {
        locking = this.accept("no", "key", "update") ? "update" : this.accept("key", "share") ? "share" : this.label();
        if (this.accept("of")) this.tableNames();
        if (!this.accept("nowait")) this.accept("skip", "locked");
      } else break;
    }
    return { k: "query", ctes, recursive, body, orderBy, limit, offset, locking, into, at };
  }

  private into: Query["into"];

  private union(): Body {
    let l = this.intersect();
    while (this.isOne("union except")) {
      const { at } = this.peek();
      const op = this.next().text === "union" ? "UNION" : "EXCEPT";
      const all = this.accept("all");
      if (!all) this.accept("distinct");
      l = { k: "set", op, all, l, r: this.intersect(), at };
    }
    return l;
  }

  private intersect(): Body {
    let l = this.simple();
    while (this.is("intersect")) {
      const { at } = this.next();
      const all = this.accept("all");
      if (!all) this.accept("distinct");
      l = { k: "set", op: "INTERSECT", all, l, r: this.simple(), at };
    }
    return l;
  }

  private simple(): Body {
    const { at } = this.peek();
    if (this.accept("(")) {
      const query = this.query();
      this.expect(")");
      return { k: "nested", query, at };
    }
    if (this.accept("values")) {
      const rows: (readonly (Expr | "default")[])[] = [];
      do rows.push(this.valueRow());
      while (this.accept(","));
      return { k: "values", rows, at };
    }
    if (this.accept("table")) {
      const table = this.tableName();
      const star: Output = { e: { k: "star", table: [], at: table.at }, alias: undefined };
      return { ...EMPTY, outputs: [star], from: [{ k: "table", table, alias: undefined }] };
    }
    return this.select();
  }

  protected valueRow(): (Expr | "default")[] {
    return this.list(() => (this.accept("default") ? ("default" as const) : this.expression()));
  }

  private select(): Select {
    if (!this.accept("select")) return this.wrong();
    let distinct = false;
    let distinctOn: Expr[] | undefined;
    if (this.accept("distinct")) {
      distinct = true;
      if (this.accept("on")) distinctOn = this.list(() => this.expression());
    } else this.accept("all");
    const outputs =
      this.isOne("from where group having order limit union intersect except window into") || this.endsQuery()
        ? []
        : this.outputs();
    if (this.accept("into")) {
      if (!this.accept("temp")) this.accept("temporary");
      this.accept("table");
      this.into = this.tableName();
    }
    const from: FromItem[] = [];
    if (this.accept("from")) {
      do from.push(this.fromItem());
      while (this.accept(","));
    }
    const where = this.accept("where") ? this.expression() : undefined;
    const groupBy: GroupItem[] = [];
    if (this.accept("group", "by")) {
      if (!this.accept("all")) this.accept("distinct");
      do groupBy.push(this.groupItem());
      while (this.accept(","));
    }
    const having = this.accept("having") ? this.expression() : undefined;
    const windows: (WindowSpec & { as: string })[] = [];
    if (this.accept("window")) {
      do {
        const as = this.name();
        this.expect("as");
        windows.push({ ...this.windowSpec(), as });
      } while (this.accept(","));
    }
    return { k: "select", distinct, distinctOn, outputs, from, where, groupBy, having, windows };
  }

  private endsQuery(): boolean {
    const t = this.peek();
    return t.kind === "end" || t.text === ";" || (t.kind === "operator" && t.text === ")");
  }

  protected outputs(): Output[] {
    const out: Output[] = [];
    do {
      const { at } = this.peek();
      if (this.accept("*")) {
        out.push({ e: { k: "star", table: [], at }, alias: undefined });
        continue;
      }
      const e = this.expression();
      out.push({ e, alias: this.accept("as") ? this.label() : this.bareAlias() });
    } while (this.accept(","));
    return out;
  }

  private groupItem(): GroupItem {
    if (this.accept("rollup")) {
      const parts = this.list(() => this.group());
      return { k: "sets", sets: parts.map((_, i) => parts.slice(0, parts.length - i).flat()).concat([[]]) };
    }
    if (this.accept("cube")) {
      const parts = this.list(() => this.group());
      const sets: Expr[][] = [];
      for (let mask = (1 << parts.length) - 1; mask >= 0; mask--)
        sets.push(parts.flatMap((p, i) => (mask & (1 << (parts.length - 1 - i)) ? p : [])));
      return { k: "sets", sets };
    }
    if (this.accept("grouping", "sets")) {
      const sets = this.list((): readonly (readonly Expr[])[] => {
        if (this.isOne("rollup cube")) {
          const inner = this.groupItem();
          return inner.k === "sets" ? inner.sets : [[inner.e]];
        }
        return [this.group()];
      });
      return { k: "sets", sets: sets.flat() };
    }
    if (this.is("(", ")")) {
      this.place += 2;
      return { k: "sets", sets: [[]] };
    }
    return { k: "expr", e: this.expression() };
  }

  /** `a` or `(a, b)` or `()`. */
  private group(): Expr[] {
    if (this.is("(", ")")) {
      this.place += 2;
      return [];
    }
    const e = this.expression();
    return e.k === "row" ? [...e.items] : [e];
  }

  protected fromItem(): FromItem {
    let l = this.fromPrimary();
    for (let join = this.join(l); join; join = this.join(l)) l = join;
    return l;
  }

  private join(l: FromItem): FromItem | undefined {
    const { at } = this.peek();
    const natural = this.accept("natural");
    if (this.accept("cross")) {
      this.expect("join");
      return {
        k: "join",
        kind: "cross",
        l,
        r: this.fromPrimary(),
        on: undefined,
        using: undefined,
        natural: false,
        at,
      };
    }
    let kind: "inner" | "left" | "right" | "full" | undefined;
    if (this.accept("join")) kind = "inner";
    else if (this.accept("inner")) {
      this.expect("join");
      kind = "inner";
    } else if (this.isOne("left right full")) {
      kind = this.next().text as "left";
      this.accept("outer");
      this.expect("join");
    }
    if (!kind) return natural ? this.wrong() : undefined;
    const r = this.fromPrimary();
    if (natural) return { k: "join", kind, l, r, on: undefined, using: undefined, natural, at };
    // Joins may nest: `a JOIN b JOIN c ON … ON …`.
    let inner = r;
    while (!this.isOne("on using")) {
      const deeper = this.join(inner);
      if (!deeper) return this.wrong();
      inner = deeper;
    }
    if (this.accept("using")) return { k: "join", kind, l, r: inner, on: undefined, using: this.names(), natural, at };
    this.expect("on");
    return { k: "join", kind, l, r: inner, on: this.expression(), using: undefined, natural, at };
  }

  private fromPrimary(): FromItem {
    const { at } = this.peek();
    const lateral = this.accept("lateral");
    if (this.is("(")) {
      if (this.startsQuery()) {
        this.next();
        const query = this.query();
        this.expect(")");
        return { k: "query", query, alias: this.alias(), lateral, at };
      }
      this.next();
      const item = this.fromItem();
      this.expect(")");
      const alias = this.alias();
      if (alias) this.refuse("an alias of a join");
      return item;
    }
    if (this.accept("rows", "from")) {
      const calls = this.list(() => this.expression());
      const ordinality = this.accept("with", "ordinality");
      return { k: "function", calls, alias: this.alias(), ordinality, at };
    }
    this.accept("only");
    let ahead = 0;
    while (this.peek(ahead + 1).text === "." && this.peek(ahead + 1).kind === "operator") ahead += 2;
    const called = this.canFunction() && this.peek(ahead + 1).text === "(" && this.peek(ahead + 1).kind === "operator";
    if (called || this.isOne("current_date current_timestamp current_user session_user")) {
      const e = this.expression(12);
      const ordinality = this.accept("with", "ordinality");
      return { k: "function", calls: [e], alias: this.alias(), ordinality, at };
    }
    const table = this.tableName();
    this.accept("*");
    const alias = this.alias();
    if (this.accept("tablesample")) this.refuse("TABLESAMPLE");
    return { k: "table", table, alias };
  }

  private alias(): Alias | undefined {
    if (this.is("as", "(")) {
      this.next();
      return { name: "", ...this.aliasColumns() };
    }
    const name = this.tableAlias();
    if (name === undefined) return undefined;
    return this.is("(") ? { name, ...this.aliasColumns() } : { name, columns: [], types: [] };
  }

  private aliasColumns(): { columns: string[]; types: TypeName[] } {
    const columns: string[] = [];
    const types: TypeName[] = [];
    this.list(() => {
      columns.push(this.name());
      if (!this.is(",") && !this.is(")")) types.push(this.typeName());
    });
    return { columns, types };
  }
}

const EMPTY: Select = {
  k: "select",
  distinct: false,
  distinctOn: undefined,
  outputs: [],
  from: [],
  where: undefined,
  groupBy: [],
  having: undefined,
  windows: [],
};
