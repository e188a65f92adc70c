import { query } from "../analyse/query.ts";
import { newScope } from "../analyse/scope.ts";
import type { Statement } from "../ast-statements.ts";
import { creationSchema, functionsOf, putObject } from "../catalog/lookup.ts";
import type { FunctionObject } from "../catalog/objects.ts";
import { checkSchema, needOwner } from "../catalog/rights.ts";
import { resolveType, typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { parseScript } from "../parse/statement.ts";
import { signature } from "../plpgsql/call.ts";
import { parseBody } from "../plpgsql/parse.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { typeText } from "../types/type.ts";
import { base } from "./new-object.ts";
import { done } from "./outcome.ts";

/** CREATE FUNCTION and PROCEDURE. */
export function createFunction(s: Session, q: Extract<Statement, { k: "create function" }>): Outcome {
  const schema = creationSchema(s, q.name.schema);
  checkSchema(s, schema, "C");
  const tag = q.procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION";
  if (!/^(sql|plpgsql)$/.test(q.language)) {
    if (/^(c|internal|plpython3u|plperl|pltcl)$/.test(q.language))
      throw new PgError(`language "${q.language}" does not exist`, "42704", {
        hint: "Use CREATE EXTENSION to load the language into the database.",
      });
    throw new PgError(`language "${q.language}" does not exist`, "42704");
  }
  const args = q.args.map((a) => ({
    name: a.name,
    mode: a.mode,
    default: a.default,
    type: resolveType(s, a.type).type.oid,
    typeName: a.type,
  }));
  const outs = args.filter((a) => a.mode === "out" || a.mode === "inout");
  let returns = q.returns ? resolveType(s, q.returns).type.oid : 2278;
  let setof = q.returns?.setof ?? false;
  if (args.some((a) => a.mode === "table")) {
    const columns = args.filter((a) => a.mode === "table");
    returns = columns.length === 1 ? (columns[0]?.type ?? 2249) : 2249;
    setof = true;
  } else if (outs.length && (!q.returns || returns === 2249))
    returns = outs.length === 1 ? (outs[0]?.type ?? 2249) : 2249;
  if (!q.returns && !q.procedure && outs.length === 0)
    throw new PgError("function result type must be specified", "42P13");
  const input = (f: { readonly args: FunctionObject["args"] }) =>
    f.args
      .filter((a) => a.mode !== "out" && a.mode !== "table")
      .map((a) => a.type)
      .join();
  const there = functionsOf(s, [schema, q.name.name]).find((f) => input(f) === input({ args }));
  const made: FunctionObject = {
    ...base(s, q.name.name, schema, there?.oid),
    owner: there?.owner ?? s.user,
    k: "function",
    procedure: q.procedure,
    args,
    returns,
    setof,
    language: q.language,
    body: q.body,
    volatility: q.volatility,
    strict: q.strict,
    definer: q.definer,
  };
  if (there) {
    if (!q.replace)
      throw new PgError(
        `${q.procedure ? "procedure" : "function"} "${q.name.name}" already exists with same argument types`,
        "42723",
      );
    if (there.returns !== returns || there.setof !== setof)
      throw new PgError("cannot change return type of existing function", "42P13", {
        hint: `Use DROP FUNCTION ${signature(s, there)} first.`,
      });
    needOwner(s, there);
  }
  checkBody(s, made, q.bodyAt, q.body);
  putObject(s, made);
  return done(tag);
}

/** A body is read when its function is made. */
function checkBody(s: Session, f: FunctionObject, bodyAt: number, body: string): void {
  try {
    if (f.language === "plpgsql") {
      parseBody(body);
      return;
    }
    const input = f.args.filter((a) => a.mode !== "out" && a.mode !== "table");
    const { params, paramTypes, external } = s;
    s.params = input.map(() => null);
    s.paramTypes = input.map((a) => typeByOid(s, a.type));
    s.external = {
      strict: false,
      resolve: (parts, at) => {
        const i = input.findIndex((a) => a.name === parts.at(-1));
        const a = input[i];
        return a ? { type: typeByOid(s, a.type), mod: [], at, ev: () => null, show: () => `$${i + 1}` } : undefined;
      },
    };
    try {
      const script = parseScript(body);
      for (const { statement } of script) if (statement.k === "query") query(statement, newScope(s, undefined));
      const last = script.at(-1)?.statement;
      if (
        !f.procedure &&
        f.returns !== 2278 &&
        (!last || (last.k !== "query" && !("returning" in last && last.returning)))
      )
        throw new PgError(
          `return type mismatch in function declared to return ${typeText(typeByOid(s, f.returns))}`,
          "42P13",
          { detail: "Function's final statement must be SELECT or INSERT/UPDATE/DELETE/MERGE RETURNING." },
        );
    } finally {
      s.params = params;
      s.paramTypes = paramTypes;
      s.external = external;
    }
  } catch (e) {
    if (!(e instanceof PgError) || e.at === undefined) throw e;
    // Places in a body are places in the statement: behind the quote that opens it.
    const open = s.statementText.slice(bodyAt).startsWith("'")
      ? 1
      : (/^\$\w*\$/.exec(s.statementText.slice(bodyAt))?.[0].length ?? 0);
    const placed = new PgError(e.message, e.state, { at: bodyAt + open + e.at, detail: e.detail, hint: e.hint });
    throw placed;
  }
}
