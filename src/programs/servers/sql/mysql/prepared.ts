import type { Statement } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { parseStatement } from "../parse/statements.ts";
import { command, type Result, type Session } from "../session.ts";
import { show } from "../values/show.ts";
import { dialectOf } from "./variables.ts";

/** PREPARE name FROM 'text': the text is read now, and run at each EXECUTE. */
export function prepare(s: Session, q: Extract<Statement, { kind: "prepare" }>): Result {
  const given = q.variable === undefined ? q.text : show(s.userVariables.get(q.variable) ?? null);
  s.statements.delete(q.name);
  parseStatement(given, dialectOf(s));
  s.statements.set(q.name, given);
  return command("PREPARE");
}

/** What an EXECUTE runs; the values of its variables take the places of the `?`. */
export function preparedText(s: Session, sql: string): string | undefined {
  if (!/^\s*execute\b/i.test(sql)) return undefined;
  let q: Statement;
  try {
    q = parseStatement(sql, dialectOf(s));
  } catch (e) {
    if (e instanceof SqlError) return undefined;
    throw e;
  }
  const text = q.kind === "execute" ? s.statements.get(q.name) : undefined;
  if (q.kind !== "execute" || text === undefined || places(text) !== q.variables.length) return undefined;
  s.parameters = q.variables.map((v) => s.userVariables.get(v) ?? null);
  return text;
}

/** An EXECUTE that cannot run. */
export function refuseExecute(s: Session, q: Extract<Statement, { kind: "execute" }>): never {
  if (s.statements.has(q.name)) throw new SqlError("Incorrect arguments to EXECUTE", "HY000", 1210);
  throw unknown(q.name, "EXECUTE");
}

export function deallocate(s: Session, q: Extract<Statement, { kind: "deallocate" }>): Result {
  if (!s.statements.delete(q.name)) throw unknown(q.name, "DEALLOCATE PREPARE");
  return command("DEALLOCATE");
}

const unknown = (name: string, to: string) =>
  new SqlError(`Unknown prepared statement handler (${name}) given to ${to}`, "HY000", 1243);

function places(text: string): number {
  return JSON.stringify(parseStatement(text, "mysql")).split('"kind":"parameter"').length - 1;
}
