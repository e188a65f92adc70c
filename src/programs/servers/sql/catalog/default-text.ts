import { mysqlType } from "../change/mysql-type.ts";
import { mariaExpression } from "../mysql/maria.ts";
import { cast } from "../values/cast.ts";
import { show } from "../values/show.ts";

/** A default that is no expression, without its quotes, with the places of its column: `0` of a decimal(8,2) is 0.00. */
export function plainDefault(text: string, type: string): string | undefined {
  if (/^(true|false)$/i.test(text)) return /^true$/i.test(text) ? "1" : "0";
  const quoted = /^'(.*)'$/s.exec(text)?.[1];
  const plain = quoted ?? (/^-?[\d.]+$/.test(text) ? text : undefined);
  const exact = /^(decimal|numeric|dec)\b/i.test(type);
  return exact && plain !== undefined && /^-?\d*\.?\d+$/.test(plain) ? show(cast(plain, mysqlType(type))) : plain;
}

/** A default as SHOW COLUMNS has it: without quotes. */
export function defaultText(text: string | undefined, type = "", maria = false): string | null {
  if (text === undefined || /^null$/i.test(text)) return null;
  const plain = plainDefault(text, type);
  if (plain !== undefined) return plain;
  if (maria) return mariaExpression(text);
  return text.replace(/^(now\(\)|current_timestamp(\(\))?)$/i, "CURRENT_TIMESTAMP");
}
