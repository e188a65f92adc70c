import type { Action, ColumnDef, ConstraintDef, Expr } from "../ast.ts";
import type { SequenceOptions, Statement, TableElement } from "../ast-statements.ts";
import { PgError } from "../error.ts";
import { Changes } from "./changes.ts";

/** CREATE TABLE and sequences. */
export abstract class Tables extends Changes {
  protected createTable(temp: boolean): Statement {
    const ifNotExists = this.ifNotExists();
    const table = this.tableName();
    if (this.accept("partition", "of")) this.refuse("a partition");
    if (this.accept("of")) this.refuse("CREATE TABLE OF");
    if (this.is("as") || (this.is("(") && this.isNameListThenAs())) return this.tableAs(table, temp, ifNotExists);
    const elements = this.list(() => this.tableElement());
    const inherits = this.accept("inherits") ? this.list(() => this.tableName()) : [];
    if (inherits.length) this.refuse("INHERITS");
    if (this.is("partition", "by")) this.refuse("a partitioned table");
    this.storage();
    let onCommitDrop = false;
    if (this.accept("on", "commit")) {
      onCommitDrop = this.accept("drop");
      if (!onCommitDrop && !this.accept("preserve", "rows")) this.expect("delete", "rows");
    }
    if (this.accept("tablespace")) this.tablespace();
    return { k: "create table", table, temp, ifNotExists, elements, inherits, onCommitDrop };
  }

  private tablespace(): void {
    const name = this.name();
    if (name !== "pg_default") throw new PgError(`tablespace "${name}" does not exist`, "42704");
  }

  private storage(): void {
    if (this.accept("using")) this.name();
    if (this.accept("with") && this.is("(")) this.skipParentheses();
    else if (this.accept("without", "oids")) return;
  }

  protected skipParentheses(): void {
    this.expect("(");
    for (let depth = 1; depth > 0; ) {
      const t = this.next();
      if (t.kind === "end") this.wrong(t);
      if (t.kind === "operator" && t.text === "(") depth++;
      if (t.kind === "operator" && t.text === ")") depth--;
    }
  }

  private isNameListThenAs(): boolean {
    let i = 1;
    for (;;) {
      if (!this.isName(this.peek(i))) return false;
      const after = this.peek(i + 1).text;
      if (after === ")") return this.peek(i + 2).text === "as";
      if (after !== ",") return false;
      i += 2;
    }
  }

  protected tableAs(
    table: ReturnType<Tables["tableName"]>,
    temp: boolean,
    ifNotExists: boolean,
    materialized = false,
  ): Statement {
    const columns = this.is("(") ? this.names() : [];
    this.storage();
    this.expect("as");
    const { at } = this.peek();
    const query = this.query();
    const text = this.textFrom(at);
    let noData = false;
    if (this.accept("with", "no", "data")) noData = true;
    else this.accept("with", "data");
    return { k: "create table as", table, temp, ifNotExists, columns, query, noData, materialized, text };
  }

  private tableElement(): TableElement {
    if (this.isOne("constraint primary unique check foreign exclude")) {
      const constraint = this.tableConstraint();
      return { k: "constraint", constraint };
    }
    if (this.accept("like")) {
      const table = this.tableName();
      let all = false;
      const including: string[] = [];
      while (this.isOne("including excluding")) {
        const add = this.next().text === "including";
        const what = this.label();
        if (add && what === "all") all = true;
        else if (add) including.push(what);
      }
      return { k: "like", table, all, including };
    }
    return { k: "column", column: this.columnDef() };
  }

  protected tableConstraint(): ConstraintDef {
    const { at } = this.peek();
    const name = this.accept("constraint") ? this.name() : undefined;
    const base = { name, at };
    if (this.accept("primary", "key")) return this.deferrable({ ...base, k: "primary", columns: this.keyNames() });
    if (this.accept("unique")) {
      if (this.accept("nulls", "not", "distinct")) this.refuse("NULLS NOT DISTINCT");
      return this.deferrable({ ...base, k: "unique", columns: this.keyNames() });
    }
    if (this.accept("check")) return this.check(base);
    if (this.accept("foreign", "key")) return this.references(base, this.names());
    return this.refuse(`${this.peek().text.toUpperCase()} in a table`);
  }

  private keyNames(): string[] {
    const names = this.names();
    if (this.accept("include")) this.names();
    return names;
  }

  private check(base: { readonly name: string | undefined; readonly at: number }): ConstraintDef {
    this.expect("(");
    const e = this.expression();
    this.expect(")");
    if (this.accept("no", "inherit")) this.refuse("NO INHERIT");
    if (this.accept("not", "valid")) return { ...base, k: "check", e };
    return { ...base, k: "check", e };
  }

  private deferrable(c: ConstraintDef): ConstraintDef {
    this.deferral();
    return c;
  }

  private deferral(): { deferrable: boolean; deferred: boolean } {
    let deferrable = false;
    let deferred = false;
    for (;;) {
      if (this.accept("deferrable")) deferrable = true;
      else if (this.is("not", "deferrable")) this.place += 2;
      else if (this.accept("initially")) deferred = this.label() === "deferred";
      else return { deferrable: deferrable || deferred, deferred };
    }
  }

  private references(
    base: { readonly name: string | undefined; readonly at: number },
    columns: string[],
  ): ConstraintDef {
    this.expect("references");
    const table = this.tableName();
    const references = this.is("(") ? this.names() : [];
    let onDelete: Action = "NO ACTION";
    let onUpdate: Action = "NO ACTION";
    for (;;) {
      if (this.accept("match")) this.label();
      else if (this.accept("on", "delete")) onDelete = this.action();
      else if (this.accept("on", "update")) onUpdate = this.action();
      else break;
    }
    return { ...base, k: "foreign", columns, table, references, onDelete, onUpdate, ...this.deferral() };
  }

  private action(): Action {
    if (this.accept("no", "action")) return "NO ACTION";
    if (this.accept("restrict")) return "RESTRICT";
    if (this.accept("cascade")) return "CASCADE";
    this.expect("set");
    if (this.accept("null")) return "SET NULL";
    this.expect("default");
    return "SET DEFAULT";
  }

  protected columnDef(): ColumnDef {
    const { at } = this.peek();
    const name = this.name();
    const type = this.typeName();
    let notNull = false;
    let identity: ColumnDef["identity"];
    let standard: Expr | undefined;
    let generated: Expr | undefined;
    const constraints: ConstraintDef[] = [];
    for (;;) {
      const from = this.peek().at;
      const named = this.accept("constraint") ? this.name() : undefined;
      const base = { name: named, at: from };
      if (this.accept("not", "null")) notNull = true;
      else if (this.accept("null")) continue;
      else if (this.accept("default")) standard = this.expression(6);
      else if (this.accept("primary", "key"))
        constraints.push(this.deferrable({ ...base, k: "primary", columns: [name] }));
      else if (this.accept("unique")) constraints.push(this.deferrable({ ...base, k: "unique", columns: [name] }));
      else if (this.accept("check")) constraints.push(this.check(base));
      else if (this.is("references")) constraints.push(this.references(base, [name]));
      else if (this.accept("generated")) {
        const always = this.accept("always");
        if (!always) this.expect("by", "default");
        this.expect("as");
        if (this.accept("identity")) {
          identity = always ? "always" : "by default";
          if (this.is("(")) this.skipParentheses();
        } else {
          this.expect("(");
          generated = this.expression();
          this.expect(")");
          if (!this.accept("stored")) {
            this.accept("virtual");
          }
        }
      } else if (this.accept("collate")) this.dotted();
      else if (named !== undefined) this.wrong();
      else break;
    }
    return { name, type, notNull, identity, default: standard, generated, constraints, at };
  }

  protected roleName(): string {
    if (this.isOne("current_user session_user current_role")) return this.next().text;
    return this.name();
  }

  protected sequenceOptions(): SequenceOptions {
    const o: { -readonly [K in keyof SequenceOptions]: SequenceOptions[K] } = {};
    for (;;) {
      if (this.accept("start")) {
        this.accept("with");
        o.start = this.integer();
      } else if (this.accept("increment")) {
        this.accept("by");
        o.increment = this.integer();
      } else if (this.accept("restart")) {
        o.restart = this.accept("with") || this.peek().kind === "number" ? this.integer() : null;
      } else if (this.accept("minvalue")) o.min = this.integer();
      else if (this.accept("maxvalue")) o.max = this.integer();
      else if (this.accept("no", "minvalue")) o.min = null;
      else if (this.accept("no", "maxvalue")) o.max = null;
      else if (this.accept("no", "cycle")) o.cycle = false;
      else if (this.accept("cycle")) o.cycle = true;
      else if (this.accept("cache")) this.integer();
      else if (this.accept("as")) o.type = this.typeName().names[0] ?? "int8";
      else if (this.accept("owned", "by")) o.ownedBy = this.accept("none") ? [] : this.dotted();
      else return o;
    }
  }
}
