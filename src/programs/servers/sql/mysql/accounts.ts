import type { Account } from "../ast.ts";
import type { Session } from "../session.ts";
import { storeFor } from "../session.ts";
import type { Privilege, Store, User } from "../store.ts";

/** Under what an account is kept: `ann@%`. */
export function accountKey(a: Pick<Account, "name" | "host">): string {
  return `${a.name}@${a.host.toLowerCase()}`;
}

export const shownAccount = (a: Pick<Account, "name" | "host">) => `'${a.name}'@'${a.host}'`;

/** `ann@%` in its two parts; a host holds no `@`. */
export function accountOf(key: string): { readonly name: string; readonly host: string } {
  const at = key.lastIndexOf("@");
  return at < 0 ? { name: key, host: "%" } : { name: key.slice(0, at), host: key.slice(at + 1) };
}

/** The account that somebody who comes from a host is: the most exact host first. */
export function accountFor(store: Store, name: string, host: string): readonly [key: string, user: User] | undefined {
  const found = [...store.users]
    .map(([key, user]) => ({ key, user, ...accountOf(key) }))
    .filter((a) => a.name === name && fits(a.host, host))
    .sort((a, b) => rank(a.host) - rank(b.host));
  const [first] = found;
  return first && [first.key, first.user];
}

function fits(pattern: string, host: string): boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  return new RegExp(`^${source}$`, "i").test(host);
}

const rank = (host: string) => (host === "%" ? 2 : /[%_]/.test(host) ? 1 : 0);

/** This session's own account. */
export function ownAccount(s: Session): readonly [key: string, user: User] | undefined {
  return accountFor(storeFor(s), s.user, s.host);
}

/** All rights of an account's: its own, and those of its roles. */
export function privilegesOf(store: Store, user: User, seen: ReadonlySet<string> = new Set()): readonly Privilege[] {
  const own = user.privileges ?? [];
  const roles = (user.roles ?? []).filter((r) => !seen.has(r));
  return [
    ...own,
    ...roles.flatMap((r) => {
      const role = store.users.get(r);
      return role ? privilegesOf(store, role, new Set([...seen, ...roles])) : [];
    }),
  ];
}

/** Whether a right (any, when none is named) is given in a database, for a table (any, when none is named). */
export function allows(
  all: readonly Privilege[],
  database: string,
  table: string | undefined,
  right: string | undefined,
): boolean {
  return all.some((g) => {
    if (g.schema !== "*" && !fitsSchema(g.schema, database)) return false;
    if (g.table !== "*" && table !== undefined && g.table.toLowerCase() !== table.toLowerCase()) return false;
    if (right === undefined) return g.rights.length > 0;
    return g.rights.some((r) => r.name === "ALL PRIVILEGES" || r.name === right);
  });
}

function fitsSchema(pattern: string, database: string): boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]]/g, "\\$&")
    .replaceAll("\\_", "\0")
    .replaceAll("%", ".*")
    .replaceAll("_", ".")
    .replaceAll("\0", "_");
  return new RegExp(`^${source}$`, "i").test(database);
}
