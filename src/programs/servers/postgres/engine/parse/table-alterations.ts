import type { Alteration, Statement } from "../ast-statements.ts";
import { Tables } from "./tables.ts";

/** ALTER TABLE, and of what is altered like a table. */
export abstract class TableAlterations extends Tables {
  protected alterTable(what: "table" | "view" | "index" | "materialized view" | "sequence"): Statement {
    const ifExists = this.ifExists();
    this.accept("only");
    const table = this.tableName();
    const changes: Alteration[] = [];
    do changes.push(this.alteration());
    while (this.accept(","));
    return { k: "alter table", what, table, ifExists, changes };
  }

  private alteration(): Alteration {
    if (this.accept("add")) {
      if (this.isOne("constraint primary unique check foreign exclude")) {
        const constraint = this.tableConstraint();
        this.accept("not", "valid");
        return { k: "add constraint", constraint };
      }
      this.accept("column");
      const ifNotExists = this.ifNotExists();
      return { k: "add column", column: this.columnDef(), ifNotExists };
    }
    if (this.accept("drop")) {
      if (this.accept("constraint")) {
        const ifExists = this.ifExists();
        const name = this.name();
        return { k: "drop constraint", name, ifExists, cascade: this.cascade() };
      }
      this.accept("column");
      const ifExists = this.ifExists();
      const name = this.name();
      return { k: "drop column", name, ifExists, cascade: this.cascade() };
    }
    if (this.accept("rename")) {
      if (this.accept("to")) return { k: "rename", to: this.name() };
      if (this.accept("constraint")) {
        const from = this.name();
        this.expect("to");
        return { k: "rename constraint", from, to: this.name() };
      }
      this.accept("column");
      const from = this.name();
      this.expect("to");
      return { k: "rename column", from, to: this.name() };
    }
    if (this.accept("owner", "to")) return { k: "owner", to: this.roleName() };
    if (this.accept("set", "schema")) return { k: "schema", to: this.name() };
    if (this.isOne("enable disable")) {
      const on = this.next().text === "enable";
      if (this.accept("row", "level", "security")) return { k: "row security" };
      this.expect("trigger");
      if (this.accept("all") || this.accept("user")) return { k: "trigger", name: undefined, on };
      return { k: "trigger", name: this.name(), on };
    }
    if (this.accept("alter")) return this.alterColumn();
    return this.refuse(`ALTER TABLE … ${this.peek().text.toUpperCase()}`);
  }

  private alterColumn(): Alteration {
    this.accept("column");
    const name = this.name();
    if (this.accept("type") || this.accept("set", "data", "type")) {
      const type = this.typeName();
      if (this.accept("collate")) this.dotted();
      return { k: "type", name, type, using: this.accept("using") ? this.expression() : undefined };
    }
    if (this.accept("set", "not", "null")) return { k: "not null", name, on: true };
    if (this.accept("drop", "not", "null")) return { k: "not null", name, on: false };
    if (this.accept("set", "default")) return { k: "default", name, value: this.expression() };
    if (this.accept("drop", "default")) return { k: "default", name, value: undefined };
    if (this.accept("drop", "identity")) return { k: "identity", name, kind: undefined, ifExists: this.ifExists() };
    if (this.accept("add", "generated")) {
      const kind = this.accept("always") ? ("always" as const) : ("by default" as const);
      if (kind === "by default") this.expect("by", "default");
      this.expect("as", "identity");
      if (this.is("(")) this.skipParentheses();
      return { k: "identity", name, kind, ifExists: false };
    }
    return this.refuse("this ALTER COLUMN");
  }
}
