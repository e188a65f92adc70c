import { goQuote } from "../../grammar/parse.ts";
import { goString } from "../go/print.ts";
import {
  ANY,
  BOOL,
  dynamic,
  elements,
  entries,
  FLOAT,
  fromPlain,
  type GoType,
  type GoValue,
  goValue,
  INT,
  indirect,
  STRING,
  typeName,
} from "../go/value.ts";
import { evalField } from "./field.ts";
import type { Functions, Parameter } from "./functions.ts";
import {
  type Command,
  commandText,
  type List,
  type Node,
  type Operand,
  operandText,
  type Pipe,
  type Template,
} from "./nodes.ts";
import { TemplateError } from "./parse.ts";

/** What a missing map key gives: nothing (printed as `<no value>`) or an error. */
export type MissingKey = "default" | "error";

/**
 * Executes a template on a value, as text/template does, and gives what it printed. Throws TemplateError with Go's
 * `template: NAME:LINE:COLUMN: executing "NAME" at <NODE>: …`.
 */
export function executeTemplate(
  template: Template,
  data: GoValue | undefined,
  functions: Functions,
  missingKey: MissingKey = "default",
): string {
  return new Execution(template, functions, missingKey).run(data);
}

/** A value, or undefined for none at all (Go's invalid reflect.Value). */
export type Maybe = GoValue | undefined;

/** Go gives up at 100,000; a JavaScript stack is smaller. */
const DEPTH = 400;

class Flow {
  constructor(readonly kind: "break" | "continue") {}
}

class Execution {
  private out = "";
  private vars: { name: string; value: Maybe }[] = [];
  private where: { readonly pos: number; readonly text: string } = { pos: 0, text: "" };
  private depth = 0;
  private running: string;

  constructor(
    private readonly template: Template,
    private readonly functions: Functions,
    private readonly missingKey: MissingKey,
  ) {
    this.running = template.name;
  }

  run(data: Maybe): string {
    this.vars = [{ name: "$", value: data }];
    this.walk(data, this.template.lists.get(this.template.name) ?? []);
    return this.out;
  }

  private walk(dot: Maybe, list: List): void {
    for (const node of list) this.step(dot, node);
  }

  private step(dot: Maybe, node: Node): void {
    switch (node.kind) {
      case "text":
        this.out += node.text;
        return;
      case "action": {
        const value = this.pipeline(dot, node.pipe);
        if (node.pipe.declared.length === 0) this.print(value);
        return;
      }
      case "break":
      case "continue":
        throw new Flow(node.kind);
      case "template":
        this.call(dot, node);
        return;
      default: {
        const mark = this.vars.length;
        if (node.kind === "range") this.range(dot, node.pipe, node.body, node.otherwise);
        else {
          const value = this.pipeline(dot, node.pipe);
          if (isTrue(value)) this.walk(node.kind === "with" ? value : dot, node.body);
          else if (node.otherwise) this.walk(dot, node.otherwise);
        }
        this.vars.length = mark;
      }
    }
  }

  private print(value: Maybe): void {
    if (!value) {
      this.out += "<no value>";
      return;
    }
    const { value: inner, nil } = value.type.kind === "pointer" ? indirect(value) : { value, nil: false };
    this.out += nil ? "<nil>" : goString(inner);
  }

  private call(dot: Maybe, node: Extract<Node, { kind: "template" }>): void {
    const text = `{{template ${goQuote(node.name)}${node.pipe ? ` ${operandText(node.pipe)}` : ""}}}`;
    this.where = { pos: node.pos, text };
    const list = this.template.lists.get(node.name);
    if (!list) this.fail(`template ${goQuote(node.name)} not defined`);
    if (this.depth >= DEPTH) this.fail("exceeded maximum template depth (100000)");
    const value = node.pipe ? this.pipeline(dot, node.pipe) : undefined;
    const { vars, running } = this;
    this.vars = [{ name: "$", value }];
    this.running = node.name;
    this.depth++;
    this.walk(value, list);
    this.depth--;
    this.running = running;
    this.vars = vars;
  }

  private range(dot: Maybe, pipe: Pipe, body: List, otherwise: List | undefined): void {
    const piped = this.pipeline(dot, pipe, true);
    const { value: over, nil } = piped ? indirect(piped) : { value: undefined, nil: true };
    const pairs = nil || !over ? [] : this.pairs(over);
    for (const [index, element] of pairs) {
      const mark = this.vars.length;
      const [first, second] = pipe.declared;
      if (second !== undefined) {
        this.declare(pipe, first ?? "", index);
        this.declare(pipe, second, element);
      } else if (first !== undefined) this.declare(pipe, first, element);
      try {
        this.walk(element, body);
      } catch (flow) {
        if (!(flow instanceof Flow)) throw flow;
        if (flow.kind === "break") return;
      } finally {
        this.vars.length = mark;
      }
    }
    if (pairs.length === 0 && otherwise) this.walk(dot, otherwise);
  }

  private pairs(over: GoValue): readonly (readonly [GoValue, GoValue])[] {
    switch (over.type.kind) {
      case "slice":
        return elements(over).map((e, i) => [goValue(INT, i), e] as const);
      case "map":
        return entries(over).map(([key, e]) => [goValue(STRING, key), e] as const);
      case "int":
        return Array.from({ length: Math.max(0, Number(over.value)) }, (_, i) => {
          const n = goValue(INT, i);
          return [n, n] as const;
        });
      default:
        return this.fail(`range can't iterate over ${goString(over)}`);
    }
  }

  private declare(pipe: Pipe, name: string, value: Maybe): void {
    const known = pipe.assign ? this.vars.findLast((v) => v.name === name) : undefined;
    if (known) known.value = value;
    else this.vars.push({ name, value });
  }

  /** A pipeline's value; its variables are set but for a range's, which the range sets for each element. */
  private pipeline(dot: Maybe, pipe: Pipe, ranged = false): Maybe {
    this.where = { pos: pipe.pos, text: operandText(pipe) };
    let value: Maybe;
    let piped = false;
    for (const command of pipe.commands) {
      value = this.command(dot, command, piped ? [value] : []);
      if (value?.type.kind === "any") value = dynamic(value);
      piped = true;
    }
    if (!ranged) for (const name of pipe.declared) this.declare(pipe, name, value);
    return value;
  }

  /** `final` holds what the command before handed on, if there was one. */
  private command(dot: Maybe, command: Command, final: readonly Maybe[]): Maybe {
    const [first, ...args] = command.args;
    if (!first) return undefined;
    switch (first.kind) {
      case "field":
      case "chain":
      case "variable":
        return this.fields(dot, first, args, final);
      case "identifier":
        return this.function(dot, first, command, args, final);
      case "pipe":
        this.notAFunction(first, args, final);
        return this.pipeline(dot, first);
    }
    this.at(first);
    this.notAFunction(first, args, final);
    if (first.kind === "nil") this.fail("nil is not a command");
    return this.literal(dot, first);
  }

  private literal(dot: Maybe, node: Operand): Maybe {
    switch (node.kind) {
      case "dot":
        return dot;
      case "bool":
        return goValue(BOOL, node.value);
      case "string":
        return goValue(STRING, node.value);
      case "number":
        return goValue(node.float ? FLOAT : INT, node.value);
      default:
        return undefined;
    }
  }

  private notAFunction(first: Operand, args: readonly Operand[], final: readonly Maybe[]): void {
    if (args.length > 0 || final.length > 0) {
      this.fail(`can't give argument to non-function ${operandText(first)}`);
    }
  }

  private fields(
    dot: Maybe,
    node: Extract<Operand, { kind: "field" | "chain" | "variable" }>,
    args: readonly Operand[],
    final: readonly Maybe[],
  ): Maybe {
    this.at(node);
    let value = dot;
    let names = node.names;
    if (node.kind === "variable") {
      value = this.vars.findLast((v) => v.name === node.names[0])?.value;
      names = node.names.slice(1);
      if (names.length === 0) {
        this.notAFunction(node, args, final);
        return value;
      }
    } else if (node.kind === "chain") value = this.argument(dot, node.node, ANY);
    names.forEach((name, i) => {
      const last = i === names.length - 1;
      const given = last ? args.length + final.length : 0;
      const call = () => {
        const values = [...args.map((a) => this.argument(dot, a, STRING)), ...(last ? final : [])];
        this.at(node);
        return values;
      };
      this.at(node);
      const found = evalField(value, name, last ? call : () => [], given, this.missingKey);
      if (typeof found === "string") this.fail(found);
      value = found.value;
    });
    return value;
  }

  private function(
    dot: Maybe,
    node: Extract<Operand, { kind: "identifier" }>,
    command: Command,
    args: readonly Operand[],
    final: readonly Maybe[],
  ): Maybe {
    this.at(node);
    const { name } = node;
    const known = this.functions.get(name);
    if (!known) return this.fail(`${goQuote(name)} is not a defined function`);
    const count = args.length + final.length;
    const { parameters, variadic } = known;
    if (variadic ? count < parameters.length : count !== parameters.length) {
      const want = variadic ? `at least ${parameters.length}` : String(parameters.length);
      this.fail(`wrong number of args for ${name}: want ${want} got ${count}`);
    }
    const typeOf = (i: number): Parameter => parameters[i] ?? variadic ?? "any";
    if (name === "and" || name === "or") return this.shortCircuit(dot, name, args, final);
    const values = args.map((a, i) => this.parameter(dot, a, typeOf(i)));
    for (const value of final) values.push(this.fit(value, typeOf(values.length)));
    const result = known.call(values, args.map(operandText));
    if ("error" in result) {
      this.where = { pos: node.pos, text: commandText(command) };
      this.fail(`error calling ${name}: ${result.error}`);
    }
    return result.value;
  }

  /** `and` and `or` stop at the first argument that decides. */
  private shortCircuit(dot: Maybe, name: string, args: readonly Operand[], final: readonly Maybe[]): Maybe {
    let value: Maybe;
    for (const arg of args) {
      value = this.argument(dot, arg, ANY);
      if (isTrue(value) === (name === "or")) return value;
    }
    return final.length ? final[0] : value;
  }

  private parameter(dot: Maybe, node: Operand, parameter: Parameter): Maybe {
    this.at(node);
    if (parameter === "any") return this.argument(dot, node, ANY);
    const literal = ["bool", "string", "number"].includes(node.kind);
    if (!literal) {
      if (node.kind === "nil") {
        if (parameter === "[]string") return goValue(PARAMETER_TYPES[parameter], null);
        this.fail(`cannot assign nil to ${typeName(PARAMETER_TYPES[parameter])}`);
      }
      return this.fit(this.argument(dot, node, PARAMETER_TYPES[parameter]), parameter);
    }
    if (parameter === "string" && node.kind === "string") return goValue(STRING, node.value);
    if (parameter === "int" && node.kind === "number" && Number.isInteger(node.value)) return goValue(INT, node.value);
    if (parameter === "[]string") return this.fail(`can't handle ${operandText(node)} for arg of type []string`);
    return this.fail(`expected ${parameter === "int" ? "integer" : parameter}; found ${operandText(node)}`);
  }

  private argument(dot: Maybe, node: Operand, type: GoType): Maybe {
    this.at(node);
    switch (node.kind) {
      case "field":
      case "variable":
      case "chain":
        return this.fields(dot, node, [], []);
      case "pipe":
        return this.pipeline(dot, node);
      case "identifier":
        return this.function(dot, node, { pos: node.pos, args: [node] }, [], []);
      case "nil":
        return type.kind === "any" ? undefined : goValue(type, null);
      default:
        return this.literal(dot, node);
    }
  }

  /** Whether a computed value may stand for a parameter. */
  private fit(value: Maybe, parameter: Parameter): Maybe {
    if (parameter === "any") return value;
    const type = PARAMETER_TYPES[parameter];
    const expected = typeName(type);
    if (!value) {
      if (parameter === "[]string") return goValue(type, null);
      return this.fail(`invalid value; expected ${expected}`);
    }
    const inner = dynamic(value);
    if (!inner) return this.fail(`wrong type for value; expected ${expected}; got interface {}`);
    if (isAssignable(inner.type, parameter)) return inner;
    if (inner.type.kind === "pointer" && inner.value !== null && isAssignable(inner.type.elem, parameter)) {
      return goValue(inner.type.elem, inner.value);
    }
    return this.fail(`wrong type for value; expected ${expected}; got ${typeName(inner.type)}`);
  }

  private at(node: Operand): void {
    this.where = { pos: node.pos, text: operandText(node) };
  }

  private fail(message: string): never {
    const before = this.template.text.slice(0, this.where.pos);
    const line = before.split("\n").length;
    const column = before.length - (before.lastIndexOf("\n") + 1);
    const { name } = this.template;
    throw new TemplateError(
      `template: ${name}:${line}:${column}: executing ${goQuote(this.running)} at <${this.where.text}>: ${message}`,
    );
  }
}

const PARAMETER_TYPES: Readonly<Record<Exclude<Parameter, "any">, GoType>> = {
  string: STRING,
  int: INT,
  "[]string": { kind: "slice", elem: STRING },
};

/** Named types of the same shape are not assignable in Go, but a named slice is to an unnamed one. */
function isAssignable(type: GoType, parameter: Exclude<Parameter, "any">): boolean {
  if (parameter === "[]string")
    return type.kind === "slice" && type.elem.kind === "string" && type.elem.name === "string";
  return (type.kind === "string" || type.kind === "int") && type.name === parameter;
}

/** What `if`, `with`, `and`, `or` and `not` take for true. */
export function isTrue(value: Maybe): boolean {
  const v = value && dynamic(value);
  if (!v) return false;
  switch (v.type.kind) {
    case "slice":
      return elements(v).length > 0;
    case "map":
      return entries(v).length > 0;
    case "string":
      return goString(v) !== "";
    case "pointer":
    case "any":
      return v.value !== null && v.value !== undefined;
    case "struct":
    case "row":
    case "time":
      return true;
    default:
      return Boolean(Number(v.value ?? 0));
  }
}

/** A plain value as data for a template. */
export function templateData(value: unknown): GoValue {
  return fromPlain(value);
}
