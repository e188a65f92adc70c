import type { Statement } from "../ast-statements.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import type { Outcome } from "./perform.ts";

export function explain(_s: Session, _q: Extract<Statement, { k: "explain" }>): Outcome {
  throw new PgError("drydock: EXPLAIN is not simulated", "0A000");
}
