import type { Alteration, Place, Statement } from "../ast.ts";
import { ChangeParser } from "./changes.ts";

/** ALTER TABLE. */
export class AlterParser extends ChangeParser {
  protected alter(): Statement {
    this.next();
    if (/^(USER|ROLE)$/.test(this.peekWord() ?? "")) return this.userMysql("alter");
    if (!this.accept("TABLE")) return this.refuse(`ALTER ${this.peekWord() ?? ""}`.trim());
    const ifExists = this.maria && this.ifExists();
    const table = this.tableRef(false);
    const changes: Alteration[] = [];
    do changes.push(...this.alterations());
    while (this.accept(","));
    return { kind: "alter table", table, ifExists, changes };
  }

  /** MySQL's `ADD (a INT, b INT)` is two of them. */
  private alterations(): Alteration[] {
    const options = this.tableOptions();
    if (options) return [{ kind: "options", options }];
    if (this.accept("ORDER", "BY")) {
      do {
        this.identifier();
        if (!this.accept("DESC")) this.accept("ASC");
      } while (this.peekIs(",") && this.accept(","));
      return [{ kind: "order" }];
    }
    if (this.accept("CONVERT", "TO", "CHARACTER", "SET")) {
      this.identifier();
      if (this.accept("COLLATE")) this.identifier();
      return [{ kind: "order" }];
    }
    if (this.accept("RENAME", "INDEX") || this.accept("RENAME", "KEY")) {
      const from = this.identifier();
      this.expect("TO");
      return [{ kind: "rename index", from, to: this.identifier() }];
    }
    const many =
      this.peekWord() === "ADD" && (this.peekIs("(", 1) || (this.peekWord(1) === "COLUMN" && this.peekIs("(", 2)));
    if (!many) return [this.alteration()];
    this.next();
    this.accept("COLUMN");
    return this.list(() => ({
      kind: "add column" as const,
      definition: this.oneColumn(),
      ifNotExists: false,
      place: undefined,
    }));
  }

  private alteration(): Alteration {
    if (this.accept("ADD")) {
      const constraint = /^(CONSTRAINT|PRIMARY|FOREIGN|UNIQUE|CHECK|KEY|INDEX|FULLTEXT|SPATIAL)$/.test(
        this.peekWord() ?? "",
      );
      if (constraint) return { kind: "add constraint", definition: this.oneConstraint() };
      this.accept("COLUMN");
      const ifNotExists = this.maria && this.ifNotExists();
      return { kind: "add column", definition: this.oneColumn(), ifNotExists, place: this.place() };
    }
    if (this.accept("DROP")) {
      const what = this.peekWord() ?? "";
      if (/^(CONSTRAINT|FOREIGN|PRIMARY|INDEX|KEY|CHECK)$/.test(what)) {
        this.next();
        this.accept("KEY");
        const ifExists = this.maria && this.ifExists();
        const name = what === "PRIMARY" ? "PRIMARY" : this.identifier();
        this.cascade();
        return { kind: "drop constraint", name, what, ifExists };
      }
      this.accept("COLUMN");
      const ifExists = this.maria && this.ifExists();
      const name = this.identifier();
      this.cascade();
      return { kind: "drop column", name, ifExists };
    }
    if (this.accept("RENAME")) {
      if (this.accept("TO") || this.accept("AS")) return { kind: "rename table", to: this.identifier() };
      if (this.peekWord() === "CONSTRAINT" || this.peekWord() === "INDEX") this.refuse(`RENAME ${this.peekWord()}`);
      this.accept("COLUMN");
      const from = this.identifier();
      this.expect("TO");
      return { kind: "rename column", from, to: this.identifier() };
    }
    if (this.accept("MODIFY")) {
      this.accept("COLUMN");
      const definition = this.oneColumn();
      return { kind: "modify", from: definition.columns[0]?.name ?? "", definition, place: this.place() };
    }
    if (this.accept("CHANGE")) {
      this.accept("COLUMN");
      const from = this.identifier();
      return { kind: "modify", from, definition: this.oneColumn(), place: this.place() };
    }
    if (this.accept("ALTER")) {
      this.accept("COLUMN");
      if (this.accept("INDEX") || this.accept("CHECK")) this.refuse("this ALTER TABLE");
      const name = this.identifier();
      if (this.accept("DROP", "DEFAULT")) return { kind: "default", name, value: undefined, text: "" };
      this.expect("SET", "DEFAULT");
      const { at } = this.peek();
      const value = this.expression();
      return { kind: "default", name, value, text: this.textFrom(at) };
    }
    if (this.accept("DISABLE", "KEYS") || this.accept("ENABLE", "KEYS")) return { kind: "keys" };
    return this.refuse("this ALTER TABLE");
  }

  private place(): Place {
    if (this.accept("FIRST")) return "";
    return this.accept("AFTER") ? this.identifier() : undefined;
  }
}
