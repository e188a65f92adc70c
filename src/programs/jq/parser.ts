import { CompileError, type FunctionDefinition, type Node, type Place } from "./ast.ts";
import { createCursor } from "./cursor.ts";
import { createForms } from "./forms.ts";
import { numberLiteral } from "./json-read.ts";
import { type Token, tokenize } from "./lexer.ts";

const IDENTITY: Node = { kind: "identity" };

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** How tightly an operator binds, and whether several group to the left, the right, or not at all. */
const BINARY: Readonly<Record<string, readonly [number, "left" | "right" | "none"]>> = {
  "|": [1, "right"],
  ",": [2, "left"],
  "//": [3, "right"],
  "=": [4, "none"],
  "|=": [4, "none"],
  "+=": [4, "none"],
  "-=": [4, "none"],
  "*=": [4, "none"],
  "/=": [4, "none"],
  "%=": [4, "none"],
  "//=": [4, "none"],
  or: [5, "left"],
  and: [6, "left"],
  "==": [7, "none"],
  "!=": [7, "none"],
  "<": [7, "none"],
  "<=": [7, "none"],
  ">": [7, "none"],
  ">=": [7, "none"],
  "+": [8, "left"],
  "-": [8, "left"],
  "*": [9, "left"],
  "/": [9, "left"],
  "%": [9, "left"],
};

/** Parses a filter. Throws CompileError. */
export function parseFilter(text: string): Node {
  const tokens = tokenize(text);
  if (tokens.length === 1) return IDENTITY;
  return createParser(tokens).program();
}

/** Parses definitions alone (the prelude). */
export function parseDefinitions(text: string): FunctionDefinition[] {
  return createParser(tokenize(text)).definitions();
}

function createParser(tokens: readonly Token[]) {
  const c = createCursor(tokens);
  const { advance, back, expect, is, peek, takes, unexpected } = c;

  const program = (): Node => {
    const node = pipe();
    if (peek().kind !== "end") {
      if ([")", "]", "}"].includes(peek().text))
        throw new CompileError("syntax error, unexpected INVALID_CHARACTER, expecting end of file", peek().place);
      unexpected(", expecting end of file");
    }
    return node;
  };
  const definitions = (): FunctionDefinition[] => {
    const found: FunctionDefinition[] = [];
    while (is("def")) found.push(definition());
    return found;
  };
  const definition = (): FunctionDefinition => {
    expect("def");
    const name = advance().text;
    const parameters: string[] = [];
    if (takes("(")) {
      do {
        const token = advance();
        parameters.push(token.kind === "variable" ? `$${token.text}` : token.text);
      } while (takes(";"));
      expect(")");
    }
    expect(":");
    const body = pipe();
    expect(";");
    return { name, parameters, body };
  };

  /** `|`, with what reaches as far to the right as it can: `def`, `as`, `label`. */
  const pipe = (): Node => {
    if (is("def")) {
      const def = definition();
      return { kind: "define", definition: def, body: pipe() };
    }
    if (takes("label")) {
      const name = advance().text;
      expect("|");
      return { kind: "label", name, body: pipe() };
    }
    return binary(1);
  };

  const binary = (least: number): Node => {
    let left = postfix();
    if (takes("as")) {
      const patterns = [pattern()];
      while (takes("?//")) patterns.push(pattern());
      expect("|");
      left = { kind: "bind", source: left, patterns, body: pipe() };
    }
    for (;;) {
      const token = peek();
      const rule = token.kind === "operator" || token.kind === "keyword" ? BINARY[token.text] : undefined;
      if (!rule || rule[0] < least) return left;
      advance();
      const [power, side] = rule;
      const right = token.text === "|" ? pipe() : binary(side === "right" ? power : power + 1);
      left = combine(token.text, left, right);
      const after = peek();
      if (side === "none" && BINARY[after.text]?.[0] === power && after.kind === "operator") unexpected();
    }
  };
  const combine = (operator: string, left: Node, right: Node): Node => {
    if (operator === "|") return { kind: "pipe", left, right };
    if (operator === ",") return { kind: "comma", left, right };
    if (operator === "//") return { kind: "alternative", left, right };
    if (operator === "and" || operator === "or") return { kind: operator, left, right };
    return BINARY[operator]?.[0] === 4
      ? { kind: "assign", operator, left, right }
      : { kind: "binary", operator, left, right };
  };

  const postfix = (): Node => {
    if (takes("-")) return { kind: "negate", body: postfix() };
    let node = term();
    for (;;) {
      const token = peek();
      if (token.kind === "field") {
        advance();
        node = { kind: "index", target: node, index: { kind: "literal", value: token.text } };
      } else if (is(".") && peek(1).kind === "string") {
        advance();
        node = { kind: "index", target: node, index: string(undefined) };
      } else if (is(".") && peek(1).text === "[") advance();
      else if (is("[")) node = suffix(node);
      else if (is("?//")) {
        // Behind a term it is `?` and `//`.
        node = { kind: "try", body: node, handler: undefined };
        c.replace("//");
        return node;
      } else if (takes("?")) node = { kind: "try", body: node, handler: undefined };
      else return node;
    }
  };
  /** `[]`, `[i]`, `[a:b]` behind a term. */
  const suffix = (target: Node): Node => {
    expect("[");
    if (takes("]")) return { kind: "iterate", target };
    if (takes(":")) {
      const to = pipe();
      expect("]");
      return { kind: "slice", target, from: undefined, to };
    }
    const index = pipe();
    if (takes(":")) {
      const to = is("]") ? undefined : pipe();
      expect("]");
      return { kind: "slice", target, from: index, to };
    }
    expect("]", peek().kind === "end" ? ", expecting '|' or ',' or ']'" : "");
    return { kind: "index", target, index };
  };

  const term = (): Node => {
    const token = advance();
    switch (token.kind) {
      case "number":
        return { kind: "literal", value: numberLiteral(token.text) };
      case "string":
        back();
        return string(undefined);
      case "format":
        return peek().kind === "string" ? string(token.text) : { kind: "format", format: token.text };
      case "field":
        return { kind: "index", target: IDENTITY, index: { kind: "literal", value: token.text } };
      case "variable":
        if (token.text === "__loc__")
          return {
            kind: "literal",
            value: new Map<string, string | number>([
              ["file", "<top-level>"],
              ["line", 1],
            ]),
          };
        return { kind: "variable", name: token.text, place: token.place };
      case "name":
        return call(token.text, token.place);
      case "keyword":
        back();
        return keyword();
      case "operator":
        return operator(token.text);
      default:
        back();
        return unexpected();
    }
  };

  const operator = (text: string): Node => {
    switch (text) {
      case ".":
        if (peek().kind === "string") return { kind: "index", target: IDENTITY, index: string(undefined) };
        return is("[") ? suffix(IDENTITY) : IDENTITY;
      case "..":
        return { kind: "recurse" };
      case "(": {
        const inner = pipe();
        expect(")", peek().kind === "end" ? ", expecting '|' or ',' or ')'" : "");
        return inner;
      }
      case "[": {
        if (takes("]")) return { kind: "array", body: undefined };
        const body = pipe();
        expect("]", peek().kind === "end" ? ", expecting '|' or ',' or ']'" : "");
        return { kind: "array", body };
      }
      case "{":
        return object();
      default:
        back();
        return unexpected();
    }
  };

  const call = (name: string, place: Place): Node => {
    if (name === "break" && peek().kind === "variable") {
      const label = advance();
      return { kind: "break", name: label.text, place: { start: place.start, end: label.place.end } };
    }
    if (CONSTANTS.has(name) && !is("(")) return { kind: "literal", value: CONSTANTS.get(name) ?? null };
    const args: Node[] = [];
    if (takes("(")) {
      do args.push(pipe());
      while (takes(";"));
      expect(")", peek().kind === "end" ? ", expecting ';' or ')'" : "");
    }
    return { kind: "call", name, args, place };
  };

  const string = (format: string | undefined): Node => {
    const token = advance();
    if (token.kind !== "string") {
      back();
      return unexpected();
    }
    if (token.parts.length === 1 && typeof token.parts[0] === "string")
      return { kind: "literal", value: token.parts[0] };
    const parts = token.parts.map((part): string | Node =>
      typeof part === "string" ? part : createParser(part).program(),
    );
    return { kind: "string", format, parts };
  };

  const { keyword, object, pattern } = createForms(c, { pipe, postfix, binary, string, definition });
  return { program, definitions };
}
