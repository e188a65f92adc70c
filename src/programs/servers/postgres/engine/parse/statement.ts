import type { Expr } from "../ast.ts";
import type { CopyStatement, Statement } from "../ast-statements.ts";
import { PgError } from "../error.ts";
import { Access } from "./access.ts";

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

class Parser extends Access {
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

  private statement(): Statement {
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

  private sessionStatement(word: string): Statement {
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

  private create(): Statement {
    this.next();
    const replace = this.accept("or", "replace");
    const temp =
      this.accept("temp") ||
      this.accept("temporary") ||
      this.accept("local", "temp") ||
      this.accept("local", "temporary");
    this.accept("unlogged");
    const { text } = this.peek();
    switch (text) {
      case "table":
        this.next();
        return this.createTable(temp);
      case "view":
        this.next();
        return this.createView(replace, temp);
      case "recursive":
        return this.refuse("CREATE RECURSIVE VIEW");
      case "materialized":
        this.next();
        this.expect("view");
        return this.createMaterialized();
      case "unique":
        this.next();
        this.expect("index");
        return this.createIndex(true);
      case "index":
        this.next();
        return this.createIndex(false);
      case "sequence": {
        this.next();
        const ifNotExists = this.ifNotExists();
        return { k: "create sequence", table: this.tableName(), temp, ifNotExists, options: this.sequenceOptions() };
      }
      case "schema": {
        this.next();
        const ifNotExists = this.ifNotExists();
        const name = this.is("authorization") ? "" : this.name();
        const owner = this.accept("authorization") ? this.roleName() : undefined;
        return { k: "create schema", name: name || (owner ?? ""), ifNotExists, owner };
      }
      case "type":
        this.next();
        return this.createType();
      case "domain":
        this.next();
        return this.createDomain();
      case "function":
      case "procedure":
        this.next();
        return this.createFunction(replace, text === "procedure");
      case "trigger":
        this.next();
        return this.createTrigger(replace);
      case "constraint":
        return this.refuse("CREATE CONSTRAINT TRIGGER");
      case "extension": {
        this.next();
        const ifNotExists = this.ifNotExists();
        const name = this.name();
        while (this.peek().kind !== "end" && !this.is(";")) this.next();
        return { k: "create extension", name, ifNotExists };
      }
      case "database":
        this.next();
        return this.createDatabase();
      case "role":
      case "user":
      case "group":
        return this.role("create");
      default:
        if (
          !/^(access|aggregate|cast|collation|conversion|event|foreign|language|operator|policy|publication|rule|server|statistics|subscription|tablespace|text|transform)$/.test(
            text,
          )
        )
          return this.wrong();
        return this.refuse(`CREATE ${text.toUpperCase()}`);
    }
  }

  private alter(): Statement {
    this.next();
    if (this.accept("materialized", "view")) return this.alterTable("materialized view");
    const { text } = this.peek();
    switch (text) {
      case "table":
      case "view":
      case "index":
        this.next();
        return this.alterTable(text);
      case "sequence": {
        this.next();
        const from = this.place;
        const ifExists = this.ifExists();
        const table = this.tableName();
        if (this.isOne("rename owner")) {
          this.place = from;
          return this.alterTable("sequence");
        }
        return { k: "alter sequence", table, ifExists, options: this.sequenceOptions() };
      }
      case "type":
        this.next();
        return this.alterType();
      case "schema": {
        this.next();
        const name = this.name();
        if (this.accept("rename", "to")) return { k: "alter schema", name, rename: this.name(), owner: undefined };
        this.expect("owner", "to");
        return { k: "alter schema", name, rename: undefined, owner: this.roleName() };
      }
      case "database":
        this.next();
        return this.alterDatabase();
      case "role":
      case "user":
      case "group":
        return this.role("alter");
      case "default":
        this.next();
        this.expect("privileges");
        return this.defaultPrivileges();
      default:
        if (
          !/^(aggregate|collation|domain|event|extension|function|group|language|operator|policy|procedure|publication|rule|server|statistics|subscription|system|tablespace|text|trigger)$/.test(
            text,
          )
        )
          return this.wrong();
        return this.refuse(`ALTER ${text.toUpperCase()}`);
    }
  }

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

  private transaction(word: string): Statement {
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

  private set(): Statement {
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

  private explain(): Statement {
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

  private copy(): CopyStatement {
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

  private upkeep(): Statement {
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
