import type { TableName, TypeName } from "../ast.ts";
import type { Statement } from "../ast-statements.ts";
import { Objects } from "./objects.ts";

/** DROP, and COMMENT ON. */
export abstract class Drops extends Objects {
  protected drop(): Statement {
    this.next();
    if (this.accept("materialized", "view")) return this.dropNamed("materialized view");
    if (this.accept("foreign", "table")) this.refuse("a foreign table");
    const { text } = this.peek();
    switch (text) {
      case "table":
      case "view":
      case "index":
      case "sequence":
      case "type":
      case "domain":
      case "schema":
      case "extension":
        this.next();
        if (text === "index") this.accept("concurrently");
        return this.dropNamed(text);
      case "function":
      case "procedure":
      case "routine": {
        this.next();
        const ifExists = this.ifExists();
        const fns: { name: TableName; args: TypeName[] | undefined }[] = [];
        do {
          const name = this.tableName();
          const args = this.is("(")
            ? this.list(() => this.functionArg())
                .filter((a) => a.mode !== "out")
                .map((a) => a.type)
            : undefined;
          fns.push({ name, args });
        } while (this.accept(","));
        return {
          k: "drop function",
          what: text === "procedure" ? text : "function",
          fns,
          ifExists,
          cascade: this.cascade(),
        };
      }
      case "trigger": {
        this.next();
        const ifExists = this.ifExists();
        const name = this.name();
        this.expect("on");
        const table = this.tableName();
        this.cascade();
        return { k: "drop trigger", name, table, ifExists };
      }
      case "database": {
        this.next();
        const ifExists = this.ifExists();
        const name = this.name();
        if (this.accept("with")) this.skipParentheses();
        return { k: "drop database", name, ifExists };
      }
      case "role":
      case "user":
      case "group": {
        this.next();
        const ifExists = this.ifExists();
        const names: string[] = [];
        do names.push(this.roleName());
        while (this.accept(","));
        return { k: "drop role", names, ifExists };
      }
      case "owned": {
        this.next();
        this.expect("by");
        const roles: string[] = [];
        do roles.push(this.roleName());
        while (this.accept(","));
        this.cascade();
        return { k: "owned", verb: "drop", roles, to: undefined };
      }
      default:
        if (
          !/^(aggregate|cast|collation|conversion|event|language|operator|policy|publication|rule|server|statistics|subscription|tablespace|text|transform)$/.test(
            text,
          )
        )
          return this.wrong();
        return this.refuse(`DROP ${text.toUpperCase()}`);
    }
  }

  private dropNamed(what: string): Statement {
    const ifExists = this.ifExists();
    const names = this.tableNames();
    return { k: "drop", what, names, ifExists, cascade: this.cascade() };
  }

  protected comment(): Statement {
    const { at } = this.next();
    this.expect("on");
    let on = this.label();
    if (on === "materialized") {
      this.expect("view");
      on = "materialized view";
    }
    const name = this.dotted();
    if (this.is("(")) this.skipParentheses();
    if (this.accept("on")) name.unshift(...this.dotted());
    this.expect("is");
    const text = this.accept("null") ? null : this.string();
    return { k: "comment", on, name, text, at };
  }
}
