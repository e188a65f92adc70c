import { expression } from "../analyse/expression.ts";
import { contextOf, objectsOf, shownName, typeByOid } from "../catalog/lookup.ts";
import type { CatalogObject, FunctionObject, Table, View } from "../catalog/objects.ts";
import { aclText, isSuperuser } from "../catalog/rights.ts";
import { prettySize, tableSize } from "../functions/system.ts";
import { foreignTo, heapOf, indexesOf, tableScope } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { textOf } from "../types/text.ts";
import { quoteName, typeText } from "../types/type.ts";
import {
  argumentsText,
  constraintText,
  defaultText,
  functionText,
  indexBody,
  indexText,
  returnsText,
  triggerText,
  viewText,
} from "./texts.ts";

export interface DescribedRelation {
  readonly schema: string;
  readonly name: string;
  readonly type: "table" | "view" | "materialized view" | "index" | "sequence";
  readonly owner: string;
  readonly table: string;
  readonly temp: boolean;
  readonly method: string;
  readonly size: string;
  readonly comment: string;
  readonly acl: readonly string[];
  /** Whether it is found without its schema. */
  readonly visible: boolean;
}

export interface DescribedTable {
  readonly schema: string;
  readonly name: string;
  readonly type: "table" | "view" | "materialized view";
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly notNull: boolean;
    readonly default: string;
    readonly storage: string;
    readonly comment: string;
    readonly identity: string;
    readonly sequence: string;
  }[];
  readonly indexes: readonly {
    readonly name: string;
    readonly text: string;
    readonly ddl: string;
    readonly constraint: boolean;
    readonly primary: boolean;
  }[];
  readonly checks: readonly { readonly name: string; readonly text: string }[];
  readonly keys: readonly { readonly name: string; readonly text: string }[];
  readonly foreign: readonly { readonly name: string; readonly text: string }[];
  readonly referencedBy: readonly { readonly table: string; readonly name: string; readonly text: string }[];
  readonly notNull: readonly string[];
  readonly triggers: readonly { readonly text: string; readonly enabled: boolean }[];
  readonly definition: string;
  readonly owner: string;
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface DescribedSequence {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly min: string;
  readonly max: string;
  readonly increment: string;
  readonly cycle: boolean;
  readonly ownedBy: string;
  readonly identity: boolean;
  readonly last: string;
  readonly called: boolean;
  readonly owner: string;
}

/** What clients show of a database: psql's backslash commands, pg_dump. */
export interface PgCatalog {
  readonly databases: readonly {
    readonly name: string;
    readonly owner: string;
    readonly acl: readonly string[];
    readonly comment: string;
  }[];
  readonly roles: readonly {
    readonly name: string;
    readonly attributes: readonly string[];
    readonly memberOf: readonly string[];
    readonly superuser: boolean;
  }[];
  readonly schemas: readonly {
    readonly name: string;
    readonly owner: string;
    readonly acl: readonly string[];
    readonly comment: string;
  }[];
  readonly relations: readonly DescribedRelation[];
  readonly tables: readonly DescribedTable[];
  readonly sequences: readonly DescribedSequence[];
  readonly indexes: readonly {
    readonly schema: string;
    readonly name: string;
    readonly table: string;
    readonly method: string;
    readonly columns: readonly {
      readonly name: string;
      readonly type: string;
      readonly definition: string;
      readonly key: boolean;
    }[];
    /** Of a partial index: its condition. */
    readonly predicate: string;
    readonly unique: boolean;
    readonly primary: boolean;
  }[];
  readonly types: readonly {
    readonly schema: string;
    readonly name: string;
    readonly labels: readonly string[];
    readonly kind: string;
    readonly owner: string;
    readonly comment: string;
    readonly domain: {
      readonly base: string;
      readonly notNull: boolean;
      readonly default: string;
      readonly checks: readonly string[];
    } | null;
    readonly fields: readonly (readonly [string, string])[];
  }[];
  readonly functions: readonly {
    readonly schema: string;
    readonly name: string;
    readonly returns: string;
    readonly arguments: string;
    readonly identity: string;
    readonly kind: string;
    readonly definition: string;
    readonly owner: string;
    readonly volatility: string;
    readonly language: string;
    readonly definer: boolean;
  }[];
  readonly triggers: readonly string[];
  readonly extensions: readonly {
    readonly name: string;
    readonly version: string;
    readonly schema: string;
    readonly comment: string;
  }[];
  readonly superuser: boolean;
  readonly user: string;
}

const STORAGE = /^(text|varchar|bpchar|bytea|json|jsonb|_.*)$/;
const acl = (o: { readonly acl: CatalogObject["acl"] }): readonly string[] => (o.acl ? aclText(o.acl) : []);
const number = (n: number): string => (n > 2 ** 53 ? "9223372036854775807" : String(n));

function tableOf(s: Session, t: Table | View, rows: boolean): DescribedTable {
  const real = t.k === "view" ? undefined : t;
  const cx = contextOf(s);
  const keyOrder = { primary: 0, unique: 1, plain: 2 };
  const indexes = real
    ? indexesOf(s, real)
        .map((i) => ({ i, rank: i.primary ? keyOrder.primary : 1 }))
        .sort((a, b) => a.rank - b.rank || (a.i.name < b.i.name ? -1 : 1))
        .map(({ i }) => {
          const word = i.primary
            ? "PRIMARY KEY, "
            : i.unique
              ? i.constraint === undefined
                ? "UNIQUE, "
                : "UNIQUE CONSTRAINT, "
              : "";
          return {
            name: i.name,
            text: `"${i.name}" ${word}${indexBody(s, i)}`,
            ddl: indexText(s, i),
            constraint: i.constraint !== undefined,
            primary: i.primary,
          };
        })
    : [];
  const constraints = [...(real?.constraints ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  const heap = real && rows ? heapOf(s, real) : undefined;
  return {
    schema: t.schema,
    name: t.name,
    type: t.k,
    owner: t.owner,
    columns: t.columns.map((c) => {
      const type = typeByOid(s, c.type);
      const q = c.sequence === undefined ? undefined : objectsOf(s).get(c.sequence);
      return {
        name: c.name,
        type: typeText(type, c.mod),
        notNull: c.notNull,
        default: defaultText(s, t, c, !rows),
        storage:
          type.name === "numeric"
            ? "main"
            : STORAGE.test(type.name) || type.kind === "array" || type.kind === "composite"
              ? "extended"
              : "plain",
        comment: c.comment ?? "",
        identity: c.identity ?? "",
        sequence: q ? `${q.schema}.${quoteName(q.name)}` : "",
      };
    }),
    indexes,
    checks: constraints.flatMap((c) =>
      c.k === "check" && real ? [{ name: c.name, text: constraintText(s, real, c, !rows) }] : [],
    ),
    keys: constraints.flatMap((c) =>
      (c.k === "primary" || c.k === "unique") && real ? [{ name: c.name, text: constraintText(s, real, c) }] : [],
    ),
    foreign: constraints.flatMap((c) =>
      c.k === "foreign" && real ? [{ name: c.name, text: constraintText(s, real, c) }] : [],
    ),
    referencedBy: real
      ? foreignTo(s, real)
          .map(({ child, key }) => ({
            table: shownName(s, child),
            name: key.name,
            text: constraintText(s, child, key),
          }))
          .sort((a, b) => (a.name < b.name ? -1 : 1))
      : [],
    notNull: t.columns.filter((c) => c.notNull).map((c) => `"${t.name}_${c.name}_not_null" NOT NULL "${c.name}"`),
    triggers: [...objectsOf(s).values()]
      .flatMap((g) =>
        g.k === "trigger" && g.table === t.oid
          ? [{ name: g.name, text: triggerText(s, g, !rows), enabled: g.enabled }]
          : [],
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    definition: t.k === "table" ? "" : viewText(s, t),
    rows: heap
      ? heap.rows
          .filter((v) => !s.cluster.aborted.has(v.xmin) && (v.xmax === 0 || s.cluster.aborted.has(v.xmax)))
          .map((v) =>
            t.columns.map((c, i) =>
              v.values[i] === null || v.values[i] === undefined
                ? null
                : textOf(v.values[i] ?? null, typeByOid(s, c.type), cx),
            ),
          )
      : [],
  };
}

function functionOf(s: Session, f: FunctionObject) {
  return {
    schema: f.schema,
    name: f.name,
    returns: f.procedure ? "" : returnsText(s, f),
    arguments: argumentsText(s, f),
    identity: f.args
      .filter((a) => a.mode !== "out" && a.mode !== "table")
      .map((a) => `${a.name === undefined ? "" : `${quoteName(a.name)} `}${typeText(typeByOid(s, a.type))}`)
      .join(", "),
    kind: f.procedure ? "proc" : typeByOid(s, f.returns).name === "trigger" ? "func" : "func",
    definition: functionText(s, f),
    owner: f.owner,
    volatility: f.volatility,
    language: f.language,
    definer: f.definer,
  };
}

/** `rows`: with the tables' rows, and all names with their schemas, for a dump. */
export function describeCatalog(s: Session, rows: boolean): PgCatalog {
  const { settings, checks } = s;
  if (rows) s.settings = new Map(settings).set("search_path", "");
  s.checks = [];
  try {
    return described(s, rows);
  } finally {
    s.settings = settings;
    s.checks = checks;
  }
}

function described(s: Session, rows: boolean): PgCatalog {
  const all = [...objectsOf(s).values()];
  const byName = <X extends { readonly name: string; readonly schema?: string }>(list: X[]): X[] =>
    list.sort((a, b) => ((a.schema ?? "") + a.name < (b.schema ?? "") + b.name ? -1 : 1));
  return {
    user: s.user,
    superuser: isSuperuser(s),
    databases: byName(
      [...s.cluster.databases.values()].map((d) => ({
        name: d.name,
        owner: d.owner,
        acl: d.acl
          ? aclText(d.acl)
          : /^template[01]$/.test(d.name)
            ? [`=c/${d.owner}`, `${d.owner}=CTc/${d.owner}`]
            : [],
        comment: d.comment ?? "",
      })),
    ),
    roles: byName(
      [...s.cluster.roles.values()].map((r) => ({
        name: r.name,
        superuser: r.superuser,
        memberOf: r.memberOf,
        attributes: [
          r.superuser ? "Superuser" : "",
          r.inherit ? "" : "No inheritance",
          r.createrole ? "Create role" : "",
          r.createdb ? "Create DB" : "",
          r.login ? "" : "Cannot login",
          r.replication ? "Replication" : "",
          r.bypassrls ? "Bypass RLS" : "",
          r.limit >= 0 ? `${r.limit} connection${r.limit === 1 ? "" : "s"}` : "",
          r.until === undefined ? "" : `Password valid until ${r.until}`,
        ].filter((x) => x !== ""),
      })),
    ),
    schemas: byName(
      all.flatMap((o) =>
        o.k === "schema"
          ? [
              {
                name: o.name,
                owner: o.owner,
                acl: o.acl
                  ? aclText(o.acl)
                  : o.name === "public"
                    ? ["pg_database_owner=UC/pg_database_owner", "=U/pg_database_owner"]
                    : [],
                comment: o.comment ?? "",
              },
            ]
          : [],
      ),
    ),
    relations: byName(
      all.flatMap((o): DescribedRelation[] => {
        if (o.k !== "table" && o.k !== "view" && o.k !== "materialized view" && o.k !== "index" && o.k !== "sequence")
          return [];
        const size =
          o.k === "table" || o.k === "materialized view"
            ? tableSize(s, o) + (o.columns.some((c) => STORAGE.test(typeByOid(s, c.type).name)) ? 8192 : 0)
            : o.k === "index"
              ? 16384
              : o.k === "sequence"
                ? 8192
                : 0;
        return [
          {
            schema: o.schema,
            name: o.name,
            type: o.k,
            owner: o.owner,
            table: o.k === "index" ? (objectsOf(s).get(o.table)?.name ?? "") : "",
            temp: "temp" in o && o.temp,
            method: o.k === "index" ? o.method : o.k === "table" || o.k === "materialized view" ? "heap" : "",
            size: prettySize(size),
            comment: o.comment ?? "",
            acl: acl(o),
            visible: !shownName(s, o).includes("."),
          },
        ];
      }),
    ),
    tables: byName(
      all.flatMap((o) =>
        o.k === "table" || o.k === "view" || o.k === "materialized view" ? [tableOf(s, o, rows)] : [],
      ),
    ),
    sequences: byName(
      all.flatMap((o) => {
        if (o.k !== "sequence") return [];
        const state = s.database.sequences.get(o.oid);
        const owner = o.ownedBy ? objectsOf(s).get(o.ownedBy.table) : undefined;
        return [
          {
            schema: o.schema,
            name: o.name,
            type: typeText(typeByOid(s, { int2: 21, int4: 23, int8: 20 }[o.type])),
            start: number(o.start),
            min: number(o.min),
            max: number(o.max),
            increment: String(o.increment),
            cycle: o.cycle,
            ownedBy:
              owner && o.ownedBy ? `${owner.schema}.${quoteName(owner.name)}.${quoteName(o.ownedBy.column)}` : "",
            identity: o.identity,
            last: number(state?.last ?? o.start),
            called: state?.called ?? false,
            owner: o.owner,
          },
        ];
      }),
    ),
    indexes: byName(
      all.flatMap((o) => {
        if (o.k !== "index") return [];
        const t = objectsOf(s).get(o.table) as Table;
        const columns = o.keys.map((k) => {
          const column =
            k.e.k === "col" ? t.columns.find((c) => c.name === (k.e.k === "col" ? k.e.parts.at(-1) : "")) : undefined;
          const text = indexBody(s, {
            ...o,
            keys: [{ ...k, descending: false, nullsFirst: false }],
            where: undefined,
            include: [],
          }).replace(/^\w+ \(([^]*)\)$/, "$1");
          return {
            name: column?.name ?? (k.e.k === "call" ? (k.e.name.at(-1) ?? "expr") : "expr"),
            type: column ? typeText(typeByOid(s, column.type), column.mod) : "text",
            definition: text,
            key: true,
          };
        });
        for (const n of o.include) {
          const c = t.columns.find((x) => x.name === n);
          const type = c ? typeText(typeByOid(s, c.type), c.mod) : "text";
          columns.push({ name: n, type, definition: quoteName(n), key: false });
        }
        return [
          {
            schema: o.schema,
            name: o.name,
            table: shownName(s, t),
            method: o.method,
            columns,
            predicate: o.where ? expression(o.where, tableScope(s, t)).show(true) : "",
            unique: o.unique,
            primary: o.primary,
          },
        ];
      }),
    ),
    types: byName(
      all.flatMap((o) => {
        if (o.k !== "type") return [];
        const d = o.domain;
        return [
          {
            schema: o.schema,
            name: o.name,
            labels: o.labels ?? [],
            kind: o.labels ? "enum" : d ? "domain" : "composite",
            owner: o.owner,
            comment: o.comment ?? "",
            domain: d
              ? {
                  base: typeText(typeByOid(s, d.base), d.mod),
                  notNull: d.notNull,
                  default: "",
                  checks: d.checks.map((c) => c.name),
                }
              : null,
            fields: (o.fields ?? []).map((f) => [f.name, typeText(typeByOid(s, f.type), f.mod)] as const),
          },
        ];
      }),
    ),
    functions: byName(all.flatMap((o) => (o.k === "function" ? [functionOf(s, o)] : []))),
    triggers: all.flatMap((o) => (o.k === "trigger" ? [triggerText(s, o)] : [])),
    extensions: all
      .flatMap((o) =>
        o.k === "extension" ? [{ name: o.name, version: o.version, schema: o.schema, comment: o.comment ?? "" }] : [],
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
