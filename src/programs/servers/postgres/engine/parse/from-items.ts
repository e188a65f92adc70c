import type { Alias, FromItem, TypeName } from "../ast.ts";
import { Expressions } from "./expressions.ts";

/** FROM: tables, queries, functions and how they are joined. */
export abstract class FromItems extends Expressions {
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
