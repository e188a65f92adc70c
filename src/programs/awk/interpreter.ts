import { formatFloat } from "../lib/printf.ts";
import type { Call } from "../lib/tool.ts";
import type { AwkFunction, AwkProgram, Expression, Place, Statement } from "./ast.ts";
import { callBuiltin } from "./builtins.ts";
import { getline } from "./getline.ts";
import type { MainInput } from "./main-input.ts";
import { awkRegex, type CurrentRecord, createRecord } from "./record.ts";
import { executeStatement } from "./statements.ts";
import { createStreams, type Streams } from "./streams.ts";
import { awkFormat } from "./text.ts";
import { type AwkValue, compareAwk, isTrue, toNumber, toText } from "./values.ts";
import { arrayOf, type Cell, newCell } from "./variables.ts";

/** What a statement leaves for those around it. */
export type Flow =
  | undefined
  | "next"
  | "nextfile"
  | "break"
  | "continue"
  | { readonly exit: number | undefined }
  | { readonly returns: AwkValue };

/** An error while running, in mawk's and in BusyBox's words. */
export class AwkError extends Error {
  override readonly name = "AwkError";
  constructor(
    message: string,
    readonly busybox: string,
    /** What was printed before it. */
    readonly printed = "",
  ) {
    super(message);
  }
}

/** A running program. */
export interface Awk {
  readonly c: Call;
  readonly program: AwkProgram;
  readonly record: CurrentRecord;
  readonly streams: Streams;
  readonly input: MainInput;
  random: { seed: number; state: number };
  evaluate(e: Expression): Promise<AwkValue>;
  execute(s: Statement): Promise<Flow>;
  text(v: AwkValue): string;
  variable(name: string): AwkValue;
  setVariable(name: string, value: AwkValue): void;
  cell(name: string): Cell;
  /** Whether the text of this pattern matches; a regex node or any value as one. */
  patternOf(e: Expression): Promise<string>;
  assign(place: Place, value: AwkValue): Promise<void>;
  /** An element's key. */
  subscript(subscripts: readonly Expression[]): Promise<string>;
  /** How a number that is not whole is printed (OFMT). */
  shown(v: AwkValue): string;
  /** Statements carried out so far. */
  steps: number;
}

export function createAwk(c: Call, program: AwkProgram, input: MainInput): Awk {
  const globals = new Map<string, Cell>();
  let locals: Map<string, Cell> | undefined;
  let depth = 0;
  const streams = createStreams(c);

  const cell = (name: string): Cell => {
    const local = locals?.get(name);
    if (local) return local;
    let found = globals.get(name);
    if (!found) {
      found = newCell();
      globals.set(name, found);
    }
    return found;
  };
  const variable = (name: string): AwkValue => {
    if (name === "NF" && !locals?.has("NF")) return record.count();
    const found = cell(name);
    if (found.array) throw new AwkError(`type error in arg(1) in call to ${name}`, "Not a scalar");
    return found.value;
  };
  const setVariable = (name: string, value: AwkValue) => {
    if (name === "NF" && !locals?.has("NF")) record.setCount(Math.trunc(toNumber(value)));
    else cell(name).value = value;
  };
  const format = (name: "CONVFMT" | "OFMT") => (n: number) => {
    const f = toText(variable(name), String);
    return f === "%.6g"
      ? formatFloat(n, { flags: "", width: undefined, precision: 6, letter: "g" })
      : awkFormat(f, [{ text: String(n), number: n, isNumber: true }], false);
  };
  const convert = format("CONVFMT");
  const text = (v: AwkValue) => toText(v, convert);
  const record = createRecord({
    fs: () => text(variable("FS")),
    ofs: () => text(variable("OFS")),
    paragraphs: () => text(variable("RS")) === "",
  });

  const subscript = async (subscripts: readonly Expression[]): Promise<string> => {
    const parts: string[] = [];
    for (const s of subscripts) parts.push(text(await evaluate(s)));
    return parts.join(text(variable("SUBSEP")));
  };
  const fieldNumber = async (e: Expression): Promise<number> => {
    const n = Math.trunc(toNumber(await evaluate(e)));
    if (n < 0) throw new AwkError(`negative field index $${n}`, "Access to negative field");
    return n;
  };
  const assign = async (place: Place, value: AwkValue): Promise<void> => {
    if (place.kind === "variable") setVariable(place.name, value);
    else if (place.kind === "element")
      arrayOf(cell(place.array), place.array).set(await subscript(place.subscripts), value);
    else record.setField(await fieldNumber(place.index), text(value));
  };
  const patternOf = async (e: Expression): Promise<string> =>
    e.kind === "regex" ? e.pattern : text(await evaluate(e));

  async function evaluate(e: Expression): Promise<AwkValue> {
    switch (e.kind) {
      case "number":
      case "string":
        return e.value;
      case "regex":
        return Number(awkRegex(e.pattern).test(record.text()));
      case "variable":
        return variable(e.name);
      case "element": {
        const array = arrayOf(cell(e.array), e.array);
        const key = await subscript(e.subscripts);
        if (!array.has(key)) array.set(key, undefined);
        return array.get(key);
      }
      case "field":
        return record.field(await fieldNumber(e.index));
      case "group":
        return await evaluate(e.body);
      case "assign":
        return await evaluateAssignment(e);
      case "conditional":
        return isTrue(await evaluate(e.test)) ? await evaluate(e.then) : await evaluate(e.otherwise);
      case "and":
        return Number(isTrue(await evaluate(e.left)) && isTrue(await evaluate(e.right)));
      case "or":
        return Number(isTrue(await evaluate(e.left)) || isTrue(await evaluate(e.right)));
      case "concat":
        return text(await evaluate(e.left)) + text(await evaluate(e.right));
      case "in":
        return Number(arrayOf(cell(e.array), e.array).has(await subscript(e.subscripts)));
      case "match": {
        const left = text(await evaluate(e.left));
        return Number(awkRegex(await patternOf(e.right)).test(left) !== e.negated);
      }
      case "compare":
        return Number(compares(e.operator, compareAwk(await evaluate(e.left), await evaluate(e.right), text)));
      case "arithmetic":
        return arithmetic(e.operator, toNumber(await evaluate(e.left)), toNumber(await evaluate(e.right)));
      case "not":
        return Number(!isTrue(await evaluate(e.body)));
      case "minus":
        return -toNumber(await evaluate(e.body));
      case "plus":
        return toNumber(await evaluate(e.body));
      case "increment": {
        const old = toNumber(await evaluate(e.target));
        await assign(e.target, old + e.by);
        return e.before ? old + e.by : old;
      }
      case "builtin":
        return await callBuiltin(awk, e.name, e.args);
      case "call":
        return await callFunction(e.name, e.args);
      case "getline":
        return await getline(awk, e);
    }
  }

  async function evaluateAssignment(e: Extract<Expression, { kind: "assign" }>): Promise<AwkValue> {
    if (e.operator === "=") {
      const value = await evaluate(e.value);
      await assign(e.target, value);
      return value;
    }
    const right = toNumber(await evaluate(e.value));
    const value = arithmetic(e.operator.slice(0, -1), toNumber(await evaluate(e.target)), right);
    await assign(e.target, value);
    return value;
  }

  function arithmetic(operator: string, a: number, b: number): number {
    if ((operator === "/" || operator === "%") && b === 0 && c.flavour.busybox)
      throw new AwkError("division by zero", "Division by zero");
    switch (operator) {
      case "+":
        return a + b;
      case "-":
        return a - b;
      case "*":
        return a * b;
      case "/":
        return a / b;
      case "%":
        return a % b;
      default:
        return a ** b;
    }
  }

  async function callFunction(name: string, args: readonly Expression[]): Promise<AwkValue> {
    const f: AwkFunction | undefined = program.functions.get(name);
    if (!f) throw new AwkError(`function ${name} never defined`, "Call to undefined function");
    if (++depth > 1000) throw new AwkError("function call nesting too deep", "Too deep recursion");
    const frame = new Map<string, Cell>();
    for (const [i, parameter] of f.parameters.entries()) {
      const arg = args[i];
      if (!arg) frame.set(parameter, newCell());
      else if (arg.kind === "variable" && arg.name !== "NF") {
        const given = cell(arg.name);
        if (given.array) frame.set(parameter, given);
        else if (given.value === undefined) frame.set(parameter, { value: undefined, array: undefined, outer: given });
        else frame.set(parameter, newCell(given.value));
      } else frame.set(parameter, newCell(await evaluate(arg)));
    }
    const saved = locals;
    locals = frame;
    try {
      const flow = await executeStatement(awk, f.body);
      if (typeof flow === "object" && "exit" in flow) throw new Exit(flow.exit);
      if (flow === "next" || flow === "nextfile") throw new NextRecord(flow);
      return typeof flow === "object" && "returns" in flow ? flow.returns : undefined;
    } finally {
      locals = saved;
      depth--;
    }
  }

  const awk: Awk = {
    c,
    program,
    record,
    streams,
    input,
    random: { seed: 0, state: 1 },
    evaluate,
    execute: (statement) => executeStatement(awk, statement),
    text,
    variable,
    setVariable,
    cell,
    patternOf,
    assign,
    subscript,
    shown: (v) => toText(v, format("OFMT")),
    steps: 0,
  };
  return awk;
}

/** `exit` and `next` inside of a function leave it by these. */
export class Exit extends Error {
  constructor(readonly status: number | undefined) {
    super("exit");
  }
}
export class NextRecord extends Error {
  constructor(readonly flow: "next" | "nextfile") {
    super("next");
  }
}

function compares(operator: string, order: number): boolean {
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case ">":
      return order > 0;
    default:
      return order >= 0;
  }
}
