import type { ColumnDefinition, Statement, TableRef } from "./ast.ts";
import { ExpressionParser } from "./expression-parser.ts";
import { type Dialect, SqlError } from "./lexer.ts";

/** Parses one statement of the small subset. Throws SqlError as the server words a mistake. */
export function parseStatement(sql: string, dialect: Dialect): Statement {
  const p = new StatementParser(sql, dialect);
  const statement = p.statement();
  p.end();
  return statement;
}

class StatementParser extends ExpressionParser {
  statement(): Statement {
    const word = this.peekWord();
    switch (word) {
      case "SELECT":
        return this.select();
      case "INSERT":
      case "REPLACE":
        return this.insert();
      case "UPDATE":
        return this.update();
      case "DELETE":
        return this.remove();
      case "CREATE":
        return this.create();
      case "DROP":
        return this.drop();
      case "ALTER":
        return this.alter();
      case "TRUNCATE":
        this.next();
        this.accept("TABLE");
        return { kind: "truncate", table: this.tableRef(false) };
      case "USE":
        this.next();
        return { kind: "use", name: this.identifier() };
      case "GRANT":
      case "REVOKE":
      case "FLUSH":
        this.skipAll();
        return { kind: "grant", word };
      case "BEGIN":
      case "START":
      case "COMMIT":
      case "ROLLBACK":
      case "END":
        this.skipAll();
        return { kind: "transaction", word: word === "START" ? "BEGIN" : word === "END" ? "COMMIT" : word };
      case "SET":
        this.skipAll();
        return { kind: "set" };
      case "SHOW":
        return this.show();
      case "DESC":
      case "DESCRIBE":
        this.next();
        return { kind: "describe", table: this.tableRef(false) };
      default:
        if (word !== undefined && KNOWN.has(word))
          throw new SqlError(`drydock: ${word} is not simulated`, "0A000", 1235);
        return this.wrong();
    }
  }

  private insert(): Statement {
    if (this.next().text.toUpperCase() === "REPLACE")
      throw new SqlError("drydock: REPLACE is not simulated", "0A000", 1235);
    const ignore = this.accept("IGNORE");
    this.expect("INTO");
    const table = this.tableRef(false);
    const columns =
      this.peekIs("(") && !this.peekSelectInParentheses() ? this.list(() => this.identifier()) : undefined;
    if (this.peekWord() === "SELECT")
      return { kind: "insert", table, columns, rows: this.select(), returning: this.returning(), ignore };
    if (this.accept("DEFAULT")) {
      this.expect("VALUES");
      return { kind: "insert", table, columns: [], rows: [[]], returning: this.returning(), ignore };
    }
    if (!this.accept("VALUES") && !this.accept("VALUE")) this.wrong();
    const rows = [this.row()];
    while (this.accept(",")) rows.push(this.row());
    let onConflict = ignore;
    if (this.accept("ON")) {
      if (this.accept("CONFLICT")) {
        if (this.peekIs("(")) this.list(() => this.identifier());
        this.expect("DO");
        if (!this.accept("NOTHING"))
          throw new SqlError("drydock: ON CONFLICT DO UPDATE is not simulated", "0A000", 1235);
        onConflict = true;
      } else throw new SqlError("drydock: ON DUPLICATE KEY UPDATE is not simulated", "0A000", 1235);
    }
    return { kind: "insert", table, columns, rows, returning: this.returning(), ignore: onConflict };
  }

  private row() {
    return this.list(() => (this.accept("DEFAULT") ? ("default" as const) : this.expression()));
  }

  private returning() {
    return this.accept("RETURNING") ? this.outputs() : undefined;
  }

  private update(): Statement {
    this.next();
    const table = this.tableRef(true);
    this.expect("SET");
    const set: [string, ReturnType<ExpressionParser["expression"]>][] = [];
    do {
      const name = this.identifier();
      this.expect("=");
      set.push([name, this.expression()]);
    } while (this.accept(","));
    const where = this.accept("WHERE") ? this.expression() : undefined;
    return { kind: "update", table, set, where, returning: this.returning() };
  }

  private remove(): Statement {
    this.next();
    this.expect("FROM");
    const table = this.tableRef(true);
    const where = this.accept("WHERE") ? this.expression() : undefined;
    return { kind: "delete", table, where, returning: this.returning() };
  }

  private ifNotExists(): boolean {
    if (!this.accept("IF")) return false;
    this.expect("NOT");
    this.expect("EXISTS");
    return true;
  }

  private ifExists(): boolean {
    if (!this.accept("IF")) return false;
    this.expect("EXISTS");
    return true;
  }

  private create(): Statement {
    this.next();
    while (this.accept("TEMPORARY") || this.accept("TEMP") || this.accept("UNLOGGED"));
    if (this.accept("TABLE")) {
      const ifNotExists = this.ifNotExists();
      const table = this.tableRef(false);
      const columns = this.columns();
      this.skipAll();
      return { kind: "create table", table, ifNotExists, columns };
    }
    if (this.accept("DATABASE") || (this.dialect === "mysql" && this.accept("SCHEMA"))) {
      const ifNotExists = this.ifNotExists();
      const name = this.identifier();
      this.skipAll();
      return { kind: "create database", name, ifNotExists };
    }
    const isUnique = this.accept("UNIQUE");
    if (this.accept("INDEX")) {
      this.ifNotExists();
      if (this.peekWord() !== "ON") this.identifier();
      this.expect("ON");
      const table = this.tableRef(false);
      this.skipAll();
      return { kind: "create index", table };
    }
    if (!isUnique && (this.peekWord() === "USER" || this.peekWord() === "ROLE")) return this.user("create");
    return this.refuse("CREATE");
  }

  private user(verb: "create" | "alter" | "drop"): Statement {
    const word = this.next().text.toUpperCase();
    const ifExists = verb === "create" ? this.ifNotExists() : this.ifExists();
    const name = this.userName();
    let password: string | undefined;
    for (let t = this.peek(); t.kind !== "end"; t = this.peek()) {
      this.next();
      if (t.kind === "string") password = t.text;
    }
    return { kind: "user", verb, name, password, ifExists, word };
  }

  private userName(): string {
    const t = this.next();
    if (this.accept("@")) this.next();
    return t.text;
  }

  private drop(): Statement {
    this.next();
    if (this.accept("TABLE")) {
      const ifExists = this.ifExists();
      const tables: TableRef[] = [];
      do tables.push(this.tableRef(false));
      while (this.accept(","));
      this.skipAll();
      return { kind: "drop table", tables, ifExists };
    }
    if (this.accept("DATABASE") || (this.dialect === "mysql" && this.accept("SCHEMA"))) {
      const ifExists = this.ifExists();
      const name = this.identifier();
      this.skipAll();
      return { kind: "drop database", name, ifExists };
    }
    if (this.peekWord() === "USER" || this.peekWord() === "ROLE") return this.user("drop");
    return this.refuse("DROP");
  }

  private alter(): Statement {
    this.next();
    if (this.peekWord() === "USER" || this.peekWord() === "ROLE") return this.user("alter");
    if (!this.accept("TABLE")) return this.refuse("ALTER");
    const table = this.tableRef(false);
    if (this.accept("ADD")) {
      if (this.peekWord() === "CONSTRAINT" || this.peekWord() === "FOREIGN")
        return this.refuse("ALTER TABLE ADD CONSTRAINT");
      this.accept("COLUMN");
      return { kind: "add column", table, column: this.column() };
    }
    if (this.accept("DROP")) {
      this.accept("COLUMN");
      return { kind: "drop column", table, column: this.identifier() };
    }
    if (this.accept("RENAME")) {
      this.expect("TO");
      return { kind: "rename table", table, to: this.identifier() };
    }
    return this.refuse("ALTER TABLE");
  }

  private refuse(what: string): never {
    throw new SqlError(`drydock: this ${what} is not simulated`, "0A000", 1235);
  }

  private show(): Statement {
    this.next();
    const words: string[] = [];
    let like: string | undefined;
    for (let t = this.peek(); t.kind !== "end"; t = this.peek()) {
      this.next();
      if (t.text.toUpperCase() === "LIKE") like = this.next().text;
      else words.push(t.kind === "word" ? t.text : t.text);
    }
    return { kind: "show", what: words.join(" "), like };
  }

  private columns(): ColumnDefinition[] {
    const keys = new Set<string>();
    const uniques = new Set<string>();
    const columns: ColumnDefinition[] = [];
    this.expect("(");
    do {
      const word = this.peekWord();
      if (word === "CONSTRAINT") {
        this.next();
        this.identifier();
      }
      const kind = this.peekWord();
      if (kind === "PRIMARY") {
        this.next();
        this.expect("KEY");
        for (const k of this.list(() => this.identifier())) keys.add(k);
      } else if (kind === "UNIQUE") {
        this.next();
        if (!this.accept("KEY")) this.accept("INDEX");
        if (!this.peekIs("(")) this.identifier();
        for (const k of this.list(() => this.identifier())) uniques.add(k);
      } else if (kind === "KEY" || kind === "INDEX") {
        this.next();
        if (!this.peekIs("(")) this.identifier();
        this.list(() => this.identifier());
      } else if (kind === "FOREIGN" || kind === "CHECK") this.skipConstraint();
      else columns.push(this.column());
    } while (this.accept(","));
    this.expect(")");
    return columns.map((c) => ({
      ...c,
      primaryKey: c.primaryKey || keys.has(c.name),
      notNull: c.notNull || keys.has(c.name),
      unique: c.unique || (uniques.size === 1 && uniques.has(c.name)),
    }));
  }

  /** Foreign keys and checks are read, not held. */
  private skipConstraint(): void {
    let depth = 0;
    for (let t = this.peek(); t.kind !== "end"; t = this.peek()) {
      if (depth === 0 && (t.text === "," || t.text === ")") && t.kind === "symbol") return;
      if (t.text === "(") depth++;
      if (t.text === ")") depth--;
      this.next();
    }
  }

  private column(): ColumnDefinition {
    const name = this.identifier();
    const type = this.typeName();
    let notNull = false;
    let primaryKey = false;
    let unique = false;
    let autoIncrement = /^(small|big)?serial$/.test(type);
    let standard: ColumnDefinition["default"];
    let defaultText: string | undefined;
    for (;;) {
      if (this.accept("NOT")) {
        this.expect("NULL");
        notNull = true;
      } else if (this.accept("NULL")) continue;
      else if (this.accept("PRIMARY")) {
        this.expect("KEY");
        primaryKey = true;
      } else if (this.accept("UNIQUE")) {
        this.accept("KEY");
        unique = true;
      } else if (this.accept("AUTO_INCREMENT")) autoIncrement = true;
      else if (this.accept("DEFAULT")) {
        const from = this.peek().at;
        standard = this.primary();
        defaultText = this.textFrom(from);
      } else if (this.accept("GENERATED")) {
        if (!this.accept("ALWAYS")) {
          this.expect("BY");
          this.expect("DEFAULT");
        }
        this.expect("AS");
        this.expect("IDENTITY");
        autoIncrement = true;
      } else if (this.accept("ON")) {
        this.expect("UPDATE");
        this.primary();
      } else if (this.accept("COMMENT") || this.accept("COLLATE")) this.next();
      else if (this.accept("CHARACTER")) {
        this.expect("SET");
        this.next();
      } else if (this.accept("REFERENCES")) {
        this.tableRef(false);
        this.skipConstraint();
      } else if (this.accept("CHECK") || this.accept("CONSTRAINT")) this.skipConstraint();
      else break;
    }
    return {
      name,
      type,
      notNull: notNull || primaryKey || /serial$/.test(type),
      primaryKey,
      unique,
      autoIncrement,
      default: standard,
      defaultText,
    };
  }
}

const KNOWN = new Set(
  "WITH EXPLAIN ANALYZE COPY VACUUM CALL DO LOCK UNLOCK LOAD MERGE PREPARE EXECUTE DEALLOCATE DECLARE FETCH LISTEN NOTIFY VALUES TABLE KILL RENAME SAVEPOINT RELEASE HANDLER OPTIMIZE REPAIR CHECK COMMENT REINDEX CLUSTER DISCARD RESET CHECKPOINT".split(
    " ",
  ),
);
