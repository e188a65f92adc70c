import { notSimulated, PgError } from "../error.ts";
import type { Declaration, Node, Sql } from "./ast.ts";
import { BodyCursor } from "./cursor.ts";

/** Statements with no others in them. */
export abstract class Sentences extends BodyCursor {
  protected declaration(): Declaration {
    const name = this.name();
    const constant = this.accept("constant");
    if (this.accept("alias")) notSimulated("ALIAS in plpgsql");
    if (this.accept("cursor") || this.accept("no", "scroll", "cursor")) {
      if (!this.accept("for")) this.expect("is");
      const cursor = this.until([";"]);
      this.expect(";");
      return { name, type: "refcursor", constant, notNull: false, value: undefined, cursor };
    }
    const from = this.peek().at;
    let to = from;
    while (
      !this.is(";") &&
      !this.is(":=") &&
      !this.is("=") &&
      !this.is("default") &&
      !this.is("not") &&
      !this.is("collate")
    ) {
      const t = this.peek();
      if (t.kind === "end") this.wrong(t);
      to = t.at + t.raw.length;
      this.place++;
    }
    const type = this.body.slice(from, to);
    if (this.accept("collate")) this.name();
    const notNull = this.accept("not", "null");
    const value = this.accept(":=") || this.accept("=") || this.accept("default") ? this.until([";"]) : undefined;
    this.expect(";");
    return { name, type, constant, notNull, value, cursor: undefined };
  }

  protected returned(line: number): Node {
    this.place++;
    if (this.is(";")) return { k: "return", line, value: undefined };
    if (this.accept("next")) return { k: "return next", line, value: this.is(";") ? undefined : this.until([";"]) };
    if (this.accept("query")) {
      if (this.accept("execute")) {
        const query = this.until([";", "using"]);
        return { k: "return query", line, query, dynamic: true, using: this.accept("using") ? this.list([";"]) : [] };
      }
      return { k: "return query", line, query: this.until([";"]), dynamic: false, using: [] };
    }
    return { k: "return", line, value: this.until([";"]) };
  }

  protected raise(line: number): Node {
    this.place++;
    let level = "EXCEPTION";
    const t = this.peek();
    if (t.kind === "word" && /^(debug|log|info|notice|warning|exception)$/.test(t.text)) {
      level = t.text.toUpperCase();
      this.place++;
    }
    let format: string | undefined;
    let condition: string | undefined;
    const args: Sql[] = [];
    if (this.peek().kind === "string") {
      format = this.string();
      while (this.accept(",")) args.push(this.until([";", ",", "using"]));
    } else if (this.accept("sqlstate")) condition = this.string();
    else if (!this.is(";") && !this.is("using")) condition = this.name();
    const using: { name: string; value: Sql }[] = [];
    if (this.accept("using"))
      do {
        const name = this.name();
        if (!this.accept("=")) this.expect(":=");
        using.push({ name, value: this.until([";", ","]) });
      } while (this.accept(","));
    const holes = (format?.replaceAll("%%", "").match(/%/g) ?? []).length;
    if (format !== undefined && holes > args.length)
      throw new PgError("too few parameters specified for RAISE", "42601", { at: t.at });
    if (format !== undefined && holes < args.length)
      throw new PgError("too many parameters specified for RAISE", "42601", { at: t.at });
    return { k: "raise", line, level, format, condition, args, using };
  }

  private targets(): { into: string[]; strict: boolean } {
    const strict = this.accept("strict");
    const into: string[] = [];
    do {
      let name = this.name();
      while (this.accept(".")) name += `.${this.name()}`;
      into.push(name);
    } while (this.accept(","));
    return { into, strict };
  }

  protected execute(line: number): Node {
    this.place++;
    const query = this.until([";", "into", "using"]);
    let into: string[] = [];
    let strict = false;
    let using: Sql[] = [];
    for (;;) {
      if (this.accept("into")) ({ into, strict } = this.targets());
      else if (this.accept("using")) using = this.list([";", "into"]);
      else return { k: "execute", line, query, into, strict, using };
    }
  }

  /** A statement of SQL; `INTO names` is taken out of it. */
  protected sql(line: number): Node {
    const { at } = this.peek();
    const first = this.peek().text;
    let depth = 0;
    let text = "";
    let from = at;
    let into: string[] = [];
    let strict = false;
    let before = "";
    for (;;) {
      const t = this.peek();
      if (t.kind === "end") this.wrong(t);
      if (t.kind === "operator" && t.text === ";") break;
      if (t.kind === "operator" && t.text === "(") depth++;
      if (t.kind === "operator" && t.text === ")") depth--;
      if (
        depth === 0 &&
        into.length === 0 &&
        t.kind === "word" &&
        t.text === "into" &&
        before !== "insert" &&
        before !== "merge" &&
        first !== "create"
      ) {
        text += this.body.slice(from, t.at);
        this.place++;
        ({ into, strict } = this.targets());
        from = this.peek().at;
        continue;
      }
      before = t.kind === "word" ? t.text : "";
      this.place++;
    }
    text += this.body.slice(from, this.peek().at);
    return { k: "sql", line, query: { text: text.trim(), line }, into, strict };
  }

  protected assignment(line: number): Node {
    const start = this.peek();
    let target = this.name();
    while (this.accept(".")) target += `.${this.name()}`;
    let index: Sql | undefined;
    if (this.accept("[")) {
      index = this.until(["]"]);
      this.expect("]");
    }
    if (!this.accept(":=") && !this.accept("=")) this.wrong(start);
    return { k: "assign", line, target, index, value: this.until([";"]) };
  }
}
