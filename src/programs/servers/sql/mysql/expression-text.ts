import type { Expression } from "../ast.ts";

const quoted = (name: string) => `\`${name.replaceAll("`", "``")}\``;

/** How the server writes an expression back: names in backticks, each operation in brackets. `column`: how a column is written. */
export function expressionText(
  e: Expression,
  column: (e: Extract<Expression, { kind: "column" }>) => string = (c) => quoted(c.name),
  introducer = "_utf8mb4",
): string {
  const of = (x: Expression): string => expressionText(x, column, introducer);
  const list = (all: readonly Expression[]) => all.map(of).join(",");
  switch (e.kind) {
    case "literal":
      if (e.value === null) return "NULL";
      if (typeof e.value === "string")
        return `${introducer}'${e.value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
      return String(e.value);
    case "decimal":
      return e.text;
    case "column":
      return column(e);
    case "unary":
      return e.operator === "NOT" ? `(0 = ${of(e.of)})` : `-(${of(e.of)})`.replace(/^-\((\d+(?:\.\d+)?)\)$/, "-$1");
    case "binary":
      return `(${of(e.left)} ${e.operator.toLowerCase()} ${of(e.right)})`;
    case "is":
      return `(${of(e.of)} is ${e.not ? "not " : ""}${e.what === null ? "null" : e.what})`;
    case "in":
      return "kind" in e.list ? "" : `(${of(e.of)} ${e.not ? "not " : ""}in (${list(e.list)}))`;
    case "between":
      return `(${of(e.of)} ${e.not ? "not " : ""}between ${of(e.from)} and ${of(e.to)})`;
    case "like":
      return e.how === "iregex" || e.how === "regex"
        ? `${e.not ? "(0 = " : ""}regexp_like(${of(e.of)},${of(e.pattern)})${e.not ? ")" : ""}`
        : `(${e.not ? "0 = (" : ""}${of(e.of)} like ${of(e.pattern)})${e.not ? ")" : ""}`;
    case "cast":
      return `cast(${of(e.of)} as ${e.type === "char" ? "char charset utf8mb4" : e.type})`;
    case "interval":
      return `interval ${of(e.of)} ${e.unit}`;
    case "case":
      return `(case ${e.of ? `${of(e.of)} ` : ""}${e.when.map(([a, b]) => `when ${of(a)} then ${of(b)} `).join("")}${e.otherwise ? `else ${of(e.otherwise)} ` : ""}end)`;
    case "call": {
      if (/^(date_add|date_sub)$/.test(e.name) && e.args[1]?.kind === "interval")
        return `(${of(e.args[0] as Expression)} ${e.name === "date_add" ? "+" : "-"} ${of(e.args[1])})`;
      if (e.name === "count" && e.args[0]?.kind === "star") return "count(0)";
      const name = { current_timestamp: "now", ucase: "upper", lcase: "lower" }[e.name] ?? e.name;
      return `${name}(${e.distinct ? "distinct " : ""}${list(e.args)}${e.name === "group_concat" && e.args.length === 1 ? " separator ','" : ""})`;
    }
    default:
      return "";
  }
}
