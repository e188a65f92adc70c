import type { Alteration, Assignment, Cte, Expression, FromItem, Join, Place, Statement, TableRef } from "../ast.ts";
import { MysqlParser } from "./mysql-statements.ts";

/** Parses one statement. Throws SqlError as the server words a mistake. */
export function parseStatement(
  sql: string,
  remark: (code: number, text: string) => void = () => {},
  prepared = true,
): Statement {
  const p = new StatementParser(sql);
  p.prepared = prepared;
  const statement = p.statement();
  p.end();
  for (const { code, text } of p.remarks) remark(code, text);
  return statement;
}

class StatementParser extends MysqlParser {
  statement(): Statement {
    const word = this.peekWord() ?? (this.peekIs("(") ? "SELECT" : undefined);
    switch (word) {
      case "SELECT":
      case "VALUES":
        return this.query();
      case "WITH": {
        const { ctes, recursive } = this.ctes();
        if (this.peekWord() === "INSERT") return this.insert(ctes);
        if (/^(UPDATE|DELETE)$/.test(this.peekWord() ?? "")) this.refuse(`WITH before ${this.peekWord()}`);
        return this.queryBehind(ctes, recursive);
      }
      case "DO":
        return this.evaluated();
      case "TABLE": {
        this.next();
        const from = this.tableRef(false);
        const core = {
          kind: "core",
          distinct: false,
          distinctOn: undefined,
          outputs: [{ expression: { kind: "star", table: undefined }, alias: undefined, text: "*" }],
          from,
          joins: [],
          where: undefined,
          groupBy: [],
          having: undefined,
        } as const;
        return this.limited(core);
      }
      case "INSERT":
        return this.insert([]);
      case "REPLACE":
        return this.insert([]);
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
        return this.truncate();
      case "USE":
        this.next();
        return { kind: "use", name: this.identifier() };
      case "GRANT":
      case "REVOKE":
      case "FLUSH":
        return word === "FLUSH" ? this.flush() : this.grantMysql(word);
      case "BEGIN":
      case "START":
      case "COMMIT":
      case "ROLLBACK":
      case "END":
      case "ABORT":
      case "SAVEPOINT":
      case "RELEASE":
        return this.transaction(word);
      case "SET":
        return this.setMysql();
      case "RENAME":
        return this.rename();
      case "LOCK":
      case "UNLOCK":
        return this.lock();
      case "CALL": {
        this.next();
        const procedure = this.tableRef(false);
        this.skipAll();
        return { kind: "call", procedure };
      }
      case "PREPARE":
      case "EXECUTE":
      case "DEALLOCATE":
        return this.preparing();
      case "SHUTDOWN":
        this.next();
        return { kind: "shutdown" };
      case "KILL":
        return this.kill();
      case "OPTIMIZE":
      case "REPAIR":
      case "CHECK":
        return this.maintenance();
      case "VACUUM":
      case "ANALYZE":
      case "CHECKPOINT":
      case "REINDEX":
        return word === "ANALYZE" ? this.maintenance() : this.wrong();
      case "COMMENT":
        this.skipAll();
        return { kind: "comment" };
      case "SHOW":
        return this.showMysql();
      case "DESC":
      case "DESCRIBE":
        this.next();
        return { kind: "describe", table: this.tableRef(false) };
      default:
        if (word !== undefined && KNOWN.has(word)) this.refuse(word);
        return this.wrong();
    }
  }

  private transaction(word: string): Statement {
    this.next();
    if (word === "SAVEPOINT") return { kind: "savepoint", word, name: this.identifier() };
    if (word === "RELEASE") {
      this.accept("SAVEPOINT");
      return { kind: "savepoint", word, name: this.identifier() };
    }
    if (word === "ROLLBACK" && (this.accept("TO") || this.accept("WORK", "TO"))) {
      this.accept("SAVEPOINT");
      return { kind: "savepoint", word, name: this.identifier() };
    }
    const readOnly = /\bread\s+only\b/i.test(this.sql.slice(this.peek().at));
    this.skipAll();
    const meant = { START: "START TRANSACTION", END: "COMMIT", ABORT: "ROLLBACK" }[word] ?? word;
    return { kind: "transaction", word: meant as "BEGIN", readOnly };
  }

  private insert(ctes: readonly Cte[]): Statement {
    const replace = this.next().text.toUpperCase() === "REPLACE";
    const ignore = this.accept("IGNORE");
    this.accept("INTO");
    const table = this.tableRef(false);
    const nothing = { target: undefined, set: undefined, where: undefined };
    const base = { kind: "insert", ctes, table, replace, rowAlias: undefined, overriding: false } as const;
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
    const overriding = this.accept("OVERRIDING", "SYSTEM", "VALUE");
    if (this.accept("OVERRIDING")) this.refuse("OVERRIDING USER VALUE");
    let rows: Extract<Statement, { kind: "insert" }>["rows"];
    let rowAlias: string | undefined;
    if (this.accept("DEFAULT", "VALUES")) rows = [[]];
    else if (this.accept("VALUES") || this.accept("VALUE")) {
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
      overriding,
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
    return this.accept("RETURNING") ? this.outputs() : undefined;
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

  private update(): Statement {
    this.next();
    const table = this.tableRef(true);
    if (this.peekIs(",") || /^(JOIN|INNER|LEFT|RIGHT|CROSS)$/.test(this.peekWord() ?? ""))
      return this.updateJoin(table);
    this.expect("SET");
    const set = this.assignments();
    const joins: Join[] = [];
    const from = undefined;
    if (from) for (let join = this.join(); join; join = this.join()) joins.push(join);
    const where = this.accept("WHERE") ? this.expression() : undefined;
    const { orderBy, limit } = this.someRows();
    return { kind: "update", table, set, from, joins, where, orderBy, limit, returning: this.returning() };
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

  private remove(): Statement {
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
    const using = this.accept("USING") ? this.fromItem() : undefined;
    const where = this.accept("WHERE") ? this.expression() : undefined;
    const { orderBy, limit } = this.someRows();
    return { kind: "delete", table, using, where, orderBy, limit, returning: this.returning() };
  }

  private truncate(): Statement {
    this.next();
    this.accept("TABLE");
    const tables = this.tables();
    const restart = this.accept("RESTART", "IDENTITY");
    this.accept("CONTINUE", "IDENTITY");
    return { kind: "truncate", tables, restart, cascade: this.cascade() };
  }

  private tables(): TableRef[] {
    const out: TableRef[] = [];
    do out.push(this.tableRef(false));
    while (this.accept(","));
    return out;
  }

  private cascade(): boolean {
    if (this.accept("CASCADE")) return true;
    this.accept("RESTRICT");
    return false;
  }

  private create(): Statement {
    this.next();
    const replace = this.accept("OR", "REPLACE");
    const temporary = this.accept("TEMPORARY") || this.accept("TEMP");
    this.accept("UNLOGGED");
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
      if (this.accept("INHERITS")) this.refuse("INHERITS");
      while (this.peek().kind !== "end" && !/^(AS|SELECT|WITH)$/.test(this.peekWord() ?? "")) {
        this.wrong();
        this.next();
      }
      this.accept("AS");
      const as = this.peek().kind === "end" ? undefined : this.query();
      if (as) this.accept("WITH", "DATA");
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
      const name = this.identifier();
      this.skipAll();
      return { kind: "create database", name, ifNotExists };
    }
    const unique = this.accept("UNIQUE");
    if (this.accept("INDEX")) {
      this.accept("CONCURRENTLY");
      const ifNotExists = this.ifNotExists();
      const name = this.peekWord() === "ON" ? undefined : this.identifier();
      this.expect("ON");
      const table = this.tableRef(false);
      if (this.accept("USING")) this.identifier();
      const columns = this.keyColumns();
      if (this.peekWord() === "WHERE") this.refuse("a partial index");
      return { kind: "create index", table, name, columns, unique, ifNotExists };
    }
    if (!unique && /^(USER|ROLE)$/.test(this.peekWord() ?? "")) return this.user("create");
    return this.refuse(`CREATE ${this.peekWord() ?? ""}`.trim());
  }

  /** MySQL's `ALGORITHM=UNDEFINED DEFINER=… SQL SECURITY DEFINER`: a view here always has its owner's rights. */
  private viewOptions(): void {
    if (this.accept("ALGORITHM", "=")) this.identifier();
    if (this.accept("DEFINER", "=")) this.account();
    if (this.accept("SQL", "SECURITY")) this.identifier();
  }

  private user(verb: "create" | "alter" | "drop"): Statement {
    return this.userMysql(verb);
  }

  private drop(): Statement {
    if (this.peekWord(1) === "PREPARE") return this.preparing();
    this.next();
    if (this.peekWord(1) === "TABLE") this.accept("TEMPORARY");
    for (const what of ["TABLE", "VIEW"] as const)
      if (this.accept(what)) {
        const ifExists = this.ifExists();
        const tables = this.tables();
        return { kind: "drop", what: what === "TABLE" ? "table" : "view", tables, ifExists, cascade: this.cascade() };
      }
    if (this.accept("INDEX")) {
      this.accept("CONCURRENTLY");
      const ifExists = this.ifExists();
      const name = this.identifier();
      const table = this.accept("ON") ? this.tableRef(false) : undefined;
      this.cascade();
      return { kind: "drop index", name, table, ifExists };
    }
    if (this.accept("DATABASE") || this.accept("SCHEMA")) {
      const ifExists = this.ifExists();
      const name = this.identifier();
      this.skipAll();
      return { kind: "drop database", name, ifExists };
    }
    if (/^(USER|ROLE)$/.test(this.peekWord() ?? "")) return this.user("drop");
    return this.refuse(`DROP ${this.peekWord() ?? ""}`.trim());
  }

  private alter(): Statement {
    this.next();
    if (/^(USER|ROLE)$/.test(this.peekWord() ?? "")) return this.user("alter");
    if (!this.accept("TABLE")) return this.refuse(`ALTER ${this.peekWord() ?? ""}`.trim());
    const ifExists = this.ifExists();
    this.accept("ONLY");
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
      const ifNotExists = this.ifNotExists();
      if (this.peekIs("(")) this.refuse("ADD (…)");
      return { kind: "add column", definition: this.oneColumn(), ifNotExists, place: this.place() };
    }
    if (this.accept("DROP")) {
      const what = this.peekWord() ?? "";
      if (/^(CONSTRAINT|FOREIGN|PRIMARY|INDEX|KEY|CHECK)$/.test(what)) {
        this.next();
        this.accept("KEY");
        const ifExists = this.ifExists();
        const name = what === "PRIMARY" ? "PRIMARY" : this.identifier();
        this.cascade();
        return { kind: "drop constraint", name, what, ifExists };
      }
      this.accept("COLUMN");
      const ifExists = this.ifExists();
      return { kind: "drop column", name: this.identifier(), ifExists, cascade: this.cascade() };
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
      if (this.accept("TYPE") || this.accept("SET", "DATA", "TYPE")) {
        const type = this.typeName();
        if (this.accept("USING")) this.expression();
        return { kind: "type", name, type };
      }
      if (this.accept("SET", "NOT", "NULL")) return { kind: "not null", name, on: true };
      if (this.accept("DROP", "NOT", "NULL")) return { kind: "not null", name, on: false };
      if (this.accept("DROP", "DEFAULT")) return { kind: "default", name, value: undefined, text: "" };
      this.expect("SET", "DEFAULT");
      const { at } = this.peek();
      const value = this.expression();
      return { kind: "default", name, value, text: this.textFrom(at) };
    }
    if (this.accept("DISABLE", "KEYS") || this.accept("ENABLE", "KEYS")) return { kind: "owner" };
    if (this.accept("OWNER", "TO")) {
      this.identifier();
      return { kind: "owner" };
    }
    return this.refuse("this ALTER TABLE");
  }

  private place(): Place {
    if (this.accept("FIRST")) return "";
    return this.accept("AFTER") ? this.identifier() : undefined;
  }
}

const KNOWN = new Set(
  "EXPLAIN COPY DO LOCK UNLOCK LOAD MERGE DECLARE FETCH LISTEN NOTIFY KILL RENAME HANDLER OPTIMIZE REPAIR CHECK CLUSTER DISCARD RESET REFRESH IMPORT".split(
    " ",
  ),
);
