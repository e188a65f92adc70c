import type { Node, Pattern } from "./ast.ts";
import type { Cursor } from "./cursor.ts";

/** The parts of the grammar that the longer forms are made of. */
export interface Grammar {
  pipe(): Node;
  postfix(): Node;
  /** What binds at least as tightly as this. */
  binary(least: number): Node;
  string(format: string | undefined): Node;
  definition(): { readonly name: string; readonly parameters: readonly string[]; readonly body: Node };
}

const IDENTITY: Node = { kind: "identity" };

/** `if`, `try`, `reduce`, `foreach`, objects and the patterns of `as`. */
export function createForms(c: Cursor, g: Grammar) {
  const { advance, expect, is, peek, takes, unexpected } = c;
  const { binary, definition, pipe, postfix, string } = g;

  const keyword = (): Node => {
    if (takes("if")) return conditional();
    if (takes("try")) {
      const body = postfix();
      return { kind: "try", body, handler: takes("catch") ? postfix() : undefined };
    }
    if (takes("reduce")) {
      const source = postfix();
      expect("as");
      const p = pattern();
      expect("(");
      const init = pipe();
      expect(";");
      const update = pipe();
      expect(")");
      return { kind: "reduce", source, pattern: p, init, update };
    }
    if (takes("foreach")) {
      const source = postfix();
      expect("as");
      const p = pattern();
      expect("(");
      const init = pipe();
      expect(";");
      const update = pipe();
      const extract = takes(";") ? pipe() : undefined;
      expect(")");
      return { kind: "foreach", source, pattern: p, init, update, extract };
    }
    if (is("def")) {
      const def = definition();
      return { kind: "define", definition: def, body: pipe() };
    }
    return unexpected();
  };
  const conditional = (): Node => {
    const condition = pipe();
    expect("then");
    const then = pipe();
    if (takes("elif")) return { kind: "if", condition, then, otherwise: conditional() };
    const otherwise = takes("else") ? pipe() : undefined;
    expect("end");
    return { kind: "if", condition, then, otherwise };
  };

  const object = (): Node => {
    const entries: { key: Node; value: Node }[] = [];
    if (takes("}")) return { kind: "object", entries };
    do entries.push(entry());
    while (takes(","));
    if (!is("}")) unexpected();
    advance();
    return { kind: "object", entries };
  };
  const entry = (): { key: Node; value: Node } => {
    const token = peek();
    if (token.kind === "variable") {
      advance();
      const key: Node = { kind: "literal", value: token.text };
      if (token.text === "__loc__")
        return {
          key,
          value: {
            kind: "literal",
            value: new Map<string, string | number>([
              ["file", "<top-level>"],
              ["line", 1],
            ]),
          },
        };
      return { key, value: { kind: "variable", name: token.text, place: token.place } };
    }
    let key: Node;
    let short: Node | undefined;
    if (takes("(")) {
      key = pipe();
      expect(")");
    } else if (token.kind === "string" || token.kind === "format") {
      if (token.kind === "format") advance();
      key = string(token.kind === "format" ? token.text : undefined);
      short = { kind: "index", target: IDENTITY, index: key };
    } else if (token.kind === "name" || token.kind === "keyword" || token.kind === "number") {
      advance();
      key = { kind: "literal", value: token.text };
      short = { kind: "index", target: IDENTITY, index: key };
    } else return unexpected();
    if (takes(":")) return { key, value: objectValue() };
    if (!short) return unexpected();
    return { key, value: short };
  };
  /** Values of an object bind tighter than `,`; several may be piped by `|`. */
  const objectValue = (): Node => {
    let left = binary(3);
    while (takes("|")) left = { kind: "pipe", left, right: binary(3) };
    return left;
  };

  const pattern = (): Pattern => {
    const token = peek();
    if (token.kind === "variable") {
      advance();
      return { kind: "variable", name: token.text };
    }
    if (takes("[")) {
      const items: Pattern[] = [];
      do items.push(pattern());
      while (takes(","));
      expect("]");
      return { kind: "array", items };
    }
    if (!takes("{")) return unexpected();
    const entries: { key: Node; name: string | undefined; pattern: Pattern | undefined }[] = [];
    do {
      const k = peek();
      let key: Node;
      let name: string | undefined;
      if (k.kind === "variable") {
        advance();
        name = k.text;
        key = { kind: "literal", value: k.text };
      } else if (takes("(")) {
        key = pipe();
        expect(")");
      } else if (k.kind === "string") key = string(undefined);
      else {
        advance();
        key = { kind: "literal", value: k.text };
      }
      entries.push({ key, name, pattern: takes(":") ? pattern() : undefined });
    } while (takes(","));
    expect("}");
    return { kind: "object", entries };
  };
  return { keyword, object, pattern };
}
