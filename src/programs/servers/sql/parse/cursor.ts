import { SqlError, type Token, tokenize } from "../lexer.ts";
import { type Dialect, isReserved } from "./reserved.ts";

const KNOWN_TYPES =
  /^(int|integer|tinyint|smallint|mediumint|bigint|int[1-4,8]|decimal|dec|numeric|fixed|float|double|real|float[48]|bit|bool|boolean|serial|char|character|nchar|national|varchar|varcharacter|nvarchar|binary|varbinary|tinytext|text|mediumtext|longtext|long|tinyblob|blob|mediumblob|longblob|enum|set|json|date|datetime|timestamp|time|year|signed|unsigned|array|geometry|point|linestring|polygon|multipoint|multilinestring|multipolygon|geometrycollection|uuid|inet4|inet6|vector)$/i;

/** A statement's words one after another. */
export class Cursor {
  /** Whether the server is MariaDB, whose language differs here and there. */
  protected readonly maria: boolean;
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(
    protected readonly sql: string,
    protected readonly dialect: Dialect = "mysql",
  ) {
    this.maria = dialect === "mariadb";
    this.tokens = tokenize(sql);
  }

  protected peek(ahead = 0): Token {
    const last: Token = { kind: "end", text: "", at: this.sql.length };
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] ?? last;
  }

  protected next(): Token {
    const t = this.peek();
    if (t.kind !== "end") this.index++;
    return t;
  }

  /** The word that is next, in capitals; undefined for anything else. */
  protected peekWord(ahead = 0): string | undefined {
    const t = this.peek(ahead);
    return t.kind === "word" ? t.text.toUpperCase() : undefined;
  }

  protected peekIs(symbol: string, ahead = 0): boolean {
    const t = this.peek(ahead);
    return t.kind === "symbol" && t.text === symbol;
  }

  /** Takes words or symbols when they are next, all of them. */
  protected accept(...texts: readonly string[]): boolean {
    const fits = texts.every((text, i) => {
      const t = this.peek(i);
      return t.kind === "word" ? t.text.toUpperCase() === text : t.kind === "symbol" && t.text === text;
    });
    if (fits) this.index += texts.length;
    return fits;
  }

  protected expect(...texts: readonly string[]): void {
    for (const text of texts) if (!this.accept(text)) this.wrong();
  }

  /** Whether `?` may stand for a value. */
  prepared = true;

  /** The statement must end here. */
  end(): void {
    this.accept(";");
    if (this.peek().kind !== "end") this.wrong();
  }

  protected skipAll(): void {
    this.index = this.tokens.length - 1;
  }

  /** The text from a place up to the word that is next. */
  protected textFrom(at: number): string {
    return this.sql.slice(at, this.peek().at).trim();
  }

  /** A syntax error at the next token. */
  protected wrong(): never {
    return this.wrongWithin(this.peek().at);
  }

  protected wrongWithin(at: number): never {
    const line = this.sql.slice(0, at).split("\n").length;
    throw new SqlError(
      `You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '${this.near(at)}' at line ${line}`,
      "42000",
      1064,
    );
  }

  /** The text from a place on, as far as an error tells it: 80 letters, of which MariaDB's last three say that there is more. */
  private near(at: number): string {
    const rest = [...this.sql.slice(at)];
    if (rest.length <= 80) return rest.join("");
    return this.maria ? `${rest.slice(0, 77).join("")}...` : rest.slice(0, 80).join("");
  }

  protected refuse(what: string): never {
    throw new SqlError(`drydock: ${what} is not simulated`, "0A000", 1235);
  }

  protected identifier(): string {
    const t = this.peek();
    if (t.kind !== "word" && t.kind !== "quoted") this.wrong();
    this.index++;
    return t.text;
  }

  /** A name of the user's own: no reserved word, unless it stands in backquotes. */
  protected named(): string {
    const t = this.peek();
    if (t.kind === "word" && isReserved(t.text, this.dialect)) this.wrong();
    return this.identifier();
  }

  protected list<T>(item: () => T): T[] {
    this.expect("(");
    const out: T[] = [];
    if (this.accept(")")) return out;
    do out.push(item());
    while (this.accept(","));
    this.expect(")");
    return out;
  }

  protected names(): string[] {
    return this.list(() => this.named());
  }

  protected ifExists(): boolean {
    return this.accept("IF", "EXISTS");
  }

  protected ifNotExists(): boolean {
    return this.accept("IF", "NOT", "EXISTS");
  }

  /** Remarks on what is out of use. */
  readonly remarks: { readonly code: number; readonly text: string }[] = [];

  /** MySQL's remarks on a column's type. */
  private remarkOn(type: string): void {
    const say = (text: string) => this.remarks.push({ code: 1681, text });
    if (/ zerofill/.test(type))
      say(
        "The ZEROFILL attribute is deprecated and will be removed in a future release. Use the LPAD function to zero-pad numbers, or store the formatted numbers in a CHAR column.",
      );
    if (type === "tinyint(1)" && this.dialect !== "mysql") return;
    if (/^(tinyint\(|smallint\(|mediumint\(|int\(|integer\(|bigint\()/.test(type))
      say("Integer display width is deprecated and will be removed in a future release.");
    if (/^(float|double|real)\(\d+,/.test(type))
      say(
        "Specifying number of digits for floating point data types is deprecated and will be removed in a future release.",
      );
    if (/^(float|double|decimal|real).* unsigned/.test(type))
      say(
        "UNSIGNED for decimal and floating point data types is deprecated and support for it will be removed in a future release.",
      );
  }

  protected typeName(): string {
    if (!KNOWN_TYPES.test(this.peek().text)) this.wrong();
    let type = this.identifier().toLowerCase();
    if (type === "double" && this.accept("PRECISION")) type = "double precision";
    if ((type === "character" || type === "char") && this.accept("VARYING")) type = "character varying";
    if (type === "signed" || type === "unsigned") this.accept("INTEGER");
    if (this.peekIs("(")) {
      const inside = this.list(() => {
        const t = this.next();
        return t.kind === "string" ? `'${t.text.replaceAll("'", "''")}'` : t.text;
      });
      type += `(${inside.join(",")})`;
    }
    if (/^(varchar|varbinary|character varying)$/.test(type)) this.wrong();
    for (const word of ["UNSIGNED", "ZEROFILL"]) if (this.accept(word)) type += ` ${word.toLowerCase()}`;
    if (/ zerofill/.test(type) && !/ unsigned/.test(type)) type = type.replace(" zerofill", " unsigned zerofill");
    this.remarkOn(type);
    return type;
  }
}
