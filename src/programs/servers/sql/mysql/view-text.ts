import type { Core, Expression, FromItem, Query } from "../ast.ts";
import { rowScope } from "../change/rules.ts";
import { SqlError } from "../lexer.ts";
import { fromRows } from "../run/relations.ts";
import { resolve, type Scope } from "../run/scope.ts";
import type { Session } from "../session.ts";
import type { View } from "../store.ts";
import { expressionText } from "./expression-text.ts";
import { isMaria } from "./variables.ts";

const q = (name: string) => `\`${name.replaceAll("`", "``")}\``;

/** SHOW CREATE VIEW: the view's query as the server keeps it. */
export function viewText(s: Session, view: View): string {
  const owner = `${q(view.owner)}@${q("localhost")}`;
  return `CREATE ALGORITHM=UNDEFINED DEFINER=${owner} SQL SECURITY DEFINER VIEW ${q(view.name)}${view.columns ? ` (${view.columns.map(q).join(",")})` : ""} AS ${queryText(s, view.query)}`;
}

function queryText(s: Session, query: Query): string {
  const { body } = query;
  if (body.kind !== "core" || query.ctes.length > 0 || !plain(body))
    throw new SqlError("drydock: SHOW CREATE VIEW of such a query is not simulated", "HY000", 1235);
  const scope = fromRows(body.from, body.joins, rowScope(s, undefined, "", [])).empty;
  const of = (e: Expression): string => expressionText(e, (c) => columnText(c, scope), "");
  const condition = (text: string) => (isMaria(s) ? bare(text) : text);
  const outputs = body.outputs.flatMap((o) => {
    const e = o.expression;
    if (e.kind === "star")
      return scope.bound
        .filter((b) => e.table === undefined || b.alias === e.table)
        .flatMap((b) => b.fields.map((f) => `${q(b.alias)}.${q(f.name)} AS ${q(f.name)}`));
    return [`${of(e)} AS ${q(o.alias ?? (e.kind === "column" ? e.name : o.text))}`];
  });
  const parts = [`select ${body.distinct ? "distinct " : ""}${outputs.join(",")}`];
  if (body.from) parts.push(`from ${fromText(body, of)}`);
  if (body.where) parts.push(`where ${condition(of(body.where))}`);
  if (body.groupBy.length) parts.push(`group by ${body.groupBy.map(of).join(",")}`);
  if (body.having) parts.push(`having ${condition(of(body.having))}`);
  if (query.orderBy.length)
    parts.push(`order by ${query.orderBy.map((o) => of(o.by) + (o.descending ? " desc" : "")).join(",")}`);
  if (query.limit) parts.push(`limit ${query.offset ? `${of(query.offset)},` : ""}${of(query.limit)}`);
  return parts.join(" ");
}

/** MariaDB leaves out the brackets around a whole condition. */
function bare(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")") depth--;
    if (depth === 0) return text;
  }
  return text.slice(1, -1);
}

function plain(core: Core): boolean {
  return [core.from, ...core.joins.map((j) => j.item)].every((i) => i === undefined || i.kind === "table");
}

function columnText(e: Extract<Expression, { kind: "column" }>, scope: Scope): string {
  const found = resolve(e, scope);
  return found ? `${q(found.bound.alias)}.${q(found.bound.fields[found.at]?.name ?? e.name)}` : q(e.name);
}

function fromText(core: Core, of: (e: Expression) => string): string {
  const item = (i: FromItem): string =>
    i.kind === "table"
      ? `${i.schema === undefined ? "" : `${q(i.schema)}.`}${q(i.name)}${i.alias === undefined || i.alias === i.name ? "" : ` ${q(i.alias)}`}`
      : "";
  let text = core.from ? item(core.from) : "";
  for (const j of core.joins) {
    const word = { left: "left join", right: "right join", inner: "join", cross: "join", full: "join" }[j.kind];
    text += ` ${word} ${item(j.item)}${j.on ? ` on(${of(j.on)})` : ""}`;
  }
  return core.joins.length ? `(${text})` : text;
}
