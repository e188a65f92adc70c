import { argumentsText } from "../../describe/texts.ts";
import { builtinTypes, type Value } from "../../types/type.ts";
import { objectsOf } from "../lookup.ts";
import type { Column } from "../objects.ts";
import { roleOid, schemaOid, table } from "./table.ts";

/** Types, functions, languages and extensions, and what COMMENT said of anything. */
export function typeTables(): void {
  table(
    "pg_catalog.pg_type",
    "oid oid, typname name, typnamespace oid, typowner oid, typlen int2, typtype char, typcategory char, typrelid oid, typelem oid, typarray oid",
    (s) => [
      ...[...builtinTypes()].map((t): Value[] => [
        t.oid,
        t.name,
        11,
        10,
        -1,
        t.kind === "pseudo" ? "p" : "b",
        t.category,
        0,
        t.elem?.oid ?? 0,
        0,
      ]),
      ...[...objectsOf(s).values()].flatMap((o): Value[][] =>
        o.k === "type"
          ? [
              [
                o.oid,
                o.name,
                schemaOid(s, o.schema),
                roleOid(s, o.owner),
                4,
                o.labels ? "e" : o.domain ? "d" : "c",
                o.labels ? "E" : "C",
                0,
                0,
                o.oid + 1,
              ],
            ]
          : [],
      ),
    ],
  );
  table("pg_catalog.pg_enum", "oid oid, enumtypid oid, enumsortorder float4, enumlabel name", (s) =>
    [...objectsOf(s).values()].flatMap((o) =>
      o.k === "type" ? (o.labels ?? []).map((l, i) => [o.oid + i + 2, o.oid, i + 1, l]) : [],
    ),
  );
  table(
    "pg_catalog.pg_proc",
    "oid oid, proname name, pronamespace oid, proowner oid, prolang oid, prokind char, prosecdef bool, proisstrict bool, proretset bool, provolatile char, pronargs int2, prorettype oid, prosrc text, proargs text",
    (s) =>
      [...objectsOf(s).values()].flatMap((f) =>
        f.k === "function"
          ? [
              [
                f.oid,
                f.name,
                schemaOid(s, f.schema),
                roleOid(s, f.owner),
                f.language === "sql" ? 14 : 13501,
                f.procedure ? "p" : "f",
                f.definer,
                f.strict,
                f.setof,
                f.volatility[0] ?? "v",
                f.args.length,
                f.returns,
                f.body,
                argumentsText(s, f),
              ],
            ]
          : [],
      ),
  );
  table(
    "pg_catalog.pg_extension",
    "oid oid, extname name, extowner oid, extnamespace oid, extrelocatable bool, extversion text",
    (s) =>
      [...objectsOf(s).values()].flatMap((o) =>
        o.k === "extension" ? [[o.oid, o.name, 10, schemaOid(s, o.schema), false, o.version]] : [],
      ),
  );
  table(
    "pg_catalog.pg_available_extensions",
    "name name, default_version text, installed_version text, comment text",
    () => [["plpgsql", "1.0", "1.0", "PL/pgSQL procedural language"]],
  );
  table("pg_catalog.pg_language", "oid oid, lanname name, lanispl bool", () => [
    [12, "internal", false],
    [13, "c", false],
    [14, "sql", false],
    [13501, "plpgsql", true],
  ]);
  table("pg_catalog.pg_description", "objoid oid, classoid oid, objsubid int4, description text", (s) =>
    [...objectsOf(s).values()].flatMap((o): Value[][] => [
      ...(o.comment === undefined ? [] : [[o.oid, 1259, 0, o.comment]]),
      ...("columns" in o && o.k !== "trigger"
        ? o.columns.flatMap((c: Column) => (c.comment === undefined ? [] : [[o.oid, 1259, c.num, c.comment]]))
        : []),
    ]),
  );
}
