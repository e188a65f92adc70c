import type { Statement } from "../ast-statements.ts";
import {
  findRelation,
  functionsOf,
  needRole,
  noRelation,
  objectsOf,
  putObject,
  schemaExists,
} from "../catalog/lookup.ts";
import type { AclItem, CatalogObject } from "../catalog/objects.ts";
import { isSuperuser } from "../catalog/rights.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { done } from "./outcome.ts";

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

/** GRANT and REVOKE on objects. */
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
