import type { Node } from "./ast.ts";
import { evaluate, type Result, type Results, values } from "./evaluate.ts";
import { toJson } from "./json-write.ts";
import type { Machine } from "./machine.ts";
import { fresh } from "./native-kinds.ts";
import { applyOperator } from "./operators.ts";
import { deletePaths, getPath, type Path, setPath, updatePath } from "./paths.ts";
import type { Scope } from "./scope.ts";
import { isTrue, JqError, type JqValue } from "./value.ts";

/** `=`, `|=`, `+=` and their like: the input with what the left side leads to changed. */
export function* assign(m: Machine, operator: string, left: Node, right: Node, scope: Scope, input: Result): Results {
  const paths = () => [...pathsOf(m, left, scope, input.v)];
  if (operator === "=") {
    for (const value of values(m, right, scope, input))
      yield fresh(
        paths().reduce((v, path) => setPath(v, path, value), input.v),
        input,
      );
  } else if (operator === "|=") {
    let v = input.v;
    const removed: Path[] = [];
    for (const path of paths()) {
      const { value, done } = values(m, right, scope, { v: getPath(v, path), path: undefined }).next();
      if (done) removed.push(path);
      else v = setPath(v, path, value ?? null);
    }
    yield fresh(removed.length ? deletePaths(v, removed) : v, input);
  } else {
    const plain = operator.slice(0, -1);
    for (const value of values(m, right, scope, input)) {
      const update = (old: JqValue) =>
        plain === "//" ? (isTrue(old) ? old : value) : applyOperator(plain, old, value);
      yield fresh(
        paths().reduce((v, path) => updatePath(v, path, update), input.v),
        input,
      );
    }
  }
}

/** The paths that a filter leads to. */
export function* pathsOf(m: Machine, node: Node, scope: Scope, v: JqValue): Generator<Path, void> {
  for (const r of evaluate(m, node, scope, { v, path: [] })) {
    if (r.path === "none") throw new JqError(`Invalid path expression with result ${toJson(r.v).slice(0, 30)}`);
    yield r.path ?? [];
  }
}
