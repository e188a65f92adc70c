import type { Expression, Query } from "../ast.ts";
import { CallParser, callOf } from "./calls.ts";
import { isReserved } from "./reserved.ts";

/** MySQL's functions that are written without brackets. */
const MYSQL_BARE =
  /^(current_timestamp|current_date|current_time|localtimestamp|localtime|current_user|utc_timestamp|utc_date|utc_time)$/i;

/** Reserved words that are a function each. */
const WINDOW_NAMES =
  /^(rank|dense_rank|percent_rank|cume_dist|row_number|ntile|lag|lead|first_value|last_value|nth_value|grouping)$/i;

/** Reserved words that are functions too. */
const CALLED =
  /^(if|left|right|replace|values|mod|char|database|schema|repeat|insert|convert|binary|default|match|row|grouping|json_table|interval|usage|current_timestamp|current_date|current_time|current_user|localtime|localtimestamp|utc_date|utc_time|utc_timestamp|rank|dense_rank|percent_rank|cume_dist|row_number|ntile|lag|lead|first_value|last_value|nth_value)$/i;

/** What operators stand between: literals, names, variables, calls, brackets, CASE. Queries are a subclass's. */
export abstract class PrimaryParser extends CallParser {
  abstract query(): Query;

  protected peekQuery(ahead = 0): boolean {
    return this.peekIs("(", ahead) && /^(SELECT|WITH|VALUES)$/.test(this.peekWord(ahead + 1) ?? "");
  }

  protected nestedQuery(): Query {
    this.expect("(");
    const query = this.query();
    this.expect(")");
    return query;
  }

  protected primary(): Expression {
    const t = this.peek();
    if (t.kind === "number") {
      this.next();
      return /^\d{1,15}$/.test(t.text) ? { kind: "literal", value: Number(t.text) } : { kind: "decimal", text: t.text };
    }
    if (t.kind === "string") {
      this.next();
      let value = t.text;
      while (this.peek().kind === "string") value += this.next().text;
      return { kind: "literal", value };
    }
    if (t.kind === "parameter") {
      if (!this.prepared) this.wrong();
      this.next();
      return { kind: "parameter", index: Number(t.text) - 1 };
    }
    if (this.peekQuery()) return { kind: "subquery", query: this.nestedQuery() };
    if (this.accept("(")) {
      const inside = this.expression();
      if (this.accept(")")) return inside;
      const items = [inside];
      while (this.accept(",")) items.push(this.expression());
      this.expect(")");
      return { kind: "row", items };
    }
    if (t.kind === "symbol" && t.text === "@") {
      this.next();
      if (!this.accept("@")) {
        const v = this.next();
        const name = `@${v.text.toLowerCase()}`;
        if (!this.accept(":=")) return callOf(name, [], t.at);
        this.remarks.push({
          code: 1287,
          text: "Setting user variables within expressions is deprecated and will be removed in a future release. Consider alternatives: 'SET variable=expression, ...', or 'SELECT expression(s) INTO variables(s)'.",
        });
        return callOf(name, [this.expression()], t.at);
      }
      let name = this.identifier().toLowerCase();
      const global = name === "global";
      if (this.accept(".")) name = this.identifier().toLowerCase();
      return callOf(`@@${name}`, global ? [{ kind: "literal", value: "global" }] : [], t.at);
    }
    switch (this.peekWord()) {
      case "NULL":
        this.next();
        return { kind: "literal", value: null };
      case "TRUE":
      case "FALSE":
        return { kind: "literal", value: this.next().text.toUpperCase() === "TRUE" };
      case "CASE":
        return this.caseOf();
      case "EXISTS":
        this.next();
        return { kind: "exists", query: this.nestedQuery() };
      case "INTERVAL":
        return this.interval();
      case "DATE":
      case "TIMESTAMP":
      case "TIME":
        if (this.peek(1).kind !== "string") break;
        return { kind: "cast", type: this.next().text.toLowerCase(), of: { kind: "literal", value: this.next().text } };
      default:
    }
    if (t.kind === "word" && WINDOW_NAMES.test(t.text) && !this.maria) {
      // What is always a function is missed its bracket.
      this.next();
      if (!this.peekIs("(")) this.wrong();
      return this.call(t.text.toLowerCase(), t.at);
    }
    if (
      t.kind === "word" &&
      isReserved(t.text, this.dialect) &&
      !(this.peekIs("(", 1) && CALLED.test(t.text)) &&
      !MYSQL_BARE.test(t.text)
    )
      this.wrong();
    const name = this.identifier();
    if (this.peekIs("(")) return this.call(name.toLowerCase(), t.at);
    if (t.kind === "word" && MYSQL_BARE.test(name) && !this.peekIs(".")) return callOf(name.toLowerCase(), [], t.at);
    if (!this.accept(".")) return { kind: "column", table: undefined, name, at: t.at };
    let table = name;
    let column = this.identifier();
    if (this.peekIs("(")) return this.call(column.toLowerCase(), t.at);
    if (this.accept(".")) {
      table = column;
      column = this.identifier();
    }
    return { kind: "column", table, name: column, at: t.at };
  }

  /** `INTERVAL '1 day'`, MySQL's `INTERVAL 1 DAY`. */
  private interval(): Expression {
    this.next();
    const of = this.expression();
    const unit =
      /^(MICROSECOND|(SECOND|MINUTE|HOUR|DAY)_MICROSECOND|(MINUTE|HOUR|DAY)_SECOND|(HOUR|DAY)_MINUTE|DAY_HOUR|YEAR_MONTH|SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR)$/.test(
        this.peekWord() ?? "",
      )
        ? this.next().text.toLowerCase()
        : "";
    if (unit === "") this.wrong();
    return { kind: "interval", of, unit };
  }

  private caseOf(): Expression {
    this.next();
    const of = this.peekWord() === "WHEN" ? undefined : this.expression();
    const when: [Expression, Expression][] = [];
    while (this.accept("WHEN")) {
      const test = this.expression();
      this.expect("THEN");
      when.push([test, this.expression()]);
    }
    const otherwise = this.accept("ELSE") ? this.expression() : undefined;
    this.expect("END");
    return { kind: "case", of, when, otherwise };
  }
}
