import type { Expr } from "../ast.ts";
import type { Statement } from "../ast-statements.ts";
import { PgError } from "../error.ts";
import { SessionStatements } from "./session-statements.ts";

/** Reads one statement. Throws PgError. */
export function parseStatement(sql: string): Statement | undefined {
  return new Parser(sql).whole();
}

/** Reads the statements of a text. */
export function parseScript(sql: string): { readonly statement: Statement; readonly text: string }[] {
  return new Parser(sql).script();
}

/** An expression by itself, as plpgsql has them. */
export function parseExpression(sql: string): Expr {
  return new Parser(sql).alone();
}

class Parser extends SessionStatements {
  whole(): Statement | undefined {
    const [first, second] = this.script();
    if (second) throw new PgError("cannot insert multiple commands into a prepared statement", "42601");
    return first?.statement;
  }

  script(): { statement: Statement; text: string }[] {
    const out: { statement: Statement; text: string }[] = [];
    for (;;) {
      while (this.accept(";"));
      const { at, kind } = this.peek();
      if (kind === "end") return out;
      const statement = this.statement();
      if (this.peek().kind !== "end" && !this.is(";")) this.wrong();
      out.push({ statement, text: this.textFrom(at) });
    }
  }

  alone(): Expr {
    const e = this.expression();
    if (this.peek().kind !== "end") this.wrong();
    return e;
  }

  protected fail(message: string, at: number): never {
    throw new PgError(message, "42601", { at });
  }

  protected statement(): Statement {
    const t = this.peek();
    if (this.startsQuery() || t.text === "(") {
      if (!this.is("with")) return this.query();
      const { at } = t;
      const { ctes, recursive } = this.with();
      if (this.isOne("insert update delete merge")) return this.changeIn(ctes, recursive);
      return this.queryWith(ctes, recursive, at);
    }
    if (t.kind !== "word") return this.wrong();
    switch (t.text) {
      case "insert":
      case "update":
      case "delete":
      case "merge":
        return this.changeIn([], false);
      case "create":
        return this.create();
      case "drop":
        return this.drop();
      case "alter":
        return this.alter();
      case "truncate": {
        this.next();
        this.accept("table");
        const tables = this.tableNames();
        const restart = this.accept("restart", "identity");
        if (!restart) this.accept("continue", "identity");
        return { k: "truncate", tables, restart, cascade: this.cascade() };
      }
      case "refresh": {
        this.next();
        this.expect("materialized", "view");
        this.accept("concurrently");
        const table = this.tableName();
        if (this.accept("with") && !this.accept("no")) this.expect("data");
        return { k: "refresh", table };
      }
      case "grant":
      case "revoke":
        return this.grant();
      case "reassign":
        return this.owned();
      case "comment":
        return this.comment();
      case "begin":
      case "start":
      case "commit":
      case "end":
      case "rollback":
      case "abort":
      case "savepoint":
      case "release":
        return this.transaction(t.text);
      case "set":
      case "reset":
        return this.set();
      case "show": {
        this.next();
        if (this.accept("transaction", "isolation", "level")) return { k: "show", name: "transaction_isolation" };
        if (this.accept("time", "zone")) return { k: "show", name: "timezone" };
        let name = this.label();
        while (this.accept(".")) name += `.${this.label()}`;
        return { k: "show", name };
      }
      case "explain":
        return this.explain();
      case "copy":
        return this.copy();
      case "vacuum":
      case "analyze":
      case "analyse":
      case "reindex":
      case "cluster":
      case "checkpoint":
        return this.upkeep();
      default:
        return this.sessionStatement(t.text);
    }
  }
}
