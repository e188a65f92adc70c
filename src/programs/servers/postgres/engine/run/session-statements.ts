import { query } from "../analyse/query.ts";
import { newScope } from "../analyse/scope.ts";
import type { Statement } from "../ast-statements.ts";
import { findRelation, needRole, noRelation, setting } from "../catalog/lookup.ts";
import { isSuperuser, rolesOf } from "../catalog/rights.ts";
import { DEFAULTS, KNOWN, normalised, READ_ONLY } from "../catalog/settings.ts";
import { resolveType } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { NO_MOD, T } from "../types/type.ts";
import { type Outcome, runPlan } from "./perform.ts";
import { need } from "./visibility.ts";

const done = (tag: string): Outcome => ({ tag, count: 0 });

/** Statements about the session; undefined for all others. */
export function sessionStatement(s: Session, q: Statement, _text: string): Outcome | undefined {
  switch (q.k) {
    case "set":
      return set(s, q);
    case "show":
      return show(s, q.name);
    case "set role":
      return setRole(s, q);
    case "set transaction": {
      const t = need(s);
      if (!t.explicit)
        s.notices.push({ severity: "WARNING", message: "SET TRANSACTION can only be used in transaction blocks" });
      if (q.readOnly !== undefined) t.readOnly = q.readOnly;
      if (q.isolation !== undefined) t.isolation = q.isolation;
      return done("SET");
    }
    case "set constraints":
      return done("SET CONSTRAINTS");
    case "prepare":
      if (s.prepared.has(q.name)) throw new PgError(`prepared statement "${q.name}" already exists`, "42P05");
      s.prepared.set(q.name, { statement: q.of, types: q.types.map((t) => resolveType(s, t).type), text: q.text });
      return done("PREPARE");
    case "deallocate":
      if (q.name === undefined) s.prepared.clear();
      else if (!s.prepared.delete(q.name)) throw new PgError(`prepared statement "${q.name}" does not exist`, "26000");
      return done(q.name === undefined ? "DEALLOCATE ALL" : "DEALLOCATE");
    case "discard":
      if (q.what === "ALL") {
        s.prepared.clear();
        s.cursors.clear();
        s.settings = new Map();
        s.listener.channels.clear();
      }
      return done(`DISCARD ${q.what}`);
    case "listen":
      s.listener.channels.add(q.channel);
      s.cluster.listeners.add(s.listener);
      return done("LISTEN");
    case "unlisten":
      if (q.channel === undefined) s.listener.channels.clear();
      else s.listener.channels.delete(q.channel);
      return done("UNLISTEN");
    case "notify":
      need(s).notifications.push({ channel: q.channel, payload: q.payload, pid: s.pid });
      return done("NOTIFY");
    case "declare":
      return declare(s, q);
    case "fetch":
      return fetch(s, q);
    case "close":
      if (q.name === undefined) s.cursors.clear();
      else if (!s.cursors.delete(q.name)) throw new PgError(`cursor "${q.name}" does not exist`, "34000");
      return done(q.name === undefined ? "CLOSE CURSOR ALL" : "CLOSE CURSOR");
    case "lock":
      if (!need(s).explicit) throw new PgError("LOCK TABLE can only be used in transaction blocks", "25P01");
      for (const t of q.tables) if (!findRelation(s, t)) throw noRelation(t, false);
      return done("LOCK TABLE");
    case "vacuum":
      if (q.verb === "VACUUM" && need(s).explicit)
        throw new PgError("VACUUM cannot run inside a transaction block", "25001");
      if (q.verb === "REINDEX" || q.verb === "CLUSTER" || q.verb === "CHECKPOINT") {
        for (const t of q.tables)
          if (q.verb === "REINDEX" && !findRelation(s, t) && t.name !== s.database.name) throw noRelation(t, false);
        return done(q.verb);
      }
      return undefined;
    default:
      return undefined;
  }
}

function set(s: Session, q: Extract<Statement, { k: "set" }>): Outcome {
  const { name } = q;
  if (name === "all") {
    s.settings = new Map();
    return done("RESET");
  }
  if (!KNOWN.has(name) && !name.includes("."))
    throw new PgError(`unrecognized configuration parameter "${name}"`, "42704");
  if (READ_ONLY.has(name)) {
    throw new PgError(`parameter "${name}" cannot be changed${READ_ONLY.get(name) ?? ""}`, "55P02");
  }
  const t = need(s);
  if (q.local && !t.explicit)
    s.notices.push({ severity: "WARNING", message: "SET LOCAL can only be used in transaction blocks" });
  const value = q.value === undefined ? undefined : normalised(name, q.value);
  const from = q.local ? (t.settings ?? new Map<string, string>()) : s.settings;
  const next = new Map(from);
  if (value === undefined) next.delete(name);
  else next.set(name, value);
  if (q.local) {
    if (t.explicit) t.settings = next;
  } else s.settings = next;
  return done(q.value === undefined && !q.local ? "RESET" : "SET");
}

export function settingText(s: Session, given: string): string {
  const name = given.toLowerCase();
  switch (name) {
    case "transaction_isolation":
      return need(s).isolation;
    case "transaction_read_only":
      return need(s).readOnly ? "on" : "off";
    case "server_version":
      return /PostgreSQL (\S+ \([^)]*\)|\S+)/.exec(s.version)?.[1] ?? "18.6";
    case "server_version_num":
      return "180006";
    case "is_superuser":
      return isSuperuser(s) ? "on" : "off";
    case "session_authorization":
      return s.sessionUser;
    case "role":
      return s.user === s.sessionUser ? "none" : s.user;
    case "application_name":
      return setting(s, name) ?? s.client.application;
    default:
  }
  const value = setting(s, name) ?? DEFAULTS.get(name);
  if (value === undefined) throw new PgError(`unrecognized configuration parameter "${given}"`, "42704");
  return value;
}

function show(s: Session, name: string): Outcome {
  if (name === "all") {
    const rows = [...DEFAULTS].map(([n]) => [n, settingText(s, n), ""]);
    return {
      tag: "SHOW",
      count: 0,
      columns: ["name", "setting", "description"].map((n) => ({ name: n, type: T.text, mod: NO_MOD })),
      rows,
    };
  }
  const shown =
    ({ timezone: "TimeZone", datestyle: "DateStyle", intervalstyle: "IntervalStyle" } as Record<string, string>)[
      name.toLowerCase()
    ] ?? name.toLowerCase();
  return {
    tag: "SHOW",
    count: 0,
    columns: [{ name: shown, type: T.text, mod: NO_MOD }],
    rows: [[settingText(s, name)]],
  };
}

function setRole(s: Session, q: Extract<Statement, { k: "set role" }>): Outcome {
  if (q.role === undefined) {
    if (q.session) s.sessionUser = s.loginUser;
    s.user = s.sessionUser;
    return done(q.reset ? "RESET" : "SET");
  }
  const r = needRole(s, q.role);
  if (!isSuperuser(s, s.sessionUser) && !rolesOf(s, s.sessionUser).has(r.name))
    throw new PgError(`permission denied to set role "${q.role}"`, "42501");
  s.user = r.name;
  if (q.session) s.sessionUser = r.name;
  return done("SET");
}

function declare(s: Session, q: Extract<Statement, { k: "declare" }>): Outcome {
  if (!need(s).explicit && !q.hold) throw new PgError("DECLARE CURSOR can only be used in transaction blocks", "25P01");
  if (s.cursors.has(q.name)) throw new PgError(`cursor "${q.name}" already exists`, "42P03");
  const plan = query(q.query, newScope(s, undefined));
  s.cursors.set(q.name, { columns: plan.columns, rows: runPlan(s, plan), at: 0, hold: q.hold });
  return done("DECLARE CURSOR");
}

function fetch(s: Session, q: Extract<Statement, { k: "fetch" }>): Outcome {
  const c = s.cursors.get(q.name);
  if (!c) throw new PgError(`cursor "${q.name}" does not exist`, "34000");
  let rows = c.rows.slice(0, 0);
  const { count } = q;
  if (q.direction === "forward" && count >= 0) {
    rows = c.rows.slice(c.at, c.at + count);
    c.at = Math.min(c.rows.length + (count > rows.length ? 1 : 0), c.at + rows.length + (rows.length < count ? 1 : 0));
  } else if (q.direction === "absolute" || q.direction === "relative") {
    const to = q.direction === "relative" ? c.at + count : count < 0 ? c.rows.length + count + 1 : count;
    rows = to >= 1 ? c.rows.slice(to - 1, to) : [];
    c.at = Math.max(0, Math.min(c.rows.length + 1, to));
  } else {
    const n = Math.abs(count);
    const from = Math.max(0, c.at - 1 - n);
    rows = c.rows.slice(from, Math.max(0, c.at - 1)).reverse();
    c.at = rows.length < n ? 0 : from + 1;
  }
  if (q.move) return { tag: `MOVE ${rows.length}`, count: rows.length };
  return { tag: `FETCH ${rows.length}`, count: rows.length, columns: c.columns, rows };
}
