import type { TableName, TypeName } from "../ast.ts";
import { notSimulated, syntaxError } from "../error.ts";
import { type Token, tokenize } from "../lex.ts";

/** Words that cannot be names without quotes. */
const RESERVED = new Set(
  "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing primary references returning select session_user some symmetric system_user table then to trailing true union unique user using variadic when where window with".split(
    " ",
  ),
);
/** Words that may be functions or types, but not tables or columns. */
const FUNCTION_WORDS = new Set(
  "authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like natural notnull outer overlaps right similar tablesample verbose".split(
    " ",
  ),
);
/** Words that are no alias without AS. */
const NO_ALIAS = new Set(
  "array as char character create day except fetch filter for from grant group having hour intersect into isnull limit minute month notnull offset on order over overlaps precision returning second set to union varying where window with within without year".split(
    " ",
  ),
);

/** Reads a statement's tokens one after the other. */
export class Cursor {
  protected place = 0;
  protected readonly tokens: readonly Token[];
  constructor(protected readonly sql: string) {
    this.tokens = tokenize(sql);
  }

  protected peek(ahead = 0): Token {
    const last = this.tokens[this.tokens.length - 1] as Token;
    return this.tokens[this.place + ahead] ?? last;
  }

  protected next(): Token {
    const t = this.peek();
    this.place++;
    return t;
  }

  protected get at(): number {
    return this.peek().at;
  }

  /** Whether the next tokens are these words or symbols. */
  protected is(...words: readonly string[]): boolean {
    return words.every((w, i) => {
      const t = this.peek(i);
      return (t.kind === "word" || t.kind === "operator") && t.text === w;
    });
  }

  protected isOne(words: string): boolean {
    const t = this.peek();
    return t.kind === "word" && words.split(" ").includes(t.text);
  }

  protected accept(...words: readonly string[]): boolean {
    if (!this.is(...words)) return false;
    this.place += words.length;
    return true;
  }

  protected expect(...words: readonly string[]): void {
    for (const w of words) if (!this.accept(w)) this.wrong();
  }

  protected wrong(t = this.peek()): never {
    throw syntaxError(t.raw, t.at);
  }

  protected refuse(what: string): never {
    notSimulated(what);
  }

  protected isName(t = this.peek()): boolean {
    return t.kind === "quoted" || (t.kind === "word" && !RESERVED.has(t.text) && !FUNCTION_WORDS.has(t.text));
  }

  /** A name of a column, table, … */
  protected name(): string {
    const t = this.peek();
    if (!this.isName(t)) return this.wrong(t);
    return this.next().text;
  }

  /** A name where any word goes: behind a dot, behind AS. */
  protected label(): string {
    const t = this.peek();
    if (t.kind !== "word" && t.kind !== "quoted") return this.wrong(t);
    return this.next().text;
  }

  protected canFunction(t = this.peek()): boolean {
    return t.kind === "quoted" || (t.kind === "word" && !RESERVED.has(t.text));
  }

  /** An alias without AS. */
  protected bareAlias(): string | undefined {
    const t = this.peek();
    if (t.kind === "quoted") return this.next().text;
    if (t.kind !== "word" || NO_ALIAS.has(t.text) || RESERVED.has(t.text)) return undefined;
    return this.next().text;
  }

  /** An alias of a table without AS: no word that a join or clause begins with. */
  protected tableAlias(): string | undefined {
    const t = this.peek();
    if (this.accept("as")) return this.name();
    if (t.kind === "quoted") return this.next().text;
    if (t.kind !== "word" || !this.isName(t) || /^(set|when|default|overriding|values|tablesample)$/.test(t.text))
      return undefined;
    return this.next().text;
  }

  protected names(): string[] {
    this.expect("(");
    const out = [this.name()];
    while (this.accept(",")) out.push(this.name());
    this.expect(")");
    return out;
  }

  /** `a`, `a.b`, `a.b.c`. */
  protected dotted(): string[] {
    const out = [this.name()];
    while (this.accept(".")) out.push(this.label());
    return out;
  }

  protected tableName(): TableName {
    const { at } = this.peek();
    const parts = this.dotted();
    return { schema: parts.length > 1 ? parts[parts.length - 2] : undefined, name: parts.at(-1) ?? "", at };
  }

  protected tableNames(): TableName[] {
    const out: TableName[] = [];
    do {
      this.accept("only");
      out.push(this.tableName());
      this.accept("*");
    } while (this.accept(","));
    return out;
  }

  protected string(): string {
    const t = this.peek();
    if (t.kind !== "string") return this.wrong(t);
    return this.next().text;
  }

  protected integer(): number {
    const minus = this.accept("-");
    if (!minus) this.accept("+");
    const t = this.peek();
    if (t.kind !== "number") return this.wrong(t);
    this.next();
    return minus ? -Number(t.text) : Number(t.text);
  }

  protected list<T>(one: () => T): T[] {
    this.expect("(");
    const out: T[] = [];
    if (this.accept(")")) return out;
    do out.push(one());
    while (this.accept(","));
    this.expect(")");
    return out;
  }

  protected ifExists(): boolean {
    return this.accept("if", "exists");
  }

  protected ifNotExists(): boolean {
    return this.accept("if", "not", "exists");
  }

  protected cascade(): boolean {
    if (this.accept("cascade")) return true;
    this.accept("restrict");
    return false;
  }

  /** The text from a place to the token that comes now. */
  protected textFrom(at: number): string {
    const before = this.tokens[this.place - 1];
    return this.sql.slice(at, before ? before.at + before.raw.length : at);
  }

  /** A type's name: `int`, `character varying(20)`, `timestamp with time zone`, `text[]`. */
  protected typeName(): TypeName {
    const setof = this.accept("setof");
    const { at } = this.peek();
    let names: string[];
    let mods: number[] = [];
    const mod = () => {
      if (this.is("(")) mods = this.list(() => this.integer());
    };
    if (this.peek().kind === "word" && this.is("double", "precision")) {
      this.place += 2;
      names = ["float8"];
    } else if (this.isOne("character char nchar") && !(this.peek(1).text === ".")) {
      const quoted = this.peek().text;
      this.next();
      names = [
        this.accept("varying")
          ? "varchar"
          : quoted === "char" || quoted === "character" || quoted === "nchar"
            ? "bpchar"
            : quoted,
      ];
      mod();
      if (names[0] === "bpchar" && mods.length === 0) mods = [1];
    } else if (this.isOne("timestamp time")) {
      const word = this.next().text;
      mod();
      const zone = this.accept("with", "time", "zone");
      if (!zone) this.accept("without", "time", "zone");
      names = [zone ? `${word}tz` : word];
    } else if (this.isOne("bit")) {
      this.next();
      names = [this.accept("varying") ? "varbit" : "bit"];
      mod();
    } else if (this.isOne("interval")) {
      this.next();
      names = ["interval"];
      if (this.isOne("year month day hour minute second")) {
        this.next();
        if (this.accept("to")) this.label();
      }
      mod();
    } else {
      if (!this.canFunction()) return this.wrong();
      names = [this.next().text];
      while (this.accept(".")) names.push(this.label());
      if (this.accept("%")) {
        this.refuse("%TYPE here");
      }
      mod();
      const short = names.length === 1 ? SHORT[names[0] ?? ""] : undefined;
      if (short !== undefined) names = [short];
    }
    let dims = 0;
    while (this.is("[")) {
      this.next();
      if (this.peek().kind === "number") this.next();
      this.expect("]");
      dims++;
    }
    if (this.accept("array")) dims = 1;
    return { names, mods, dims, setof, at };
  }
}

const SHORT: Readonly<Record<string, string>> = {
  int: "int4",
  integer: "int4",
  smallint: "int2",
  bigint: "int8",
  real: "float4",
  float: "float8",
  decimal: "numeric",
  dec: "numeric",
  boolean: "bool",
  serial: "serial4",
  bigserial: "serial8",
  smallserial: "serial2",
};
