import type { Expression } from "../ast.ts";
import { type Foreign, foreignText } from "../change/rules.ts";
import { expressionText } from "../mysql/expression-text.ts";
import { mariaExpression, shownType } from "../mysql/maria.ts";
import { keysOf } from "../mysql/show-tables.ts";
import type { Table } from "../store.ts";
import { plainDefault } from "./default-text.ts";

const names = (all: readonly string[]) => all.map((n) => `\`${n}\``).join(",");

/** MySQL's SHOW CREATE TABLE. */
export function createTableText(table: Table, maria: boolean): string {
  const lines = table.columns.map((c) => {
    const parts = [`\`${c.name}\` ${shownType(c.type, maria)}`];
    const json = maria && /^json/i.test(c.type);
    if (json) parts.push("CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    if (c.computed)
      parts.push(
        `GENERATED ALWAYS AS ${checkText(c.computed.of, c.computed.text, maria)} ${c.computed.stored ? "STORED" : "VIRTUAL"}`,
      );
    if (c.notNull) parts.push("NOT NULL");
    else if (/^timestamp/.test(c.type)) parts.push("NULL");
    if (c.numbered) parts.push("AUTO_INCREMENT");
    else if (c.defaultText !== undefined && !/^null$/i.test(c.defaultText))
      parts.push(`DEFAULT ${shownDefault(c.defaultText, c.type, maria)}`);
    else if (
      !c.notNull &&
      !c.computed &&
      (maria || !/^(text|tinytext|mediumtext|longtext|blob|tinyblob|mediumblob|longblob)/.test(c.type))
    )
      parts.push("DEFAULT NULL");
    if (c.touched) parts.push(maria ? "ON UPDATE current_timestamp()" : "ON UPDATE CURRENT_TIMESTAMP");
    if (json) parts.push(`CHECK (json_valid(\`${c.name}\`))`);
    if (c.comment) parts.push(`COMMENT '${c.comment.replaceAll("'", "''")}'`);
    return parts.join(" ");
  });
  for (const k of keysOf(table))
    lines.push(
      k.name === "PRIMARY"
        ? `PRIMARY KEY (${names(k.columns)})`
        : `${k.unique ? "UNIQUE " : ""}KEY \`${k.name}\` (${names(k.columns)})`,
    );
  const foreign = table.constraints.filter((c): c is Foreign => c.kind === "foreign");
  for (const c of foreign) lines.push(foreignText(c));
  for (const c of table.constraints)
    if (c.kind === "check") lines.push(`CONSTRAINT \`${c.name}\` CHECK (${checkText(c.test, c.text, maria)})`);
  const next =
    table.columns.some((c) => c.numbered) && table.nextNumber > 1 ? ` AUTO_INCREMENT=${table.nextNumber}` : "";
  const end = maria
    ? "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci"
    : "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci";
  const comment = table.comment ? ` COMMENT='${table.comment.replaceAll("'", "''")}'` : "";
  return `CREATE ${table.temporary === undefined ? "" : "TEMPORARY "}TABLE \`${table.name}\` (\n${lines.map((l) => `  ${l}`).join(",\n")}\n) ENGINE=InnoDB${next} ${end}${comment}`;
}

/** A condition as the server writes it back; MariaDB keeps it as it was given. */
function checkText(e: Expression, text: string, maria: boolean): string {
  if (maria) return text;
  const made = expressionText(e);
  return /^\(/.test(made) ? made : `(${made})`;
}

function shownDefault(text: string, type: string, maria: boolean): string {
  const plain = plainDefault(text, type);
  if (plain !== undefined) return maria && /^-?[\d.]+$/.test(plain) && !/^'/.test(text) ? plain : `'${plain}'`;
  if (maria) return mariaExpression(text);
  return /^(now\(\)|current_timestamp(\(\))?)$/i.test(text) ? "CURRENT_TIMESTAMP" : `(${text})`;
}
