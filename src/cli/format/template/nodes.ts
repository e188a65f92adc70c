/** A template's tree. `pos` counts characters from the start of the text; errors show line and column from it. */
export type Operand =
  | { readonly kind: "dot"; readonly pos: number }
  | { readonly kind: "nil"; readonly pos: number }
  | { readonly kind: "bool"; readonly pos: number; readonly value: boolean }
  | { readonly kind: "string"; readonly pos: number; readonly text: string; readonly value: string }
  | {
      readonly kind: "number";
      readonly pos: number;
      readonly text: string;
      readonly value: number;
      readonly float: boolean;
    }
  | { readonly kind: "field"; readonly pos: number; readonly names: readonly string[] }
  | { readonly kind: "variable"; readonly pos: number; readonly names: readonly string[] }
  | { readonly kind: "identifier"; readonly pos: number; readonly name: string }
  | { readonly kind: "chain"; readonly pos: number; readonly node: Operand; readonly names: readonly string[] }
  | Pipe;

export interface Command {
  readonly pos: number;
  readonly args: readonly Operand[];
}

export interface Pipe {
  readonly kind: "pipe";
  readonly pos: number;
  readonly assign: boolean;
  readonly declared: readonly string[];
  readonly commands: readonly Command[];
}

export type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly pipe: Pipe }
  | { readonly kind: "if" | "with" | "range"; readonly pipe: Pipe; readonly body: List; readonly otherwise?: List }
  | { readonly kind: "template"; readonly pos: number; readonly name: string; readonly pipe?: Pipe }
  | { readonly kind: "break" | "continue" };

export type List = readonly Node[];

/** A parsed template with those it defines, by name. */
export interface Template {
  readonly name: string;
  readonly text: string;
  readonly lists: ReadonlyMap<string, List>;
}

/** An operand in the words of Go's error messages. */
export function operandText(node: Operand): string {
  switch (node.kind) {
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "bool":
      return String(node.value);
    case "string":
    case "number":
      return node.text;
    case "field":
      return node.names.map((n) => `.${n}`).join("");
    case "variable":
      return node.names.join(".");
    case "identifier":
      return node.name;
    case "chain":
      return (
        (node.node.kind === "pipe" ? `(${operandText(node.node)})` : operandText(node.node)) +
        node.names.map((n) => `.${n}`).join("")
      );
    case "pipe": {
      const declared = node.declared.length ? `${node.declared.join(", ")} ${node.assign ? "=" : ":="} ` : "";
      return declared + node.commands.map(commandText).join(" | ");
    }
  }
}

export function commandText(command: Command): string {
  return command.args.map((a) => (a.kind === "pipe" ? `(${operandText(a)})` : operandText(a))).join(" ");
}
