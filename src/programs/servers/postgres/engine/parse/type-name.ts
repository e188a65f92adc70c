import type { TypeName } from "../ast.ts";
import { Cursor } from "./cursor.ts";

class TypeParser extends Cursor {
  whole(): TypeName {
    const t = this.typeName();
    if (this.peek().kind !== "end") this.wrong();
    return t;
  }
}

/** Reads a type's name by itself. */
export const parseTypeName = (text: string): TypeName => new TypeParser(text).whole();
