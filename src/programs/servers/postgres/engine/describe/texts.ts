import { coerce } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { newScope } from "../analyse/scope.ts";
import { byOid, objectsOf } from "../catalog/lookup.ts";
import { shownName } from "../catalog/names.ts";
import type { Column, Constraint, FunctionObject, Index, Table, Trigger, View } from "../catalog/objects.ts";
import { typeByOid } from "../catalog/types.ts";
import { tableScope } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { NO_MOD, quoteName, quoteText, typeText } from "../types/type.ts";
import { queryText } from "./query-text.ts";

/** A column's default as \d shows it. */
export function defaultText(s: Session, t: Table | View, c: Column, pretty = true): string {
  if (c.identity) return `generated ${c.identity} as identity`;
  if (c.generated)
    return `generated always as (${strip(expression(c.generated, tableScope(s, t as Table)).show(pretty))}) stored`;
  const type = typeByOid(s, c.type);
  if (!c.default) return "";
  if (c.sequence !== undefined) {
    const q = objectsOf(s).get(c.sequence);
    if (q) return `nextval(${quoteText(shownName(s, q))}::regclass)`;
  }
  const ex = expression(c.default, newScope(s, undefined));
  // A cast that the server makes by itself is not shown.
  return strip((ex.unknown === undefined ? ex : (coerce(s, ex, type, NO_MOD, "assignment") ?? ex)).show(pretty));
}

/** Without the brackets around the whole. */
function strip(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")" && --depth === 0) return i === text.length - 1 ? text.slice(1, -1) : text;
  }
  return text;
}

const names = (list: readonly string[]): string => list.map(quoteName).join(", ");

export function constraintText(s: Session, t: Table, c: Constraint, pretty = true): string {
  switch (c.k) {
    case "primary":
      return `PRIMARY KEY (${names(c.columns)})`;
    case "unique":
      return `UNIQUE (${names(c.columns)})`;
    case "not null":
      return `NOT NULL ${quoteName(c.column)}`;
    case "check": {
      return `CHECK (${expression(c.e, tableScope(s, t)).show(pretty)})`;
    }
    case "foreign": {
      const parent = byOid<Table>(s, c.table, "table");
      const on = (what: string, action: string) => (action === "NO ACTION" ? "" : ` ON ${what} ${action}`);
      return `FOREIGN KEY (${names(c.columns)}) REFERENCES ${parent ? shownName(s, parent) : ""}(${names(c.references)})${on("UPDATE", c.onUpdate)}${on("DELETE", c.onDelete)}${c.deferrable ? " DEFERRABLE" : ""}${c.deferred ? " INITIALLY DEFERRED" : ""}`;
    }
  }
}

/** `btree (name, lower(title) DESC) WHERE …`. */
export function indexBody(s: Session, i: Index, pretty = true): string {
  const t = objectsOf(s).get(i.table) as Table;
  const sc = tableScope(s, t);
  const keys = i.keys.map((k) => {
    const ex = expression(k.e, sc);
    const text = ex.column || k.e.k === "call" ? ex.show(pretty) : `(${ex.show(pretty)})`;
    return `${text}${k.descending ? " DESC" : ""}${k.nullsFirst === k.descending ? "" : k.nullsFirst ? " NULLS FIRST" : " NULLS LAST"}`;
  });
  const include = i.include.length ? ` INCLUDE (${names(i.include)})` : "";
  const where = i.where ? ` WHERE ${expression(i.where, sc).show(pretty)}` : "";
  return `${i.method} (${keys.join(", ")})${include}${where}`;
}

export function indexText(s: Session, i: Index): string {
  const t = objectsOf(s).get(i.table) as Table;
  return `CREATE ${i.unique ? "UNIQUE " : ""}INDEX ${quoteName(i.name)} ON ${t.schema}.${quoteName(t.name)} USING ${indexBody(s, i, false)}`;
}

export const viewText = (s: Session, v: View | Table): string => (v.query ? `${queryText(s, v.query)};` : "");

export function argumentsText(s: Session, f: FunctionObject, all = true): string {
  return f.args
    .filter((a) => a.mode !== "table" && (all || a.mode !== "out"))
    .map((a) => {
      const mode = a.mode === "in" ? (f.procedure ? "IN " : "") : `${a.mode.toUpperCase()} `;
      const type = typeText(typeByOid(s, a.type));
      const standard = a.default ? ` DEFAULT ${shownDefault(s, a.default, a.type)}` : "";
      return `${mode}${a.name === undefined ? "" : `${quoteName(a.name)} `}${type}${standard}`;
    })
    .join(", ");
}

function shownDefault(s: Session, e: NonNullable<FunctionObject["args"][number]["default"]>, oid: number): string {
  const ex = expression(e, newScope(s, undefined));
  return (coerce(s, ex, typeByOid(s, oid), NO_MOD, "assignment") ?? ex).show(false);
}

export function returnsText(s: Session, f: FunctionObject): string {
  const table = f.args.filter((a) => a.mode === "table");
  if (table.length)
    return `TABLE(${table.map((a) => `${quoteName(a.name ?? "")} ${typeText(typeByOid(s, a.type))}`).join(", ")})`;
  return `${f.setof ? "SETOF " : ""}${typeText(typeByOid(s, f.returns))}`;
}

/** CREATE FUNCTION as pg_get_functiondef writes it. */
export function functionText(s: Session, f: FunctionObject): string {
  const kind = f.procedure ? "PROCEDURE" : "FUNCTION";
  const traits = [
    f.volatility === "volatile" ? "" : f.volatility.toUpperCase(),
    f.strict ? "STRICT" : "",
    f.definer ? "SECURITY DEFINER" : "",
  ]
    .filter((x) => x !== "")
    .join(" ");
  const tag = f.body.includes("$function$") ? "$function1$" : f.procedure ? "$procedure$" : "$function$";
  return `CREATE OR REPLACE ${kind} ${f.schema}.${quoteName(f.name)}(${argumentsText(s, f)})\n${f.procedure ? "" : ` RETURNS ${returnsText(s, f)}\n`} LANGUAGE ${f.language}\n${traits ? ` ${traits}\n` : ""}AS ${tag}${f.body}${tag}\n`;
}

/** A trigger as \d shows it. */
export function triggerText(s: Session, g: Trigger, pretty = true): string {
  const t = byOid<Table>(s, g.table, "table");
  const f = byOid<FunctionObject>(s, g.fn, "function");
  const order = ["INSERT", "DELETE", "UPDATE"];
  const events = order
    .filter((e) => g.events.includes(e))
    .map((e) => (e === "UPDATE" && g.columns.length ? `UPDATE OF ${names(g.columns)}` : e));
  const when = g.when && t ? ` WHEN (${whenText(s, g, t, pretty)})` : "";
  return `${quoteName(g.name)} ${g.timing} ${events.join(" OR ")} ON ${t ? shownName(s, t) : ""} FOR EACH ${g.row ? "ROW" : "STATEMENT"}${when} EXECUTE FUNCTION ${f ? shownName(s, f) : ""}(${g.args.map(quoteText).join(", ")})`;
}

function whenText(s: Session, g: Trigger, t: Table, pretty: boolean): string {
  const sc = tableScope(s, t, "new");
  const [fresh] = sc.items;
  if (!fresh || !g.when) return "";
  sc.items = [fresh, { ...fresh, alias: "old", offset: sc.width }];
  return expression(g.when, sc).show(pretty);
}
