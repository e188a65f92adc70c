import type { CopyStatement, Statement } from "../ast-statements.ts";
import { Transactions } from "./transactions.ts";

/** COPY, and the upkeep of tables. */
export abstract class Transfers extends Transactions {
  protected copy(): CopyStatement {
    this.next();
    let query: CopyStatement["query"];
    let table: CopyStatement["table"];
    let columns: string[] | undefined;
    if (this.accept("(")) {
      query = this.isOne("insert update delete") ? this.changeIn([], false) : this.query();
      this.expect(")");
    } else {
      table = this.tableName();
      if (this.is("(")) columns = this.names();
    }
    const into = this.accept("from");
    if (!into) this.expect("to");
    const program = this.accept("program");
    const file = this.accept("stdin") || this.accept("stdout") ? undefined : this.string();
    const options = new Map<string, string>();
    this.accept("with");
    if (this.is("("))
      this.list(() => {
        const name = this.label();
        if (this.is("(")) {
          options.set(name, this.names().join(","));
          return;
        }
        options.set(name, this.is(",") || this.is(")") ? "true" : this.next().text);
      });
    else
      while (this.peek().kind === "word") {
        const name = this.label();
        if (name === "csv" || name === "binary") options.set("format", name);
        else if (name === "header") options.set("header", "true");
        else {
          this.accept("as");
          options.set(name, this.string());
        }
      }
    if (into && this.is("where")) this.refuse("COPY … WHERE");
    return { k: "copy", table, columns, query, into, file, program, options };
  }

  protected upkeep(): Statement {
    const word = this.next().text;
    const verb = (word === "analyse" ? "ANALYZE" : word.toUpperCase()) as "VACUUM";
    if (this.is("(")) this.skipParentheses();
    while (this.isOne("full freeze verbose analyze table index schema database system concurrently")) this.next();
    const tables = this.isName() ? this.upkeepTables() : [];
    return { k: "vacuum", verb, tables };
  }

  private upkeepTables() {
    const out = [];
    do {
      out.push(this.tableName());
      if (this.is("(")) this.names();
    } while (this.accept(","));
    return out;
  }
}
