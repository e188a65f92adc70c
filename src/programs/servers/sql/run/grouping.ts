import type { ColumnRef, Expression } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { missing, resolve, type Scope } from "./scope.ts";
import { children, isAggregate, shape } from "./walk.ts";

/**
 * Refuses a column that stands in a grouped query neither under an aggregate nor in GROUP BY (a primary key there covers
 * all columns of its table). `scope` has no row: it only says which columns there are.
 */
export function checkGrouped(
  e: Expression,
  keys: readonly Expression[],
  covered: ReadonlySet<string>,
  scope: Scope,
  place: number,
): void {
  const shapes = new Set(keys.map(shape));
  const columns = new Set(keys.flatMap((k) => (k.kind === "column" ? [nameOf(k, scope) ?? ""] : [])));
  const walk = (x: Expression): void => {
    if (shapes.has(shape(x)) || isAggregate(x)) return;
    if (x.kind === "column") {
      const found = resolve(x, scope);
      if (!found) {
        if (scope.outer || scope.aliases?.has(x.name)) return;
        missing(x, scope);
      }
      if (columns.has(nameOf(x, scope) ?? "") || covered.has(found.bound.alias)) return;
      refuse(found.bound.alias, found.bound.fields[found.at]?.name ?? x.name, scope, place, keys.length === 0);
    }
    for (const c of children(x)) walk(c);
  };
  walk(e);
}

/** `alias.column` of a column, as its scope resolves it. */
export function nameOf(e: ColumnRef, s: Scope): string | undefined {
  const found = resolve(e, s);
  return found && `${found.bound.alias}.${found.bound.fields[found.at]?.name}`;
}

function refuse(alias: string, column: string, s: Scope, place: number, noKeys: boolean): never {
  const full = `${s.session.database}.${alias}.${column}`;
  if (noKeys)
    throw new SqlError(
      `In aggregated query without GROUP BY, expression #${place} of SELECT list contains nonaggregated column '${full}'; this is incompatible with sql_mode=only_full_group_by`,
      "42000",
      1140,
    );
  throw new SqlError(
    `Expression #${place} of SELECT list is not in GROUP BY clause and contains nonaggregated column '${full}' which is not functionally dependent on columns in GROUP BY clause; this is incompatible with sql_mode=only_full_group_by`,
    "42000",
    1055,
  );
}
