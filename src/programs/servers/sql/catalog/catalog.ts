import { fullType } from "../change/returning.ts";
import { type Session, storeFor } from "../session.ts";
import type { Constraint, Table } from "../store.ts";
import { standardText } from "./standard.ts";

export interface CatalogColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly default: string;
  readonly numbered: string | undefined;
}

export interface CatalogTable {
  readonly name: string;
  readonly owner: string;
  readonly columns: readonly CatalogColumn[];
  readonly indexes: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly kind: "primary" | "unique" | "unique index" | "plain";
  }[];
  readonly checks: readonly { readonly name: string; readonly text: string }[];
  readonly foreign: readonly { readonly name: string; readonly text: string }[];
  readonly referencedBy: readonly { readonly table: string; readonly name: string; readonly text: string }[];
  readonly nextNumber: number;
}

/** What clients show of a database: all but its rows. */
export interface Catalog {
  readonly databases: readonly { readonly name: string; readonly owner: string }[];
  readonly roles: readonly {
    readonly name: string;
    readonly superuser: boolean;
    readonly nologin: boolean;
    readonly options: readonly string[];
  }[];
  readonly tables: readonly CatalogTable[];
  readonly views: readonly {
    readonly name: string;
    readonly owner: string;
    readonly text: string;
    readonly columns: readonly string[];
  }[];
}

export function catalogOf(s: Session): Catalog {
  const store = storeFor(s);
  const here = store.databases.get(s.database ?? "");
  const tables = [...(here?.tables.values() ?? [])];
  const superuser = [...store.users].find(([, u]) => u.superuser)?.[0] ?? s.user;
  return {
    databases: [...store.databases].map(([name, d]) => ({ name, owner: d.owner || superuser })),
    roles: [...store.users].map(([name, u]) => ({
      name,
      superuser: u.superuser,
      nologin: u.nologin,
      options: u.options,
    })),
    tables: tables.map((t) => tableOf(t, tables)),
    views: [...(here?.views.values() ?? [])].map((v) => ({
      name: v.name,
      owner: v.owner,
      text: v.text,
      columns: v.columns ?? [],
    })),
  };
}

function tableOf(t: Table, all: readonly Table[]): CatalogTable {
  const keys = t.constraints.flatMap((c) =>
    c.kind === "primary" || c.kind === "unique" ? [{ name: c.name, columns: c.columns, kind: c.kind }] : [],
  );
  const indexes = t.indexes.map((i) => ({
    name: i.name,
    columns: i.columns,
    kind: i.unique ? ("unique index" as const) : ("plain" as const),
  }));
  return {
    name: t.name,
    owner: t.owner,
    columns: t.columns.map((c) => ({
      name: c.name,
      type: fullType(c.type),
      notNull: c.notNull,
      numbered: c.numbered,
      default: c.computed
        ? `generated always as (${c.computed.text}) stored`
        : c.numbered === "serial"
          ? `nextval('${t.name}_${c.name}_seq'::regclass)`
          : c.numbered
            ? `generated ${c.numbered} as identity`
            : standardText(c.defaultText, c.type),
    })),
    indexes: [...keys, ...indexes].sort((a, b) =>
      a.kind === "primary" ? -1 : b.kind === "primary" ? 1 : a.name < b.name ? -1 : 1,
    ),
    checks: t.constraints.flatMap((c) => (c.kind === "check" ? [{ name: c.name, text: `(${c.text})` }] : [])),
    foreign: t.constraints.flatMap((c) => (c.kind === "foreign" ? [{ name: c.name, text: foreignText(c) }] : [])),
    referencedBy: all.flatMap((o) =>
      o.constraints.flatMap((c) =>
        c.kind === "foreign" && c.table === t.name ? [{ table: o.name, name: c.name, text: foreignText(c) }] : [],
      ),
    ),
    nextNumber: t.nextNumber,
  };
}

function foreignText(c: Extract<Constraint, { kind: "foreign" }>): string {
  const on = (what: string, action: string) => (action === "NO ACTION" ? "" : ` ON ${what} ${action}`);
  return `FOREIGN KEY (${c.columns.join(", ")}) REFERENCES ${c.table}(${c.references.join(", ")})${on("UPDATE", c.onUpdate)}${on("DELETE", c.onDelete)}`;
}
