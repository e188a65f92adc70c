import type { Statement } from "../ast-statements.ts";
import { Transfers } from "./transfers.ts";

/** What a session keeps: prepared statements, cursors, channels, locks; and EXPLAIN. */
export abstract class SessionStatements extends Transfers {
  protected abstract statement(): Statement;

  protected sessionStatement(word: string): Statement {
    switch (word) {
      case "prepare": {
        const { at } = this.next();
        if (this.accept("transaction")) this.refuse("PREPARE TRANSACTION");
        const name = this.name();
        const types = this.is("(") ? this.list(() => this.typeName()) : [];
        this.expect("as");
        const of = this.statement();
        return { k: "prepare", name, types, of, text: this.textFrom(at) };
      }
      case "execute": {
        this.next();
        const name = this.name();
        return { k: "execute", name, args: this.is("(") ? this.list(() => this.expression()) : [] };
      }
      case "deallocate":
        this.next();
        this.accept("prepare");
        return { k: "deallocate", name: this.accept("all") ? undefined : this.name() };
      case "discard":
        this.next();
        return { k: "discard", what: this.label().toUpperCase() };
      case "listen":
        this.next();
        return { k: "listen", channel: this.name() };
      case "unlisten":
        this.next();
        return { k: "unlisten", channel: this.accept("*") ? undefined : this.name() };
      case "notify": {
        this.next();
        const channel = this.name();
        return { k: "notify", channel, payload: this.accept(",") ? this.string() : "" };
      }
      case "declare": {
        this.next();
        const name = this.name();
        while (this.isOne("binary insensitive asensitive scroll no")) this.next();
        this.expect("cursor");
        const hold = this.accept("with", "hold");
        if (!hold) this.accept("without", "hold");
        this.expect("for");
        return { k: "declare", name, query: this.query(), hold };
      }
      case "fetch":
      case "move":
        return this.fetch();
      case "close":
        this.next();
        return { k: "close", name: this.accept("all") ? undefined : this.name() };
      case "lock": {
        this.next();
        this.accept("table");
        const tables = this.tableNames();
        if (this.accept("in")) while (!this.accept("mode")) this.label();
        this.accept("nowait");
        return { k: "lock", tables };
      }
      case "do": {
        this.next();
        let language = this.accept("language") ? this.label() : "plpgsql";
        const bodyAt = this.at;
        const body = this.string();
        if (this.accept("language")) language = this.label();
        return { k: "do", body, language, bodyAt };
      }
      case "call":
        this.next();
        return { k: "call", call: this.expression() };
      case "import":
      case "load":
      case "security":
        return this.refuse(word.toUpperCase());
      default:
        return this.wrong();
    }
  }

  protected explain(): Statement {
    this.next();
    const options = new Map<string, string>();
    if (this.is("(") && !this.startsQuery())
      this.list(() => {
        const name = this.label();
        options.set(name, this.is(",") || this.is(")") ? "on" : this.next().text);
      });
    else {
      if (this.accept("analyze") || this.accept("analyse")) options.set("analyze", "on");
      if (this.accept("verbose")) options.set("verbose", "on");
    }
    return { k: "explain", options, of: this.statement() };
  }

  private fetch(): Statement {
    const move = this.next().text === "move";
    let count = 1;
    let direction: "forward" | "backward" | "absolute" | "relative" = "forward";
    if (this.accept("next")) count = 1;
    else if (this.accept("prior")) direction = "backward";
    else if (this.accept("first")) direction = "absolute";
    else if (this.accept("last")) {
      direction = "absolute";
      count = -1;
    } else if (this.isOne("absolute relative")) {
      direction = this.next().text as "absolute";
      count = this.integer();
    } else {
      if (this.isOne("forward backward")) direction = this.next().text as "forward";
      if (this.accept("all")) count = Number.POSITIVE_INFINITY;
      else if (this.peek().kind === "number" || this.is("-")) count = this.integer();
    }
    if (!this.accept("from")) this.accept("in");
    return { k: "fetch", move, name: this.name(), count, direction };
  }
}
