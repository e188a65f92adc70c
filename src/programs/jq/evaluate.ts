import { assign } from "./assign.ts";
import type { Node } from "./ast.ts";
import { bindAny, bindPattern } from "./bind.ts";
import { call } from "./call.ts";
import { formatValue } from "./formats.ts";
import { toJson } from "./json-write.ts";
import type { Machine } from "./machine.ts";
import { fresh } from "./native-kinds.ts";
import { applyOperator, described } from "./operators.ts";
import { indexValue, type Path, sliceValue } from "./paths.ts";
import { defineFunction, lookUpLabel, lookUpVariable, type Scope } from "./scope.ts";
import { isArray, isNumber, isObject, isTrue, JqError, type JqValue, toNumber } from "./value.ts";

/** A result, and the path to it where paths are followed (in `path`, `del`, assignments). */
export interface Result {
  readonly v: JqValue;
  /** "none": the value is not a part of the input. */
  readonly path: Path | "none" | undefined;
}

export type Results = Generator<Result, void>;

/** `break $label`. */
export class Break extends Error {
  constructor(readonly id: object) {
    super("break");
  }
}

/** All results of a filter for one input, computed as they are asked for. */
export function* evaluate(m: Machine, node: Node, scope: Scope, input: Result): Results {
  m.step();
  switch (node.kind) {
    case "identity":
      yield input;
      return;
    case "recurse":
      yield* recurse(m, input);
      return;
    case "literal":
      yield fresh(node.value, input);
      return;
    case "format":
      yield fresh(formatValue(node.format, input.v), input);
      return;
    case "string":
      yield* interpolate(m, node, scope, input, node.parts.length - 1, "");
      return;
    case "index":
      for (const i of values(m, node.index, scope, input))
        for (const target of evaluate(m, node.target, scope, input)) yield step(target, i, indexValue(target.v, i));
      return;
    case "slice":
      for (const to of node.to ? values(m, node.to, scope, input) : [null])
        for (const from of node.from ? values(m, node.from, scope, input) : [null])
          for (const target of evaluate(m, node.target, scope, input))
            yield step(
              target,
              new Map([
                ["start", from],
                ["end", to],
              ]),
              sliceValue(target.v, from, to),
            );
      return;
    case "iterate":
      for (const target of evaluate(m, node.target, scope, input)) yield* iterate(target);
      return;
    case "try":
      yield* attempt(m, node.body, node.handler, scope, input);
      return;
    case "array":
      yield fresh(node.body ? [...values(m, node.body, scope, input)] : [], input);
      return;
    case "object":
      yield* construct(m, node.entries, scope, input, 0, []);
      return;
    case "negate":
      for (const v of values(m, node.body, scope, input)) {
        if (!isNumber(v)) throw new JqError(`${described(v)} cannot be negated`);
        yield fresh(-toNumber(v), input);
      }
      return;
    case "pipe":
      for (const left of evaluate(m, node.left, scope, input)) yield* evaluate(m, node.right, scope, left);
      return;
    case "comma":
      yield* evaluate(m, node.left, scope, input);
      yield* evaluate(m, node.right, scope, input);
      return;
    case "binary":
      for (const right of values(m, node.right, scope, input))
        for (const left of values(m, node.left, scope, input))
          yield fresh(applyOperator(node.operator, left, right), input);
      return;
    case "and":
    case "or":
      for (const left of values(m, node.left, scope, input)) {
        if (isTrue(left) === (node.kind === "or")) yield fresh(node.kind === "or", input);
        else for (const right of values(m, node.right, scope, input)) yield fresh(isTrue(right), input);
      }
      return;
    case "alternative":
      yield* alternative(m, node.left, node.right, scope, input);
      return;
    case "assign":
      yield* assign(m, node.operator, node.left, node.right, scope, input);
      return;
    case "if":
      for (const condition of values(m, node.condition, scope, input)) {
        if (isTrue(condition)) yield* evaluate(m, node.then, scope, input);
        else if (node.otherwise) yield* evaluate(m, node.otherwise, scope, input);
        else yield input;
      }
      return;
    case "reduce":
      for (const init of evaluate(m, node.init, scope, input)) {
        let state: Result = init;
        for (const item of values(m, node.source, scope, input))
          for (const inner of bindPattern(m, node.pattern, scope, item)) {
            let last: Result = { v: null, path: state.path };
            for (const next of evaluate(m, node.update, inner, state)) last = next;
            state = last;
          }
        yield state;
      }
      return;
    case "foreach":
      for (const init of evaluate(m, node.init, scope, input)) {
        let state: Result = init;
        for (const item of values(m, node.source, scope, input))
          for (const inner of bindPattern(m, node.pattern, scope, item))
            for (const next of evaluate(m, node.update, inner, state)) {
              state = next;
              if (node.extract) yield* evaluate(m, node.extract, inner, state);
              else yield state;
            }
      }
      return;
    case "bind":
      for (const item of values(m, node.source, scope, input))
        yield* bindAny(m, node.patterns, node.body, scope, item, input);
      return;
    case "variable": {
      const value = lookUpVariable(scope, node.name) ?? m.variable(node.name);
      yield fresh(value, input);
      return;
    }
    case "define":
      yield* evaluate(
        m,
        node.body,
        defineFunction(scope, node.definition.name, node.definition.parameters, node.definition.body),
        input,
      );
      return;
    case "label": {
      const id = {};
      try {
        yield* evaluate(m, node.body, { kind: "label", name: node.name, id, outer: scope }, input);
      } catch (e) {
        if (!(e instanceof Break) || e.id !== id) throw e;
      }
      return;
    }
    case "break":
      throw new Break(lookUpLabel(scope, node.name) ?? {});
    case "call":
      yield* call(m, node.name, node.args, scope, input);
  }
}

/** The values alone, with no path followed. */
export function* values(m: Machine, node: Node, scope: Scope, input: Result): Generator<JqValue, void> {
  for (const r of evaluate(m, node, scope, { v: input.v, path: undefined })) yield r.v;
}

function step(from: Result, key: JqValue, v: JqValue): Result {
  return { v, path: extend(from, key) };
}

export function extend(from: Result, key: JqValue): Path | undefined {
  if (from.path === "none") throw new JqError(`Invalid path expression with result ${toJson(from.v).slice(0, 30)}`);
  return from.path === undefined ? undefined : [...from.path, key];
}

function* iterate(target: Result): Results {
  const { v } = target;
  if (isArray(v)) for (const [i, item] of v.entries()) yield step(target, i, item);
  else if (isObject(v)) for (const [key, item] of v) yield step(target, key, item);
  else throw new JqError(v === null ? "Cannot iterate over null (null)" : `Cannot iterate over ${described(v)}`);
}

function* recurse(m: Machine, input: Result): Results {
  m.step();
  yield input;
  if (isArray(input.v) || isObject(input.v)) for (const child of iterate(input)) yield* recurse(m, child);
}

function* attempt(m: Machine, body: Node, handler: Node | undefined, scope: Scope, input: Result): Results {
  let caught: JqError | undefined;
  const source = evaluate(m, body, scope, input);
  for (;;) {
    let next: IteratorResult<Result, void>;
    // Only what the body does is caught, not what is done with its results.
    try {
      next = source.next();
    } catch (e) {
      if (!(e instanceof JqError)) throw e;
      caught = e;
      break;
    }
    if (next.done) return;
    yield next.value;
  }
  if (isObject(caught.value) && caught.value.get("__jq") !== undefined) throw caught;
  if (handler) yield* evaluate(m, handler, scope, fresh(caught.value, input));
}

function* alternative(m: Machine, left: Node, right: Node, scope: Scope, input: Result): Results {
  let any = false;
  const source = evaluate(m, left, scope, input);
  for (;;) {
    let next: IteratorResult<Result, void>;
    try {
      next = source.next();
    } catch (e) {
      if (!(e instanceof JqError)) throw e;
      break;
    }
    if (next.done) break;
    if (!isTrue(next.value.v)) continue;
    any = true;
    yield next.value;
  }
  if (!any) yield* evaluate(m, right, scope, input);
}

function* interpolate(
  m: Machine,
  node: Extract<Node, { kind: "string" }>,
  scope: Scope,
  input: Result,
  at: number,
  text: string,
): Results {
  const part = node.parts[at];
  if (part === undefined) yield fresh(text, input);
  else if (typeof part === "string") yield* interpolate(m, node, scope, input, at - 1, part + text);
  else
    for (const v of values(m, part, scope, input))
      yield* interpolate(m, node, scope, input, at - 1, formatValue(node.format ?? "text", v) + text);
}

function* construct(
  m: Machine,
  entries: readonly { key: Node; value: Node }[],
  scope: Scope,
  input: Result,
  at: number,
  before: readonly (readonly [string, JqValue])[],
): Results {
  const entry = entries[at];
  if (!entry) {
    yield fresh(new Map(before), input);
    return;
  }
  for (const key of values(m, entry.key, scope, input)) {
    if (typeof key !== "string") throw new JqError(`Cannot use ${described(key)} as object key`);
    for (const value of values(m, entry.value, scope, input))
      yield* construct(m, entries, scope, input, at + 1, [...before, [key, value]]);
  }
}
