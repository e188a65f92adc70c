import { byOid, findRelation, objectsOf } from "../catalog/lookup.ts";
import type { Sequence } from "../catalog/objects.ts";
import { hasRight } from "../catalog/rights.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { fn } from "./registry.ts";

function sequenceOf(s: Session, oid: number, right = "U"): Sequence {
  const o = byOid<Sequence>(s, oid, "sequence");
  if (!o) {
    const other = objectsOf(s).get(oid);
    throw other
      ? new PgError(`"${other.name}" is not a sequence`, "42809")
      : new PgError(`relation with OID ${oid} does not exist`, "42P01");
  }
  // A serial's own numbers are asked with the table's rights.
  if (!hasRight(s, o, right) && !(o.ownedBy && o.identity))
    throw new PgError(`permission denied for sequence ${o.name}`, "42501");
  return o;
}

/** nextval, currval, setval and what belongs to them. */
export function sequences(): void {
  const volatile = { volatile: true };
  fn(
    "nextval",
    "regclass",
    "int8",
    ([oid], { s }) => {
      const q = sequenceOf(s, oid);
      const state = s.database.sequences.get(oid) ?? { last: q.start, called: false };
      let next = state.called ? state.last + q.increment : state.last;
      if (next > q.max || next < q.min) {
        if (!q.cycle) {
          const up = next > q.max;
          throw new PgError(
            `nextval: reached ${up ? "maximum" : "minimum"} value of sequence "${q.name}" (${up ? q.max : q.min})`,
            "2200H",
          );
        }
        next = q.increment > 0 ? q.min : q.max;
      }
      s.database.sequences.set(oid, { last: next, called: true });
      s.currval.set(oid, next);
      s.lastval = next;
      return BigInt(next);
    },
    volatile,
  );
  fn(
    "currval",
    "regclass",
    "int8",
    ([oid], { s }) => {
      const q = sequenceOf(s, oid);
      const v = s.currval.get(oid);
      if (v === undefined)
        throw new PgError(`currval of sequence "${q.name}" is not yet defined in this session`, "55000");
      return BigInt(v);
    },
    volatile,
  );
  fn(
    "lastval",
    "",
    "int8",
    (_a, { s }) => {
      if (s.lastval === undefined) throw new PgError("lastval is not yet defined in this session", "55000");
      return BigInt(s.lastval);
    },
    volatile,
  );
  fn(
    "setval",
    "regclass,int8,bool?",
    "int8",
    ([oid, n, called = true], { s }) => {
      const q = sequenceOf(s, oid, "w");
      const v = Number(n);
      if (v > q.max || v < q.min)
        throw new PgError(`setval: value ${v} is out of bounds for sequence "${q.name}" (${q.min}..${q.max})`, "22003");
      s.database.sequences.set(oid, { last: v, called });
      s.currval.set(oid, v);
      s.lastval = v;
      return n;
    },
    volatile,
  );
  fn("pg_get_serial_sequence", "text,text", "text", ([table, column], { s }) => {
    const t = findRelation(s, { schema: undefined, name: table.replace(/^public\./, "") });
    if (t?.k !== "table") throw new PgError(`relation "${table}" does not exist`, "42P01");
    const c = t.columns.find((x) => x.name === column);
    if (!c) throw new PgError(`column "${column}" of relation "${t.name}" does not exist`, "42703");
    const q = c.sequence === undefined ? undefined : objectsOf(s).get(c.sequence);
    return q ? `${q.schema}.${q.name}` : null;
  });
}
