import { mysqlType } from "../change/mysql-type.ts";
import { SqlError } from "../lexer.ts";
import { shownType } from "../mysql/maria.ts";
import { collation, isMaria } from "../mysql/variables.ts";
import type { Relation } from "../run/scope.ts";
import { type Session, storeFor } from "../session.ts";
import { type DatabaseContents, lasting, type Table } from "../store.ts";
import type { Value } from "../values/value.ts";
import { defaultText } from "./default-text.ts";

type Row = readonly Value[];
type All = readonly (readonly [schema: string, contents: DatabaseContents])[];

/** `fixed`: the heads stay as they are, however they were written in a query. */
export function relation(names: readonly string[], rows: readonly (readonly Value[])[], fixed = false): Relation {
  const numbers = (i: number) =>
    rows.some((r) => typeof r[i] === "number") && rows.every((r) => r[i] === null || typeof r[i] === "number");
  return {
    fields: names.map((name, i) => ({
      name,
      type: numbers(i) ? "bigint" : undefined,
      ...(fixed ? { fixed } : {}),
    })),
    rows,
    key: [],
  };
}

/** A table in which the servers tell of their databases, with the columns that are asked for every day. */
export function informationSchema(s: Session, name: string): Relation {
  const all: All = [...storeFor(s).databases];
  const made = TABLES[name];
  if (!made) throw new SqlError(`drydock: information_schema.${name} is not simulated`, "0A000", 1235);
  const [heads, rows] = made;
  // MySQL's heads are in capitals whatever was asked for; MariaDB's are as asked for.
  return relation(
    heads.split(" ").map((n) => n.toUpperCase()),
    rows(s, all),
    !isMaria(s),
  );
}

/** A row for each of what every table has. */
function each(all: All, rows: (database: string, t: Table) => readonly Row[]): Row[] {
  return all.flatMap(([d, c]) => lasting(c).flatMap((t) => rows(d, t)));
}

const KINDS = { primary: "PRIMARY KEY", unique: "UNIQUE", check: "CHECK", foreign: "FOREIGN KEY" } as const;

const TABLES: Readonly<Record<string, readonly [heads: string, rows: (s: Session, all: All) => Row[]]>> = {
  schemata: [
    "catalog_name schema_name default_character_set_name default_collation_name",
    (s, all) => all.map(([d]) => ["def", d, "utf8mb4", collation(s)]),
  ],
  tables: [
    "table_catalog table_schema table_name table_type engine row_format table_rows auto_increment create_time table_collation table_comment",
    (s, all) =>
      all.flatMap(([d, c]): Row[] => [
        ...lasting(c).map((t): Row => {
          const counted = t.columns.some((x) => x.numbered);
          const next = counted && (t.rows.length > 0 || isMaria(s)) ? t.nextNumber : null;
          const { rows } = t;
          return [
            "def",
            d,
            t.name,
            "BASE TABLE",
            "InnoDB",
            "Dynamic",
            rows.length,
            next,
            t.made ?? null,
            collation(s),
            t.comment ?? "",
          ];
        }),
        ...[...c.views.values()].map(
          (v): Row => ["def", d, v.name, "VIEW", null, null, null, null, null, null, "VIEW"],
        ),
      ]),
  ],
  columns: [
    "table_catalog table_schema table_name column_name ordinal_position column_default is_nullable data_type character_maximum_length numeric_precision numeric_scale column_type column_key extra column_comment",
    (s, all) => each(all, (d, t) => t.columns.map((_, i) => columnRow(d, t, i, isMaria(s)))),
  ],
  table_constraints: [
    "constraint_schema table_schema table_name constraint_name constraint_type",
    (_s, all) => each(all, (d, t) => t.constraints.map((k) => [d, d, t.name, nameOf(k), KINDS[k.kind]])),
  ],
  key_column_usage: [
    "constraint_schema constraint_name table_schema table_name column_name ordinal_position referenced_table_schema referenced_table_name referenced_column_name",
    (_s, all) =>
      each(all, (d, t) =>
        t.constraints.flatMap((k): Row[] => {
          if (k.kind === "check") return [];
          const to = k.kind === "foreign" ? k : undefined;
          return k.columns.map(
            (c, i): Row => [
              d,
              nameOf(k),
              d,
              t.name,
              c,
              i + 1,
              to ? d : null,
              to?.table ?? null,
              to?.references[i] ?? null,
            ],
          );
        }),
      ),
  ],
  referential_constraints: [
    "constraint_schema constraint_name update_rule delete_rule table_name referenced_table_name",
    (s, all) => {
      // MariaDB calls what is forbidden by its other name.
      const rule = (r: string) => (isMaria(s) && r === "NO ACTION" ? "RESTRICT" : r);
      return each(all, (d, t) =>
        t.constraints.flatMap((k): Row[] =>
          k.kind === "foreign" ? [[d, k.name, rule(k.onUpdate), rule(k.onDelete), t.name, k.table]] : [],
        ),
      );
    },
  ],
  views: [
    "table_catalog table_schema table_name",
    (_s, all) => all.flatMap(([d, c]) => [...c.views.values()].map((v): Row => ["def", d, v.name])),
  ],
};

function nameOf(k: Table["constraints"][number]): string {
  return k.kind === "primary" ? "PRIMARY" : k.name;
}

function columnRow(database: string, t: Table, i: number, maria: boolean): Row {
  const c = t.columns[i];
  if (!c) return [];
  const type = mysqlType(c.type);
  const primary = t.constraints.some((k) => k.kind === "primary" && k.columns.includes(c.name));
  const unique = t.constraints.some((k) => k.kind === "unique" && k.columns.length === 1 && k.columns[0] === c.name);
  const first = [...t.constraints.filter((k) => k.kind !== "check"), ...t.indexes].some((k) => k.columns[0] === c.name);
  const base = type.replace(/\(.*?\)/, "").replace(/ unsigned/, "");
  const length = /^(var)?(char|binary)\((\d+)\)/.exec(type)?.[3];
  const decimal = /^decimal\((\d+),(\d+)\)/.exec(type);
  const whole = { tinyint: 3, smallint: 5, mediumint: 7, int: 10, bigint: 19 }[base];
  return [
    "def",
    database,
    t.name,
    c.name,
    i + 1,
    defaultText(c.defaultText, c.type),
    c.notNull ? "NO" : "YES",
    base,
    length === undefined ? (base === "text" ? 65_535 : null) : Number(length),
    decimal ? Number(decimal[1]) : (whole ?? null),
    decimal ? Number(decimal[2]) : whole === undefined ? null : 0,
    shownType(c.type, maria),
    primary ? "PRI" : unique ? "UNI" : first ? "MUL" : "",
    c.numbered ? "auto_increment" : "",
    c.comment ?? "",
  ];
}
