import type { Body, Expr } from "../ast.ts";
import { PgError } from "../error.ts";
import type { ResultColumn } from "../session.ts";
import { rowKey } from "../types/compare.ts";
import { NO_MOD, type Row, T, typeText, type Value } from "../types/type.ts";
import { coerce, commonType } from "./coerce.ts";
import type { BodyPlan } from "./plan.ts";
import { type Ex, NO_FRAME, type Scope } from "./scope.ts";
import { firstAt } from "./values.ts";

/** UNION, INTERSECT or EXCEPT of two sides that are understood. */
export function setOperation(b: Extract<Body, { k: "set" }>, l: BodyPlan, r: BodyPlan, sc: Scope): BodyPlan {
  const { s } = sc;
  if (l.columns.length !== r.columns.length)
    throw new PgError(`each ${b.op} query must have the same number of columns`, "42601", { at: outputAt(b.r) });
  const columns: ResultColumn[] = [];
  const casts: (readonly [((v: Value) => Value) | undefined, ((v: Value) => Value) | undefined])[] = [];
  l.columns.forEach((c, i) => {
    const d = r.columns[i] ?? c;
    const at = outputAt(b.r, i);
    const item = (x: ResultColumn, place: number | undefined, side: Body): Ex => {
      const u = unknownOutput(side, i);
      return {
        type: x.type,
        mod: x.mod,
        at: place,
        ev: () => null,
        show: () => "",
        ...(u === undefined ? {} : { unknown: u }),
      };
    };
    const [x, y] = [item(c, outputAt(b.l, i), b.l), item(d, at, b.r)];
    const type = commonType([x, y], b.op);
    columns.push({
      name: c.name,
      type,
      mod: c.mod.join() === d.mod.join() && c.type.oid === d.type.oid ? c.mod : NO_MOD,
    });
    const cast = (e: Ex): ((v: Value) => Value) | undefined => {
      const from = e.unknown === undefined ? e.type : T.text;
      if (from.oid === type.oid) return undefined;
      if (e.unknown !== undefined && e.unknown !== null) coerce(s, e, type, NO_MOD, "implicit");
      let held: Value = null;
      const ex = coerce(
        s,
        { type: from, mod: NO_MOD, at: e.at, ev: () => held, show: () => "" },
        type,
        NO_MOD,
        e.unknown === undefined ? "implicit" : "explicit",
      );
      if (!ex)
        throw new PgError(`${b.op} types ${typeText(c.type)} and ${typeText(d.type)} cannot be matched`, "42804", {
          at,
        });
      return (v) => {
        held = v;
        return v === null ? null : ex.ev(NO_FRAME);
      };
    };
    casts.push([cast(x), cast(y)]);
  });
  const bring = (rows: readonly Row[], side: 0 | 1): readonly Row[] =>
    casts.some((c) => c[side]) ? rows.map((row) => row.map((v, i) => casts[i]?.[side]?.(v) ?? v)) : rows;
  return {
    columns,
    run(up) {
      const a = bring(l.run(up), 0);
      const z = bring(r.run(up), 1);
      return combine(b.op, b.all, a, z);
    },
  };
}

/** The rows that a set operation keeps of both sides. */
export function combine(op: string, all: boolean, a: readonly Row[], b: readonly Row[]): Row[] {
  if (op === "UNION") return all ? [...a, ...b] : distinctRows([...a, ...b]);
  const counts = new Map<string, number>();
  for (const row of b) counts.set(rowKey(row), (counts.get(rowKey(row)) ?? 0) + 1);
  const kept = a.filter((row) => {
    const key = rowKey(row);
    const n = counts.get(key) ?? 0;
    if (all && n > 0) counts.set(key, n - 1);
    return op === "INTERSECT" ? n > 0 : n === 0;
  });
  return all ? kept : distinctRows(kept);
}

export function distinctRows(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((r) => {
    const key = rowKey(r);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Where an output of a side stands, for errors. */
export function outputAt(b: Body, i = 0): number | undefined {
  if (b.k === "select") {
    const e = b.outputs[i]?.e;
    return e && "at" in e ? e.at : undefined;
  }
  if (b.k === "values") return firstAt(b.rows[0]?.slice(i) ?? []);
  return b.k === "set" ? outputAt(b.l, i) : outputAt(b.query.body, i);
}

function unknownOutput(b: Body, i: number): string | null | undefined {
  const e = b.k === "select" ? b.outputs[i]?.e : b.k === "values" ? (b.rows[0]?.[i] as Expr | undefined) : undefined;
  if (e?.k !== "const") return undefined;
  return e.t === "null" ? null : e.t === "str" ? e.s : undefined;
}
