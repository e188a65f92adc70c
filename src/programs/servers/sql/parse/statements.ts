import type { Statement } from "../ast.ts";
import type { Dialect } from "./reserved.ts";
import { SchemaParser } from "./schema.ts";

/** Parses one statement. Throws SqlError as the server words a mistake. */
export function parseStatement(
  sql: string,
  dialect: Dialect,
  remark: (code: number, text: string) => void = () => {},
  prepared = true,
): Statement {
  const p = new StatementParser(sql, dialect);
  p.prepared = prepared;
  const statement = p.statement();
  p.end();
  // MariaDB keeps quiet about what is out of use.
  if (dialect !== "mariadb") for (const { code, text } of p.remarks) remark(code, text);
  return statement;
}

class StatementParser extends SchemaParser {
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
        return { kind: "use", name: this.named() };
      case "GRANT":
      case "REVOKE":
      case "FLUSH":
        return word === "FLUSH" ? this.flush() : this.grantMysql(word);
      case "BEGIN":
      case "START":
      case "COMMIT":
      case "ROLLBACK":
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
      case "ANALYZE":
        return this.maintenance();
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
    const meant = word === "START" ? "START TRANSACTION" : word;
    return { kind: "transaction", word: meant as "BEGIN", readOnly };
  }
}

/** Statements of MySQL's that are known here, and not carried out. */
const KNOWN = new Set([
  "EXPLAIN",
  "LOAD",
  "HANDLER",
  "IMPORT",
  "CACHE",
  "CHANGE",
  "INSTALL",
  "UNINSTALL",
  "XA",
  "BINLOG",
  "SIGNAL",
  "GET",
]);
