import { expression } from "../analyse/expression.ts";
import { objectsOf } from "../catalog/lookup.ts";
import { shownName } from "../catalog/names.ts";
import type { Table } from "../catalog/objects.ts";
import { aclText, isSuperuser } from "../catalog/rights.ts";
import { typeByOid } from "../catalog/types.ts";
import { prettySize, tableSize } from "../functions/sizes.ts";
import { tableScope } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { quoteName, typeText } from "../types/type.ts";
import type { DescribedRelation, PgCatalog } from "./described.ts";
import { acl, functionOf } from "./described-function.ts";
import { STORAGE, tableOf } from "./described-table.ts";
import { indexBody, triggerText } from "./texts.ts";

const number = (n: number): string => (n > 2 ** 53 ? "9223372036854775807" : String(n));

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
