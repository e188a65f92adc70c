import { PgError } from "../error.ts";
import { subtransaction } from "../run/subtransaction.ts";
import { Arr, Rec, T, typeText } from "../types/type.ts";
import type { Activation, Flow } from "./activation.ts";
import type { Block, Node, Sql } from "./ast.ts";
import { conditionMatches } from "./conditions.ts";
import { convertTo, declaredType, type Environment, find, newVariable } from "./environment.ts";
import { dynamic, evaluate, query, truth } from "./evaluate.ts";
import { raise } from "./raise.ts";
import { setTarget, store, taken } from "./store.ts";

const PHRASES: Readonly<Record<string, string>> = {
  assign: "assignment",
  if: "IF",
  case: "CASE",
  loop: "LOOP",
  while: "WHILE",
  range: "FOR with integer loop variable",
  rows: "FOR over SELECT rows",
  each: "FOREACH over array",
  exit: "EXIT",
  return: "RETURN",
  "return next": "RETURN NEXT",
  "return query": "RETURN QUERY",
  raise: "RAISE",
  perform: "PERFORM",
  execute: "EXECUTE",
  sql: "SQL statement",
  assert: "ASSERT",
  diagnostics: "GET DIAGNOSTICS",
  null: "NULL",
  block: "statement block",
};

/** Runs a block: its variables, its statements, and what handles their errors. */
export function runBlock(a: Activation, b: Block, up: Environment | undefined): Flow {
  const env: Environment = { s: a.s, variables: new Map(), label: b.label, up };
  for (const d of b.declarations) {
    if (d.cursor) throw new PgError("drydock: cursors in plpgsql are not simulated", "0A000");
    const { type, mod } = declaredType(env, d.type);
    const v = newVariable(d.name, type, null, { mod, constant: d.constant, notNull: d.notNull });
    if (d.value) {
      const got = at(a, b.line, `during statement block local variable initialization`, () =>
        evaluate(env, d.value as Sql),
      );
      v.value = v.record ? got.value : convertTo(a.s, got.value, got.type, type, mod);
    }
    if (d.notNull && v.value === null)
      throw new PgError(`variable "${d.name}" must have a default value, since it's declared NOT NULL`, "22004");
    env.variables.set(d.name, v);
  }
  if (b.handlers.length === 0) return runAll(a, b.body, env);
  try {
    return subtransaction(a.s, () => runAll(a, b.body, env));
  } catch (e) {
    if (!(e instanceof PgError)) throw e;
    const handler = b.handlers.find((h) => h.conditions.some((c) => conditionMatches(c, e.state)));
    if (!handler) throw e;
    const inner: Environment = {
      s: a.s,
      variables: new Map([
        ["sqlstate", newVariable("sqlstate", T.text, e.state)],
        ["sqlerrm", newVariable("sqlerrm", T.text, e.message)],
      ]),
      label: undefined,
      up: env,
    };
    const before = a.caught;
    a.caught = e;
    try {
      return runAll(a, handler.body, inner);
    } finally {
      a.caught = before;
    }
  }
}

export function at<X>(a: Activation, line: number, phrase: string, work: () => X): X {
  try {
    return work();
  } catch (e) {
    if (e instanceof PgError) e.context.push(`PL/pgSQL function ${a.shown} line ${line} ${phrase}`);
    throw e;
  }
}

function runAll(a: Activation, list: readonly Node[], env: Environment): Flow {
  for (const n of list) {
    const flow = step(a, n, env);
    if (flow) return flow;
  }
  return undefined;
}

const located = new WeakSet<PgError>();

function step(a: Activation, n: Node, env: Environment): Flow {
  try {
    return run(a, n, env);
  } catch (e) {
    if (e instanceof PgError && !located.has(e) && n.k !== "block") {
      if ((n.k === "sql" || n.k === "perform") && !(e.internal !== undefined && e.at !== undefined))
        e.context.push(`SQL statement "${n.query.text}"`);
      e.context.push(`PL/pgSQL function ${a.shown} line ${n.line} at ${PHRASES[n.k] ?? n.k}`);
      located.add(e);
    }
    throw e;
  }
}

/** Once an error leaves a function, the one around adds its own line. */
export function leave(e: unknown): void {
  if (e instanceof PgError) located.delete(e);
}

/** Whether a loop goes on after its body: what to do else. */
function after(flow: Flow, label: string | undefined): "on" | "out" | { readonly flow: Flow } {
  if (!flow) return "on";
  if (flow.k === "return") return { flow };
  if (flow.label !== undefined && flow.label !== label) return { flow };
  return flow.k === "exit" ? "out" : "on";
}

function run(a: Activation, n: Node, env: Environment): Flow {
  const { s } = a;
  switch (n.k) {
    case "block": {
      const flow = runBlock(a, n, env);
      return flow && flow.k === "exit" && flow.label !== undefined && flow.label === n.label ? undefined : flow;
    }
    case "assign": {
      const got = evaluate(env, n.value);
      if (n.index) {
        const v = find(env, n.target);
        const i = Number(evaluate(env, n.index).value);
        if (!v) throw new PgError(`"${n.target}" is not a known variable`, "42601");
        const items = v.value instanceof Arr ? [...v.value.items] : [];
        while (items.length < i) items.push(null);
        items[i - 1] = convertTo(s, got.value, got.type, v.type.elem ?? got.type, []);
        v.value = new Arr(items);
      } else setTarget(env, n.target, got.value, got.type);
      return undefined;
    }
    case "if": {
      for (const arm of n.arms) if (truth(env, arm.test)) return runAll(a, arm.body, env);
      return n.otherwise ? runAll(a, n.otherwise, env) : undefined;
    }
    case "case": {
      for (const arm of n.arms)
        for (const t of arm.tests) {
          const test: Sql = n.of ? { ...t, text: `(${n.of.text}) = (${t.text})` } : t;
          if (truth(env, test)) return runAll(a, arm.body, env);
        }
      if (!n.otherwise) throw new PgError("case not found", "20000", { hint: "CASE statement is missing ELSE part." });
      return runAll(a, n.otherwise, env);
    }
    case "loop":
    case "while":
      for (let turns = 0; ; turns++) {
        if (turns > 2_000_000) throw new PgError("canceling statement due to statement timeout", "57014");
        if (n.k === "while" && !truth(env, n.test)) return undefined;
        const next = after(runAll(a, n.body, env), n.label);
        if (next === "out") return undefined;
        if (next !== "on") return next.flow;
      }
    case "range":
      return rangeLoop(a, n, env);
    case "rows": {
      const o = n.dynamic ? dynamic(env, n.query, n.using) : query(env, n.query);
      a.found.value = (o.rows?.length ?? 0) > 0;
      const own: Environment = { s, variables: new Map(), label: n.label, up: env };
      const [first = ""] = n.names;
      if (n.names.length === 1 && !find(env, first))
        own.variables.set(first, newVariable(first, T.record, null, { record: true }));
      for (const row of o.rows ?? []) {
        store(own, n.names, o, row);
        const next = after(runAll(a, n.body, own), n.label);
        if (next === "out") return undefined;
        if (next !== "on") return next.flow;
      }
      return undefined;
    }
    case "each": {
      const got = evaluate(env, n.array);
      if (got.value === null) throw new PgError("FOREACH expression must not be null", "22004");
      for (const v of got.value instanceof Arr ? got.value.items : []) {
        setTarget(env, n.name, v, got.type.elem ?? T.text);
        const next = after(runAll(a, n.body, env), n.label);
        if (next === "out") return undefined;
        if (next !== "on") return next.flow;
      }
      return undefined;
    }
    case "exit":
      return n.when && !truth(env, n.when) ? undefined : { k: n.again ? "continue" : "exit", label: n.label };
    case "return": {
      if (!n.value) return { k: "return", value: null, type: T.void };
      return { k: "return", ...evaluate(env, n.value) };
    }
    case "return next": {
      if (!n.value) {
        a.rows.push(a.columns.map((c) => find(env, c.name)?.value ?? null));
        return undefined;
      }
      const got = evaluate(env, n.value);
      if (got.value instanceof Rec && a.columns.length >= 1 && got.type.fields) a.rows.push(got.value.values);
      else a.rows.push([convertTo(s, got.value, got.type, a.columns[0]?.type ?? got.type, [])]);
      return undefined;
    }
    case "return query": {
      const o = n.dynamic ? dynamic(env, n.query, n.using) : query(env, n.query);
      (o.columns ?? []).forEach((c, i) => {
        const want = a.columns[i];
        if (want && c.type.oid !== want.type.oid && !(want.type.name === "text" && c.type.name === "unknown"))
          throw new PgError("structure of query does not match function result type", "42804", {
            detail: `Returned type ${typeText(c.type)} does not match expected type ${typeText(want.type)} in column "${want.name}" (position ${i + 1}).`,
          });
      });
      if ((o.columns?.length ?? 0) !== a.columns.length)
        throw new PgError("structure of query does not match function result type", "42804", {
          detail: `Number of returned columns (${o.columns?.length ?? 0}) does not match expected column count (${a.columns.length}).`,
        });
      for (const r of o.rows ?? []) a.rows.push(r);
      a.found.value = (o.rows?.length ?? 0) > 0;
      return undefined;
    }
    case "raise":
      return raise(a, n, env);
    case "perform": {
      const o = query(env, n.query);
      a.found.value = (o.rows?.length ?? 0) > 0;
      return undefined;
    }
    case "execute":
    case "sql": {
      const o = n.k === "execute" ? dynamic(env, n.query, n.using) : query(env, n.query);
      taken(a, n, o, env);
      return undefined;
    }
    case "diagnostics":
      for (const d of n.items) setTarget(env, d.name, d.what === "row_count" ? BigInt(a.rowCount) : null, T.int8);
      return undefined;
    case "assert":
      if (!truth(env, n.test))
        throw new PgError(n.message ? String(evaluate(env, n.message).value) : "assertion failed", "P0004");
      return undefined;
    case "null":
      return undefined;
  }
}

function rangeLoop(a: Activation, n: Extract<Node, { k: "range" }>, env: Environment): Flow {
  const { s } = a;
  const whole = (sql: Sql, what: string): number => {
    const got = evaluate(env, sql);
    if (got.value === null) throw new PgError(`${what} of FOR loop cannot be null`, "22004");
    return Number(convertTo(s, got.value, got.type, T.int4, []));
  };
  const from = whole(n.from, "lower bound");
  const to = whole(n.to, "upper bound");
  const by = n.by ? whole(n.by, "BY value") : 1;
  if (by <= 0) throw new PgError("BY value of FOR loop must be greater than zero", "22023");
  const own: Environment = { s, variables: new Map(), label: n.label, up: env };
  const v = newVariable(n.name, T.int4);
  own.variables.set(n.name, v);
  let any = false;
  for (let i = from; n.reverse ? i >= to : i <= to; i += n.reverse ? -by : by) {
    any = true;
    v.value = i;
    const next = after(runAll(a, n.body, own), n.label);
    if (next === "out") break;
    if (next !== "on") return next.flow;
  }
  a.found.value = any;
  return undefined;
}
