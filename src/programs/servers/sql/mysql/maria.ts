import type { Statement } from "../ast.ts";
import { mysqlType } from "../change/mysql-type.ts";
import { SqlError } from "../lexer.ts";
import type { Session } from "../session.ts";

/** Where a name stood, as MariaDB says it. */
const PLACES: Readonly<Record<string, string>> = {
  "field list": "SELECT",
  "where clause": "WHERE",
  "order clause": "ORDER BY",
  "group statement": "GROUP BY",
  "having clause": "HAVING",
  "on clause": "ON",
};

/** What MariaDB says where it has other words than MySQL. `q`: undefined when the statement is no statement. */
export function asMaria(s: Session, e: SqlError, q: Statement | undefined): SqlError {
  const said = (text: string, state = e.state, number = e.number) => new SqlError(text, state, number, e.at);
  switch (e.number) {
    case 1054: {
      const writes = q?.kind === "insert" || q?.kind === "update";
      return said(
        e.message.replace(/ in '([a-z ]+)'$/, (all, at: string) => {
          const place = at === "field list" && writes ? (q.kind === "insert" ? "INSERT INTO" : "SET") : PLACES[at];
          return place === undefined ? all : ` in '${place}'`;
        }),
      );
    }
    case 1064:
      return said(e.message.replace("your MySQL server", "your MariaDB server"));
    case 1091:
      return said(
        e.message.replace(
          /^Can't DROP '(.*)'; check that column\/key exists$/,
          (_, name: string) => `Can't DROP ${dropped(q, name)} \`${name}\`; check that it exists`,
        ),
      );
    case 1292:
    case 1366:
      if (!q || (q.kind !== "insert" && q.kind !== "update") || q.table.kind !== "table") return e;
      return said(
        e.message.replace(/ for column '(.*)' at row/, ` for column ${pathOf(s, q.table)}.\`$1\` at row`),
        "22007",
      );
    case 3140:
      return said(
        e.message.replace(
          /^.* in value for column '(.*)'\.$/s,
          (_, path: string) => `CONSTRAINT \`${path}\` failed for ${pathIn(s, q)}`,
        ),
        "23000",
        4025,
      );
    case 3819:
      return said(
        e.message.replace(
          /^Check constraint '(.*)' is violated\.$/,
          (_, name: string) => `CONSTRAINT \`${name.replace(/^.*_chk_/, "CONSTRAINT_")}\` failed for ${pathIn(s, q)}`,
        ),
        "23000",
        4025,
      );
    default:
      return e;
  }
}

function pathOf(s: Session, ref: { readonly schema?: string | undefined; readonly name: string }): string {
  return `\`${ref.schema ?? s.database ?? ""}\`.\`${ref.name}\``;
}

function pathIn(s: Session, q: Statement | undefined): string {
  return q?.kind === "insert" || q?.kind === "update" || q?.kind === "alter table" ? pathOf(s, q.table) : "";
}

function dropped(q: Statement | undefined, name: string): string {
  const column = q?.kind === "alter table" && q.changes.some((c) => c.kind === "drop column" && c.name === name);
  return column ? "COLUMN" : "INDEX";
}

const WIDTHS: Readonly<Record<string, readonly [number, number]>> = {
  tinyint: [4, 3],
  smallint: [6, 5],
  mediumint: [9, 8],
  int: [11, 10],
  bigint: [20, 20],
};

/** A column's type as the server shows it: MariaDB keeps the width that a whole number is shown with. */
export function shownType(type: string, maria: boolean): string {
  const shown = mysqlType(type);
  if (!maria) return shown;
  if (shown === "json") return "longtext";
  if (shown === "year") return "year(4)";
  const m = /^(tinyint|smallint|mediumint|int|bigint)( unsigned)?( zerofill)?$/.exec(shown);
  const given = /^\w+\((\d+)\)/.exec(type)?.[1];
  const width = WIDTHS[m?.[1] ?? ""]?.[m?.[2] ? 1 : 0];
  return m ? `${m[1]}(${given ?? width})${m[2] ?? ""}${m[3] ?? ""}` : shown;
}

/** A default that is calculated, as MariaDB writes it. */
export function mariaExpression(text: string): string {
  return text
    .replace(/^(now\(\)|current_timestamp(\(\))?)$/i, "current_timestamp()")
    .replace(/^(curdate\(\)|current_date(\(\))?)$/i, "curdate()")
    .replace(/^(curtime\(\)|current_time(\(\))?)$/i, "curtime()");
}
