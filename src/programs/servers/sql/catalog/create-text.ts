import { type Foreign, foreignText } from "../change/rules.ts";
import type { Table } from "../store.ts";
import { mysqlType } from "./describe.ts";

const names = (all: readonly string[]) => all.map((n) => `\`${n}\``).join(",");

/** MySQL's SHOW CREATE TABLE. */
export function createTableText(table: Table, maria: boolean): string {
  const lines = table.columns.map((c) => {
    const parts = [`\`${c.name}\` ${mysqlType(c.type)}`];
    if (c.computed) parts.push(`GENERATED ALWAYS AS (${c.computed.text}) STORED`);
    if (c.notNull) parts.push("NOT NULL");
    else if (/^timestamp/.test(c.type)) parts.push("NULL");
    if (c.numbered) parts.push("AUTO_INCREMENT");
    else if (c.defaultText !== undefined && !/^null$/i.test(c.defaultText))
      parts.push(`DEFAULT ${shownDefault(c.defaultText)}`);
    else if (!c.notNull && !c.computed && !/^(text|tinytext|mediumtext|longtext|json)$/.test(c.type))
      parts.push("DEFAULT NULL");
    if (c.touched) parts.push("ON UPDATE CURRENT_TIMESTAMP");
    return parts.join(" ");
  });
  for (const c of table.constraints) if (c.kind === "primary") lines.push(`PRIMARY KEY (${names(c.columns)})`);
  for (const c of table.constraints)
    if (c.kind === "unique") lines.push(`UNIQUE KEY \`${c.name}\` (${names(c.columns)})`);
  for (const i of table.indexes) lines.push(`${i.unique ? "UNIQUE " : ""}KEY \`${i.name}\` (${names(i.columns)})`);
  const foreign = table.constraints.filter((c): c is Foreign => c.kind === "foreign");
  for (const c of foreign) {
    const covered = [
      ...table.constraints.flatMap((k) => (k.kind === "primary" || k.kind === "unique" ? [k.columns[0]] : [])),
      ...table.indexes.map((i) => i.columns[0]),
    ];
    if (!covered.includes(c.columns[0]))
      lines.push(`KEY \`${c.name.replace(/^.*_ibfk_\d+$/, c.columns[0] ?? c.name)}\` (${names(c.columns)})`);
  }
  for (const c of foreign) lines.push(foreignText(c));
  for (const c of table.constraints) if (c.kind === "check") lines.push(`CONSTRAINT \`${c.name}\` CHECK ((${c.text}))`);
  const next =
    table.columns.some((c) => c.numbered) && table.nextNumber > 1 ? ` AUTO_INCREMENT=${table.nextNumber}` : "";
  const end = maria
    ? "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci"
    : "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci";
  return `CREATE TABLE \`${table.name}\` (\n${lines.map((l) => `  ${l}`).join(",\n")}\n) ENGINE=InnoDB${next} ${end}`;
}

function shownDefault(text: string): string {
  if (/^(now\(\)|current_timestamp(\(\))?)$/i.test(text)) return "CURRENT_TIMESTAMP";
  if (/^true$/i.test(text)) return "'1'";
  if (/^false$/i.test(text)) return "'0'";
  return /^'.*'$/s.test(text) ? text : /^-?[\d.]+$/.test(text) ? `'${text}'` : `(${text})`;
}
