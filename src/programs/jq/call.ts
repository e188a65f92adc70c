import type { Node } from "./ast.ts";
import { evaluate, type Result, type Results, values } from "./evaluate.ts";
import type { Machine } from "./machine.ts";
import { bindVariable, type Closure, lookUpFunction, type Scope } from "./scope.ts";

/** Calls a definition of the filter, one of the prelude, or a native function. */
export function* call(m: Machine, name: string, args: readonly Node[], scope: Scope, input: Result): Results {
  const key = `${name}/${args.length}`;
  const closure = lookUpFunction(scope, key) ?? (m.natives.has(key) ? undefined : m.prelude(key));
  if (closure) {
    yield* invoke(m, closure, args, scope, input);
    return;
  }
  const native = m.natives.get(key);
  if (!native) throw new Error(`${key} is not defined`);
  const filters = args.map((arg) => (r: Result) => evaluate(m, arg, scope, r));
  yield* native(filters, input, m);
}

function* invoke(m: Machine, closure: Closure, args: readonly Node[], scope: Scope, input: Result): Results {
  yield* withParameters(m, closure, args, scope, input, 0, closure.scope());
}

/** A filter parameter is a function of its own; a `$x` parameter is that and a variable, for each value of it. */
function* withParameters(
  m: Machine,
  closure: Closure,
  args: readonly Node[],
  caller: Scope,
  input: Result,
  at: number,
  scope: Scope,
): Results {
  const parameter = closure.parameters[at];
  const arg = args[at];
  if (parameter === undefined || arg === undefined) {
    yield* evaluate(m, closure.body, scope, input);
    return;
  }
  const filter = (name: string, body: Node): Scope => ({
    kind: "function",
    key: `${name}/0`,
    closure: { parameters: [], body, scope: () => caller },
    outer: scope,
  });
  if (!parameter.startsWith("$")) {
    yield* withParameters(m, closure, args, caller, input, at + 1, filter(parameter, arg));
    return;
  }
  const name = parameter.slice(1);
  for (const v of values(m, arg, caller, input))
    yield* withParameters(
      m,
      closure,
      args,
      caller,
      input,
      at + 1,
      bindVariable(filter(name, { kind: "literal", value: v }), name, v),
    );
}
