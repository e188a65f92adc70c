import { coerce } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { NO_FRAME, newScope } from "../analyse/scope.ts";
import type { FunctionObject } from "../catalog/objects.ts";
import { typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { parseScript } from "../parse/statement.ts";
import { type Outcome, perform } from "../run/perform.ts";
import type { ResultColumn, Session } from "../session.ts";
import { NO_MOD, quoteName, Rec, type Row, T, typeText, type Value } from "../types/type.ts";
import type { Activation } from "./activation.ts";
import type { Block } from "./ast.ts";
import { convertTo, type Environment, newVariable, type Variable } from "./environment.ts";
import { parseBody } from "./parse.ts";
import { leave, runBlock } from "./run.ts";

/** `fact(integer)`: a function as messages name it. */
export function signature(s: Session, f: FunctionObject): string {
  const args = f.args.filter((a) => a.mode !== "out" && a.mode !== "table").map((a) => typeText(typeByOid(s, a.type)));
  return `${quoteName(f.name)}(${args.join(",")})`;
}

const bodies = new WeakMap<FunctionObject, Block>();

function bodyOf(f: FunctionObject): Block {
  const there = bodies.get(f);
  if (there) return there;
  const made = parseBody(f.body);
  bodies.set(f, made);
  return made;
}

/** Runs something with a function's own rights and depth. */
function inside<X>(s: Session, f: FunctionObject, work: () => X): X {
  if (s.depth > 120)
    throw new PgError("stack depth limit exceeded", "54001", {
      hint: 'Increase the configuration parameter "max_stack_depth" (currently 2048kB), after ensuring the platform\'s stack depth limit is adequate.',
    });
  s.depth++;
  const { user, external, params, paramTypes } = s;
  if (f.definer) s.user = f.owner;
  const snap = s.snap;
  try {
    return work();
  } catch (e) {
    leave(e);
    throw e;
  } finally {
    s.depth--;
    s.user = user;
    s.external = external;
    s.params = params;
    s.paramTypes = paramTypes;
    s.snap = snap;
  }
}

/** All arguments, with those that were left out. */
function allArguments(s: Session, f: FunctionObject, given: readonly Value[]): Value[] {
  const input = f.args.filter((a) => a.mode === "in" || a.mode === "inout" || a.mode === "variadic");
  return input.map((a, i) => {
    if (i < given.length) return given[i] ?? null;
    if (!a.default) return null;
    const ex = coerce(s, expression(a.default, newScope(s, undefined)), typeByOid(s, a.type), NO_MOD, "assignment");
    return ex?.ev(NO_FRAME) ?? null;
  });
}

function resultColumns(s: Session, f: FunctionObject): ResultColumn[] {
  const outs = f.args.filter((a) => a.mode === "out" || a.mode === "inout" || a.mode === "table");
  if (outs.length)
    return outs.map((a, i) => ({ name: a.name ?? `column${i + 1}`, type: typeByOid(s, a.type), mod: NO_MOD }));
  const type = typeByOid(s, f.returns);
  return type.fields ? type.fields.map((x) => ({ ...x })) : [{ name: f.name, type, mod: NO_MOD }];
}

/** Runs the statements of a function in SQL; the last one's rows are what it gives. */
function runSql(s: Session, f: FunctionObject, values: readonly Value[]): Outcome | undefined {
  const input = f.args.filter((a) => a.mode !== "out" && a.mode !== "table");
  s.params = values;
  s.paramTypes = input.map((a) => typeByOid(s, a.type));
  const place = (name: string) => input.findIndex((a) => a.name === name);
  s.external = {
    strict: false,
    resolve: (parts, at) => {
      const i = parts.length === 1 ? place(parts[0] ?? "") : parts[0] === f.name ? place(parts[1] ?? "") : -1;
      const a = input[i];
      return a
        ? { type: typeByOid(s, a.type), mod: NO_MOD, at, ev: () => values[i] ?? null, show: () => `$${i + 1}` }
        : undefined;
    },
  };
  let last: Outcome | undefined;
  for (const { statement, text } of parseScript(f.body)) {
    try {
      last = perform(s, statement, text);
    } catch (e) {
      if (e instanceof PgError) {
        if (e.at !== undefined && e.internal === undefined) e.internal = f.body;
        e.context.push(`SQL function "${f.name}" statement 1`);
      }
      throw e;
    }
  }
  return last;
}

function activation(
  s: Session,
  f: FunctionObject,
  values: readonly Value[],
): { a: Activation; env: Environment; outs: Variable[] } {
  const env: Environment = { s, variables: new Map(), label: f.name, up: undefined };
  const found = newVariable("found", T.bool, false);
  env.variables.set("found", found);
  const outs: Variable[] = [];
  let i = 0;
  f.args.forEach((arg, n) => {
    const input = arg.mode === "in" || arg.mode === "inout" || arg.mode === "variadic";
    const v = newVariable(arg.name ?? `$${n + 1}`, typeByOid(s, arg.type), input ? (values[i++] ?? null) : null);
    env.variables.set(v.name, v);
    if (arg.mode !== "in" && arg.mode !== "variadic") outs.push(v);
  });
  const a: Activation = {
    s,
    rows: [],
    columns: resultColumns(s, f),
    shown: signature(s, f),
    found,
    rowCount: 0,
    caught: undefined,
  };
  return { a, env, outs };
}

/** Calls a function or procedure of the user's for one value. */
export function callUser(s: Session, f: FunctionObject, given: readonly Value[]): Value {
  return inside(s, f, () => {
    const values = allArguments(s, f, given);
    if (f.strict && values.includes(null)) return null;
    const type = typeByOid(s, f.returns);
    if (f.language === "sql") {
      const o = runSql(s, f, values);
      if (type.name === "void" || !o) return type.name === "void" ? "" : null;
      const [row] = o.rows ?? [];
      if (!row) return null;
      const columns = o.columns ?? [];
      if (type.fields || (type.name === "record" && columns.length > 1)) {
        if (columns.length === 1 && row[0] instanceof Rec) return row[0];
        return new Rec(row, type.fields ?? resultColumns(s, f));
      }
      return convertTo(s, row[0] ?? null, columns[0]?.type ?? type, type, NO_MOD);
    }
    const { a, env, outs } = activation(s, f, values);
    const flow = runBlock(a, bodyOf(f), env);
    if (f.procedure)
      return outs.length
        ? new Rec(
            outs.map((o) => o.value),
            outs.map((o) => ({ name: o.name, type: o.type, mod: NO_MOD })),
          )
        : null;
    if (outs.length)
      return outs.length === 1
        ? (outs[0]?.value ?? null)
        : new Rec(
            outs.map((o) => o.value),
            outs.map((o) => ({ name: o.name, type: o.type, mod: NO_MOD })),
          );
    if (type.name === "void") return "";
    if (flow?.k !== "return") {
      const e = new PgError("control reached end of function without RETURN", "2F005");
      e.context.push(`PL/pgSQL function ${a.shown}`);
      throw e;
    }
    try {
      return convertTo(s, flow.value, flow.type, type, NO_MOD);
    } catch (e) {
      if (e instanceof PgError)
        e.context.push(`PL/pgSQL function ${a.shown} while casting return value to function's return type`);
      throw e;
    }
  });
}

/** Calls one that gives rows. */
export function rowsOfUser(s: Session, f: FunctionObject, given: readonly Value[]): readonly Row[] {
  if (!f.setof) {
    const v = callUser(s, f, given);
    const columns = resultColumns(s, f);
    return [
      v instanceof Rec && (columns.length > 1 || typeByOid(s, f.returns).fields)
        ? v.values
        : columns.length > 1 && v === null
          ? columns.map(() => null)
          : [v],
    ];
  }
  return inside(s, f, () => {
    const values = allArguments(s, f, given);
    if (f.strict && values.includes(null)) return [];
    const columns = resultColumns(s, f);
    if (f.language === "sql") {
      const o = runSql(s, f, values);
      return (o?.rows ?? []).map((r) =>
        r.map((v, i) =>
          convertTo(s, v, o?.columns?.[i]?.type ?? T.text, columns[i]?.type ?? T.text, columns[i]?.mod ?? NO_MOD),
        ),
      );
    }
    const { a, env } = activation(s, f, values);
    runBlock(a, bodyOf(f), env);
    return a.rows;
  });
}

/** A block by itself: DO. */
export function runAnonymous(s: Session, body: string): void {
  const block = parseBody(body);
  const found = newVariable("found", T.bool, false);
  const a: Activation = { s, rows: [], columns: [], shown: "inline_code_block", found, rowCount: 0, caught: undefined };
  const env: Environment = { s, variables: new Map([["found", found]]), label: undefined, up: undefined };
  const { external, snap } = s;
  s.depth++;
  try {
    runBlock(a, block, env);
  } catch (e) {
    leave(e);
    throw e;
  } finally {
    s.depth--;
    s.external = external;
    s.snap = snap;
  }
}

/** Runs a trigger's function: what it returns, with NEW and OLD and what tells of the event. */
export function runTrigger(s: Session, f: FunctionObject, variables: readonly Variable[]): Value {
  return inside(s, f, () => {
    const found = newVariable("found", T.bool, false);
    const a: Activation = { s, rows: [], columns: [], shown: signature(s, f), found, rowCount: 0, caught: undefined };
    const env: Environment = {
      s,
      variables: new Map([["found", found], ...variables.map((v): [string, Variable] => [v.name, v])]),
      label: f.name,
      up: undefined,
    };
    const flow = runBlock(a, bodyOf(f), env);
    if (flow?.k !== "return") {
      const e = new PgError("control reached end of trigger procedure without RETURN", "2F005");
      e.context.push(`PL/pgSQL function ${a.shown}`);
      throw e;
    }
    return flow.value;
  });
}
