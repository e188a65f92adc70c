import type { Expr, TableName, TypeName } from "../ast.ts";
import type { FunctionArg, IndexKey, Statement } from "../ast-statements.ts";
import { PgError } from "../error.ts";
import { TableAlterations } from "./table-alterations.ts";

/** CREATE of views, indexes, types, functions, triggers. */
export abstract class Objects extends TableAlterations {
  protected createView(replace: boolean, temp: boolean): Statement {
    if (this.accept("recursive")) this.refuse("CREATE RECURSIVE VIEW");
    const table = this.tableName();
    const columns = this.is("(") ? this.names() : [];
    if (this.accept("with") && this.is("(")) this.skipParentheses();
    this.expect("as");
    const { at } = this.peek();
    const query = this.query();
    const text = this.textFrom(at);
    if (this.accept("with")) {
      if (!this.accept("local")) this.accept("cascaded");
      this.expect("check", "option");
    }
    return { k: "create view", table, replace, temp, columns, query, text };
  }

  protected createMaterialized(): Statement {
    const ifNotExists = this.ifNotExists();
    return this.tableAs(this.tableName(), false, ifNotExists, true);
  }

  protected createIndex(unique: boolean): Statement {
    this.accept("concurrently");
    const ifNotExists = this.ifNotExists();
    const name = this.is("on") ? undefined : this.name();
    this.expect("on");
    this.accept("only");
    const table = this.tableName();
    const method = this.accept("using") ? this.name() : "btree";
    const keys = this.list((): IndexKey => {
      const e = this.expression();
      if (this.isName() && !this.isOne("asc desc nulls")) this.dotted();
      let descending = false;
      if (this.accept("desc")) descending = true;
      else this.accept("asc");
      const nullsFirst = this.accept("nulls", "first") ? true : this.accept("nulls", "last") ? false : undefined;
      return { e, descending, nullsFirst };
    });
    const include = this.accept("include") ? this.names() : [];
    if (this.accept("nulls", "not", "distinct")) this.refuse("NULLS NOT DISTINCT");
    if (this.accept("with")) this.skipParentheses();
    if (this.accept("tablespace")) this.name();
    const where = this.accept("where") ? this.expression() : undefined;
    return { k: "create index", name, table, unique, ifNotExists, method, keys, include, where };
  }

  protected createType(): Statement {
    const name = this.tableName();
    this.expect("as");
    if (this.accept("enum")) {
      const labels = this.list(() => this.string());
      return { k: "create type", name, labels, fields: [] };
    }
    if (this.accept("range")) this.refuse("a range type");
    const fields = this.list(() => ({ name: this.name(), type: this.typeName() }));
    return { k: "create type", name, labels: undefined, fields };
  }

  protected createDomain(): Statement {
    const name = this.tableName();
    this.accept("as");
    const type = this.typeName();
    let notNull = false;
    let standard: Expr | undefined;
    const checks: { name: string | undefined; e: Expr }[] = [];
    for (;;) {
      const named = this.accept("constraint") ? this.name() : undefined;
      if (this.accept("not", "null")) notNull = true;
      else if (this.accept("null")) continue;
      else if (this.accept("default")) standard = this.expression(6);
      else if (this.accept("check")) {
        this.expect("(");
        checks.push({ name: named, e: this.expression() });
        this.expect(")");
      } else if (this.accept("collate")) this.dotted();
      else break;
    }
    return { k: "create domain", name, type, notNull, default: standard, checks };
  }

  protected alterType(): Statement {
    const name = this.tableName();
    const base = {
      k: "alter type" as const,
      name,
      add: undefined,
      renameValue: undefined,
      rename: undefined,
      owner: undefined,
    };
    if (this.accept("add", "value")) {
      const ifNotExists = this.ifNotExists();
      const label = this.string();
      const before = this.accept("before") ? this.string() : undefined;
      const after = this.accept("after") ? this.string() : undefined;
      return { ...base, add: { label, ifNotExists, before, after } };
    }
    if (this.accept("rename", "value")) {
      const from = this.string();
      this.expect("to");
      return { ...base, renameValue: [from, this.string()] };
    }
    if (this.accept("rename", "to")) return { ...base, rename: this.name() };
    if (this.accept("owner", "to")) return { ...base, owner: this.roleName() };
    return this.refuse("this ALTER TYPE");
  }

  protected createFunction(replace: boolean, procedure: boolean): Statement {
    const { at } = this.peek();
    const parts = [this.label()];
    while (this.accept(".")) parts.push(this.label());
    const name: TableName = { schema: parts.length > 1 ? parts[0] : undefined, name: parts.at(-1) ?? "", at };
    const args = this.list(() => this.functionArg());
    let returns: TypeName | undefined;
    let language: string | undefined;
    let body: string | undefined;
    let bodyAt = 0;
    let volatility = "volatile";
    let strict = false;
    let definer = false;
    for (;;) {
      if (this.accept("returns")) {
        if (this.accept("null", "on", "null", "input")) strict = true;
        else if (this.accept("table")) {
          for (const c of this.list(() => ({ name: this.name(), type: this.typeName() })))
            args.push({ ...c, mode: "table", default: undefined });
          returns = { names: ["record"], mods: [], dims: 0, setof: true, at: this.at };
        } else returns = this.typeName();
      } else if (this.accept("language")) language = this.next().text.toLowerCase();
      else if (this.isOne("immutable stable volatile")) volatility = this.next().text;
      else if (this.accept("strict")) strict = true;
      else if (this.accept("called", "on", "null", "input")) strict = false;
      else if (this.accept("not", "leakproof") || this.accept("leakproof") || this.accept("window")) continue;
      else if (this.accept("external", "security") || this.accept("security")) definer = this.label() === "definer";
      else if (this.accept("parallel")) this.label();
      else if (this.accept("cost") || this.accept("rows")) this.integer();
      else if (this.accept("set")) {
        this.dotted();
        if (!this.accept("=")) this.expect("to");
        do this.next();
        while (this.accept(","));
      } else if (this.accept("as")) {
        bodyAt = this.at;
        body = this.string();
      } else if (this.accept("return")) {
        const from = this.at;
        bodyAt = from;
        this.expression();
        body = `SELECT ${this.textFrom(from)}`;
        language ??= "sql";
      } else if (this.accept("begin")) this.refuse("BEGIN ATOMIC");
      else break;
    }
    if (body === undefined)
      throw new PgError(procedure ? "no procedure body specified" : "no function body specified", "42P13");
    if (language === undefined) throw new PgError("no language specified", "42P13");
    return {
      k: "create function",
      name,
      replace,
      procedure,
      args,
      returns,
      language,
      body,
      volatility,
      strict,
      definer,
      at,
      bodyAt,
    };
  }

  protected functionArg(): FunctionArg {
    let mode: FunctionArg["mode"] = "in";
    if (this.isOne("in out inout variadic") && !(this.peek(1).text === "," || this.peek(1).text === ")"))
      mode = this.next().text as "in";
    const typed = this.peek(1);
    const bare =
      (typed.kind === "operator" && /^[,)([=]$|^:=$|^\[\]$|^\.$/.test(typed.text)) ||
      (typed.kind === "word" && /^(default|varying|precision|with|without|array)$/.test(typed.text));
    const name = bare ? undefined : this.label();
    if (name !== undefined && this.isOne("in out inout")) mode = this.next().text as "in";
    const type = this.typeName();
    const standard = this.accept("default") || this.accept("=") || this.accept(":=") ? this.expression() : undefined;
    return { name, type, mode, default: standard };
  }

  protected createTrigger(replace: boolean): Statement {
    const name = this.name();
    const timing = this.accept("before") ? "BEFORE" : this.accept("after") ? "AFTER" : "INSTEAD OF";
    if (timing === "INSTEAD OF") this.expect("instead", "of");
    const events: string[] = [];
    const columns: string[] = [];
    do {
      const event = this.label();
      if (!/^(insert|update|delete|truncate)$/.test(event)) this.wrong(this.peek(-1));
      events.push(event.toUpperCase());
      if (event === "update" && this.accept("of")) {
        do columns.push(this.name());
        while (this.accept(","));
      }
    } while (this.accept("or"));
    this.expect("on");
    const table = this.tableName();
    if (this.accept("referencing")) this.refuse("REFERENCING");
    let row = false;
    if (this.accept("for")) {
      this.accept("each");
      row = this.accept("row");
      if (!row) this.expect("statement");
    }
    let when: Expr | undefined;
    let whenText = "";
    if (this.accept("when")) {
      this.expect("(");
      const { at } = this.peek();
      when = this.expression();
      whenText = this.textFrom(at);
      this.expect(")");
    }
    this.expect("execute");
    if (!this.accept("function")) this.expect("procedure");
    const fn = this.tableName();
    const args = this.list(() => this.next().text);
    return { k: "create trigger", name, replace, timing, events, columns, table, row, when, whenText, fn, args };
  }
}
