import type { Node, Pattern } from "./ast.ts";
import { evaluate, type Result, type Results, values } from "./evaluate.ts";
import type { Machine } from "./machine.ts";
import { indexValue } from "./paths.ts";
import { bindVariable, type Scope } from "./scope.ts";
import { isArray, JqError, type JqValue, typeOf } from "./value.ts";

/** A scope for each way a pattern's keys come out. */
export function* bindPattern(m: Machine, pattern: Pattern, scope: Scope, v: JqValue): Generator<Scope, void> {
  if (pattern.kind === "variable") {
    yield bindVariable(scope, pattern.name, v);
    return;
  }
  if (pattern.kind === "array") {
    if (v !== null && !isArray(v)) throw new JqError(`Cannot index ${typeOf(v)} with number (0)`);
    yield* bindItems(m, pattern.items, 0, scope, v);
    return;
  }
  yield* bindEntries(m, pattern, 0, scope, v);
}

function* bindItems(
  m: Machine,
  items: readonly Pattern[],
  at: number,
  scope: Scope,
  v: JqValue,
): Generator<Scope, void> {
  const item = items[at];
  if (!item) yield scope;
  else for (const inner of bindPattern(m, item, scope, indexValue(v, at))) yield* bindItems(m, items, at + 1, inner, v);
}

function* bindEntries(
  m: Machine,
  pattern: Extract<Pattern, { kind: "object" }>,
  at: number,
  scope: Scope,
  v: JqValue,
): Generator<Scope, void> {
  const entry = pattern.entries[at];
  if (!entry) {
    yield scope;
    return;
  }
  for (const key of values(m, entry.key, scope, { v, path: undefined })) {
    if (typeof key !== "string") throw new JqError(`Cannot index ${typeOf(v)} with ${typeOf(key)}`);
    const value = indexValue(v, key);
    const named = entry.name === undefined ? scope : bindVariable(scope, entry.name, value);
    for (const inner of entry.pattern ? bindPattern(m, entry.pattern, named, value) : [named])
      yield* bindEntries(m, pattern, at + 1, inner, v);
  }
}

/** `as A ?// B`: the next pattern where one does not fit or the body fails; variables of the others are null. */
export function* bindAny(
  m: Machine,
  patterns: readonly Pattern[],
  body: Node,
  scope: Scope,
  item: JqValue,
  input: Result,
): Results {
  const names = patterns.length > 1 ? patterns.flatMap(namesOf) : [];
  const base = names.reduce((s, name) => bindVariable(s, name, null), scope);
  for (const [i, pattern] of patterns.entries()) {
    try {
      for (const inner of bindPattern(m, pattern, base, item)) yield* evaluate(m, body, inner, input);
      return;
    } catch (e) {
      if (!(e instanceof JqError) || i === patterns.length - 1) throw e;
    }
  }
}

function namesOf(pattern: Pattern): string[] {
  if (pattern.kind === "variable") return [pattern.name];
  if (pattern.kind === "array") return pattern.items.flatMap(namesOf);
  return pattern.entries.flatMap((e) => [
    ...(e.name === undefined ? [] : [e.name]),
    ...(e.pattern ? namesOf(e.pattern) : []),
  ]);
}
