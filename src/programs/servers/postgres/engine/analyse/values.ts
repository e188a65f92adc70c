import type { Body, Expr } from "../ast.ts";
import { PgError } from "../error.ts";
import type { ResultColumn } from "../session.ts";
import { NO_MOD, typeText } from "../types/type.ts";
import { coerce, commonType } from "./coerce.ts";
import { expression } from "./expression.ts";
import type { BodyPlan } from "./plan.ts";
import type { Ex, Scope } from "./scope.ts";

/** VALUES: each column of the type that its cells have in common. */
export function values(b: Extract<Body, { k: "values" }>, sc: Scope): BodyPlan {
  const { s } = sc;
  const width = b.rows[0]?.length ?? 0;
  const made = b.rows.map((r) => {
    if (r.length !== width) throw new PgError("VALUES lists must all be the same length", "42601", { at: firstAt(r) });
    return r.map((e) => {
      if (e === "default") throw new PgError("DEFAULT is not allowed in this context", "42601", { at: b.at });
      sc.clause = "VALUES";
      const ex = expression(e, sc);
      sc.clause = "";
      return ex;
    });
  });
  const columns: ResultColumn[] = [];
  const cells: Ex[][] = made.map(() => []);
  for (let c = 0; c < width; c++) {
    const items = made.map((r) => r[c] as Ex);
    const type = commonType(items, "VALUES");
    columns.push({ name: `column${c + 1}`, type, mod: NO_MOD });
    items.forEach((e, i) => {
      const ex = coerce(s, e, type, NO_MOD, "implicit");
      if (!ex)
        throw new PgError(`VALUES types ${typeText(type)} and ${typeText(e.type)} cannot be matched`, "42804", {
          at: e.at,
        });
      cells[i]?.push(ex);
    });
  }
  return { columns, run: (up) => cells.map((r) => r.map((e) => e.ev({ row: [], up }))) };
}

export const firstAt = (r: readonly (Expr | "default")[]): number | undefined => {
  const [e] = r;
  return e && e !== "default" && "at" in e ? e.at : undefined;
};
