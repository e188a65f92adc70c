import { toBoolean } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { query } from "../analyse/query.ts";
import { newScope } from "../analyse/scope.ts";
import type { Statement } from "../ast-statements.ts";
import {
  creationSchema,
  dropObject,
  findRelation,
  findTypeObject,
  functionsOf,
  newOid,
  noRelation,
  objectsOf,
  putObject,
  resolveType,
  schemaExists,
  typeByOid,
  typeOfObject,
} from "../catalog/lookup.ts";
import type { Column, FunctionObject, Index, Sequence, Table, Trigger, TypeObject, View } from "../catalog/objects.ts";
import { checkSchema, hasRight, isSuperuser, needOwner } from "../catalog/rights.ts";
import { PgError } from "../error.ts";
import { parseScript } from "../parse/statement.ts";
import { signature } from "../plpgsql/call.ts";
import { parseBody } from "../plpgsql/parse.ts";
import type { Outcome } from "../run/perform.ts";
import { tableScope } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { typeText } from "../types/type.ts";
import { checkUnique } from "./alter.ts";
import { base, freeName, indexName, nameFree, newSequence } from "./tables.ts";

const done = (tag: string): Outcome => ({ tag, count: 0 });

export function createView(s: Session, q: Extract<Statement, { k: "create view" }>): Outcome {
  const schema = q.temp ? "pg_temp" : creationSchema(s, q.table.schema);
  checkSchema(s, schema, "C");
  const plan = query(q.query, newScope(s, undefined));
  const names = plan.columns.map((c, i) => q.columns[i] ?? c.name);
  names.forEach((n, i) => {
    if (names.indexOf(n) < i) throw new PgError(`column "${n}" specified more than once`, "42701");
  });
  const columns: Column[] = plan.columns.map((c, i) => ({
    num: i + 1,
    name: names[i] ?? c.name,
    type: c.type.oid,
    mod: c.mod,
    notNull: false,
    default: undefined,
    identity: undefined,
    generated: undefined,
    sequence: undefined,
    comment: undefined,
  }));
  const there = findRelation(s, { schema, name: q.table.name });
  if (!there) {
    putObject(s, { ...base(s, q.table.name, schema, newOid(s, 3)), k: "view", columns, query: q.query });
    return done("CREATE VIEW");
  }
  if (!q.replace) throw new PgError(`relation "${q.table.name}" already exists`, "42P07");
  if (there.k !== "view") throw new PgError(`"${q.table.name}" is not a view`, "42809");
  needOwner(s, there);
  if (columns.length < there.columns.length) throw new PgError("cannot drop columns from view", "42P16");
  there.columns.forEach((c, i) => {
    const now = columns[i];
    if (!now) return;
    if (now.name !== c.name)
      throw new PgError(`cannot change name of view column "${c.name}" to "${now.name}"`, "42P16", {
        hint: "Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.",
      });
    if (now.type !== c.type || now.mod.join() !== c.mod.join())
      throw new PgError(
        `cannot change data type of view column "${c.name}" from ${typeText(typeByOid(s, c.type), c.mod)} to ${typeText(typeByOid(s, now.type), now.mod)}`,
        "42P16",
      );
  });
  const next: View = { ...there, columns, query: q.query };
  putObject(s, next);
  return done("CREATE VIEW");
}

export function createIndex(s: Session, q: Extract<Statement, { k: "create index" }>): Outcome {
  const t = findRelation(s, q.table);
  if (!t) throw noRelation(q.table, false);
  if (t.k !== "table" && t.k !== "materialized view")
    throw new PgError(`cannot create index on relation "${t.name}"`, "42809", {
      detail: `This operation is not supported for ${t.k}s.`,
    });
  needOwner(s, t);
  if (!/^(btree|hash|gin|gist|brin|spgist)$/.test(q.method))
    throw new PgError(`access method "${q.method}" does not exist`, "42704");
  const name =
    q.name ??
    freeName(
      s,
      t.schema,
      indexName(
        t,
        q.keys.map((k) => k.e),
      ),
    );
  if (!nameFree(s, t.schema, { schema: t.schema, name, at: 0 }, q.ifNotExists)) return done("CREATE INDEX");
  const sc = tableScope(s, t as Table);
  sc.clause = "index expressions";
  for (const k of q.keys) {
    if (k.e.k === "col" && !t.columns.some((c) => c.name === (k.e.k === "col" ? k.e.parts.at(-1) : "")))
      throw new PgError(`column "${k.e.parts.at(-1)}" does not exist`, "42703");
    const ex = expression(k.e, sc);
    if (q.method === "btree" && /^(json|record)$/.test(ex.type.name))
      throw new PgError(
        `data type ${typeText(ex.type)} has no default operator class for access method "btree"`,
        "42704",
        {
          hint: "You must specify an operator class for the index or define a default operator class for the data type.",
        },
      );
    if (q.method === "gin" && ex.type.kind !== "array" && ex.type.name !== "jsonb")
      throw new PgError(
        `data type ${typeText(ex.type)} has no default operator class for access method "gin"`,
        "42704",
        {
          hint: "You must specify an operator class for the index or define a default operator class for the data type.",
        },
      );
  }
  if (q.where) {
    sc.clause = "index predicates";
    toBoolean(s, expression(q.where, sc), "WHERE");
  }
  const index: Index = {
    ...base(s, name, t.schema),
    owner: t.owner,
    k: "index",
    table: t.oid,
    unique: q.unique,
    primary: false,
    constraint: undefined,
    method: q.method,
    keys: q.keys.map((k) => ({ e: k.e, descending: k.descending, nullsFirst: k.nullsFirst ?? k.descending })),
    include: q.include,
    where: q.where,
  };
  putObject(s, index);
  if (q.unique) checkUnique(s, t as Table, name);
  return done("CREATE INDEX");
}

export function createSequence(s: Session, q: Extract<Statement, { k: "create sequence" }>): Outcome {
  const schema = q.temp ? "pg_temp" : creationSchema(s, q.table.schema);
  if (!nameFree(s, schema, q.table, q.ifNotExists)) return done("CREATE SEQUENCE");
  const o = q.options;
  const down = (o.increment ?? 1) < 0;
  const type = /^int[24]$/.test(o.type ?? "") ? (o.type as Sequence["type"]) : "int8";
  const limit = type === "int2" ? 32767 : type === "int4" ? 2147483647 : Number(2n ** 63n - 1n);
  if (o.increment === 0) throw new PgError("INCREMENT must not be zero", "22023");
  const min = o.min ?? (down ? -limit : 1);
  const max = o.max ?? (down ? -1 : limit);
  const start = o.start ?? (down ? max : min);
  if (min >= max) throw new PgError(`MINVALUE (${min}) must be less than MAXVALUE (${max})`, "22023");
  if (start < min) throw new PgError(`START value (${start}) cannot be less than MINVALUE (${min})`, "22023");
  if (start > max) throw new PgError(`START value (${start}) cannot be greater than MAXVALUE (${max})`, "22023");
  const made = newSequence(s, q.table.name, schema, type, {
    start,
    increment: o.increment ?? 1,
    min,
    max,
    cycle: o.cycle ?? false,
    temp: q.temp,
  });
  s.database.sequences.set(made.oid, { last: start, called: false });
  if (o.ownedBy?.length) own(s, made, o.ownedBy);
  return done("CREATE SEQUENCE");
}

function own(s: Session, q: Sequence, parts: readonly string[]): void {
  const t = findRelation(s, { schema: parts.length > 2 ? parts[0] : undefined, name: parts[parts.length - 2] ?? "" });
  if (t?.k !== "table") throw new PgError(`relation "${parts.slice(0, -1).join(".")}" does not exist`, "42P01");
  const column = parts.at(-1) ?? "";
  if (!t.columns.some((c) => c.name === column))
    throw new PgError(`column "${column}" of relation "${t.name}" does not exist`, "42703");
  putObject(s, { ...q, ownedBy: { table: t.oid, column } });
}

export function alterSequence(s: Session, q: Extract<Statement, { k: "alter sequence" }>): Outcome {
  const o = findRelation(s, q.table);
  if (!o) {
    if (!q.ifExists) throw noRelation(q.table, false);
    s.notices.push({ severity: "NOTICE", message: `relation "${q.table.name}" does not exist, skipping` });
    return done("ALTER SEQUENCE");
  }
  if (o.k !== "sequence") throw new PgError(`"${o.name}" is not a sequence`, "42809");
  const { options } = q;
  const next: Sequence = {
    ...o,
    increment: options.increment ?? o.increment,
    min: options.min ?? o.min,
    max: options.max ?? o.max,
    cycle: options.cycle ?? o.cycle,
    start: options.start ?? o.start,
  };
  putObject(s, next);
  if (options.restart !== undefined)
    s.database.sequences.set(o.oid, { last: options.restart ?? next.start, called: false });
  if (options.ownedBy?.length) own(s, next, options.ownedBy);
  return done("ALTER SEQUENCE");
}

export function createSchema(s: Session, q: Extract<Statement, { k: "create schema" }>): Outcome {
  if (schemaExists(s, q.name)) {
    if (!q.ifNotExists) throw new PgError(`schema "${q.name}" already exists`, "42P06");
    s.notices.push({ severity: "NOTICE", message: `schema "${q.name}" already exists, skipping` });
    return done("CREATE SCHEMA");
  }
  if (!isSuperuser(s) && s.database.owner !== s.user && !hasRight(s, s.database, "C"))
    throw new PgError(`permission denied for database ${s.database.name}`, "42501");
  if (/^pg_/.test(q.name))
    throw new PgError(`unacceptable schema name "${q.name}"`, "42939", {
      detail: 'The prefix "pg_" is reserved for system schemas.',
    });
  putObject(s, { ...base(s, q.name, ""), owner: q.owner ?? s.user, k: "schema" });
  return done("CREATE SCHEMA");
}

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

export function createFunction(s: Session, q: Extract<Statement, { k: "create function" }>): Outcome {
  const schema = creationSchema(s, q.name.schema);
  checkSchema(s, schema, "C");
  const tag = q.procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION";
  if (!/^(sql|plpgsql)$/.test(q.language)) {
    if (/^(c|internal|plpython3u|plperl|pltcl)$/.test(q.language))
      throw new PgError(`language "${q.language}" does not exist`, "42704", {
        hint: "Use CREATE EXTENSION to load the language into the database.",
      });
    throw new PgError(`language "${q.language}" does not exist`, "42704");
  }
  const args = q.args.map((a) => ({
    name: a.name,
    mode: a.mode,
    default: a.default,
    type: resolveType(s, a.type).type.oid,
    typeName: a.type,
  }));
  const outs = args.filter((a) => a.mode === "out" || a.mode === "inout");
  let returns = q.returns ? resolveType(s, q.returns).type.oid : 2278;
  let setof = q.returns?.setof ?? false;
  if (args.some((a) => a.mode === "table")) {
    const columns = args.filter((a) => a.mode === "table");
    returns = columns.length === 1 ? (columns[0]?.type ?? 2249) : 2249;
    setof = true;
  } else if (outs.length && (!q.returns || returns === 2249))
    returns = outs.length === 1 ? (outs[0]?.type ?? 2249) : 2249;
  if (!q.returns && !q.procedure && outs.length === 0)
    throw new PgError("function result type must be specified", "42P13");
  const input = (f: { readonly args: FunctionObject["args"] }) =>
    f.args
      .filter((a) => a.mode !== "out" && a.mode !== "table")
      .map((a) => a.type)
      .join();
  const there = functionsOf(s, [schema, q.name.name]).find((f) => input(f) === input({ args }));
  const made: FunctionObject = {
    ...base(s, q.name.name, schema, there?.oid),
    owner: there?.owner ?? s.user,
    k: "function",
    procedure: q.procedure,
    args,
    returns,
    setof,
    language: q.language,
    body: q.body,
    volatility: q.volatility,
    strict: q.strict,
    definer: q.definer,
  };
  if (there) {
    if (!q.replace)
      throw new PgError(
        `${q.procedure ? "procedure" : "function"} "${q.name.name}" already exists with same argument types`,
        "42723",
      );
    if (there.returns !== returns || there.setof !== setof)
      throw new PgError("cannot change return type of existing function", "42P13", {
        hint: `Use DROP FUNCTION ${signature(s, there)} first.`,
      });
    needOwner(s, there);
  }
  checkBody(s, made, q.bodyAt, q.body);
  putObject(s, made);
  return done(tag);
}

/** A body is read when its function is made. */
function checkBody(s: Session, f: FunctionObject, bodyAt: number, body: string): void {
  try {
    if (f.language === "plpgsql") {
      parseBody(body);
      return;
    }
    const input = f.args.filter((a) => a.mode !== "out" && a.mode !== "table");
    const { params, paramTypes, external } = s;
    s.params = input.map(() => null);
    s.paramTypes = input.map((a) => typeByOid(s, a.type));
    s.external = {
      strict: false,
      resolve: (parts, at) => {
        const i = input.findIndex((a) => a.name === parts.at(-1));
        const a = input[i];
        return a ? { type: typeByOid(s, a.type), mod: [], at, ev: () => null, show: () => `$${i + 1}` } : undefined;
      },
    };
    try {
      const script = parseScript(body);
      for (const { statement } of script) if (statement.k === "query") query(statement, newScope(s, undefined));
      const last = script.at(-1)?.statement;
      if (
        !f.procedure &&
        f.returns !== 2278 &&
        (!last || (last.k !== "query" && !("returning" in last && last.returning)))
      )
        throw new PgError(
          `return type mismatch in function declared to return ${typeText(typeByOid(s, f.returns))}`,
          "42P13",
          { detail: "Function's final statement must be SELECT or INSERT/UPDATE/DELETE/MERGE RETURNING." },
        );
    } finally {
      s.params = params;
      s.paramTypes = paramTypes;
      s.external = external;
    }
  } catch (e) {
    if (!(e instanceof PgError) || e.at === undefined) throw e;
    // Places in a body are places in the statement: behind the quote that opens it.
    const open = s.statementText.slice(bodyAt).startsWith("'")
      ? 1
      : (/^\$\w*\$/.exec(s.statementText.slice(bodyAt))?.[0].length ?? 0);
    const placed = new PgError(e.message, e.state, { at: bodyAt + open + e.at, detail: e.detail, hint: e.hint });
    throw placed;
  }
}

export function createTrigger(s: Session, q: Extract<Statement, { k: "create trigger" }>): Outcome {
  const t = findRelation(s, q.table);
  if (!t) throw noRelation(q.table, false);
  if (t.k === "view") throw new PgError("drydock: a trigger on a view is not simulated", "0A000");
  if (t.k !== "table") throw new PgError(`relation "${t.name}" cannot have triggers`, "42809");
  needOwner(s, t);
  if (q.timing === "INSTEAD OF")
    throw new PgError(`"${t.name}" is a table`, "42809", { detail: "Tables cannot have INSTEAD OF triggers." });
  if (q.events.includes("TRUNCATE")) throw new PgError("drydock: a trigger on TRUNCATE is not simulated", "0A000");
  for (const c of q.columns)
    if (!t.columns.some((x) => x.name === c))
      throw new PgError(`column "${c}" of relation "${t.name}" does not exist`, "42703");
  const f = functionsOf(s, q.fn.schema === undefined ? [q.fn.name] : [q.fn.schema, q.fn.name]).find(
    (x) => x.args.length === 0,
  );
  if (!f) throw new PgError(`function ${q.fn.name}() does not exist`, "42883");
  if (f.returns !== 2279) throw new PgError(`function ${f.name} must return type trigger`, "42P17");
  let there: Trigger | undefined;
  for (const o of objectsOf(s).values()) if (o.k === "trigger" && o.table === t.oid && o.name === q.name) there = o;
  if (there && !q.replace) throw new PgError(`trigger "${q.name}" for relation "${t.name}" already exists`, "42710");
  putObject(s, {
    ...base(s, q.name, t.schema, there?.oid),
    k: "trigger",
    table: t.oid,
    timing: q.timing,
    events: q.events,
    columns: q.columns,
    row: q.row,
    when: q.when,
    fn: f.oid,
    args: q.args,
    enabled: true,
  });
  return done("CREATE TRIGGER");
}

export function dropTrigger(s: Session, q: Extract<Statement, { k: "drop trigger" }>): Outcome {
  const t = findRelation(s, q.table);
  if (!t && !q.ifExists) throw noRelation(q.table, false);
  let there: Trigger | undefined;
  for (const o of objectsOf(s).values()) if (o.k === "trigger" && o.table === t?.oid && o.name === q.name) there = o;
  if (there) dropObject(s, there.oid);
  else if (!q.ifExists) throw new PgError(`trigger "${q.name}" for table "${t?.name}" does not exist`, "42704");
  else
    s.notices.push({
      severity: "NOTICE",
      message: `${t ? `trigger "${q.name}" for relation "${t.name}"` : `relation "${q.table.name}"`} does not exist, skipping`,
    });
  return done("DROP TRIGGER");
}

const EXTENSIONS: Readonly<Record<string, readonly [version: string, comment: string]>> = {
  pgcrypto: ["1.4", "cryptographic functions"],
  "uuid-ossp": ["1.1", "generate universally unique identifiers (UUIDs)"],
};

export function createExtension(s: Session, q: Extract<Statement, { k: "create extension" }>): Outcome {
  for (const o of objectsOf(s).values())
    if (o.k === "extension" && o.name === q.name) {
      if (!q.ifNotExists) throw new PgError(`extension "${q.name}" already exists`, "42710");
      s.notices.push({ severity: "NOTICE", message: `extension "${q.name}" already exists, skipping` });
      return done("CREATE EXTENSION");
    }
  const known = EXTENSIONS[q.name];
  if (!known) {
    if (
      /^(hstore|citext|pg_trgm|unaccent|tablefunc|postgres_fdw|ltree|btree_gin|btree_gist|pg_stat_statements|fuzzystrmatch|intarray|cube|earthdistance)$/.test(
        q.name,
      )
    )
      throw new PgError(`drydock: the extension ${q.name} is not simulated`, "0A000");
    throw new PgError(`extension "${q.name}" is not available`, "0A000", {
      hint: "The extension must first be installed on the system where PostgreSQL is running.",
    });
  }
  putObject(s, { ...base(s, q.name, "public"), comment: known[1], k: "extension", version: known[0] });
  return done("CREATE EXTENSION");
}
