import type { Action, ColumnDefinition, ConstraintDefinition, TableDefinition } from "../ast.ts";
import { QueryParser } from "./queries.ts";

interface Parts {
  readonly columns: ColumnDefinition[];
  readonly constraints: ConstraintDefinition[];
  readonly indexes: { name: string | undefined; columns: readonly string[] }[];
}

/** What stands in the brackets of CREATE TABLE. */
export class DefinitionParser extends QueryParser {
  protected definition(): TableDefinition {
    const parts: Parts = { columns: [], constraints: [], indexes: [] };
    this.expect("(");
    do this.element(parts);
    while (this.accept(","));
    this.expect(")");
    return parts;
  }

  protected oneColumn(): TableDefinition {
    const parts: Parts = { columns: [], constraints: [], indexes: [] };
    this.column(parts);
    return parts;
  }

  protected oneConstraint(): TableDefinition {
    const parts: Parts = { columns: [], constraints: [], indexes: [] };
    if (!this.constraint(parts)) this.wrong();
    return parts;
  }

  private element(parts: Parts): void {
    if (this.peekWord() === "LIKE") this.refuse("LIKE in a table's definition");
    if (!this.constraint(parts)) this.column(parts);
  }

  /** A constraint of the whole table; false when what is next is none. */
  private constraint(parts: Parts): boolean {
    let name: string | undefined;
    if (this.accept("CONSTRAINT"))
      name = /^(PRIMARY|UNIQUE|FOREIGN|CHECK)$/.test(this.peekWord() ?? "") ? undefined : this.identifier();
    const { constraints } = parts;
    if (this.accept("PRIMARY", "KEY")) constraints.push({ kind: "primary", name, columns: this.keyColumns() });
    else if (this.peekWord() === "UNIQUE") {
      this.next();
      if (!this.accept("KEY")) this.accept("INDEX");
      if (!this.peekIs("(")) name = this.identifier();
      constraints.push({ kind: "unique", name, columns: this.keyColumns() });
    } else if (this.accept("FOREIGN", "KEY")) {
      if (!this.peekIs("(")) name ??= this.identifier();
      const columns = this.names();
      this.expect("REFERENCES");
      constraints.push(this.references(name, columns));
    } else if (this.accept("CHECK")) constraints.push(this.check(name));
    else if (this.peekWord() === "EXCLUDE") this.refuse("EXCLUDE");
    else if (name === undefined && /^(KEY|INDEX|FULLTEXT|SPATIAL)$/.test(this.peekWord() ?? "")) {
      const special = this.next().text.toUpperCase();
      if (special === "FULLTEXT" || special === "SPATIAL") this.refuse(`a ${special} index`);
      const index = this.peekIs("(") ? undefined : this.identifier();
      parts.indexes.push({ name: index, columns: this.keyColumns() });
    } else {
      if (name !== undefined) this.wrong();
      return false;
    }
    return true;
  }

  /** `(a, b DESC, c(10))`: names alone. */
  protected keyColumns(): string[] {
    return this.list(() => {
      const name = this.identifier();
      if (this.peekIs("(")) {
        this.list(() => this.next());
      }
      if (!this.accept("DESC")) this.accept("ASC");
      return name;
    });
  }

  private check(name: string | undefined): ConstraintDefinition {
    this.expect("(");
    const { at } = this.peek();
    const test = this.expression();
    const text = this.textFrom(at);
    this.expect(")");
    return { kind: "check", name, test, text };
  }

  private references(name: string | undefined, columns: readonly string[]): ConstraintDefinition {
    const table = this.tableRef(false);
    const references = this.peekIs("(") ? this.names() : [];
    let onDelete: Action = "NO ACTION";
    let onUpdate: Action = "NO ACTION";
    for (;;) {
      if (this.accept("ON", "DELETE")) onDelete = this.action();
      else if (this.accept("ON", "UPDATE")) onUpdate = this.action();
      else if (this.accept("MATCH")) this.next();
      else break;
    }
    return { kind: "foreign", name, columns, table, references, onDelete, onUpdate };
  }

  private action(): Action {
    if (this.accept("CASCADE")) return "CASCADE";
    if (this.accept("RESTRICT")) return "RESTRICT";
    if (this.accept("NO", "ACTION")) return "NO ACTION";
    this.expect("SET");
    if (this.accept("NULL")) return "SET NULL";
    this.expect("DEFAULT");
    return "SET DEFAULT";
  }

  private column(parts: Parts): void {
    const name = this.named();
    const given = this.typeName();
    const serial = given === "serial";
    const type = serial ? "bigint unsigned" : given;
    if (serial) parts.constraints.push({ kind: "unique", name: undefined, columns: [name] });
    let notNull = false;
    let numbered: ColumnDefinition["numbered"] = serial ? "auto_increment" : undefined;
    let standard: ColumnDefinition["default"];
    let defaultText: string | undefined;
    let computed: ColumnDefinition["computed"];
    let touched = false;
    let constraint: string | undefined;
    let comment: string | undefined;
    for (;;) {
      if (this.accept("CONSTRAINT")) {
        constraint = this.identifier();
        continue;
      }
      if (this.accept("NOT", "NULL")) notNull = true;
      else if (this.accept("NULL")) continue;
      else if (this.accept("PRIMARY", "KEY")) {
        notNull = true;
        parts.constraints.push({ kind: "primary", name: constraint, columns: [name] });
      } else if (this.accept("UNIQUE")) {
        this.accept("KEY");
        parts.constraints.push({ kind: "unique", name: constraint, columns: [name] });
      } else if (this.accept("AUTO_INCREMENT")) numbered = "auto_increment";
      else if (this.accept("DEFAULT")) {
        const { at } = this.peek();
        standard = this.primaryOrSigned();
        defaultText = this.textFrom(at);
      } else if (this.accept("GENERATED")) {
        this.expect("ALWAYS", "AS");
        computed = this.computed();
      } else if (this.accept("AS")) computed = this.computed();
      else if (this.accept("ON", "UPDATE")) {
        this.primary();
        touched = true;
      } else if (this.accept("COMMENT")) comment = this.next().text;
      else if (this.accept("COLLATE")) this.next();
      else if (this.accept("CHARACTER", "SET") || this.accept("CHARSET")) this.next();
      else if (this.accept("REFERENCES")) {
        // MySQL reads a column's own REFERENCES and forgets it.
        this.references(constraint, [name]);
      } else if (this.accept("CHECK")) parts.constraints.push(this.check(constraint));
      else break;
      constraint = undefined;
    }
    parts.columns.push({
      name,
      type,
      notNull: notNull || numbered !== undefined,
      numbered,
      default: standard,
      defaultText,
      computed,
      touched,
      ...(comment ? { comment } : {}),
    });
  }

  private primaryOrSigned() {
    return this.peekIs("-") || this.peekIs("+") ? this.expression() : this.primary();
  }

  private computed(): ColumnDefinition["computed"] {
    this.expect("(");
    const { at } = this.peek();
    const of = this.expression();
    const text = this.textFrom(at);
    this.expect(")");
    const stored = this.accept("STORED") || this.accept("PERSISTENT");
    if (!stored) this.accept("VIRTUAL");
    return { of, text, stored };
  }
}
