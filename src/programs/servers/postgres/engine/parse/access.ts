import type { TableName } from "../ast.ts";
import type { Statement } from "../ast-statements.ts";
import { Drops } from "./drops.ts";

type RoleOption = string | number | boolean | null;

/** Databases, roles and what they may do. */
export abstract class Access extends Drops {
  protected createDatabase(): Statement {
    const name = this.name();
    let owner: string | undefined;
    let template: string | undefined;
    this.accept("with");
    while (this.peek().kind !== "end" && !this.is(";")) {
      const option = this.label();
      if (option === "connection") this.expect("limit");
      this.accept("=");
      if (option === "owner") owner = this.roleName();
      else if (option === "template") template = this.name();
      else this.next();
    }
    return { k: "create database", name, owner, template };
  }

  protected alterDatabase(): Statement {
    const name = this.name();
    if (this.accept("rename", "to")) return { k: "alter database", name, rename: this.name(), owner: undefined };
    if (this.accept("owner", "to")) return { k: "alter database", name, rename: undefined, owner: this.roleName() };
    return this.refuse("this ALTER DATABASE");
  }

  protected role(verb: "create" | "alter"): Statement {
    const word = this.next().text;
    const { at } = this.peek();
    const name = this.roleName();
    const options = new Map<string, RoleOption>();
    const inRole: string[] = [];
    if (word === "user" || word === "group") options.set("login", word === "user");
    if (verb === "alter") options.clear();
    const rename = this.accept("rename", "to") ? this.name() : undefined;
    if (this.is("set") || this.is("reset")) this.refuse("ALTER ROLE … SET");
    this.accept("with");
    for (;;) {
      if (this.accept("encrypted")) this.wrongUnless("password");
      if (this.accept("password")) options.set("password", this.accept("null") ? null : this.string());
      else if (this.accept("connection", "limit")) options.set("limit", this.integer());
      else if (this.accept("valid", "until")) options.set("until", this.string());
      else if (this.accept("in", "role") || this.accept("in", "group")) {
        do inRole.push(this.roleName());
        while (this.accept(","));
      } else if (this.isOne("superuser createdb createrole login replication bypassrls inherit"))
        options.set(this.next().text, true);
      else if (this.isOne("nosuperuser nocreatedb nocreaterole nologin noreplication nobypassrls noinherit"))
        options.set(this.next().text.slice(2), false);
      else if (this.isName() && this.peek().kind === "word") return this.unknownOption();
      else break;
    }
    return { k: "role", verb, word, name, options, inRole, rename, at };
  }

  private wrongUnless(word: string): void {
    if (!this.is(word)) this.wrong();
  }

  private unknownOption(): never {
    const t = this.peek();
    return this.fail(`unrecognized role option "${t.text}"`, t.at);
  }

  protected abstract fail(message: string, at: number): never;

  protected owned(): Statement {
    this.next();
    this.expect("owned", "by");
    const roles: string[] = [];
    do roles.push(this.roleName());
    while (this.accept(","));
    this.expect("to");
    return { k: "owned", verb: "reassign", roles, to: this.roleName() };
  }

  protected grant(): Statement {
    const grant = this.next().text === "grant";
    const option0 = !grant && this.accept("grant", "option", "for");
    const privileges: { name: string; columns: string[] }[] = [];
    do {
      if (this.accept("all")) {
        this.accept("privileges");
        privileges.push({ name: "all", columns: this.is("(") ? this.names() : [] });
      } else {
        const name = this.label();
        privileges.push({ name, columns: this.is("(") ? this.names() : [] });
      }
    } while (this.accept(","));
    if (!this.accept("on")) {
      if (!this.accept(grant ? "to" : "from")) return this.wrong();
      const to: string[] = [];
      do to.push(this.roleName());
      while (this.accept(","));
      if (this.accept("with")) {
        this.label();
        this.next();
      }
      return { k: "grant role", grant, roles: privileges.map((p) => p.name), to };
    }
    const { on, allIn, names } = this.grantTarget();
    this.expect(grant ? "to" : "from");
    const roles: string[] = [];
    do {
      this.accept("group");
      roles.push(this.accept("public") ? "public" : this.roleName());
    } while (this.accept(","));
    const option = this.accept("with", "grant", "option") || option0;
    this.cascade();
    return { k: "grant", grant, privileges, on, allIn, names, roles, option };
  }

  private grantTarget(): {
    on: Extract<Statement, { k: "grant" }>["on"];
    allIn: string[] | undefined;
    names: TableName[];
  } {
    if (this.accept("all")) {
      const what = this.label();
      this.expect("in", "schema");
      const allIn = [this.name()];
      while (this.accept(",")) allIn.push(this.name());
      const on = ({ tables: "table", sequences: "sequence", functions: "function" } as const)[what as "tables"];
      return { on: on ?? "function", allIn, names: [] };
    }
    for (const what of ["table", "sequence", "database", "schema", "function", "type"] as const)
      if (this.accept(what)) {
        if (what !== "function") return { on: what, allIn: undefined, names: this.tableNames() };
        const names: TableName[] = [];
        do {
          names.push(this.tableName());
          if (this.is("(")) this.skipParentheses();
        } while (this.accept(","));
        return { on: what, allIn: undefined, names };
      }
    return { on: "table", allIn: undefined, names: this.tableNames() };
  }

  protected defaultPrivileges(): Statement {
    const { at } = this.peek();
    while (this.peek().kind !== "end" && !this.is(";")) this.next();
    return { k: "default privileges", text: this.textFrom(at) };
  }
}
