import type { Alias, Expr, FromItem } from "../ast.ts";
import { contextOf } from "../catalog/names.ts";
import { resolveType } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { recordRows } from "../functions/records.ts";
import { NO_MOD, type Row, T } from "../types/type.ts";
import { setFunction } from "./calls.ts";
import { expression } from "./expression.ts";
import type { Ex, Frame, Scope, ScopeColumn } from "./scope.ts";
import { addRange, pad, renamed, type Source } from "./source.ts";

/** Functions in FROM, ROWS FROM and WITH ORDINALITY included. */
export function fromFunction(item: Extract<FromItem, { k: "function" }>, sc: Scope): Source {
  const before = sc.touched;
  const touched = new Set<number>();
  sc.touched = touched;
  const clause = sc.clause;
  sc.clause = "functions in FROM";
  const sets = item.calls.map((c) => recordFunction(c, item.alias, sc));
  sc.clause = clause;
  sc.touched = before;
  for (const t of touched) before?.add(t);
  const [only] = item.calls;
  const own = only?.k === "call" ? (only.name.at(-1) ?? "") : "column1";
  const name = item.alias?.name || own;
  let columns: ScopeColumn[] = sets.flatMap((x) => x.columns.map((c) => ({ name: c.name, type: c.type, mod: NO_MOD })));
  // A single column has the alias's name.
  if (
    item.alias &&
    item.alias.columns.length === 0 &&
    columns.length === 1 &&
    only?.k === "call" &&
    columns[0]?.name === own
  )
    columns = columns.map((c) => ({ ...c, name }));
  if (item.ordinality) columns.push({ name: "ordinality", type: T.int8, mod: NO_MOD });
  columns = item.alias?.types.length ? columns : renamed(columns, item.alias, name, item.at);
  const range = addRange(
    sc,
    { alias: name, schema: undefined, columns, table: undefined, key: [], rowType: undefined },
    false,
  );
  const width = columns.length;
  return {
    offset: range.offset,
    width,
    independent: touched.size === 0,
    item,
    range,
    get(prefix, up) {
      const lists = sets.map((x) => x.rows({ row: prefix, up }));
      const count = Math.max(...lists.map((l) => l.length));
      return Array.from({ length: count }, (_, i) => [
        ...sets.flatMap((x, k) => lists[k]?.[i] ?? pad(x.columns.length)),
        ...(item.ordinality ? [BigInt(i + 1)] : []),
      ]);
    },
  };
}

/** A function whose record's columns the alias may tell: `AS t(a int, b text)`. */
function recordFunction(e: Expr, alias: Alias | undefined, sc: Scope): ReturnType<typeof setFunction> {
  const name = e.k === "call" ? (e.name.at(-1) ?? "") : "";
  if (alias && alias.types.length > 0 && /^jsonb?_(to|populate)_record(set)?$/.test(name) && e.k === "call") {
    const fields = alias.columns.map((c, i) => ({
      name: c,
      ...(alias.types[i] ? resolveType(sc.s, alias.types[i]) : { type: T.text, mod: NO_MOD }),
    }));
    const argument = expression(e.args.at(-1) as Expr, sc);
    return { columns: fields, returns: T.record, rows: (f) => recordsOf(sc, argument, fields, f) };
  }
  if (/^jsonb?_(to_record(set)?)$/.test(name))
    throw new PgError('a column definition list is required for functions returning "record"', "42601", {
      at: "at" in e ? e.at : undefined,
    });
  return setFunction(e, sc);
}

function recordsOf(sc: Scope, argument: Ex, fields: readonly ScopeColumn[], f: Frame): readonly Row[] {
  const text = argument.ev(f);
  return recordRows(sc.s, text, fields, contextOf(sc.s));
}
