import type { Statement } from "../ast-statements.ts";
import { needRole, objectsOf, putObject, roleOf } from "../catalog/lookup.ts";
import type { AclItem, Role } from "../catalog/objects.ts";
import { isSuperuser } from "../catalog/rights.ts";
import { newRole } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import { need } from "../run/visibility.ts";
import type { Session } from "../session.ts";
import { described } from "./dependents.ts";
import { done } from "./outcome.ts";

function putRole(s: Session, r: Role): void {
  s.cluster.roles = new Map(s.cluster.roles).set(r.name, r);
}

function mayChangeRoles(s: Session, what: string): void {
  const me = roleOf(s, s.user);
  if (me?.superuser || me?.createrole) return;
  throw new PgError(
    `permission denied to ${what}`,
    "42501",
    what === "create role" ? { detail: "Only roles with the CREATEROLE attribute may create roles." } : {},
  );
}

export function role(s: Session, q: Extract<Statement, { k: "role" }>): Outcome {
  const tag = q.verb === "create" ? "CREATE ROLE" : "ALTER ROLE";
  const o = q.options;
  const bool = (n: string, standard: boolean): boolean => {
    const v = o.get(n);
    return typeof v === "boolean" ? v : standard;
  };
  if (q.verb === "create") {
    mayChangeRoles(s, "create role");
    if (/^pg_/.test(q.name))
      throw new PgError(`role name "${q.name}" is reserved`, "42939", {
        detail: 'Role names starting with "pg_" are reserved.',
      });
    if (s.cluster.roles.has(q.name)) throw new PgError(`role "${q.name}" already exists`, "42710");
  }
  const before = q.verb === "create" ? newRole(s.cluster, q.name) : needRole(s, q.name);
  const superuser = () =>
    new PgError(`permission denied to ${q.verb} role`, "42501", {
      detail: `Only roles with the SUPERUSER attribute may ${q.verb === "create" ? "create roles with" : "change"} the SUPERUSER attribute.`,
    });
  if (q.verb === "alter" && o.has("superuser") && !isSuperuser(s)) throw superuser();
  if (q.verb === "alter" && !(before.name === s.user && [...o.keys()].every((k) => k === "password")))
    mayChangeRoles(s, "alter role");
  if (q.rename !== undefined) {
    if (s.cluster.roles.has(q.rename)) throw new PgError(`role "${q.rename}" already exists`, "42710");
    renameRole(s, before, q.rename);
    return done(tag);
  }
  const password = o.get("password");
  if (o.get("superuser") === true && !isSuperuser(s)) throw superuser();
  const limit = o.get("limit");
  const until = o.get("until");
  putRole(s, {
    ...before,
    superuser: bool("superuser", before.superuser),
    createdb: bool("createdb", before.createdb),
    createrole: bool("createrole", before.createrole),
    login: bool("login", before.login),
    replication: bool("replication", before.replication),
    bypassrls: bool("bypassrls", before.bypassrls),
    inherit: bool("inherit", before.inherit),
    limit: typeof limit === "number" ? limit : before.limit,
    until: typeof until === "string" ? until : before.until,
    password: password === null ? undefined : typeof password === "string" ? password : before.password,
    memberOf: [...before.memberOf, ...q.inRole.map((r) => needRole(s, r).name)],
  });
  return done(tag);
}

function renameRole(s: Session, r: Role, to: string): void {
  const swap = (n: string) => (n === r.name ? to : n);
  s.cluster.roles = new Map(
    [...s.cluster.roles].map(([n, x]) => [swap(n), { ...x, name: swap(x.name), memberOf: x.memberOf.map(swap) }]),
  );
  const acl = (a: readonly AclItem[] | undefined) => a?.map((x) => ({ ...x, to: swap(x.to), by: swap(x.by) }));
  for (const o of objectsOf(s).values())
    if (o.owner === r.name || o.acl) putObject(s, { ...o, owner: swap(o.owner), acl: acl(o.acl) });
  for (const d of s.cluster.databases.values()) {
    d.owner = swap(d.owner);
    if (d !== s.database)
      d.objects = new Map([...d.objects].map(([k, o]) => [k, { ...o, owner: swap(o.owner), acl: acl(o.acl) }]));
  }
}

/** What is in the way of a role's end. */
function uses(s: Session, name: string): string[] {
  const out: string[] = [];
  for (const d of s.cluster.databases.values()) if (d.owner === name) out.push(`owner of database ${d.name}`);
  for (const o of objectsOf(s).values()) {
    if (o.k === "index" || o.k === "trigger" || (o.k === "sequence" && o.ownedBy)) continue;
    if (o.owner === name) out.push(`owner of ${described(s, o)}`);
    else if (o.acl?.some((a) => a.to === name)) out.push(`privileges for ${described(s, o)}`);
  }
  return out;
}

export function dropRole(s: Session, q: Extract<Statement, { k: "drop role" }>): Outcome {
  mayChangeRoles(s, "drop role");
  for (const n of q.names) {
    const r = roleOf(s, n);
    if (!r) {
      if (!q.ifExists) throw new PgError(`role "${n}" does not exist`, "42704");
      s.notices.push({ severity: "NOTICE", message: `role "${n}" does not exist, skipping` });
      continue;
    }
    if (n === s.user) throw new PgError("current user cannot be dropped", "55006");
    if (n === s.sessionUser) throw new PgError("session user cannot be dropped", "55006");
    const found = uses(s, n);
    if (found.length)
      throw new PgError(`role "${n}" cannot be dropped because some objects depend on it`, "2BP01", {
        detail: found.join("\n"),
      });
    const next = new Map(s.cluster.roles);
    next.delete(n);
    for (const [k, x] of next)
      if (x.memberOf.includes(n)) next.set(k, { ...x, memberOf: x.memberOf.filter((m) => m !== n) });
    s.cluster.roles = next;
  }
  return done("DROP ROLE");
}

export function owned(s: Session, q: Extract<Statement, { k: "owned" }>): Outcome {
  const roles = new Set(q.roles.map((r) => needRole(s, r).name));
  const to = q.to === undefined ? undefined : needRole(s, q.to).name;
  for (const o of [...objectsOf(s).values()]) {
    if (to !== undefined) {
      if (roles.has(o.owner))
        putObject(s, { ...o, owner: to, acl: o.acl?.map((a) => (a.to === o.owner ? { ...a, to } : a)) });
      continue;
    }
    if (roles.has(o.owner)) {
      const t = need(s);
      const next = new Map(t.objects);
      next.delete(o.oid);
      t.objects = next;
    } else if (o.acl?.some((a) => roles.has(a.to))) putObject(s, { ...o, acl: o.acl.filter((a) => !roles.has(a.to)) });
  }
  return done(q.verb === "drop" ? "DROP OWNED" : "REASSIGN OWNED");
}

export function grantRole(s: Session, q: Extract<Statement, { k: "grant role" }>): Outcome {
  for (const to of q.to) {
    let r = needRole(s, to);
    for (const n of q.roles) {
      const group = needRole(s, n).name;
      if (group === r.name) throw new PgError(`role "${group}" is a member of role "${r.name}"`, "0LP01");
      if (q.grant && r.memberOf.includes(group))
        s.notices.push({
          severity: "NOTICE",
          message: `role "${r.name}" has already been granted membership in role "${group}" by role "${s.user}"`,
        });
      r = { ...r, memberOf: q.grant ? [...new Set([...r.memberOf, group])] : r.memberOf.filter((m) => m !== group) };
      putRole(s, r);
    }
  }
  return done(q.grant ? "GRANT ROLE" : "REVOKE ROLE");
}
