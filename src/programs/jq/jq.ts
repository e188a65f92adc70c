import type { Process } from "../../kernel/process.ts";
import type { Tool } from "../lib/flavour.ts";
import { createOutput, type Output } from "../lib/output.ts";
import { CompileError, type Node } from "./ast.ts";
import { checkNames } from "./check.ts";
import { Break, evaluate, values } from "./evaluate.ts";
import { createInputs, type Inputs } from "./inputs.ts";
import { type Colors, toJson, writeJson } from "./json-write.ts";
import { Halt, type Machine } from "./machine.ts";
import { NATIVES } from "./natives.ts";
import { BadJq, type JqOptions, parseJq } from "./options.ts";
import { parseDefinitions, parseFilter } from "./parser.ts";
import { PRELUDE } from "./prelude.ts";
import { type Closure, defineFunction, lookUpFunction, type Scope } from "./scope.ts";
import { isTrue, JqError, type JqValue } from "./value.ts";

const USE_HELP =
  "Use jq --help for help with command-line options,\nor see the jq manpage, or online docs at https://jqlang.org\n";
const USAGE = `jq - commandline JSON processor [version 1.8.2]

Usage:\tjq [options] <jq filter> [file...]
\tjq [options] --args <jq filter> [strings...]
\tjq [options] --jsonargs <jq filter> [JSON_TEXTS...]
`;

/** Filters JSON. Status: 5 when a filter failed or an input was no JSON, 3 when the filter is none, 2 for a bad command line. */
export const jq: Tool = async (p) => {
  let o: JqOptions;
  try {
    o = parseJq(p.argv.slice(1), p.files);
  } catch (e) {
    if (!(e instanceof BadJq)) throw e;
    await p.write(2, `jq: ${e.message}\n${e.message.startsWith("Bad JSON") ? "" : USE_HELP}`);
    return 2;
  }
  if (o.show) {
    await p.write(1, o.show === "version" ? "jq-1.8.2\n" : USAGE);
    return 0;
  }
  if (o.filter === undefined && p.terminal(0)) {
    await p.write(2, USAGE);
    return 2;
  }
  const text = o.filter ?? ".";
  let filter: Node;
  try {
    filter = parseFilter(text);
    const names = [...o.variables.keys(), "ENV", "ARGS", "__prog_name"];
    checkNames(filter, (key) => NATIVES.has(key) || prelude(key) !== undefined, names);
  } catch (e) {
    if (!(e instanceof CompileError)) throw e;
    await p.write(2, compileMessage(text, e));
    return 3;
  }
  return await run(p, o, filter);
};

let preludeScope: Scope;

/** Every definition of the prelude sees those before it and itself, as jq's own do. */
function prelude(key: string): Closure | undefined {
  if (!preludeScope)
    for (const d of parseDefinitions(PRELUDE))
      preludeScope = defineFunction(preludeScope, d.name, d.parameters, d.body);
  return lookUpFunction(preludeScope, key);
}

function compileMessage(text: string, e: CompileError): string {
  const before = text.slice(0, e.place.start).split("\n");
  const line = text.split("\n")[before.length - 1] ?? "";
  const column = [...(before.at(-1) ?? "")].length;
  const width = Math.max(1, Math.min(e.place.end - e.place.start, line.length - column));
  const marks = " ".repeat(column) + "^".repeat(width);
  return `jq: error: ${e.message} at <top-level>, line ${before.length}, column ${column + 1}:\n    ${line}\n    ${marks}\njq: 1 compile error\n`;
}

async function run(p: Process, o: JqOptions, filter: Node): Promise<number> {
  const out = createOutput(p, 1);
  const state = { status: 0, last: undefined as JqValue | undefined, steps: 0 };
  const inputs = createInputs(p, o, streamed, async (message, status) => {
    await out.flush();
    await p.write(2, `jq: ${message}\n`);
    state.status = status;
  });
  // A filter that asks for inputs itself gets them all at once: it runs from one result to the next without waiting.
  const queue: JqValue[] | undefined = asksForInput(filter) ? [] : undefined;
  const first = o.nullInput ? null : await inputs.next();
  if (queue) for (let v = await inputs.next(); v !== undefined; v = await inputs.next()) queue.push(v);
  const messages: string[] = [];
  const m = createMachine(p, o, inputs, queue, messages, state);
  let input: JqValue | undefined = first;
  while (input !== undefined) {
    const halted = await runOne(p, o, m, filter, input, out, inputs, state, messages);
    if (halted !== undefined) return halted;
    if (o.nullInput) break;
    input = queue ? queue.shift() : await inputs.next();
  }
  await out.flush();
  if (state.status) return state.status;
  if (!o.exitStatus) return 0;
  return state.last === undefined ? 4 : isTrue(state.last) ? 0 : 1;
}

interface State {
  status: number;
  last: JqValue | undefined;
  steps: number;
}

async function runOne(
  p: Process,
  o: JqOptions,
  m: Machine,
  filter: Node,
  input: JqValue,
  out: Output,
  inputs: Inputs,
  state: State,
  messages: string[],
): Promise<number | undefined> {
  const tell = async () => {
    if (!messages.length) return;
    await out.flush();
    await p.write(2, messages.splice(0).join(""));
  };
  state.steps = 0;
  try {
    for (const { v } of evaluate(m, filter, undefined, { v: input, path: undefined })) {
      await tell();
      state.last = v;
      await out.write((o.seq ? "\x1e" : "") + shown(p, o, v) + o.end);
      await p.tick();
    }
    await tell();
  } catch (e) {
    await tell();
    if (e instanceof Halt) {
      await out.flush();
      await p.write(2, e.text);
      return e.status;
    }
    if (e instanceof Break) return await complain(p, out, state, `jq: error (at ${inputs.place()}): break\n`);
    if (!(e instanceof JqError)) throw e;
    const where = `jq: error (at ${inputs.place()})`;
    await complain(
      p,
      out,
      state,
      typeof e.value === "string"
        ? `${where}: ${e.value === "No more inputs" ? "break" : e.value}\n`
        : `${where} (not a string): ${toJson(e.value)}\n`,
    );
  }
  return undefined;
}

async function complain(p: Process, out: Output, state: State, text: string): Promise<undefined> {
  await out.flush();
  await p.write(2, text);
  state.status = 5;
  return undefined;
}

function shown(p: Process, o: JqOptions, v: JqValue): string {
  if (o.raw && typeof v === "string") return v;
  const color = o.color ?? (p.terminal(1) !== undefined && !p.env.get("NO_COLOR"));
  return writeJson(v, {
    indent: o.indent,
    sortKeys: o.sortKeys,
    ascii: o.ascii,
    colors: color ? colorsOf(p.env.get("JQ_COLORS")) : undefined,
  });
}

function colorsOf(setting: string | undefined): Colors {
  const given = (setting ?? "").split(":");
  const of = (i: number, fallback: string) => given[i] || fallback;
  return {
    null: of(0, "0;90"),
    false: of(1, "0;39"),
    true: of(2, "0;39"),
    number: of(3, "0;39"),
    string: of(4, "0;32"),
    array: of(5, "1;39"),
    object: of(6, "1;39"),
    key: of(7, "1;34"),
  };
}

/** A run without an end and without a result is given up after this many steps. */
const MOST_STEPS = 20_000_000;

function createMachine(
  p: Process,
  o: JqOptions,
  inputs: Inputs,
  queue: JqValue[] | undefined,
  messages: string[],
  state: State,
): Machine {
  const named = new Map(o.variables);
  return {
    natives: NATIVES,
    prelude,
    variable(name) {
      if (name === "ENV") return new Map(p.env);
      if (name === "ARGS")
        return new Map<string, JqValue>([
          ["positional", o.positional],
          ["named", named],
        ]);
      return o.variables.get(name) ?? null;
    },
    input: () => queue?.shift(),
    message: (text) => void messages.push(text),
    now: () => p.now(),
    step() {
      if (++state.steps > MOST_STEPS) throw new JqError("drydock: the filter takes too many steps");
    },
    get fileName() {
      return inputs.name();
    },
  };
}

function asksForInput(node: Node): boolean {
  return /"name":"inputs?"/.test(JSON.stringify(node));
}

/** --stream: the value as the events of `tostream`. */
function streamed(v: JqValue): Generator<JqValue, void> {
  const m: Machine = {
    natives: NATIVES,
    prelude,
    variable: () => null,
    input: () => undefined,
    message() {},
    now: () => 0,
    step() {},
    fileName: null,
  };
  return values(m, { kind: "call", name: "tostream", args: [], place: { start: 0, end: 0 } }, undefined, {
    v,
    path: undefined,
  });
}
