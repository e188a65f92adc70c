import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { roleOf } from "./lookup.ts";
import type { AclItem, CatalogObject } from "./objects.ts";

/** All roles that a role acts for: itself and those it is a member of. */
export function rolesOf(s: Session, name: string): Set<string> {
  const out = new Set<string>();
  const add = (n: string) => {
    if (out.has(n)) return;
    out.add(n);
    for (const m of roleOf(s, n)?.memberOf ?? []) add(m);
  };
  add(name);
  if (s.database.owner === name) add("pg_database_owner");
  return out;
}

export const isSuperuser = (s: Session, name = s.user): boolean => roleOf(s, name)?.superuser ?? false;

const kindWord = (o: CatalogObject): string => (o.k === "table" ? "table" : o.k);

export function isOwner(s: Session, o: { readonly owner: string }): boolean {
  return isSuperuser(s) || rolesOf(s, s.user).has(o.owner);
}

/** Throws where the session's user is not the owner of something. */
export function needOwner(s: Session, o: CatalogObject): void {
  if (isOwner(s, o)) return;
  throw new PgError(`must be owner of ${kindWord(o)} ${o.name}`, "42501");
}

export function hasRight(
  s: Session,
  o: { readonly owner: string; readonly acl: readonly AclItem[] | undefined },
  right: string,
  user = s.user,
): boolean {
  if (isSuperuser(s, user)) return true;
  const roles = rolesOf(s, user);
  if (roles.has(o.owner) && !o.acl) return true;
  return (o.acl ?? []).some((a) => (a.to === "" || roles.has(a.to)) && a.rights.includes(right));
}

/** Throws where the user may not do something with a table, view or sequence. */
export function checkRight(s: Session, o: CatalogObject, right: string): void {
  if (o.schema !== "" && o.schema !== "public" && o.schema !== "pg_temp") checkSchema(s, o.schema, "U");
  if (!hasRight(s, o, right)) throw new PgError(`permission denied for ${kindWord(o)} ${o.name}`, "42501");
}

const PUBLIC_SCHEMA: readonly AclItem[] = [
  { to: "pg_database_owner", by: "pg_database_owner", rights: "UC", grantable: "" },
  { to: "", by: "pg_database_owner", rights: "U", grantable: "" },
];

export function checkSchema(s: Session, name: string, right: string, at?: number): void {
  if (/^(pg_catalog|information_schema|pg_temp)$/.test(name)) return;
  for (const o of (s.transaction?.objects ?? s.database.objects).values())
    if (o.k === "schema" && o.name === name) {
      const acl = o.acl ?? (name === "public" ? PUBLIC_SCHEMA : undefined);
      if (!hasRight(s, { owner: o.owner, acl }, right))
        throw new PgError(`permission denied for schema ${name}`, "42501", { at });
    }
}

/** Rights as `\dp` shows them: `reader=r/postgres`. */
export const aclText = (items: readonly AclItem[]): string[] =>
  items.map((a) => `${a.to}=${[...a.rights].map((r) => (a.grantable.includes(r) ? `${r}*` : r)).join("")}/${a.by}`);
