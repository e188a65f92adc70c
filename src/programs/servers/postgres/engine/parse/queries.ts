import type { Body, Change, Cte, Expr, FromItem, GroupItem, Output, Query, Select, WindowSpec } from "../ast.ts";
import { PgError } from "../error.ts";
import { FromItems } from "./from-items.ts";

/** SELECT, VALUES, TABLE, WITH and what joins them. */
export abstract class Queries extends FromItems {
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
