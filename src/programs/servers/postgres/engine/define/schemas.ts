import type { Statement } from "../ast-statements.ts";
import { putObject, schemaExists } from "../catalog/lookup.ts";
import { hasRight, isSuperuser } from "../catalog/rights.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { base } from "./new-object.ts";
import { done } from "./outcome.ts";

export function createSchema(s: Session, q: Extract<Statement, { k: "create schema" }>): Outcome {
  if (schemaExists(s, q.name)) {
    if (!q.ifNotExists) throw new PgError(`schema "${q.name}" already exists`, "42P06");
    s.notices.push({ severity: "NOTICE", message: `schema "${q.name}" already exists, skipping` });
    return done("CREATE SCHEMA");
  }
  if (!isSuperuser(s) && s.database.owner !== s.user && !hasRight(s, s.database, "C"))
    throw new PgError(`permission denied for database ${s.database.name}`, "42501");
  if (/^pg_/.test(q.name))
    throw new PgError(`unacceptable schema name "${q.name}"`, "42939", {
      detail: 'The prefix "pg_" is reserved for system schemas.',
    });
  putObject(s, { ...base(s, q.name, ""), owner: q.owner ?? s.user, k: "schema" });
  return done("CREATE SCHEMA");
}
