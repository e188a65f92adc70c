import type { Statement } from "../ast-statements.ts";
import { Access } from "./access.ts";

/** CREATE and ALTER: which thing, and who reads it. */
export abstract class Definitions extends Access {
  protected create(): Statement {
    this.next();
    const replace = this.accept("or", "replace");
    const temp =
      this.accept("temp") ||
      this.accept("temporary") ||
      this.accept("local", "temp") ||
      this.accept("local", "temporary");
    this.accept("unlogged");
    const { text } = this.peek();
    switch (text) {
      case "table":
        this.next();
        return this.createTable(temp);
      case "view":
        this.next();
        return this.createView(replace, temp);
      case "recursive":
        return this.refuse("CREATE RECURSIVE VIEW");
      case "materialized":
        this.next();
        this.expect("view");
        return this.createMaterialized();
      case "unique":
        this.next();
        this.expect("index");
        return this.createIndex(true);
      case "index":
        this.next();
        return this.createIndex(false);
      case "sequence": {
        this.next();
        const ifNotExists = this.ifNotExists();
        return { k: "create sequence", table: this.tableName(), temp, ifNotExists, options: this.sequenceOptions() };
      }
      case "schema": {
        this.next();
        const ifNotExists = this.ifNotExists();
        const name = this.is("authorization") ? "" : this.name();
        const owner = this.accept("authorization") ? this.roleName() : undefined;
        return { k: "create schema", name: name || (owner ?? ""), ifNotExists, owner };
      }
      case "type":
        this.next();
        return this.createType();
      case "domain":
        this.next();
        return this.createDomain();
      case "function":
      case "procedure":
        this.next();
        return this.createFunction(replace, text === "procedure");
      case "trigger":
        this.next();
        return this.createTrigger(replace);
      case "constraint":
        return this.refuse("CREATE CONSTRAINT TRIGGER");
      case "extension": {
        this.next();
        const ifNotExists = this.ifNotExists();
        const name = this.name();
        while (this.peek().kind !== "end" && !this.is(";")) this.next();
        return { k: "create extension", name, ifNotExists };
      }
      case "database":
        this.next();
        return this.createDatabase();
      case "role":
      case "user":
      case "group":
        return this.role("create");
      default:
        if (
          !/^(access|aggregate|cast|collation|conversion|event|foreign|language|operator|policy|publication|rule|server|statistics|subscription|tablespace|text|transform)$/.test(
            text,
          )
        )
          return this.wrong();
        return this.refuse(`CREATE ${text.toUpperCase()}`);
    }
  }

  protected alter(): Statement {
    this.next();
    if (this.accept("materialized", "view")) return this.alterTable("materialized view");
    const { text } = this.peek();
    switch (text) {
      case "table":
      case "view":
      case "index":
        this.next();
        return this.alterTable(text);
      case "sequence": {
        this.next();
        const from = this.place;
        const ifExists = this.ifExists();
        const table = this.tableName();
        if (this.isOne("rename owner")) {
          this.place = from;
          return this.alterTable("sequence");
        }
        return { k: "alter sequence", table, ifExists, options: this.sequenceOptions() };
      }
      case "type":
        this.next();
        return this.alterType();
      case "schema": {
        this.next();
        const name = this.name();
        if (this.accept("rename", "to")) return { k: "alter schema", name, rename: this.name(), owner: undefined };
        this.expect("owner", "to");
        return { k: "alter schema", name, rename: undefined, owner: this.roleName() };
      }
      case "database":
        this.next();
        return this.alterDatabase();
      case "role":
      case "user":
      case "group":
        return this.role("alter");
      case "default":
        this.next();
        this.expect("privileges");
        return this.defaultPrivileges();
      default:
        if (
          !/^(aggregate|collation|domain|event|extension|function|group|language|operator|policy|procedure|publication|rule|server|statistics|subscription|system|tablespace|text|trigger)$/.test(
            text,
          )
        )
          return this.wrong();
        return this.refuse(`ALTER ${text.toUpperCase()}`);
    }
  }
}
