import { toBoolean } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { fromItem } from "../analyse/from.ts";
import { headOf } from "../analyse/names.ts";
import { expandOutputs } from "../analyse/outputs.ts";
import { withCtes } from "../analyse/query.ts";
import { newScope, type Scope } from "../analyse/scope.ts";
import type { Body, FromItem, Query, Select } from "../ast.ts";
import type { Session } from "../session.ts";
import { quoteName } from "../types/type.ts";

/** A query as pg_get_viewdef writes it. */
export function queryText(s: Session, q: Query): string {
  const checks = s.checks;
  s.checks = [];
  try {
    return write(q, newScope(s, undefined), 0);
  } finally {
    s.checks = checks;
  }
}

function write(q: Query, sc: Scope, indent: number): string {
  const gap = " ".repeat(indent);
  const ctes = withCtes(q.ctes, q.recursive, sc);
  const inner: Scope = { ...newScope(sc.s, sc.parent, ctes) };
  const head = q.ctes.length
    ? `${gap} WITH ${q.recursive ? "RECURSIVE " : ""}${q.ctes.map((c) => `${quoteName(c.name)}${c.columns.length ? `(${c.columns.map(quoteName).join(", ")})` : ""} AS (\n${c.query.k === "query" ? write(c.query, newScope(sc.s, sc.parent, ctes), indent + 8) : ""}\n${gap}        )`).join(", ")}\n`
    : "";
  const main = body(q.body, inner, indent, q);
  const limit = q.limit ? `\n${gap} LIMIT ${expression(q.limit, newScope(sc.s, undefined)).show(true)}` : "";
  const offset = q.offset ? `\n${gap} OFFSET ${expression(q.offset, newScope(sc.s, undefined)).show(true)}` : "";
  return `${head}${main}${offset}${limit}`;
}

function body(b: Body, sc: Scope, indent: number, q: Query): string {
  const gap = " ".repeat(indent);
  switch (b.k) {
    case "select":
      return select(b, sc, indent, q);
    case "values":
      return `${gap} VALUES ${b.rows.map((r) => `(${r.map((e) => (e === "default" ? "DEFAULT" : expression(e, sc).show(true))).join(",")})`).join(", ")}`;
    case "nested":
      return write(b.query, sc, indent);
    case "set": {
      const none: Query = { ...q, orderBy: [], limit: undefined, offset: undefined };
      const l = body(b.l, newScope(sc.s, sc.parent, sc.ctes), indent, none);
      const r = body(b.r, newScope(sc.s, sc.parent, sc.ctes), indent, none);
      const order = q.orderBy.length
        ? `\n${gap}  ORDER BY ${q.orderBy.map((o) => `${o.by.k === "col" ? quoteName(o.by.parts.at(-1) ?? "") : o.by.k === "const" ? o.by.s : ""}${o.descending ? " DESC" : ""}`).join(", ")}`
        : "";
      return `${l}\n${gap}${b.op}${b.all ? " ALL" : ""}\n${r}${order}`;
    }
  }
}

function select(b: Select, sc: Scope, indent: number, q: Query): string {
  const gap = " ".repeat(indent);
  for (const i of b.from) fromItem(i, sc);
  sc.windows = b.windows;
  sc.grouped = false;
  const outputs = b.outputs.flatMap((o) =>
    o.e.k === "star"
      ? expandOutputs([o], sc).map((x) => ({ text: x.ex.show(true), name: x.name, own: x.name }))
      : [
          {
            text: expression(o.e, sc).show(true),
            name: o.alias ?? headOf(o.e, sc),
            own: o.e.k === "col" ? (o.e.parts.at(-1) ?? "") : "",
          },
        ],
  );
  const list = outputs
    .map((o) => (o.own === o.name ? o.text : `${o.text} AS ${quoteName(o.name)}`))
    .join(`,\n${gap}    `);
  const distinct = b.distinctOn
    ? `DISTINCT ON (${b.distinctOn.map((e) => expression(e, sc).show(true)).join(", ")}) `
    : b.distinct
      ? "DISTINCT "
      : "";
  const from = b.from.length ? `\n${gap}   FROM ${b.from.map((i) => item(i, sc, indent)).join(`,\n${gap}    `)}` : "";
  const where = b.where ? `\n${gap}  WHERE ${toBoolean(sc.s, expression(b.where, sc), "WHERE").show(true)}` : "";
  const group = b.groupBy.length
    ? `\n${gap}  GROUP BY ${b.groupBy.map((g) => (g.k === "expr" ? expression(g.e.k === "const" && g.e.t === "int" ? (b.outputs[Number(g.e.s) - 1]?.e ?? g.e) : aliased(g.e, b), sc).show(true) : `GROUPING SETS (${g.sets.map((x) => `(${x.map((e) => expression(e, sc).show(true)).join(", ")})`).join(", ")})`)).join(", ")}`
    : "";
  const having = b.having ? `\n${gap} HAVING ${expression(b.having, sc).show(true)}` : "";
  const order = q.orderBy.length
    ? `\n${gap}  ORDER BY ${q.orderBy
        .map((o) => {
          const by =
            o.by.k === "const" && o.by.t === "int" ? (b.outputs[Number(o.by.s) - 1]?.e ?? o.by) : aliased(o.by, b);
          return `${parenthesised(expression(by, sc).show(true), by.k)}${o.descending ? " DESC" : ""}${o.nullsFirst === undefined || o.nullsFirst === o.descending ? "" : o.nullsFirst ? " NULLS FIRST" : " NULLS LAST"}`;
        })
        .join(", ")}`
    : "";
  return `${gap} SELECT ${distinct}${list}${from}${where}${group}${having}${order}`;
}

const parenthesised = (text: string, k: string): string => (k === "col" ? text : `(${text})`);

/** What an alias among the outputs stands for. */
function aliased(e: Select["outputs"][number]["e"], b: Select): Select["outputs"][number]["e"] {
  if (e.k !== "col" || e.parts.length !== 1) return e;
  return b.outputs.find((o) => o.alias === e.parts[0])?.e ?? e;
}

function item(i: FromItem, sc: Scope, indent: number): string {
  switch (i.k) {
    case "table": {
      const name =
        i.table.schema === undefined || i.table.schema === "public"
          ? quoteName(i.table.name)
          : `${quoteName(i.table.schema)}.${quoteName(i.table.name)}`;
      return i.alias && i.alias.name !== i.table.name
        ? `${name} ${quoteName(i.alias.name)}${i.alias.columns.length ? `(${i.alias.columns.map(quoteName).join(", ")})` : ""}`
        : name;
    }
    case "query":
      return `${i.lateral ? "LATERAL " : ""}(${write(i.query, newScope(sc.s, sc, sc.ctes), indent + 8)
        .trimStart()
        .replace(/^/, " ")})${i.alias ? ` ${quoteName(i.alias.name)}` : ""}`;
    case "function":
      return `${i.calls.map((c) => expression(c, newScope(sc.s, sc, sc.ctes)).show(true)).join(", ")}${i.alias ? ` ${quoteName(i.alias.name)}${i.alias.columns.length ? `(${i.alias.columns.map(quoteName).join(", ")})` : ""}` : ""}`;
    case "join": {
      const word = { inner: "JOIN", left: "LEFT JOIN", right: "RIGHT JOIN", full: "FULL JOIN", cross: "CROSS JOIN" }[
        i.kind
      ];
      const on = i.using
        ? ` USING (${i.using.map(quoteName).join(", ")})`
        : i.on
          ? ` ON ${expression(i.on, sc).show(true)}`
          : "";
      return `${item(i.l, sc, indent)}\n${" ".repeat(indent)}     ${word} ${item(i.r, sc, indent)}${on}`;
    }
  }
}
