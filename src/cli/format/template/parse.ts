import { goQuote } from "../../grammar/parse.ts";
import type { Token } from "./lex.ts";
import { numberOperand, unquote } from "./literals.ts";
import { type Command, type List, type Node, type Operand, operandText, type Pipe, type Template } from "./nodes.ts";
import { TokenStream } from "./tokens.ts";

/** Parses a template. `functions` are the names it may call; `name` is what errors call it. */
export function parseTemplate(text: string, functions: ReadonlySet<string>, name = ""): Template {
  return new Parser(text, functions, name).template();
}

type ListEnd = "end" | "else";

class Parser extends TokenStream {
  private readonly lists = new Map<string, List>();
  private vars: string[] = ["$"];
  private rangeDepth = 0;

  constructor(
    text: string,
    private readonly functions: ReadonlySet<string>,
    name: string,
  ) {
    super(text, name);
  }

  template(): Template {
    const list: Node[] = [];
    while (this.peekNonSpace().kind !== "eof") {
      const node = this.textOrAction();
      if (node === "end" || node === "else") this.fail(`unexpected {{${node}}}`);
      if (node !== undefined) list.push(node);
    }
    if (list.length > 0 || !this.lists.has(this.name)) this.lists.set(this.name, list);
    return { name: this.name, text: this.text, lists: this.lists };
  }

  private textOrAction(): Node | ListEnd | undefined {
    const token = this.nextNonSpace();
    if (token.kind === "text") return { kind: "text", text: token.text };
    if (token.kind !== "left") return this.unexpected(token, "input");
    this.actionLine = token.line;
    const node = this.action();
    this.actionLine = 0;
    return node;
  }

  private action(): Node | ListEnd | undefined {
    const token = this.nextNonSpace();
    if (token.kind === "keyword") {
      switch (token.text) {
        case "block":
          return this.block();
        case "break":
        case "continue":
          this.expect("right", `{{${token.text}}}`);
          if (this.rangeDepth === 0) this.fail(`{{${token.text}}} outside {{range}}`);
          return { kind: token.text };
        case "define":
          this.define();
          return undefined;
        case "else": {
          const next = this.peekNonSpace();
          if (next.kind === "keyword" && (next.text === "if" || next.text === "with")) return "else";
          this.expect("right", "else");
          return "else";
        }
        case "end":
          this.expect("right", "end");
          return "end";
        case "if":
        case "with":
        case "range":
          return this.control(token.text);
        case "template": {
          const name = this.nextNonSpace();
          const called = this.templateName(name, "template clause");
          if (this.peekNonSpace().kind === "right") {
            this.nextNonSpace();
            return { kind: "template", pos: name.pos, name: called };
          }
          return { kind: "template", pos: name.pos, name: called, pipe: this.pipeline("template clause", "right") };
        }
      }
    }
    this.at--;
    return { kind: "action", pipe: this.pipeline("command", "right") };
  }

  private control(kind: "if" | "with" | "range"): Node {
    const vars = this.vars.length;
    const pipe = this.pipeline(kind, "right");
    if (kind === "range") this.rangeDepth++;
    const [body, end] = this.list();
    if (kind === "range") this.rangeDepth--;
    let otherwise: List | undefined;
    if (end === "else") {
      const next = this.peekNonSpace();
      if (kind !== "range" && next.kind === "keyword" && next.text === kind) {
        this.nextNonSpace();
        otherwise = [this.control(kind)];
      } else {
        if (next.kind === "keyword" && (next.text === "if" || next.text === "with")) {
          this.unexpected(this.nextNonSpace(), "input");
        }
        const [list, last] = this.list();
        if (last === "else") this.fail("expected end; found {{else}}");
        otherwise = list;
      }
    }
    this.vars.length = vars;
    return otherwise ? { kind, pipe, body, otherwise } : { kind, pipe, body };
  }

  private list(): [List, ListEnd] {
    const list: Node[] = [];
    while (this.peekNonSpace().kind !== "eof") {
      const node = this.textOrAction();
      if (node === "end" || node === "else") return [list, node];
      if (node !== undefined) list.push(node);
    }
    return this.fail("unexpected EOF", this.peek());
  }

  private define(): void {
    const name = this.templateName(this.nextNonSpace(), "define clause");
    this.expect("right", "define clause");
    this.body(name, "define clause");
  }

  private block(): Node {
    const token = this.nextNonSpace();
    const name = this.templateName(token, "block clause");
    const pipe = this.pipeline("block clause", "right");
    this.body(name, "block clause");
    return { kind: "template", pos: token.pos, name, pipe };
  }

  /** A definition's own list, which sees no variable but `$`. */
  private body(name: string, context: string): void {
    const { vars, rangeDepth } = this;
    this.vars = ["$"];
    this.rangeDepth = 0;
    const [list, end] = this.list();
    if (end === "else") this.fail(`unexpected {{else}} in ${context}`);
    this.lists.set(name, list);
    this.vars = vars;
    this.rangeDepth = rangeDepth;
  }

  private templateName(token: Token, context: string): string {
    if (token.kind !== "quote" && token.kind !== "raw") return this.unexpected(token, context);
    return unquote(token.text) ?? this.fail("invalid syntax");
  }

  private pipeline(context: string, end: "right" | "close"): Pipe {
    const pos = this.peekNonSpace().pos;
    const declared: string[] = [];
    let assign = false;
    for (let again = true; again; ) {
      again = false;
      const variable = this.peekNonSpace();
      if (variable.kind !== "variable") break;
      const before = this.at;
      this.nextNonSpace();
      const next = this.peekNonSpace();
      if (next.kind === "assign" || next.kind === "declare") {
        assign = next.kind === "assign";
        this.nextNonSpace();
        declared.push(variable.text);
        this.vars.push(variable.text);
      } else if (next.kind === "char" && next.text === ",") {
        this.nextNonSpace();
        declared.push(variable.text);
        this.vars.push(variable.text);
        if (context !== "range" || declared.length > 1) this.fail(`too many declarations in ${context}`);
        const second = this.peekNonSpace().kind;
        if (second !== "variable" && second !== "right" && second !== "close") {
          this.fail("range can only initialize variables");
        }
        again = true;
      } else this.at = before;
    }
    const commands: Command[] = [];
    for (;;) {
      const token = this.nextNonSpace();
      if (token.kind === end) break;
      if (!STARTS_OPERAND.has(token.kind) && !isOperandWord(token)) this.unexpected(token, context);
      this.at--;
      commands.push(this.command());
    }
    if (commands.length === 0) this.fail(`missing value for ${context}`);
    commands.slice(1).forEach((c, i) => {
      if (["bool", "dot", "nil", "number", "string"].includes(c.args[0]?.kind ?? "")) {
        this.fail(`non executable command in pipeline stage ${i + 2}`);
      }
    });
    return { kind: "pipe", pos, assign, declared, commands };
  }

  private command(): Command {
    const pos = this.peekNonSpace().pos;
    const args: Operand[] = [];
    for (;;) {
      this.peekNonSpace();
      const operand = this.operand();
      if (operand) args.push(operand);
      const token = this.next();
      if (token.kind === "space") continue;
      if (token.kind === "right" || token.kind === "close") this.at--;
      else if (token.kind !== "pipe") this.unexpected(token, "operand");
      break;
    }
    if (args.length === 0) this.fail("empty command");
    return { pos, args };
  }

  private operand(): Operand | undefined {
    const node = this.term();
    if (!node || this.peek().kind !== "field") return node;
    const pos = this.peek().pos;
    const names: string[] = [];
    while (this.peek().kind === "field") names.push(this.next().text.slice(1));
    if (node.kind === "field" || node.kind === "variable") {
      return { kind: node.kind, pos, names: [...node.names, ...names] };
    }
    if (["bool", "string", "number", "nil", "dot"].includes(node.kind)) {
      this.fail(`unexpected . after term ${goQuote(operandText(node))}`);
    }
    return { kind: "chain", pos, node, names };
  }

  private term(): Operand | undefined {
    const token = this.nextNonSpace();
    const { pos, text } = token;
    switch (token.kind) {
      case "identifier":
        if (!this.functions.has(text)) this.fail(`function ${goQuote(text)} not defined`);
        return { kind: "identifier", pos, name: text };
      case "keyword":
        if (text === ".") return { kind: "dot", pos };
        if (text === "nil") return { kind: "nil", pos };
        break;
      case "variable":
        if (!this.vars.includes(text)) this.fail(`undefined variable ${goQuote(text)}`);
        return { kind: "variable", pos, names: [text] };
      case "field":
        return { kind: "field", pos, names: [text.slice(1)] };
      case "bool":
        return { kind: "bool", pos, value: text === "true" };
      case "constant":
      case "number": {
        const number = numberOperand(text, pos);
        return typeof number === "string" ? this.fail(number) : number;
      }
      case "open":
        return this.pipeline("parenthesized pipeline", "close");
      case "quote":
      case "raw":
        return { kind: "string", pos, text, value: unquote(text) ?? this.fail("invalid syntax") };
    }
    this.at--;
    return undefined;
  }
}

const STARTS_OPERAND: ReadonlySet<Token["kind"]> = new Set([
  "bool",
  "constant",
  "field",
  "identifier",
  "number",
  "raw",
  "quote",
  "variable",
  "open",
]);

function isOperandWord(token: Token): boolean {
  return token.kind === "keyword" && (token.text === "." || token.text === "nil");
}
