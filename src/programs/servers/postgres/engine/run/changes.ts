import { withCtes } from "../analyse/query.ts";
import { newScope, type Scope } from "../analyse/scope.ts";
import type { Change } from "../ast.ts";
import { PgError } from "../error.ts";
import type { ChangePlan } from "./changed-table.ts";
import { insert } from "./insert.ts";
import { merge } from "./merge.ts";
import { remove } from "./remove.ts";
import { update } from "./update.ts";
import { need } from "./visibility.ts";

/** Understands an INSERT, UPDATE, DELETE or MERGE. */
export function changePlan(c: Change, sc: Scope): ChangePlan {
  const ctes = withCtes(c.ctes, c.recursive, sc);
  const inner = newScope(sc.s, sc.parent, ctes);
  // Changes in WITH are made whether or not they are read.
  const others = c.ctes.filter((x) => x.query.k !== "query").map((x) => ctes.get(x.name));
  const plan = ((): ChangePlan => {
    switch (c.k) {
      case "insert":
        return insert(c, inner);
      case "update":
        return update(c, inner);
      case "delete":
        return remove(c, inner);
      case "merge":
        return merge(c, inner);
    }
  })();
  return {
    ...plan,
    run(up) {
      if (need(sc.s).readOnly)
        throw new PgError(`cannot execute ${c.k.toUpperCase()} in a read-only transaction`, "25006");
      const rows = plan.run(up);
      for (const o of others) o?.rows(up);
      return rows;
    },
  };
}
