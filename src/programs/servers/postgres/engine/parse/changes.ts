import type { Assignment, Change, Conflict, Cte, Delete, Expr, Insert, Merge, MergeArm, Update } from "../ast.ts";
import { PgError } from "../error.ts";
import { Queries } from "./queries.ts";

/** INSERT, UPDATE, DELETE, MERGE. */
export abstract class Changes extends Queries {
  protected changeIn(ctes: readonly Cte[], recursive: boolean): Change {
    if (this.is("with")) {
      const own = this.with();
      return this.changeIn(own.ctes, own.recursive);
    }
    switch (this.peek().text) {
      case "insert":
        return this.insert(ctes, recursive);
      case "update":
        return this.update(ctes, recursive);
      case "delete":
        return this.remove(ctes, recursive);
      case "merge":
        return this.merge(ctes, recursive);
      default:
        return this.wrong();
    }
  }

  private columnList(): { name: string; at: number }[] {
    return this.list(() => {
      const { at } = this.peek();
      const name = this.name();
      if (this.is("[") || this.is(".")) this.refuse("INSERT into a part of a column");
      return { name, at };
    });
  }

  private insert(ctes: readonly Cte[], recursive: boolean): Insert {
    this.next();
    this.expect("into");
    const table = this.tableName();
    const alias = this.accept("as") ? this.name() : undefined;
    const columns = this.is("(") && !this.startsQuery() ? this.columnList() : undefined;
    const overriding = this.accept("overriding") ? (this.label() === "user" ? "user" : "system") : undefined;
    if (overriding) this.expect("value");
    const source = this.accept("default", "values") ? undefined : this.query();
    return {
      k: "insert",
      ctes,
      recursive,
      table,
      alias,
      columns,
      source,
      overriding,
      conflict: this.conflict(),
      returning: this.returning(),
    };
  }

  private conflict(): Conflict | undefined {
    const { at } = this.peek();
    if (!this.accept("on")) return undefined;
    this.expect("conflict");
    let columns: Expr[] | undefined;
    let constraint: string | undefined;
    if (this.accept("on", "constraint")) constraint = this.name();
    else if (this.is("(")) {
      columns = this.list(() => this.expression());
      if (this.accept("where")) this.expression();
    }
    this.expect("do");
    if (this.accept("nothing")) return { columns, constraint, set: undefined, where: undefined, at };
    if (!columns && constraint === undefined)
      throw new PgError("ON CONFLICT DO UPDATE requires inference specification or constraint name", "42601", {
        at,
        hint: "For example, ON CONFLICT (column_name).",
      });
    this.expect("update", "set");
    const set = this.assignments();
    return { columns, constraint, set, where: this.accept("where") ? this.expression() : undefined, at };
  }

  private returning() {
    return this.accept("returning") ? this.outputs() : undefined;
  }

  private assignments(): Assignment[] {
    const out: Assignment[] = [];
    do {
      const { at } = this.peek();
      if (this.accept("(")) {
        const names: { name: string; at: number }[] = [];
        do names.push({ at: this.at, name: this.name() });
        while (this.accept(","));
        this.expect(")", "=");
        const row = this.accept("row");
        if (!row && this.startsQuery()) {
          this.expect("(");
          const query = this.query();
          this.expect(")");
          names.forEach((n, index) => {
            out.push({ column: n.name, path: [], value: { k: "pick", query, index }, at: n.at });
          });
          continue;
        }
        const values = this.valueRow();
        if (values.length !== names.length)
          throw new PgError("number of columns does not match number of values", "42601", { at });
        names.forEach((n, i) => {
          out.push({ column: n.name, path: [], value: values[i] ?? "default", at: n.at });
        });
        continue;
      }
      const column = this.name();
      const path: Expr[] = [];
      while (this.accept("[")) {
        path.push(this.expression());
        this.expect("]");
      }
      if (this.is(".")) {
        const { text } = this.peek(1);
        throw new PgError(`column "${column}" of relation "${this.target}" does not exist`, "42703", {
          at,
          hint: text === "" ? undefined : `SET target columns cannot be qualified with the relation name.`,
        });
      }
      this.expect("=");
      out.push({ column, path, value: this.accept("default") ? "default" : this.expression(), at });
    } while (this.accept(","));
    return out;
  }

  private target = "";

  private update(ctes: readonly Cte[], recursive: boolean): Update {
    this.next();
    this.accept("only");
    const table = this.tableName();
    this.target = table.name;
    const alias = this.tableAlias();
    this.expect("set");
    const set = this.assignments();
    const from = this.accept("from") ? this.fromItems() : [];
    const where = this.where();
    return { k: "update", ctes, recursive, table, alias, set, from, where, returning: this.returning() };
  }

  private fromItems() {
    const out = [this.fromItem()];
    while (this.accept(",")) out.push(this.fromItem());
    return out;
  }

  private where(): Expr | undefined {
    if (!this.accept("where")) return undefined;
    if (this.is("current", "of")) this.refuse("WHERE CURRENT OF");
    return this.expression();
  }

  private remove(ctes: readonly Cte[], recursive: boolean): Delete {
    this.next();
    this.expect("from");
    this.accept("only");
    const table = this.tableName();
    const alias = this.tableAlias();
    const using = this.accept("using") ? this.fromItems() : [];
    const where = this.where();
    return { k: "delete", ctes, recursive, table, alias, using, where, returning: this.returning() };
  }

  private merge(ctes: readonly Cte[], recursive: boolean): Merge {
    this.next();
    this.expect("into");
    const table = this.tableName();
    this.target = table.name;
    const alias = this.tableAlias();
    this.expect("using");
    const using = this.fromItem();
    this.expect("on");
    const on = this.expression();
    const arms: MergeArm[] = [];
    while (this.accept("when")) {
      const matched = !this.accept("not");
      this.expect("matched");
      if (this.accept("by")) this.refuse("WHEN NOT MATCHED BY");
      const when = this.accept("and") ? this.expression() : undefined;
      this.expect("then");
      if (this.accept("update")) {
        this.expect("set");
        arms.push({ matched, when, act: { k: "update", set: this.assignments() } });
      } else if (this.accept("delete")) arms.push({ matched, when, act: { k: "delete" } });
      else if (this.accept("do", "nothing")) arms.push({ matched, when, act: { k: "nothing" } });
      else {
        this.expect("insert");
        const columns = this.is("(") ? this.columnList() : undefined;
        if (this.accept("default", "values"))
          arms.push({ matched, when, act: { k: "insert", columns: [], values: [] } });
        else {
          this.expect("values");
          arms.push({ matched, when, act: { k: "insert", columns, values: this.valueRow() } });
        }
      }
    }
    if (this.is("returning")) this.refuse("MERGE … RETURNING");
    return { k: "merge", ctes, recursive, table, alias, using, on, arms };
  }
}
