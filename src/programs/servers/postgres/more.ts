import type { Psql } from "./psql.ts";

// What psql's listings tell more of with a `+` behind their names.

/** The columns that `\dt+` and its like add, by kind. */
export const MORE = {
  table: ["Persistence", "Access method", "Size", "Description"],
  index: ["Persistence", "Access method", "Size", "Description"],
  view: ["Persistence", "Size", "Description"],
  sequence: ["Persistence", "Size", "Description"],
} as const;

export type Kind = keyof typeof MORE;

/** Those of one relation. A table with rows has a page, and one more for what is stored apart. */
export async function moreOf(
  s: Psql,
  kind: Kind,
  name: string,
  of: string | undefined,
  types: readonly string[],
  method: boolean,
): Promise<string[]> {
  const filled = kind === "table" || kind === "index" ? await hasRows(s, of ?? name) : false;
  const apart = types.some((t) => storageOf(t) !== "plain");
  const pages = {
    table: (filled ? 1 : 0) + (apart ? 1 : 0),
    index: filled ? 2 : 1,
    view: 0,
    sequence: 1,
  }[kind];
  const size = pages === 0 ? "0 bytes" : pages === 1 ? "8192 bytes" : `${pages * 8} kB`;
  return ["permanent", ...(method ? [{ table: "heap", index: "btree", view: "", sequence: "" }[kind]] : []), size, ""];
}

async function hasRows(s: Psql, table: string): Promise<boolean> {
  const reply = await s.db.ask(`SELECT 1 FROM "${table}" LIMIT 1`);
  return Boolean(reply && "result" in reply && reply.result.rows.length);
}

/** How values of a type are stored. */
export function storageOf(type: string): string {
  if (/\[\]$|^(?:text|character|json|bytea|xml|tsvector)/.test(type)) return "extended";
  return /^numeric|^inet|^cidr/.test(type) ? "main" : "plain";
}

/** What `\l+` says of a database. */
export const DATABASES: Readonly<Record<string, readonly [size: string, description: string]>> = {
  postgres: ["7508 kB", "default administrative connection database"],
  template0: ["7353 kB", "unmodifiable empty database"],
  template1: ["7580 kB", "default template for new databases"],
};
