import type { Select } from "../ast.ts";
import { PgError } from "../error.ts";
import { settle } from "./coerce.ts";
import { columnOf } from "./columns.ts";
import { expression } from "./expression.ts";
import { headOf } from "./names.ts";
import type { Ex, Scope } from "./scope.ts";

export interface NamedEx {
  readonly name: string;
  readonly ex: Ex;
}

/** The outputs, with each star as what it stands for. */
export function expandOutputs(outputs: Select["outputs"], sc: Scope): NamedEx[] {
  return outputs.flatMap((o): NamedEx[] => {
    const { e } = o;
    if (e.k === "star") return star(e.table, sc, e.at);
    const ex = settle(sc.s, expression(e, sc));
    return [{ name: o.alias ?? headOf(e, sc), ex }];
  });
}

function star(table: readonly string[], sc: Scope, at: number): NamedEx[] {
  const name = table.at(-1);
  if (name === undefined) {
    if (sc.items.length === 0) throw new PgError("SELECT * with no tables specified is not valid", "42601", { at });
    const merged = sc.merged.map((m) => ({ name: m.name, ex: expression({ k: "col", parts: [m.name], at }, sc) }));
    const rest = sc.items.flatMap((i) =>
      i.columns.flatMap((c, k) =>
        c.hidden ? [] : [{ name: c.name, ex: checked(i.alias, c.name, columnOf(sc, i, k, 0, at), sc, at) }],
      ),
    );
    return [...merged, ...rest];
  }
  let level = 0;
  for (let here: Scope | undefined = sc; here; here = here.parent) {
    const item = here.items.find((i) => i.alias === name && (table.length < 2 || i.schema === table[0]));
    if (item)
      return item.columns.map((c, k) => ({
        name: c.name,
        ex:
          level === 0
            ? checked(item.alias, c.name, columnOf(sc, item, k, 0, at), sc, at)
            : columnOf(sc, item, k, level, at),
      }));
    level++;
  }
  throw new PgError(`missing FROM-clause entry for table "${name}"`, "42P01", { at });
}

/** A column of a star, in a query with groups looked at like one that is written. */
function checked(alias: string, name: string, ex: Ex, sc: Scope, at: number): Ex {
  if (ex.column) sc.touched?.add(ex.column.index);
  if (!sc.grouped || alias === "") return ex;
  return expression({ k: "col", parts: [alias, name], at }, sc);
}
