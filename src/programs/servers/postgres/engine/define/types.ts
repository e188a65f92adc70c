import type { Statement } from "../ast-statements.ts";
import { creationSchema, findRelation, findTypeObject, newOid, objectsOf, putObject } from "../catalog/lookup.ts";
import type { TypeObject } from "../catalog/objects.ts";
import { needOwner } from "../catalog/rights.ts";
import { resolveType, typeOfObject } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { typeText } from "../types/type.ts";
import { base } from "./new-object.ts";
import { done } from "./outcome.ts";

function typeFree(s: Session, schema: string, name: string): void {
  if (findTypeObject(s, schema, name) || findRelation(s, { schema, name }))
    throw new PgError(`type "${name}" already exists`, "42710");
}

export function createType(s: Session, q: Extract<Statement, { k: "create type" }>): Outcome {
  const schema = creationSchema(s, q.name.schema);
  typeFree(s, schema, q.name.name);
  q.labels?.forEach((l, i) => {
    if ((q.labels ?? []).indexOf(l) < i) throw new PgError(`enum label "${l}" used more than once`, "42710");
  });
  const fields = q.labels
    ? undefined
    : q.fields.map((f) => {
        const { type, mod } = resolveType(s, f.type);
        return { name: f.name, type: type.oid, mod };
      });
  const made: TypeObject = {
    ...base(s, q.name.name, schema, newOid(s, 2)),
    k: "type",
    labels: q.labels,
    fields,
    domain: undefined,
  };
  putObject(s, made);
  return done("CREATE TYPE");
}

export function createDomain(s: Session, q: Extract<Statement, { k: "create domain" }>): Outcome {
  const schema = creationSchema(s, q.name.schema);
  typeFree(s, schema, q.name.name);
  const { type, mod } = resolveType(s, q.type);
  const checks: { name: string; e: (typeof q.checks)[number]["e"] }[] = [];
  for (const c of q.checks) {
    let name = c.name ?? `${q.name.name}_check`;
    for (let i = 1; checks.some((x) => x.name === name); i++) name = `${q.name.name}_check${i}`;
    checks.push({ name, e: c.e });
  }
  putObject(s, {
    ...base(s, q.name.name, schema, newOid(s, 2)),
    k: "type",
    labels: undefined,
    fields: undefined,
    domain: { base: type.oid, mod, notNull: q.notNull, default: q.default, checks },
  });
  return done("CREATE DOMAIN");
}

export function alterType(s: Session, q: Extract<Statement, { k: "alter type" }>): Outcome {
  const o = findTypeObject(s, q.name.schema, q.name.name);
  if (!o) throw new PgError(`type "${q.name.name}" does not exist`, "42704");
  needOwner(s, o);
  if (q.rename !== undefined) putObject(s, { ...o, name: q.rename });
  if (q.owner !== undefined) putObject(s, { ...o, owner: q.owner });
  if (q.add || q.renameValue) {
    const { labels } = o;
    if (!labels) throw new PgError(`${typeText(typeOfObject(s, o))} is not an enum`, "42809");
    if (q.renameValue) {
      const [from, to] = q.renameValue;
      if (!labels.includes(from)) throw new PgError(`"${from}" is not an existing enum label`, "22023");
      if (labels.includes(to)) throw new PgError(`enum label "${to}" already exists`, "42710");
      renameLabel(s, o, from, to);
      return done("ALTER TYPE");
    }
    const { add } = q;
    if (add) {
      if (labels.includes(add.label)) {
        if (!add.ifNotExists) throw new PgError(`enum label "${add.label}" already exists`, "42710");
        s.notices.push({ severity: "NOTICE", message: `enum label "${add.label}" already exists, skipping` });
        return done("ALTER TYPE");
      }
      const near = add.before ?? add.after;
      const at = near === undefined ? labels.length : labels.indexOf(near) + (add.after === undefined ? 0 : 1);
      if (near !== undefined && !labels.includes(near))
        throw new PgError(`"${near}" is not an existing enum label`, "22023");
      putObject(s, { ...o, labels: [...labels.slice(0, at), add.label, ...labels.slice(at)] });
    }
  }
  return done("ALTER TYPE");
}

/** A label under a new name, in the rows that have it too. */
function renameLabel(s: Session, o: TypeObject, from: string, to: string): void {
  putObject(s, { ...o, labels: (o.labels ?? []).map((l) => (l === from ? to : l)) });
  for (const t of objectsOf(s).values()) {
    if (t.k !== "table") continue;
    const places = t.columns.flatMap((c, i) => (c.type === o.oid ? [i] : []));
    const heap = s.database.heaps.get(t.heap);
    if (places.length === 0 || !heap) continue;
    const next = newOid(s);
    s.database.heaps.set(next, {
      rows: heap.rows.map((v) => ({
        ...v,
        values: v.values.map((x, i) => (places.includes(i) && x === from ? to : x)),
      })),
      keys: new Map(),
    });
    const swap = <E>(e: E): E =>
      e === undefined
        ? e
        : (JSON.parse(JSON.stringify(e).replaceAll(`"s":${JSON.stringify(from)}`, `"s":${JSON.stringify(to)}`)) as E);
    putObject(s, {
      ...t,
      heap: next,
      columns: t.columns.map((c, i) => (places.includes(i) ? { ...c, default: swap(c.default) } : c)),
    });
  }
}
