import type { Call, Expression, OrderItem, Window } from "../ast.ts";
import { Cursor } from "./cursor.ts";

/** The types that CAST and CONVERT make. */
const CASTS = /^(BINARY|CHAR|CHARACTER|NCHAR|DATE|DATETIME|TIME|YEAR|DECIMAL|DOUBLE|FLOAT|REAL|SIGNED|UNSIGNED|JSON)$/;

/** Calls of functions, some of which have a grammar of their own, with what stands behind them: OVER. */
export abstract class CallParser extends Cursor {
  abstract expression(): Expression;
  /** An operand of a comparison. */
  protected abstract other(): Expression;
  protected abstract primary(): Expression;

  protected call(name: string, at: number): Expression {
    this.expect("(");
    if (name === "found_rows")
      this.remarks.push({
        code: 1287,
        text: "FOUND_ROWS() is deprecated and will be removed in a future release. Consider using COUNT(*) instead.",
      });
    if (name === "values")
      this.remarks.push({
        code: 1287,
        text: "'VALUES function' is deprecated and will be removed in a future release. Please use an alias (INSERT INTO ... VALUES (...) AS alias) and replace VALUES(col) in the ON DUPLICATE KEY UPDATE clause with alias.col instead",
      });
    if (name === "cast" || name === "convert") {
      const of = this.expression();
      if (name === "convert") this.expect(",");
      else this.expect("AS");
      if (
        !CASTS.test(this.peekWord() ?? "") &&
        !(this.maria && /^(INT|INTEGER|VARCHAR|INTERVAL)$/.test(this.peekWord() ?? ""))
      )
        this.wrong();
      const type = this.typeName();
      this.expect(")");
      return { kind: "cast", of, type };
    }
    if (name === "extract") {
      const field = this.next().text.toLowerCase();
      this.expect("FROM");
      const of = this.expression();
      this.expect(")");
      return callOf("extract", [{ kind: "literal", value: field }, of], at);
    }
    if (/^(substring|trim|position)$/.test(name)) {
      const special = this.wordy(name, at);
      if (special) return special;
    }
    if (/^(timestampdiff|timestampadd)$/.test(name)) {
      const unit = this.next().text.toLowerCase();
      this.expect(",");
      const args = [this.expression()];
      while (this.accept(",")) args.push(this.expression());
      this.expect(")");
      return callOf(name, [{ kind: "literal", value: unit }, ...args], at);
    }
    let distinct = false;
    const args: Expression[] = [];
    let orderBy: OrderItem[] = [];
    if (this.accept("*")) args.push({ kind: "star", table: undefined });
    else if (!this.peekIs(")")) {
      distinct = this.accept("DISTINCT");
      do args.push(this.expression());
      while (this.accept(","));
      orderBy = this.orderBy();
      if (this.accept("SEPARATOR")) args.push(this.primary());
    }
    this.expect(")");
    return {
      kind: "call",
      name,
      args,
      distinct,
      orderBy,
      over: this.accept("OVER") ? this.window() : undefined,
      at,
    };
  }

  /** `SUBSTRING(x FROM 1 FOR 2)`, `TRIM(BOTH ' ' FROM x)`, `POSITION(a IN b)`: their own grammar; undefined for the plain one. */
  private wordy(name: string, at: number): Expression | undefined {
    if (name === "trim") {
      const side = /^(BOTH|LEADING|TRAILING)$/.test(this.peekWord() ?? "") ? this.next().text.toLowerCase() : "both";
      const what = this.peekWord() === "FROM" ? undefined : this.expression();
      let of = what;
      let characters: Expression | undefined;
      if (this.accept("FROM")) {
        of = this.expression();
        characters = what;
      } else if (this.accept(",")) characters = this.expression();
      this.expect(")");
      return callOf(
        "trim",
        [
          of ?? { kind: "literal", value: null },
          characters ?? { kind: "literal", value: " " },
          { kind: "literal", value: side },
        ],
        at,
      );
    }
    const first = name === "position" ? this.other() : this.expression();
    if (name === "position") {
      this.expect("IN");
      const within = this.expression();
      this.expect(")");
      return callOf("position", [within, first], at);
    }
    const args = [first];
    if (this.accept("FROM")) {
      args.push(this.expression());
      if (this.accept("FOR")) args.push(this.expression());
    } else while (this.accept(",")) args.push(this.expression());
    this.expect(")");
    return callOf(name, args, at);
  }

  protected window(): Window {
    if (!this.peekIs("(")) return { name: this.identifier(), partitionBy: [], orderBy: [], frame: undefined };
    this.expect("(");
    const partitionBy: Expression[] = [];
    if (this.accept("PARTITION", "BY")) {
      do partitionBy.push(this.expression());
      while (this.accept(","));
    }
    const orderBy = this.orderBy();
    let frame: Window["frame"];
    if (this.accept("ROWS")) {
      const between = this.accept("BETWEEN");
      const before = this.bound();
      let after: number | undefined = 0;
      if (between) {
        this.expect("AND");
        after = this.bound();
      }
      frame = { before: before === undefined ? undefined : -before, after };
    } else if (this.peekWord() === "RANGE" || this.peekWord() === "GROUPS") this.refuse(`a ${this.peekWord()} frame`);
    this.expect(")");
    return { partitionBy, orderBy, frame };
  }

  /** Rows behind the current one (before it: below 0); undefined: without end. */
  private bound(): number | undefined {
    if (this.accept("UNBOUNDED")) {
      if (!this.accept("PRECEDING")) this.expect("FOLLOWING");
      return undefined;
    }
    if (this.accept("CURRENT", "ROW")) return 0;
    const n = Number(this.next().text);
    if (this.accept("PRECEDING")) return -n;
    this.expect("FOLLOWING");
    return n;
  }

  protected orderBy(): OrderItem[] {
    const out: OrderItem[] = [];
    if (!this.accept("ORDER", "BY")) return out;
    do {
      const by = this.expression();
      const descending = this.accept("DESC");
      if (!descending) this.accept("ASC");
      out.push({ by, descending });
    } while (this.accept(","));
    return out;
  }
}

export function callOf(name: string, args: readonly Expression[], at: number): Call {
  return { kind: "call", name, args, distinct: false, orderBy: [], over: undefined, at };
}
