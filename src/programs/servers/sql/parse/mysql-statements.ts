import type { Account, Expression, Setting, Statement, TableOptions, TableRef } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { DefinitionParser } from "./definitions.ts";

/** Statements that only MySQL has, or has in a grammar of its own. */
export class MysqlParser extends DefinitionParser {
  /** `SET @a = 1, SESSION b = 2, NAMES utf8mb4`. */
  protected setMysql(): Statement {
    this.next();
    if (this.accept("PASSWORD")) return this.password();
    if (this.accept("DEFAULT", "ROLE") || this.accept("ROLE")) {
      this.skipAll();
      return { kind: "set", assignments: [] };
    }
    if (this.accept("NAMES") || this.accept("CHARACTER", "SET") || this.accept("CHARSET")) {
      this.skipAll();
      return { kind: "set", assignments: [] };
    }
    const session = this.accept("SESSION") || this.accept("LOCAL");
    const global = !session && this.accept("GLOBAL");
    if (this.accept("TRANSACTION")) return this.transactionMode();
    const assignments: Setting[] = [];
    let scope: Setting["scope"] = global ? "global" : "session";
    do {
      if (assignments.length) {
        if (this.accept("SESSION") || this.accept("LOCAL")) scope = "session";
        else if (this.accept("GLOBAL") || this.accept("PERSIST")) scope = "global";
      }
      assignments.push(this.setting(scope));
    } while (this.accept(","));
    return { kind: "set", assignments };
  }

  private setting(standard: Setting["scope"]): Setting {
    let scope = standard;
    if (this.accept("PERSIST")) scope = "global";
    if (this.accept("@")) {
      if (!this.accept("@")) {
        const name = this.variableName();
        if (!this.accept(":=")) this.expect("=");
        return { scope: "user", name, value: this.expression() };
      }
      const word = this.peekWord();
      if (/^(SESSION|LOCAL|GLOBAL|PERSIST)$/.test(word ?? "") && this.peekIs(".", 1)) {
        scope = word === "GLOBAL" || word === "PERSIST" ? "global" : "session";
        this.next();
        this.expect(".");
      }
    }
    const name = this.identifier().toLowerCase();
    if (!this.accept(":=")) this.expect("=");
    if (this.accept("DEFAULT")) return { scope, name, value: "default" };
    // `SET x = ON`: a word that is no column.
    const t = this.peek();
    const end = this.peek(1);
    if (t.kind === "word" && (end.kind === "end" || end.text === ",") && !/^(null|true|false)$/i.test(t.text)) {
      this.next();
      return { scope, name, value: { kind: "literal", value: t.text } };
    }
    return { scope, name, value: this.expression() };
  }

  private transactionMode(): Statement {
    const assignments: Setting[] = [];
    const put = (name: string, value: string | number) =>
      assignments.push({ scope: "session", name, value: { kind: "literal", value } });
    do {
      if (this.accept("READ", "ONLY")) put("transaction_read_only", 1);
      else if (this.accept("READ", "WRITE")) put("transaction_read_only", 0);
      else {
        this.expect("ISOLATION", "LEVEL");
        let level = this.identifier().toUpperCase();
        if (level !== "SERIALIZABLE") level += `-${this.identifier().toUpperCase()}`;
        put("transaction_isolation", level);
      }
    } while (this.accept(","));
    return { kind: "set", assignments };
  }

  /** `PREPARE s FROM 'text'`, `EXECUTE s USING @a, @b`, `DEALLOCATE PREPARE s`. */
  protected preparing(): Statement {
    if (this.accept("PREPARE")) {
      const name = this.identifier().toLowerCase();
      this.expect("FROM");
      if (this.accept("@")) return { kind: "prepare", name, text: "", variable: this.variableName() };
      if (this.peek().kind !== "string") this.wrong();
      return { kind: "prepare", name, text: this.next().text, variable: undefined };
    }
    if (!this.accept("EXECUTE")) {
      this.next();
      this.expect("PREPARE");
      return { kind: "deallocate", name: this.identifier().toLowerCase() };
    }
    const name = this.identifier().toLowerCase();
    const variables: string[] = [];
    if (this.accept("USING"))
      do {
        this.expect("@");
        variables.push(this.variableName());
      } while (this.accept(","));
    return { kind: "execute", name, variables };
  }

  private password(): Statement {
    const account = this.accept("FOR") ? this.account() : undefined;
    this.expect("=");
    const t = this.next();
    return { kind: "password", account, password: t.text };
  }

  /** A variable's name behind `@`. */
  protected variableName(): string {
    const t = this.next();
    if (t.kind !== "word" && t.kind !== "quoted" && t.kind !== "string") this.wrong();
    return t.text.toLowerCase();
  }

  /** `'ann'@'%'`, `ann`, `CURRENT_USER()`. */
  protected account(): Account {
    if (this.accept("CURRENT_USER")) {
      if (this.accept("(")) this.expect(")");
      return { name: "", host: "", current: true };
    }
    const t = this.peek();
    if (t.kind !== "word" && t.kind !== "quoted" && t.kind !== "string") this.wrong();
    this.next();
    let host = "%";
    if (this.accept("@")) {
      const h = this.peek();
      if (h.kind !== "word" && h.kind !== "quoted" && h.kind !== "string") this.wrong();
      this.next();
      host = h.text;
      while (h.kind === "word" && this.accept(".")) host += `.${this.next().text}`;
    }
    return { name: t.text, host, current: false };
  }

  protected accounts(): Account[] {
    const out = [this.account()];
    while (this.accept(",")) out.push(this.account());
    return out;
  }

  /** CREATE, ALTER and DROP of USER and ROLE. */
  protected userMysql(verb: "create" | "alter" | "drop"): Statement {
    const word = this.next().text.toUpperCase() === "ROLE" ? "ROLE" : "USER";
    const ifExists = verb === "create" ? this.ifNotExists() : this.ifExists();
    const users: { account: Account; password: string | undefined; locked: boolean | undefined }[] = [];
    do {
      const account = this.account();
      let password: string | undefined;
      if (this.accept("IDENTIFIED")) {
        if (this.accept("WITH")) this.next();
        if (this.accept("BY")) {
          if (this.accept("RANDOM")) this.refuse("a random password");
          password = this.next().text;
        } else if (this.accept("AS")) this.refuse("a password given by its hash");
      }
      users.push({ account, password, locked: undefined });
    } while (this.accept(","));
    while (this.peek().kind !== "end") {
      if (this.accept("ACCOUNT")) {
        const locked = this.accept("LOCK");
        if (!locked) this.expect("UNLOCK");
        users.forEach((u) => {
          u.locked = locked;
        });
      } else if (
        /^(DEFAULT|REQUIRE|WITH|PASSWORD|COMMENT|ATTRIBUTE|FAILED_LOGIN_ATTEMPTS)$/.test(this.peekWord() ?? "")
      ) {
        // Who may come in is not narrowed by these: connections are never encrypted, passwords do not age.
        this.skipAll();
      } else this.wrong();
    }
    return { kind: "account", verb, word, ifExists, users };
  }

  protected grantMysql(word: "GRANT" | "REVOKE"): Statement {
    this.next();
    const ifExists = word === "REVOKE" && this.ifExists();
    const rights: { name: string; columns: readonly string[] }[] = [];
    const roles: Account[] = [];
    const isRole = /^(string|quoted)$/.test(this.peek().kind) || this.peekIs("@", 1);
    if (isRole) roles.push(...this.accounts());
    else
      do rights.push(this.right());
      while (this.accept(","));
    let target: { schema: string; table: string } | undefined;
    if (this.accept("ON")) {
      if (!this.accept("TABLE") && !this.accept("PROCEDURE")) this.accept("FUNCTION");
      target = this.target();
    } else if (rights.length && !isRole && !(word === "REVOKE" && rights[0]?.name === "ALL PRIVILEGES"))
      roles.push(...rights.map((r) => ({ name: r.name.toLowerCase(), host: "%", current: false })));
    this.expect(word === "GRANT" ? "TO" : "FROM");
    const users = this.accounts();
    let option = false;
    if (this.accept("WITH")) {
      if (this.accept("GRANT", "OPTION")) option = true;
      else this.expect("ADMIN", "OPTION");
    }
    if (this.accept("IGNORE", "UNKNOWN", "USER")) this.refuse("IGNORE UNKNOWN USER");
    return {
      kind: "rights",
      word,
      rights: target ? rights : word === "REVOKE" && !roles.length ? rights : [],
      roles,
      target,
      users,
      option,
      ifExists,
    };
  }

  private right(): { name: string; columns: readonly string[] } {
    if (this.accept("ALL")) {
      this.accept("PRIVILEGES");
      return { name: "ALL PRIVILEGES", columns: [] };
    }
    const words = [this.identifier().toUpperCase()];
    while (this.peek().kind === "word" && !/^(ON|TO|FROM)$/.test(this.peekWord() ?? ""))
      words.push(this.next().text.toUpperCase());
    return { name: words.join(" "), columns: this.peekIs("(") ? this.names() : [] };
  }

  private target(): { schema: string; table: string } {
    const part = () => (this.accept("*") ? "*" : this.identifier());
    const first = part();
    if (!this.accept(".")) return { schema: "", table: first };
    return { schema: first, table: part() };
  }

  /** `ENGINE=InnoDB AUTO_INCREMENT=100 COMMENT='…'`, in a table's definition and behind ALTER TABLE. */
  protected tableOptions(): TableOptions | undefined {
    let options: TableOptions | undefined;
    for (;;) {
      const word = this.peekWord() ?? "";
      if (word === "DEFAULT" && /^(CHARSET|CHARACTER|COLLATE)$/.test(this.peekWord(1) ?? "")) this.next();
      const now = this.peekWord() ?? "";
      if (
        !/^(ENGINE|AUTO_INCREMENT|COMMENT|CHARSET|CHARACTER|COLLATE|ROW_FORMAT|PACK_KEYS|CHECKSUM|AVG_ROW_LENGTH|MAX_ROWS|MIN_ROWS|KEY_BLOCK_SIZE|STATS_PERSISTENT|DELAY_KEY_WRITE)$/.test(
          now,
        )
      )
        return options;
      options ??= {};
      this.next();
      if (now === "CHARACTER") this.expect("SET");
      this.accept("=");
      const t = this.next();
      if (now === "AUTO_INCREMENT") options = { ...options, autoIncrement: Number(t.text) };
      else if (now === "COMMENT") options = { ...options, comment: t.text };
      else if (now === "ENGINE" && !/^(innodb|myisam|memory|aria|csv|archive|blackhole)$/i.test(t.text)) {
        throw new SqlError(`Unknown storage engine '${t.text}'`, "42000", 1286);
      }
      this.accept(",");
    }
  }

  /** `RENAME TABLE a TO b`, `RENAME USER a TO b`. */
  protected rename(): Statement {
    this.next();
    if (this.accept("USER")) {
      const users: (readonly [Account, Account])[] = [];
      do {
        const from = this.account();
        this.expect("TO");
        users.push([from, this.account()]);
      } while (this.accept(","));
      return { kind: "rename user", users };
    }
    if (!this.accept("TABLES")) this.expect("TABLE");
    const tables: (readonly [TableRef, TableRef])[] = [];
    do {
      const from = this.tableRef(false);
      this.expect("TO");
      tables.push([from, this.tableRef(false)]);
    } while (this.accept(","));
    return { kind: "rename", tables };
  }

  protected showMysql(): Statement {
    this.next();
    const { at } = this.peek();
    const words: string[] = [];
    let like: string | undefined;
    let where: Expression | undefined;
    while (this.peek().kind !== "end") {
      if (this.accept("LIKE")) like = this.next().text;
      else if (this.accept("WHERE")) where = this.expression();
      else if (this.accept("LIMIT")) this.expression();
      else {
        const t = this.next();
        words.push(t.kind === "quoted" ? `\`${t.text}\`` : t.kind === "string" ? `'${t.text}'` : t.text);
      }
    }
    return { kind: "show", what: words.join(" ").replace(/ ?([.@]) ?/g, "$1"), like, where, at };
  }

  /** `LOCK TABLES …`, `UNLOCK TABLES`: nobody else is kept out, but what is named must be there. */
  protected lock(): Statement {
    const tables: TableRef[] = [];
    if (this.next().text.toUpperCase() === "UNLOCK") {
      if (!this.accept("TABLES")) this.expect("TABLE");
      return { kind: "lock", tables };
    }
    if (!this.accept("TABLES")) this.expect("TABLE");
    do {
      tables.push(this.tableRef(false));
      if (this.accept("AS") || !/^(READ|WRITE|LOW_PRIORITY)$/.test(this.peekWord() ?? "")) this.identifier();
      this.accept("LOW_PRIORITY");
      if (this.accept("READ")) this.accept("LOCAL");
      else this.expect("WRITE");
    } while (this.accept(","));
    return { kind: "lock", tables };
  }

  /** `ANALYZE TABLE a, b`, and its like. */
  protected maintenance(): Statement {
    const verb = this.next().text.toLowerCase();
    if (!this.accept("LOCAL")) this.accept("NO_WRITE_TO_BINLOG");
    this.expect("TABLE");
    const tables: TableRef[] = [];
    do tables.push(this.tableRef(false));
    while (this.accept(","));
    return { kind: "maintenance", verb, tables };
  }

  /** FLUSH: there is nothing that is kept back. */
  protected flush(): Statement {
    this.next();
    if (!this.accept("LOCAL")) this.accept("NO_WRITE_TO_BINLOG");
    if (
      !/^(PRIVILEGES|TABLES|TABLE|LOGS|STATUS|HOSTS|BINARY|ENGINE|ERROR|GENERAL|SLOW|RELAY|USER_RESOURCES|OPTIMIZER_COSTS)$/.test(
        this.peekWord() ?? "",
      )
    )
      this.wrong();
    if (this.peekWord() === "PRIVILEGES")
      this.remarks.push({
        code: 1681,
        text: "'FLUSH PRIVILEGES' is deprecated and will be removed in a future release.",
      });
    this.skipAll();
    return { kind: "upkeep", tag: "FLUSH" };
  }

  /** `DO expression`: it is computed, and nothing comes of it. */
  protected evaluated(): Statement {
    this.next();
    const all = [this.expression()];
    while (this.accept(",")) all.push(this.expression());
    return { kind: "do", all };
  }

  protected kill(): Statement {
    this.next();
    const query = this.accept("QUERY");
    if (!query) this.accept("CONNECTION");
    return { kind: "kill", query, id: this.expression() };
  }
}
