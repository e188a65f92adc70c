import type { Statement } from "../ast-statements.ts";
import { dropObject, objectsOf } from "../catalog/lookup.ts";
import { needOwner } from "../catalog/rights.ts";
import { resolveType, typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { dependents, described, dropAll, refuseDependents } from "./dependents.ts";

/** DROP FUNCTION and PROCEDURE. */
export function dropFunction(s: Session, q: Extract<Statement, { k: "drop function" }>): Outcome {
  const tag = `DROP ${q.what.toUpperCase()}`;
  for (const f of q.fns) {
    const types = f.args?.map((a) => resolveType(s, a).type);
    const all = [...objectsOf(s).values()].flatMap((o) =>
      o.k === "function" && o.name === f.name.name && (f.name.schema === undefined || o.schema === f.name.schema)
        ? [o]
        : [],
    );
    const input = (o: (typeof all)[number]) =>
      o.args.filter((a) => a.mode !== "out" && a.mode !== "table").map((a) => a.type);
    const fits = types ? all.filter((o) => input(o).join() === types.map((t) => t.oid).join()) : all;
    const shown = `${f.name.name}(${(types ?? []).map((t) => typeByOid(s, t.oid).shown).join(", ")})`;
    if (fits.length > 1)
      throw new PgError(`${q.what} name "${f.name.name}" is not unique`, "42725", {
        hint: `Specify the argument list to select the ${q.what} unambiguously.`,
      });
    const [one] = fits;
    if (!one) {
      const message = types ? `${q.what} ${shown} does not exist` : `could not find a ${q.what} named "${f.name.name}"`;
      if (!q.ifExists) throw new PgError(message, "42883");
      s.notices.push({
        severity: "NOTICE",
        message: `${q.what} ${types ? shown : `${f.name.name}()`} does not exist, skipping`,
      });
      continue;
    }
    needOwner(s, one);
    const found = dependents(s, one);
    refuseDependents(s, described(s, one), found, q.cascade, described(s, one));
    dropAll(s, found);
    dropObject(s, one.oid);
  }
  return { tag, count: 0 };
}
