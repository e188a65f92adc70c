import { SqlError } from "../lexer.ts";
import type { Scope } from "../run/scope.ts";
import type { Session } from "../session.ts";

/** What MySQL says of a statement besides its result; SHOW WARNINGS lists it until the next statement. */
export interface Warning {
  readonly level: "Note" | "Warning" | "Error";
  readonly code: number;
  readonly message: string;
}

/** It keeps so many (max_error_count) and counts all. */
const KEPT = 1024;

export function warn(s: Session, code: number, message: string, level: Warning["level"] = "Warning"): void {
  s.warningCount++;
  if (s.warnings.length < KEPT) s.warnings.push({ level, code, message });
}

/** A warning of an expression; none while only the shape of a query is asked for. */
export function warnIn(scope: Scope, code: number, message: string): void {
  for (let s: Scope | undefined = scope; s; s = s.outer) if (s.quiet) return;
  if (scope.session.writing) throw new SqlError(message, code === 1365 ? "22012" : "22007", code);
  warn(scope.session, code, message);
}
