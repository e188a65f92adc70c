import type { Statement } from "../ast.ts";
import type { Result, Session } from "../session.ts";

/** The line below `Query OK`: what came of many rows. */
export function infoOf(s: Session, q: Statement, result: Result): string | undefined {
  const warnings = s.warningCount;
  switch (q.kind) {
    case "update":
    case "update join":
      return `Rows matched: ${result.matched ?? 0}  Changed: ${result.affected}  Warnings: ${warnings}`;
    case "insert": {
      const many = "kind" in q.rows || q.rows.length > 1;
      if (!many) return undefined;
      const { records = result.affected, duplicates = 0 } = result.counts ?? {};
      return `Records: ${records}  Duplicates: ${duplicates}  Warnings: ${warnings}`;
    }
    case "prepare":
      return "Statement prepared";
    case "create table":
      return q.as ? `Records: ${result.affected}  Duplicates: 0  Warnings: ${warnings}` : undefined;
    case "alter table":
      if (q.changes.every((c) => c.kind === "rename table")) return undefined;
      return `Records: ${result.affected}  Duplicates: 0  Warnings: ${warnings}`;
    case "create index":
    case "drop index":
      return `Records: ${result.affected}  Duplicates: 0  Warnings: ${warnings}`;
    default:
      return undefined;
  }
}
