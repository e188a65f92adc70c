import { byOid } from "../catalog/lookup.ts";
import type { TypeObject } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { NO_MOD, type PgType, typeText, type Value } from "../types/type.ts";
import { expression } from "./expression.ts";
import { type Ex, NO_FRAME, newScope } from "./scope.ts";

/** Whether a value may be one of a domain's. Throws PgError. */
export function checkDomain(s: Session, v: Value, type: PgType): void {
  if (type.base?.kind === "domain") checkDomain(s, v, type.base);
  const d = byOid<TypeObject>(s, type.oid, "type")?.domain;
  if (!d) return;
  if (v === null) {
    if (d.notNull)
      throw new PgError(`domain ${typeText(type)} does not allow null values`, "23502", {
        fields: { dataType: type.name },
      });
    return;
  }
  for (const c of d.checks) {
    const value: Ex = { type: type.base ?? type, mod: NO_MOD, at: undefined, ev: () => v, show: () => "VALUE" };
    const sc = {
      ...newScope(s, undefined),
      external: (parts: readonly string[]) => (parts.length === 1 && parts[0] === "value" ? value : undefined),
    };
    if (expression(c.e, sc).ev(NO_FRAME) === false)
      throw new PgError(`value for domain ${typeText(type)} violates check constraint "${c.name}"`, "23514", {
        fields: { dataType: type.name, constraint: c.name },
      });
  }
}
