import { goQuote } from "../../grammar/parse.ts";
import { goString } from "../go/print.ts";
import { elements, entries, type GoValue, goValue, INT, indirect, STRING } from "../go/value.ts";
import { Evaluator, type Maybe, type MissingKey } from "./evaluate.ts";
import type { Functions } from "./function.ts";
import { type List, type Node, operandText, type Pipe, type Template } from "./nodes.ts";
import { isTrue } from "./truth.ts";

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

/** Go gives up at 100,000; a JavaScript stack is smaller. */
const DEPTH = 400;

class Flow {
  constructor(readonly kind: "break" | "continue") {}
}

class Execution extends Evaluator {
  private out = "";
  private depth = 0;

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
}
