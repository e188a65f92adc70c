import { goQuote } from "../../grammar/parse.ts";
import { ANY, BOOL, dynamic, FLOAT, type GoType, type GoValue, goValue, INT, STRING } from "../go/value.ts";
import { evalField } from "./field.ts";
import type { Functions, Parameter } from "./function.ts";
import { type Command, commandText, type Operand, operandText, type Pipe, type Template } from "./nodes.ts";
import { fitParameter, literalParameter, PARAMETER_TYPES } from "./parameters.ts";
import { TemplateError } from "./tokens.ts";
import { isTrue } from "./truth.ts";

/** A value, or undefined for none at all (Go's invalid reflect.Value). */
export type Maybe = GoValue | undefined;

/** What a missing map key gives: nothing (printed as `<no value>`) or an error. */
export type MissingKey = "default" | "error";

/** What is being evaluated: a node of the template, or a place with the words for it. Only an error asks for the words. */
type Where = Operand | { readonly pos: number; readonly text: string };

/** Computes pipelines: text/template's eval functions, with the variables in sight and the place for errors. */
export class Evaluator {
  protected vars: { name: string; value: Maybe }[] = [];
  protected where: Where = { pos: 0, text: "" };
  /** The template that is being executed: the main one or one that it defines. */
  protected running: string;

  constructor(
    protected readonly template: Template,
    private readonly functions: Functions,
    private readonly missingKey: MissingKey,
  ) {
    this.running = template.name;
  }

  protected declare(pipe: Pipe, name: string, value: Maybe): void {
    const known = pipe.assign ? this.vars.findLast((v) => v.name === name) : undefined;
    if (known) known.value = value;
    else this.vars.push({ name, value });
  }

  /** A pipeline's value; its variables are set but for a range's, which the range sets for each element. */
  protected pipeline(dot: Maybe, pipe: Pipe, ranged = false): Maybe {
    this.where = pipe;
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
    const literal = literalParameter(node, parameter);
    if (typeof literal === "string") return this.fail(literal);
    return literal ?? this.fit(this.argument(dot, node, PARAMETER_TYPES[parameter]), parameter);
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

  /** A computed value for a parameter. */
  private fit(value: Maybe, parameter: Parameter): Maybe {
    if (parameter === "any") return value;
    const fitting = fitParameter(value, parameter);
    return typeof fitting === "string" ? this.fail(fitting) : fitting;
  }

  private at(node: Operand): void {
    this.where = node;
  }

  protected fail(message: string): never {
    const { where } = this;
    const text = "kind" in where ? operandText(where) : where.text;
    const before = this.template.text.slice(0, where.pos);
    const line = before.split("\n").length;
    const column = before.length - (before.lastIndexOf("\n") + 1);
    const { name } = this.template;
    throw new TemplateError(
      `template: ${name}:${line}:${column}: executing ${goQuote(this.running)} at <${text}>: ${message}`,
    );
  }
}
