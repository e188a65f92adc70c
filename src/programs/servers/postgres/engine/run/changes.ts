import { toBoolean } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { condition, conjuncts, fromItem, type Source, scan } from "../analyse/from.ts";
import { type Plan, query, withCtes } from "../analyse/query.ts";
import { type Ex, type Frame, newScope, type RangeItem, type Scope } from "../analyse/scope.ts";
import { expandOutputs, type NamedEx, rowReader } from "../analyse/select.ts";
import type { Assignment, Change, Conflict, Delete, Expr, Insert, Merge, Output, Update } from "../ast.ts";
import { findRelation, noRelation, typeByOid } from "../catalog/lookup.ts";
import type { Column, Table } from "../catalog/objects.ts";
import { checkRight } from "../catalog/rights.ts";
import type { Version } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { Arr, NO_MOD, type Row, type Value } from "../types/type.ts";
import { simpleView } from "./simple-view.ts";
import { assigned, defaultOf, indexesOf, tableScope } from "./table-rules.ts";
import { need } from "./visibility.ts";
import { type EventKind, openWriter, type Writer } from "./writer.ts";

export interface ChangePlan extends Plan {
  /** How many rows the last run changed. */
  count(): number;
}

function target(s: Session, name: Insert["table"], verb: string): Table {
  const found = findRelation(s, name);
  if (!found) throw noRelation(name);
  if (found.k === "table") return found;
  if (found.k === "view") {
    const base = simpleView(s, found);
    if (base) return base;
    throw new PgError(`cannot ${verb === "insert into" ? "insert into" : verb} view "${found.name}"`, "55000", {
      detail: "Views that do not select from a single table or view are not automatically updatable.",
      hint: `To enable ${verb === "insert into" ? "inserting into" : verb === "update" ? "updating" : "deleting from"} the view, provide an INSTEAD OF ${verb === "insert into" ? "INSERT" : verb === "update" ? "UPDATE" : "DELETE"} trigger or an unconditional ON ${verb === "insert into" ? "INSERT" : verb === "update" ? "UPDATE" : "DELETE"} DO INSTEAD rule.`,
    });
  }
  if (found.k === "materialized view") throw new PgError(`cannot change materialized view "${found.name}"`, "42809");
  throw new PgError(`cannot open relation "${found.name}"`, "42809");
}

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

interface Returning {
  readonly columns: Plan["columns"];
  row(f: Frame): Row;
}

function returning(outputs: readonly Output[] | undefined, sc: Scope): Returning | undefined {
  if (!outputs) return undefined;
  const made = expandOutputs(outputs, sc);
  return {
    columns: made.map((o: NamedEx) => ({ name: o.name, type: o.ex.type, mod: o.ex.mod })),
    row: (f) => made.map((o) => o.ex.ev(f)),
  };
}

function columnNamed(t: Table, name: string, at: number | undefined): readonly [Column, number] {
  const i = t.columns.findIndex((c) => c.name === name);
  const c = t.columns[i];
  if (!c) throw new PgError(`column "${name}" of relation "${t.name}" does not exist`, "42703", { at });
  return [c, i];
}

function insert(c: Insert, sc: Scope): ChangePlan {
  const { s } = sc;
  const t = target(s, c.table, "insert into");
  s.checks.push(() => checkRight(s, t, "a"));
  const given = c.columns?.map((x) => columnNamed(t, x.name, x.at)) ?? t.columns.map((x, i) => [x, i] as const);
  given.forEach(([x], i) => {
    if (given.findIndex(([y]) => y === x) < i)
      throw new PgError(`column "${x.name}" specified more than once`, "42701", { at: c.columns?.[i]?.at });
  });
  const defaults = t.columns.map((x) => defaultOf(s, x));
  const source = sourceOf(c, given, sc);
  const conflict = c.conflict && conflictOf(c.conflict, t, c.alias ?? t.name, sc);
  const after = tableScope(s, t, c.alias ?? t.name);
  const back = returning(c.returning, after);
  let count = 0;
  return {
    columns: back?.columns ?? [],
    count: () => count,
    run(up) {
      count = 0;
      const out: Row[] = [];
      const fresh = new Set<Version>();
      const events: EventKind[] = conflict?.set ? ["INSERT", "UPDATE"] : ["INSERT"];
      const w = openWriter(s, t, events, conflict?.set?.columns ?? []);
      for (const cells of source(up)) {
        const values: Value[] = t.columns.map((_, i) => {
          const cell = cells.get(i);
          return cell === undefined ? (defaults[i]?.ev({ row: [], up: undefined }) ?? null) : cell;
        });
        const made = conflict ? upsert(w, values, conflict, fresh) : w.insert(values);
        if (!made) continue;
        fresh.add(made);
        count++;
        if (back) out.push(back.row({ row: [...made.values, made as unknown as Value], up }));
      }
      w.finish();
      return out;
    },
  };
}

type Cells = ReadonlyMap<number, Value>;

/** The rows that are put in: values by their columns' places. */
function sourceOf(
  c: Insert,
  given: readonly (readonly [Column, number])[],
  sc: Scope,
): (up: Frame | undefined) => readonly Cells[] {
  const { s } = sc;
  const { source } = c;
  if (!source) return () => [new Map()];
  const refused = (x: Column) => {
    if (x.generated)
      throw new PgError(`cannot insert a non-DEFAULT value into column "${x.name}"`, "428C9", {
        detail: `Column "${x.name}" is a generated column.`,
      });
    if (x.identity === "always" && c.overriding !== "system")
      throw new PgError(`cannot insert a non-DEFAULT value into column "${x.name}"`, "428C9", {
        detail: `Column "${x.name}" is an identity column defined as GENERATED ALWAYS.`,
        hint: "Use OVERRIDING SYSTEM VALUE to override.",
      });
  };
  const tooMany = (n: number, at: number | undefined) => {
    if (n > given.length) throw new PgError("INSERT has more expressions than target columns", "42601", { at });
    if (c.columns && n < given.length)
      throw new PgError("INSERT has more target columns than expressions", "42601", { at: c.columns[n]?.at });
  };
  const place = (e: Expr | "default" | undefined) => (e && e !== "default" && "at" in e ? e.at : undefined);
  if (source.body.k === "values" && source.orderBy.length === 0 && !source.limit) {
    const inner = newScope(s, sc.parent, withCtes(source.ctes, source.recursive, sc));
    const [first] = source.body.rows;
    for (const r of source.body.rows) {
      if (r.length !== first?.length)
        throw new PgError("VALUES lists must all be the same length", "42601", { at: place(r[0]) });
    }
    for (const r of source.body.rows) tooMany(r.length, place(r[given.length]));
    const rows = source.body.rows.map((r) =>
      r.flatMap((e, i): (readonly [number, Ex])[] => {
        const [x, at] = given[i] ?? [];
        if (e === "default" || !x || at === undefined) return [];
        refused(x);
        inner.clause = "VALUES";
        return [[at, assigned(s, expression(e, inner), x.name, typeByOid(s, x.type), x.mod)]];
      }),
    );
    return (up) => rows.map((r) => new Map(r.map(([i, ex]) => [i, ex.ev({ row: [], up })])));
  }
  const plan = query(source, sc);
  tooMany(plan.columns.length, outputPlace(source.body, given.length));
  let held: Row = [];
  const exs = plan.columns.map((col, i): readonly [number, Ex] | undefined => {
    const [x, at] = given[i] ?? [];
    if (!x || at === undefined) return undefined;
    refused(x);
    const unknown = source.body.k === "select" ? source.body.outputs[i]?.e : undefined;
    const literal = unknown?.k === "const" && (unknown.t === "str" || unknown.t === "null");
    const slot: Ex = {
      type: col.type,
      mod: col.mod,
      at: unknown && "at" in unknown ? unknown.at : undefined,
      ev: () => held[i] ?? null,
      show: () => "",
    };
    if (literal && unknown.k === "const")
      return [at, assigned(s, expression(unknown, newScope(s, undefined)), x.name, typeByOid(s, x.type), x.mod)];
    return [at, assigned(s, slot, x.name, typeByOid(s, x.type), x.mod)];
  });
  return (up) =>
    plan.run(up).map((row) => {
      held = row;
      return new Map(exs.flatMap((e) => (e ? [[e[0], e[1].ev({ row: [], up })] as const] : [])));
    });
}

function outputPlace(b: { readonly k: string } & object, i: number): number | undefined {
  const { outputs } = b as { readonly outputs?: readonly Output[] };
  const e = outputs?.[i]?.e;
  return e && "at" in e ? e.at : undefined;
}

interface ConflictPlan {
  readonly index: string | undefined;
  readonly set: Setter | undefined;
  readonly where: Ex | undefined;
}

function conflictOf(c: Conflict, t: Table, alias: string, sc: Scope): ConflictPlan {
  const { s } = sc;
  let index: string | undefined;
  if (c.constraint !== undefined) {
    index = indexesOf(s, t).find((i) => i.name === c.constraint)?.name;
    if (index === undefined)
      throw new PgError(`constraint "${c.constraint}" for table "${t.name}" does not exist`, "42704");
  } else if (c.columns) {
    const own = tableScope(s, t);
    const wanted = c.columns
      .map((e) => expression(e, own).show(false))
      .sort()
      .join("\0");
    const fits = indexesOf(s, t).find(
      (i) =>
        i.unique &&
        i.keys
          .map((k) => expression(k.e, own).show(false))
          .sort()
          .join("\0") === wanted,
    );
    if (!fits)
      throw new PgError("there is no unique or exclusion constraint matching the ON CONFLICT specification", "42P10");
    index = fits.name;
  }
  if (!c.set) return { index, set: undefined, where: undefined };
  s.checks.push(() => checkRight(s, t, "w"));
  const both = tableScope(s, t, alias);
  const excluded: RangeItem = {
    ...(both.items[0] as RangeItem),
    alias: "excluded",
    offset: both.width,
    table: undefined,
  };
  // Bare names mean the table's own row.
  both.items = [
    both.items[0] as RangeItem,
    { ...excluded, columns: excluded.columns.map((x) => ({ ...x, hidden: true })) },
  ];
  both.width += excluded.columns.length;
  const set = setter(c.set, t, both);
  return { index, set, where: c.where && toBoolean(s, expression(c.where, both), "WHERE") };
}

function upsert(w: Writer, values: Row, c: ConflictPlan, fresh: ReadonlySet<Version>): Version | undefined {
  const there = w.conflict(values, c.index);
  if (!there) return w.insert(values);
  if (!c.set) return undefined;
  if (fresh.has(there.version))
    throw new PgError("ON CONFLICT DO UPDATE command cannot affect row a second time", "21000", {
      hint: "Ensure that no rows proposed for insertion within the same command have duplicate constrained values.",
    });
  const f: Frame = { row: [...there.version.values, there.version as unknown as Value, ...values], up: undefined };
  if (c.where && c.where.ev(f) !== true) return undefined;
  return w.update(there.version, c.set.apply(there.version.values, f), c.set.columns);
}

interface Setter {
  readonly columns: readonly string[];
  apply(before: Row, f: Frame): Row;
}

function setter(list: readonly Assignment[], t: Table, sc: Scope): Setter {
  const { s } = sc;
  const picks = new Map<unknown, { readonly plan: Plan; at: Frame | undefined; row: Row | undefined }>();
  const sets = list.map((a) => {
    const [c, i] = columnNamed(t, a.column, a.at);
    const type = typeByOid(s, c.type);
    if (a.value !== "default" && c.generated)
      throw new PgError(`column "${c.name}" can only be updated to DEFAULT`, "428C9", {
        at: a.at,
        detail: `Column "${c.name}" is a generated column.`,
      });
    if (a.value !== "default" && c.identity === "always")
      throw new PgError(`column "${c.name}" can only be updated to DEFAULT`, "428C9", {
        at: a.at,
        detail: `Column "${c.name}" is an identity column defined as GENERATED ALWAYS.`,
      });
    if (a.value === "default") {
      const ex = defaultOf(s, c);
      return { i, ev: () => ex?.ev({ row: [], up: undefined }) ?? null };
    }
    if (a.value.k === "pick") {
      const { query: q, index } = a.value;
      let pick = picks.get(q);
      if (!pick) {
        pick = { plan: query(q, newScope(s, sc, sc.ctes)), at: undefined, row: undefined };
        picks.set(q, pick);
      }
      const own = pick;
      const column = own.plan.columns[index];
      let held: Value = null;
      const slot: Ex = { type: column?.type ?? type, mod: NO_MOD, at: a.at, ev: () => held, show: () => "" };
      const ex = assigned(s, slot, c.name, type, c.mod);
      return {
        i,
        ev: (f: Frame) => {
          if (own.at !== f) {
            own.at = f;
            [own.row] = own.plan.run(f);
          }
          held = own.row?.[index] ?? null;
          return ex.ev(f);
        },
      };
    }
    sc.clause = "UPDATE";
    const e = expression(a.value, sc);
    sc.clause = "";
    if (a.path.length === 0) {
      const ex = assigned(s, e, c.name, type, c.mod);
      return { i, ev: (f: Frame) => ex.ev(f) };
    }
    const at = expression(a.path[0] as Expr, sc);
    const item = assigned(s, e, c.name, type.elem ?? type, NO_MOD);
    return {
      i,
      ev: (f: Frame, before: Row) => {
        const old = before[i] instanceof Arr ? (before[i] as Arr).items : [];
        const n = Number(at.ev(f));
        const items = [...old];
        while (items.length < n) items.push(null);
        items[n - 1] = item.ev(f);
        return new Arr(items);
      },
    };
  });
  const seen = new Set<number>();
  sets.forEach((x, n) => {
    if (seen.has(x.i) && list[n]?.path.length === 0)
      throw new PgError(`multiple assignments to same column "${list[n]?.column}"`, "42601", { at: list[n]?.at });
    seen.add(x.i);
  });
  return {
    columns: list.map((a) => a.column),
    apply(before, f) {
      const values = [...before];
      for (const x of sets) values[x.i] = x.ev(f, before);
      return values;
    },
  };
}

const versionOf = (row: Row, t: Source): Version => row[t.offset + t.width - 1] as unknown as Version;

/** The newest version of a row that another transaction has changed meanwhile. */
function newest(v: Version): Version {
  let at = v;
  while (at.next) at = at.next;
  return at;
}

function update(c: Update, sc: Scope): ChangePlan {
  const { s } = sc;
  const t = target(s, c.table, "update");
  const source = scan(
    {
      k: "table",
      table: c.table,
      alias: c.alias === undefined ? undefined : { name: c.alias, columns: [], types: [] },
    },
    t,
    sc,
    "w",
  );
  const others = c.from.map((i) => fromItem(i, sc));
  if (c.where || c.returning) s.checks.push(() => checkRight(s, t, "r"));
  const set = setter(c.set, t, sc);
  const conditions = c.where ? conjuncts(c.where).map((x) => condition(x, sc, "WHERE")) : [];
  const back = returning(c.returning, sc);
  const read = rowReader([source, ...others], conditions);
  let count = 0;
  return {
    columns: back?.columns ?? [],
    count: () => count,
    run(up) {
      count = 0;
      const out: Row[] = [];
      const w = openWriter(s, t, ["UPDATE"], set.columns);
      const done = new Set<Version>();
      for (const row of read(up)) {
        let v = versionOf(row, source);
        if (done.has(v)) continue;
        done.add(v);
        let whole = row;
        if (v.next && v.xmax !== 0 && !s.cluster.aborted.has(v.xmax) && !s.cluster.active.has(v.xmax)) {
          v = newest(v);
          whole = [
            ...row.slice(0, source.offset),
            ...v.values,
            v as unknown as Value,
            ...row.slice(source.offset + source.width),
          ];
          if (!conditions.every((x) => x.ex.ev({ row: whole, up }) === true)) continue;
        }
        const made = w.update(v, set.apply(v.values, { row: whole, up }), set.columns);
        if (!made) continue;
        count++;
        if (back)
          out.push(
            back.row({
              row: [
                ...whole.slice(0, source.offset),
                ...made.values,
                made as unknown as Value,
                ...whole.slice(source.offset + source.width),
              ],
              up,
            }),
          );
      }
      w.finish();
      return out;
    },
  };
}

function remove(c: Delete, sc: Scope): ChangePlan {
  const { s } = sc;
  const t = target(s, c.table, "delete from");
  const source = scan(
    {
      k: "table",
      table: c.table,
      alias: c.alias === undefined ? undefined : { name: c.alias, columns: [], types: [] },
    },
    t,
    sc,
    "d",
  );
  const others = c.using.map((i) => fromItem(i, sc));
  if (c.where || c.returning) s.checks.push(() => checkRight(s, t, "r"));
  const conditions = c.where ? conjuncts(c.where).map((x) => condition(x, sc, "WHERE")) : [];
  const back = returning(c.returning, sc);
  const read = rowReader([source, ...others], conditions);
  let count = 0;
  return {
    columns: back?.columns ?? [],
    count: () => count,
    run(up) {
      count = 0;
      const out: Row[] = [];
      const w = openWriter(s, t, ["DELETE"]);
      const done = new Set<Version>();
      for (const row of read(up)) {
        const v = versionOf(row, source);
        if (done.has(v)) continue;
        done.add(v);
        if (!w.remove(v)) continue;
        count++;
        if (back) out.push(back.row({ row, up }));
      }
      w.finish();
      return out;
    },
  };
}

function merge(c: Merge, sc: Scope): ChangePlan {
  const { s } = sc;
  const t = target(s, c.table, "update");
  const source = scan(
    {
      k: "table",
      table: c.table,
      alias: c.alias === undefined ? undefined : { name: c.alias, columns: [], types: [] },
    },
    t,
    sc,
    "r",
  );
  const using = fromItem(c.using, sc);
  const on = condition(c.on, sc, "JOIN/ON").ex;
  const defaults = t.columns.map((x) => defaultOf(s, x));
  const arms = c.arms.map((a) => {
    const when = a.when && toBoolean(s, expression(a.when, sc), "WHEN");
    const { act } = a;
    if (act.k === "update") return { matched: a.matched, when, set: setter(act.set, t, sc), k: act.k };
    if (act.k !== "insert") return { matched: a.matched, when, k: act.k };
    const given = act.columns?.map((x) => columnNamed(t, x.name, x.at)) ?? t.columns.map((x, i) => [x, i] as const);
    const values = act.values.flatMap((e, i): (readonly [number, Ex])[] => {
      const [x, at] = given[i] ?? [];
      return e === "default" || !x || at === undefined
        ? []
        : [[at, assigned(s, expression(e, sc), x.name, typeByOid(s, x.type), x.mod)]];
    });
    return { matched: a.matched, when, values, k: act.k };
  });
  let count = 0;
  return {
    columns: [],
    count: () => count,
    run(up) {
      count = 0;
      const w = openWriter(s, t, ["INSERT", "UPDATE", "DELETE"]);
      const own = source.get([], up, []);
      const empty = Array.from({ length: source.width }, () => null);
      const done = new Set<Version>();
      for (const b of using.get(empty, up, [])) {
        const found = own.filter((a) => on.ev({ row: [...a, ...b], up }) === true);
        for (const a of found.length ? found : [undefined]) {
          const f: Frame = { row: [...(a ?? empty), ...b], up };
          const arm = arms.find((x) => x.matched === (a !== undefined) && (!x.when || x.when.ev(f) === true));
          if (!arm || arm.k === "nothing") continue;
          if (a) {
            const v = a[source.width - 1] as unknown as Version;
            if (done.has(v))
              throw new PgError("MERGE command cannot affect row a second time", "21000", {
                hint: "Ensure that not more than one source row matches any one target row.",
              });
            done.add(v);
            if (arm.k === "delete") w.remove(v);
            else if (arm.set) w.update(v, arm.set.apply(v.values, f), arm.set.columns);
          } else if (arm.values) {
            const cells = new Map(arm.values.map(([i, ex]) => [i, ex.ev(f)]));
            w.insert(
              t.columns.map((_, i) =>
                cells.has(i) ? (cells.get(i) ?? null) : (defaults[i]?.ev({ row: [], up: undefined }) ?? null),
              ),
            );
          }
          count++;
        }
      }
      w.finish();
      return [];
    },
  };
}
