import type { Assignment, Cte, Expression, FromItem, Join, Statement, TableRef } from "../ast.ts";
import { MysqlParser } from "./mysql-statements.ts";

/** INSERT, REPLACE, UPDATE, DELETE, TRUNCATE. */
export class ChangeParser extends MysqlParser {
  protected insert(ctes: readonly Cte[]): Statement {
    const replace = this.next().text.toUpperCase() === "REPLACE";
    const ignore = this.accept("IGNORE");
    this.accept("INTO");
    const table = this.tableRef(false);
    const nothing = { target: undefined, set: undefined, where: undefined };
    const base = { kind: "insert", ctes, table, replace, rowAlias: undefined } as const;
    if (this.accept("SET")) {
      const set = this.assignments();
      const rows = [set.map(([, value]) => value)];
      return {
        ...base,
        columns: set.map(([name]) => name),
        rows,
        conflict: ignore ? nothing : this.conflict(),
        returning: undefined,
      };
    }
    const columns = this.peekIs("(") && !this.peekQuery() ? this.names() : undefined;
    let rows: Extract<Statement, { kind: "insert" }>["rows"];
    let rowAlias: string | undefined;
    if (this.accept("VALUES") || this.accept("VALUE")) {
      const all = [this.row()];
      while (this.accept(",")) all.push(this.row());
      rows = all;
      if (this.accept("AS")) rowAlias = this.identifier();
    } else if (/^(SELECT|WITH)$/.test(this.peekWord() ?? "") || this.peekQuery()) rows = this.query();
    else return this.wrong();
    const conflict = this.conflict() ?? (ignore ? nothing : undefined);
    return {
      ...base,
      columns: columns ?? (this.isEmpty(rows) ? [] : undefined),
      rows,
      conflict,
      rowAlias,
      returning: this.returning(),
    };
  }

  private isEmpty(rows: Extract<Statement, { kind: "insert" }>["rows"]): boolean {
    return Array.isArray(rows) && rows.length === 1 && rows[0]?.length === 0;
  }

  private row() {
    return this.list(() => (this.accept("DEFAULT") ? ("default" as const) : this.expression()));
  }

  private conflict(): Extract<Statement, { kind: "insert" }>["conflict"] {
    if (!this.accept("ON", "DUPLICATE", "KEY", "UPDATE")) return undefined;
    return { target: undefined, set: this.assignments(), where: undefined };
  }

  private returning() {
    return this.maria && this.accept("RETURNING") ? this.outputs() : undefined;
  }

  private assignments(): Assignment[] {
    const out: Assignment[] = [];
    const value = (): Expression | "default" => (this.accept("DEFAULT") ? "default" : this.expression());
    do {
      if (this.peekIs("(")) {
        const names = this.names();
        this.expect("=");
        if (this.peekQuery()) this.refuse("SET (…) = (SELECT …)");
        this.accept("ROW");
        const values = this.list(value);
        names.forEach((n, i) => {
          out.push([n, values[i] ?? "default"]);
        });
        continue;
      }
      let name = this.identifier();
      if (this.accept(".")) name = this.identifier();
      this.expect("=");
      out.push([name, value()]);
    } while (this.accept(","));
    return out;
  }

  protected update(): Statement {
    this.next();
    const table = this.tableRef(true);
    if (this.peekIs(",") || /^(JOIN|INNER|LEFT|RIGHT|CROSS)$/.test(this.peekWord() ?? ""))
      return this.updateJoin(table);
    this.expect("SET");
    const set = this.assignments();
    const where = this.accept("WHERE") ? this.expression() : undefined;
    return { kind: "update", table, set, where, ...this.someRows() };
  }

  private updateJoin(first: FromItem): Statement {
    const joins: Join[] = [];
    for (let join = this.join(); join; join = this.join()) joins.push(join);
    this.expect("SET");
    const set: (readonly [string | undefined, string, Expression | "default"])[] = [];
    do {
      let table: string | undefined;
      let name = this.identifier();
      if (this.accept(".")) [table, name] = [name, this.identifier()];
      this.expect("=");
      set.push([table, name, this.accept("DEFAULT") ? "default" : this.expression()]);
    } while (this.accept(","));
    const where = this.accept("WHERE") ? this.expression() : undefined;
    return { kind: "update join", from: first, joins, set, where };
  }

  /** `a, b.*`: the tables that rows go from. */
  private aliases(): string[] {
    const out: string[] = [];
    do {
      out.push(this.identifier());
      if (this.accept(".") && !this.accept("*")) {
        out[out.length - 1] = this.identifier();
        if (this.accept(".")) this.expect("*");
      }
    } while (this.accept(","));
    return out;
  }

  private deleteJoin(targets: readonly string[]): Statement {
    const from = this.fromItem();
    const joins: Join[] = [];
    for (let join = this.join(); join; join = this.join()) joins.push(join);
    const where = this.accept("WHERE") ? this.expression() : undefined;
    return { kind: "delete join", targets, from, joins, where };
  }

  /** MySQL's ORDER BY and LIMIT of UPDATE and DELETE. */
  private someRows() {
    return { orderBy: this.orderBy(), limit: this.accept("LIMIT") ? this.expression() : undefined };
  }

  protected remove(): Statement {
    this.next();
    this.accept("IGNORE");
    if (this.peekWord() !== "FROM") {
      if (this.peek().kind === "end") this.wrong();
      const targets = this.aliases();
      this.expect("FROM");
      return this.deleteJoin(targets);
    }
    this.expect("FROM");
    const table = this.tableRef(true);
    if (this.peekIs(",") || this.peekWord() === "USING") {
      const targets = [table.alias ?? table.name];
      while (this.accept(",")) targets.push(...this.aliases());
      this.expect("USING");
      return this.deleteJoin(targets);
    }
    const where = this.accept("WHERE") ? this.expression() : undefined;
    const { orderBy, limit } = this.someRows();
    return { kind: "delete", table, where, orderBy, limit, returning: this.returning() };
  }

  protected truncate(): Statement {
    this.next();
    this.accept("TABLE");
    return { kind: "truncate", tables: [this.tableRef(false)] };
  }

  protected tables(): TableRef[] {
    const out: TableRef[] = [];
    do out.push(this.tableRef(false));
    while (this.accept(","));
    return out;
  }

  /** Read, and without effect: MySQL says so itself. */
  protected cascade(): void {
    if (!this.accept("CASCADE")) this.accept("RESTRICT");
  }
}
