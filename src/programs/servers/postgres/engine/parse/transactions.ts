import type { Statement } from "../ast-statements.ts";
import { Definitions } from "./definitions.ts";

/** Transactions and settings. */
export abstract class Transactions extends Definitions {
  private modes(): { readOnly: boolean | undefined; isolation: string | undefined } {
    let readOnly: boolean | undefined;
    let isolation: string | undefined;
    for (;;) {
      if (this.accept("isolation", "level")) {
        isolation = this.label();
        if (isolation === "read" || isolation === "repeatable") isolation += ` ${this.label()}`;
      } else if (this.accept("read", "only")) readOnly = true;
      else if (this.accept("read", "write")) readOnly = false;
      else if (this.accept("not", "deferrable") || this.accept("deferrable") || this.accept(",")) continue;
      else return { readOnly, isolation };
    }
  }

  protected transaction(word: string): Statement {
    this.next();
    const work = () => {
      if (!this.accept("work")) this.accept("transaction");
    };
    switch (word) {
      case "begin":
        work();
        return { k: "begin", word: "BEGIN", ...this.modes() };
      case "start":
        this.expect("transaction");
        return { k: "begin", word: "START TRANSACTION", ...this.modes() };
      case "savepoint":
        return { k: "savepoint", word: "SAVEPOINT", name: this.name() };
      case "release":
        this.accept("savepoint");
        return { k: "savepoint", word: "RELEASE", name: this.name() };
      case "rollback":
      case "abort":
      case "commit":
      case "end":
      default: {
        if (this.accept("prepared")) this.refuse("two-phase commit");
        work();
        if (word === "rollback" && this.accept("to")) {
          this.accept("savepoint");
          return { k: "savepoint", word: "ROLLBACK", name: this.name() };
        }
        let chain = false;
        if (this.accept("and")) {
          chain = !this.accept("no");
          this.expect("chain");
        }
        return { k: "end", commit: word === "commit" || word === "end", chain };
      }
    }
  }

  protected set(): Statement {
    const reset = this.next().text === "reset";
    const { at } = this.peek();
    if (reset) {
      if (this.accept("role")) return { k: "set role", session: false, role: undefined, reset: true };
      if (this.accept("session", "authorization"))
        return { k: "set role", session: true, role: undefined, reset: true };
      const name = this.settingName();
      return { k: "set", local: false, name, value: undefined, at };
    }
    if (this.accept("constraints")) {
      while (this.peek().kind !== "end" && !this.is(";")) this.next();
      return { k: "set constraints" };
    }
    if (this.accept("transaction") || this.accept("session", "characteristics", "as", "transaction"))
      return { k: "set transaction", ...this.modes() };
    if (this.accept("session", "authorization"))
      return {
        k: "set role",
        session: true,
        role: this.accept("default") ? undefined : this.next().text,
        reset: false,
      };
    const local = this.accept("local");
    if (!local) this.accept("session");
    if (this.accept("role"))
      return { k: "set role", session: false, role: this.accept("none") ? undefined : this.next().text, reset: false };
    const words = this.is("time", "zone");
    const name = this.settingName();
    if (!this.accept("=") && !words) this.expect("to");
    if (words) this.accept("to");
    if (this.accept("default")) return { k: "set", local, name, value: undefined, at };
    const values: string[] = [];
    do {
      const minus = this.accept("-");
      const t = this.next();
      if (t.kind === "end" || t.kind === "operator") this.wrong(t);
      values.push((minus ? "-" : "") + t.text);
    } while (this.accept(","));
    return { k: "set", local, name, value: values.join(", "), at };
  }

  private settingName(): string {
    if (this.accept("time", "zone")) return "timezone";
    if (this.accept("all")) return "all";
    let name = this.label();
    while (this.accept(".")) name += `.${this.label()}`;
    return name;
  }
}
