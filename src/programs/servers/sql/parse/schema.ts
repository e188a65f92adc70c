import type { Statement } from "../ast.ts";
import { AlterParser } from "./alter.ts";

/** CREATE and DROP of tables, views, databases, indexes and users. */
export class SchemaParser extends AlterParser {
  protected create(): Statement {
    this.next();
    const replace = this.accept("OR", "REPLACE");
    const temporary = this.accept("TEMPORARY");
    if (this.accept("TABLE")) {
      const ifNotExists = this.ifNotExists();
      const table = this.tableRef(false);
      const empty = { columns: [], constraints: [], indexes: [] };
      if (this.accept("LIKE"))
        return {
          kind: "create table",
          table,
          ifNotExists,
          definition: empty,
          options: {},
          temporary,
          as: undefined,
          like: this.tableRef(false),
        };
      const definition = this.peekIs("(") && !this.peekQuery() ? this.definition() : empty;
      const options = this.tableOptions() ?? {};
      if (this.accept("PARTITION")) this.refuse("a partitioned table");
      if (this.peek().kind !== "end" && !this.peekIs(";") && !/^(AS|SELECT|WITH)$/.test(this.peekWord() ?? ""))
        this.wrong();
      this.accept("AS");
      const as = this.peek().kind === "end" ? undefined : this.query();
      return { kind: "create table", table, ifNotExists, definition, options, temporary, as, like: undefined };
    }
    this.viewOptions();
    if (this.accept("VIEW")) {
      const name = this.tableRef(false);
      const columns = this.peekIs("(") ? this.names() : undefined;
      this.expect("AS");
      const { at } = this.peek();
      const query = this.query();
      return { kind: "create view", name, replace, columns, query, text: this.textFrom(at) };
    }
    if (this.accept("DATABASE") || this.accept("SCHEMA")) {
      const ifNotExists = this.ifNotExists();
      const name = this.named();
      this.skipAll();
      return { kind: "create database", name, ifNotExists };
    }
    const unique = this.accept("UNIQUE");
    if (this.accept("INDEX")) {
      const ifNotExists = this.maria && this.ifNotExists();
      const name = this.named();
      if (this.accept("USING")) this.identifier();
      this.expect("ON");
      const table = this.tableRef(false);
      if (this.accept("USING")) this.identifier();
      const columns = this.keyColumns();
      return { kind: "create index", table, name, columns, unique, ifNotExists };
    }
    if (!unique && /^(USER|ROLE)$/.test(this.peekWord() ?? "")) return this.userMysql("create");
    return this.refuse(`CREATE ${this.peekWord() ?? ""}`.trim());
  }

  /** MySQL's `ALGORITHM=UNDEFINED DEFINER=… SQL SECURITY DEFINER`: a view here always has its owner's rights. */
  private viewOptions(): void {
    if (this.accept("ALGORITHM", "=")) this.identifier();
    if (this.accept("DEFINER", "=")) this.account();
    if (this.accept("SQL", "SECURITY")) this.identifier();
  }

  protected drop(): Statement {
    if (this.peekWord(1) === "PREPARE") return this.preparing();
    this.next();
    if (this.peekWord(1) === "TABLE") this.accept("TEMPORARY");
    for (const what of ["TABLE", "VIEW"] as const)
      if (this.accept(what)) {
        const ifExists = this.ifExists();
        const tables = this.tables();
        this.cascade();
        return { kind: "drop", what: what === "TABLE" ? "table" : "view", tables, ifExists };
      }
    if (this.accept("INDEX")) {
      const ifExists = this.maria && this.ifExists();
      const name = this.named();
      this.expect("ON");
      const table = this.tableRef(false);
      return { kind: "drop index", name, table, ifExists };
    }
    if (this.accept("DATABASE") || this.accept("SCHEMA")) {
      const ifExists = this.ifExists();
      const name = this.named();
      return { kind: "drop database", name, ifExists };
    }
    if (/^(USER|ROLE)$/.test(this.peekWord() ?? "")) return this.userMysql("drop");
    return this.refuse(`DROP ${this.peekWord() ?? ""}`.trim());
  }
}
