import type { Statement } from "../ast-statements.ts";
import { needRole, roleOf } from "../catalog/lookup.ts";
import { isSuperuser } from "../catalog/rights.ts";
import { newDatabase, newHeap } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import { need } from "../run/visibility.ts";
import type { Session } from "../session.ts";
import { done } from "./outcome.ts";

function outsideTransaction(s: Session, what: string): void {
  if (need(s).explicit) throw new PgError(`${what} cannot run inside a transaction block`, "25001");
}

/** CREATE DATABASE: a copy of its template. */
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

/** DROP DATABASE. */
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

/** ALTER DATABASE: its owner, its name. */
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
