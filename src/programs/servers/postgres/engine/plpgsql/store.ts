import type { Ex } from "../analyse/scope.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import { Rec, type Row, T, type Value } from "../types/type.ts";
import type { Activation } from "./activation.ts";
import type { Node } from "./ast.ts";
import { assign, convertTo, type Environment, find } from "./environment.ts";

function recordOf(o: Outcome, row: Row | undefined): Rec | null {
  const fields = (o.columns ?? []).map((c) => ({ name: c.name, type: c.type, mod: c.mod }));
  return new Rec(row ?? fields.map(() => null), fields);
}

/** Puts a row into variables: one of a row's type, or one for each column. */
export function store(env: Environment, names: readonly string[], o: Outcome, row: Row | undefined): void {
  const { s } = env;
  const targets = names.map((n) => {
    const v = find(env, n.split(".")[0] ?? "");
    if (!v) throw new PgError(`"${n}" is not a known variable`, "42601");
    return v;
  });
  const [only] = targets;
  if (targets.length === 1 && only && !names[0]?.includes(".") && (only.record || only.type.fields)) {
    const rec = recordOf(o, row);
    if (only.record) only.value = rec;
    else
      only.value = row
        ? new Rec(
            (only.type.fields ?? []).map((f, i) =>
              convertTo(s, row[i] ?? null, o.columns?.[i]?.type ?? f.type, f.type, f.mod),
            ),
            only.type.fields ?? [],
          )
        : null;
    return;
  }
  names.forEach((n, i) => {
    const type = o.columns?.[i]?.type ?? T.text;
    setTarget(env, n, row?.[i] ?? null, type);
  });
}

/** Sets a variable, or a field of one. */
export function setTarget(env: Environment, target: string, value: Value, type: Ex["type"]): void {
  const { s } = env;
  const [name = "", field] = target.split(".");
  const v = find(env, name);
  if (!v) throw new PgError(`"${name}" is not a known variable`, "42601");
  if (field === undefined) {
    assign(s, v, value, type);
    return;
  }
  const fields = v.value instanceof Rec ? v.value.fields : (v.type.fields ?? []);
  const i = fields.findIndex((f) => f.name === field);
  const f = fields[i];
  if (!f) throw new PgError(`record "${name}" has no field "${field}"`, "42703");
  const values = v.value instanceof Rec ? [...v.value.values] : fields.map(() => null);
  values[i] = convertTo(s, value, type, f.type, f.mod);
  v.value = new Rec(values, fields);
}

/** What a statement leaves: its rows in INTO's variables, FOUND and ROW_COUNT. */
export function taken(a: Activation, n: Extract<Node, { k: "execute" | "sql" }>, o: Outcome, env: Environment): void {
  const rows = o.rows ?? [];
  a.rowCount = o.columns && rows.length ? rows.length : o.count;
  if (n.into.length === 0) {
    if (o.columns && n.k === "sql" && /^\s*(select|with|values)/i.test(n.query.text) && o.tag.startsWith("SELECT"))
      throw new PgError("query has no destination for result data", "42601", {
        hint: "If you want to discard the results of a SELECT, use PERFORM instead.",
      });
    if (n.k === "sql" && /^(INSERT|UPDATE|DELETE|MERGE)/.test(o.tag)) a.found.value = o.count > 0;
    return;
  }
  if (n.strict && rows.length === 0) throw new PgError("query returned no rows", "P0002");
  if (n.strict && rows.length > 1)
    throw new PgError("query returned more than one row", "P0003", {
      hint: "Make sure the query returns a single row, or use LIMIT 1.",
    });
  if (n.k === "sql") a.found.value = rows.length > 0;
  a.rowCount = Math.min(1, rows.length);
  store(env, n.into, o, rows[0]);
}
