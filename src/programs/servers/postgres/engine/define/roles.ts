import type { Statement } from "../ast-statements.ts";
import {
  findRelation,
  functionsOf,
  needRole,
  noRelation,
  objectsOf,
  putObject,
  roleOf,
  schemaExists,
} from "../catalog/lookup.ts";
import type { AclItem, CatalogObject, Role } from "../catalog/objects.ts";
import { isSuperuser } from "../catalog/rights.ts";
import { newDatabase, newHeap, newRole } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import { need } from "../run/visibility.ts";
import type { Session } from "../session.ts";
import { described } from "./drop.ts";

const done = (tag: string): Outcome => ({ tag, count: 0 });

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

/** Letters for privileges, in the order in which the server shows them. */
const LETTERS: Readonly<Record<string, string>> = {
  insert: "a",
  select: "r",
  update: "w",
  delete: "d",
  truncate: "D",
  references: "x",
  trigger: "t",
  maintain: "m",
  usage: "U",
  create: "C",
  connect: "c",
  temporary: "T",
  temp: "T",
  execute: "X",
};
const ALL: Readonly<Record<string, string>> = {
  table: "arwdDxtm",
  sequence: "rwU",
  database: "CTc",
  schema: "UC",
  function: "X",
  type: "U",
};
const ORDER = "arwdDxtmXUCTc";
const sortedRights = (r: string): string =>
  [...new Set(r)].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)).join("");

function ownAcl(o: CatalogObject, on: string): readonly AclItem[] {
  const own: AclItem = { to: o.owner, by: o.owner, rights: ALL[on] ?? "", grantable: "" };
  if (o.k === "schema" && o.name === "public") return [own, { to: "", by: o.owner, rights: "U", grantable: "" }];
  if (o.k === "function") return [{ to: "", by: o.owner, rights: "X", grantable: "" }, own];
  return [own];
}

/** Rights with some given or taken. */
export function changedAcl(
  acl: readonly AclItem[],
  q: { readonly grant: boolean; readonly option: boolean },
  to: string,
  by: string,
  rights: string,
): AclItem[] {
  const out = acl.map((a) => ({ ...a }));
  const at = out.findIndex((a) => a.to === to);
  const there = out[at];
  if (q.grant) {
    if (there)
      out[at] = {
        ...there,
        rights: sortedRights(there.rights + rights),
        grantable: q.option ? sortedRights(there.grantable + rights) : there.grantable,
      };
    else out.push({ to, by, rights: sortedRights(rights), grantable: q.option ? rights : "" });
    return out;
  }
  if (!there) return out;
  const left = [...there.rights].filter((r) => !rights.includes(r)).join("");
  if (left === "") out.splice(at, 1);
  else
    out[at] = { ...there, rights: left, grantable: [...there.grantable].filter((r) => !rights.includes(r)).join("") };
  return out;
}

export function grant(s: Session, q: Extract<Statement, { k: "grant" }>): Outcome {
  const tag = q.grant ? "GRANT" : "REVOKE";
  const roles = q.roles.map((r) => (r === "public" ? "" : needRole(s, r).name));
  const objects: CatalogObject[] = [];
  if (q.allIn) {
    for (const n of q.allIn) {
      if (!schemaExists(s, n)) throw new PgError(`schema "${n}" does not exist`, "3F000");
      for (const o of objectsOf(s).values())
        if (
          o.schema === n &&
          (q.on === "table" ? o.k === "table" || o.k === "view" || o.k === "materialized view" : o.k === q.on)
        )
          objects.push(o);
    }
  } else
    for (const n of q.names) {
      if (q.on === "database") {
        const d = s.cluster.databases.get(n.name);
        if (!d) throw new PgError(`database "${n.name}" does not exist`, "3D000");
        let acl = d.acl ?? [
          { to: "", by: d.owner, rights: "Tc", grantable: "" },
          { to: d.owner, by: d.owner, rights: "CTc", grantable: "" },
        ];
        for (const to of roles) acl = changedAcl(acl, q, to, s.user, rightsOf(q));
        d.acl = acl;
        continue;
      }
      let o: CatalogObject | undefined;
      if (q.on === "schema") for (const x of objectsOf(s).values()) if (x.k === "schema" && x.name === n.name) o = x;
      if (q.on === "function") [o] = functionsOf(s, n.schema === undefined ? [n.name] : [n.schema, n.name]);
      if (q.on === "table" || q.on === "sequence") o = findRelation(s, n);
      if (q.on === "type") for (const x of objectsOf(s).values()) if (x.k === "type" && x.name === n.name) o = x;
      if (!o) {
        if (q.on === "schema") throw new PgError(`schema "${n.name}" does not exist`, "3F000");
        if (q.on === "function") throw new PgError(`function ${n.name}() does not exist`, "42883");
        throw noRelation(n, false);
      }
      if (!isSuperuser(s) && o.owner !== s.user && !o.acl?.some((a) => a.to === s.user && a.grantable !== ""))
        throw new PgError(`permission denied for ${o.k} ${o.name}`, "42501");
      objects.push(o);
    }
  for (const o of objects) {
    let acl = o.acl ?? ownAcl(o, q.on);
    for (const to of roles) acl = changedAcl(acl, q, to, o.owner, rightsOf(q));
    putObject(s, { ...o, acl });
  }
  return done(tag);
}

function rightsOf(q: Extract<Statement, { k: "grant" }>): string {
  return q.privileges
    .map((p) => {
      if (p.columns.length) throw new PgError("drydock: rights on single columns are not simulated", "0A000");
      if (p.name === "all") return ALL[q.on] ?? "";
      const letter = LETTERS[p.name];
      if (letter === undefined) throw new PgError(`unrecognized privilege type "${p.name}"`, "42601");
      if (!(ALL[q.on] ?? "").includes(letter))
        throw new PgError(
          `invalid privilege type ${p.name.toUpperCase()} for ${q.on === "table" ? "relation" : q.on}`,
          "0LP01",
        );
      return letter;
    })
    .join("");
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

function outsideTransaction(s: Session, what: string): void {
  if (need(s).explicit) throw new PgError(`${what} cannot run inside a transaction block`, "25001");
}

export function createDatabase(s: Session, q: Extract<Statement, { k: "create database" }>): Outcome {
  outsideTransaction(s, "CREATE DATABASE");
  const me = roleOf(s, s.user);
  if (!me?.superuser && !me?.createdb) throw new PgError("permission denied to create database", "42501");
  if (s.cluster.databases.has(q.name)) throw new PgError(`database "${q.name}" already exists`, "42P04");
  const owner = q.owner === undefined ? s.user : needRole(s, q.owner).name;
  const from = s.cluster.databases.get(q.template ?? "template1");
  if (!from) throw new PgError(`template database "${q.template}" does not exist`, "3D000");
  const d = newDatabase(s.cluster, q.name, owner);
  d.objects = new Map(from.objects);
  for (const [n, h] of from.heaps) {
    const heap = newHeap();
    heap.rows = h.rows.map((v) => ({ ...v }));
    d.heaps.set(n, heap);
  }
  for (const [n, q2] of from.sequences) d.sequences.set(n, { ...q2 });
  s.cluster.databases = new Map([...s.cluster.databases, [q.name, d]]);
  return done("CREATE DATABASE");
}

export function dropDatabase(s: Session, q: Extract<Statement, { k: "drop database" }>): Outcome {
  outsideTransaction(s, "DROP DATABASE");
  const d = s.cluster.databases.get(q.name);
  if (!d) {
    if (!q.ifExists) throw new PgError(`database "${q.name}" does not exist`, "3D000");
    s.notices.push({ severity: "NOTICE", message: `database "${q.name}" does not exist, skipping` });
    return done("DROP DATABASE");
  }
  if (d.owner !== s.user && !isSuperuser(s)) throw new PgError(`must be owner of database ${q.name}`, "42501");
  if (d === s.database) throw new PgError("cannot drop the currently open database", "55006");
  if (/^template[01]$/.test(q.name)) throw new PgError("cannot drop a template database", "42809");
  const others = [...s.cluster.sessions].filter((x) => x.database === d).length;
  if (others)
    throw new PgError(`database "${q.name}" is being accessed by other users`, "55006", {
      detail:
        others === 1
          ? "There is 1 other session using the database."
          : `There are ${others} other sessions using the database.`,
    });
  const next = new Map(s.cluster.databases);
  next.delete(q.name);
  s.cluster.databases = next;
  return done("DROP DATABASE");
}

export function alterDatabase(s: Session, q: Extract<Statement, { k: "alter database" }>): Outcome {
  const d = s.cluster.databases.get(q.name);
  if (!d) throw new PgError(`database "${q.name}" does not exist`, "3D000");
  if (q.owner !== undefined) d.owner = needRole(s, q.owner).name;
  if (q.rename !== undefined) {
    if (s.cluster.databases.has(q.rename)) throw new PgError(`database "${q.rename}" already exists`, "42P04");
    if (d === s.database) throw new PgError("current database cannot be renamed", "0A000");
    d.name = q.rename;
    s.cluster.databases = new Map(
      [...s.cluster.databases].map(([n, x]) => [n === q.name ? (q.rename as string) : n, x]),
    );
  }
  return done("ALTER DATABASE");
}
