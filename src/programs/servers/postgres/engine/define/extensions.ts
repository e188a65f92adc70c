import type { Statement } from "../ast-statements.ts";
import { objectsOf, putObject } from "../catalog/lookup.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { base } from "./new-object.ts";
import { done } from "./outcome.ts";

const EXTENSIONS: Readonly<Record<string, readonly [version: string, comment: string]>> = {
  pgcrypto: ["1.4", "cryptographic functions"],
  "uuid-ossp": ["1.1", "generate universally unique identifiers (UUIDs)"],
};

/** CREATE EXTENSION, of those that are simulated. */
export function createExtension(s: Session, q: Extract<Statement, { k: "create extension" }>): Outcome {
  for (const o of objectsOf(s).values())
    if (o.k === "extension" && o.name === q.name) {
      if (!q.ifNotExists) throw new PgError(`extension "${q.name}" already exists`, "42710");
      s.notices.push({ severity: "NOTICE", message: `extension "${q.name}" already exists, skipping` });
      return done("CREATE EXTENSION");
    }
  const known = EXTENSIONS[q.name];
  if (!known) {
    if (
      /^(hstore|citext|pg_trgm|unaccent|tablefunc|postgres_fdw|ltree|btree_gin|btree_gist|pg_stat_statements|fuzzystrmatch|intarray|cube|earthdistance)$/.test(
        q.name,
      )
    )
      throw new PgError(`drydock: the extension ${q.name} is not simulated`, "0A000");
    throw new PgError(`extension "${q.name}" is not available`, "0A000", {
      hint: "The extension must first be installed on the system where PostgreSQL is running.",
    });
  }
  putObject(s, { ...base(s, q.name, "public"), comment: known[1], k: "extension", version: known[0] });
  return done("CREATE EXTENSION");
}
