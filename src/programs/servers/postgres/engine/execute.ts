import type { Statement } from "./ast-statements.ts";
import { contextOf } from "./catalog/names.ts";
import { PgError } from "./error.ts";
import { defineFunctions } from "./functions/all.ts";
import { parseScript } from "./parse/statement.ts";
import { type Outcome, perform } from "./run/perform.ts";
import { subtransaction, takeBack } from "./run/subtransaction.ts";
import { takeSnapshot, vacuum } from "./run/visibility.ts";
import type { Notice, ResultColumn, Session, Transaction } from "./session.ts";
import { sentValue } from "./types/text.ts";
import { isNumeric, type PgType, plainType, type Row, T, typeText } from "./types/type.ts";

/** What a client gets for a statement. */
export interface StatementResult {
  readonly columns:
    | readonly {
        readonly name: string;
        readonly type: string;
        readonly numeric: boolean;
        readonly oid: number;
        readonly mod: number;
      }[]
    | undefined;
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  readonly tag: string;
  readonly affected: number;
  readonly notices: readonly Notice[];
  readonly copied?: string;
  readonly wantsData?: boolean;
}

/** Carries out the statements of a text; what each gives. An error ends them, and takes back those without a transaction. */
export function execute(s: Session, sql: string): StatementResult[] {
  defineFunctions();
  s.statementText = sql.trim().replace(/;$/, "");
  const script = parseScript(sql);
  const out: StatementResult[] = [];
  // Several statements at once are one transaction.
  const several = script.length > 1;
  if (several && s.params.length > 0)
    throw new PgError("cannot insert multiple commands into a prepared statement", "42601");
  try {
    for (const { statement, text } of script) {
      s.notices.length = 0;
      const outcome = one(s, statement, text, several);
      out.push(resultOf(s, outcome));
    }
    if (several && s.transaction && !s.transaction.explicit) commit(s);
    return out;
  } catch (e) {
    if (s.transaction && !s.transaction.explicit) rollback(s);
    if (e instanceof PgError) e.results = out;
    throw e;
  }
}

function begin(s: Session, explicit: boolean): Transaction {
  const xid = s.cluster.nextXid++;
  const t: Transaction = {
    explicit,
    failed: false,
    readOnly: s.settings.get("default_transaction_read_only") === "on",
    isolation: s.settings.get("default_transaction_isolation") ?? "read committed",
    snapshot: undefined,
    own: new Set([xid]),
    xid,
    cid: 1,
    began: s.now(),
    objects: s.database.objects,
    base: s.database.objects,
    savepoints: [],
    notifications: [],
    deferred: [],
    settings: undefined,
  };
  s.cluster.active.set(xid, t);
  s.transaction = t;
  return t;
}

function end(s: Session, t: Transaction): void {
  for (const x of t.own) s.cluster.active.delete(x);
  s.transaction = undefined;
  for (const [n, c] of s.cursors) if (!c.hold) s.cursors.delete(n);
  vacuum(s);
}

/** Brings a transaction's changes to all. Throws PgError where a deferred constraint does not hold. */
export function commit(s: Session): void {
  const t = s.transaction;
  if (!t) return;
  try {
    t.cid++;
    for (const work of t.deferred) work();
  } catch (e) {
    rollback(s);
    throw e;
  }
  if (t.objects !== t.base) {
    if (s.database.objects === t.base) s.database.objects = t.objects;
    else {
      const merged = new Map(s.database.objects);
      for (const [oid, o] of t.objects) if (t.base.get(oid) !== o) merged.set(oid, o);
      for (const oid of t.base.keys()) if (!t.objects.has(oid)) merged.delete(oid);
      s.database.objects = merged;
    }
    dropTemporary(s);
  }
  for (const n of t.notifications)
    for (const l of s.cluster.listeners)
      if (l.database === s.database.name && l.channels.has(n.channel)) l.inbox.push(n);
  end(s, t);
}

/** Heaps that no table has any more. */
function dropTemporary(s: Session): void {
  if (s.cluster.active.size > 1) return;
  const used = new Set<number>();
  for (const o of s.database.objects.values()) if (o.k === "table" || o.k === "materialized view") used.add(o.heap);
  for (const h of s.database.heaps.keys()) if (!used.has(h)) s.database.heaps.delete(h);
}

export function rollback(s: Session): void {
  const t = s.transaction;
  if (!t) return;
  takeBack(s, [...t.own]);
  end(s, t);
}

const done = (tag: string): Outcome => ({ tag, count: 0 });
const warn = (s: Session, message: string) => s.notices.push({ severity: "WARNING", message });

function one(s: Session, q: Statement, text: string, several: boolean): Outcome {
  const open = s.transaction;
  const ends = q.k === "end" || (q.k === "savepoint" && q.word === "ROLLBACK");
  if (open?.failed && !ends)
    throw new PgError("current transaction is aborted, commands ignored until end of transaction block", "25P02");
  switch (q.k) {
    case "begin": {
      if (open?.explicit) {
        warn(s, "there is already a transaction in progress");
        return done(q.word);
      }
      const t = open ?? begin(s, true);
      t.explicit = true;
      if (q.readOnly !== undefined) t.readOnly = q.readOnly;
      if (q.isolation !== undefined) t.isolation = q.isolation;
      return done(q.word);
    }
    case "end":
      return endStatement(s, q);
    case "savepoint":
      return savepoint(s, q);
    default:
  }
  const t = open ?? begin(s, false);
  if (t.explicit && t.isolation !== "read committed" && !t.snapshot) t.snapshot = takeSnapshot(s);
  try {
    const outcome = subtransaction(s, () => perform(s, q, text));
    if (!t.explicit && !several) commit(s);
    return outcome;
  } catch (e) {
    if (!t.explicit) rollback(s);
    else if (e instanceof PgError) t.failed = true;
    throw e;
  }
}

function endStatement(s: Session, q: Extract<Statement, { k: "end" }>): Outcome {
  const t = s.transaction;
  const word = q.commit ? "COMMIT" : "ROLLBACK";
  if (!t?.explicit) {
    if (q.chain) throw new PgError(`${word} AND CHAIN can only be used in transaction blocks`, "25P01");
    warn(s, "there is no transaction in progress");
    if (t) {
      if (q.commit) commit(s);
      else rollback(s);
    }
    return done(word);
  }
  const { failed, readOnly, isolation } = t;
  if (q.commit && !failed) commit(s);
  else rollback(s);
  if (q.chain) {
    const next = begin(s, true);
    next.readOnly = readOnly;
    next.isolation = isolation;
  }
  return done(failed ? "ROLLBACK" : word);
}

function savepoint(s: Session, q: Extract<Statement, { k: "savepoint" }>): Outcome {
  const t = s.transaction;
  if (!t?.explicit) {
    const what = { ROLLBACK: "ROLLBACK TO SAVEPOINT", RELEASE: "RELEASE SAVEPOINT", SAVEPOINT: "SAVEPOINT" }[q.word];
    throw new PgError(`${what} can only be used in transaction blocks`, "25P01");
  }
  if (q.word === "SAVEPOINT") {
    t.savepoints = [...t.savepoints, { name: q.name, objects: t.objects, xids: [...t.own] }];
    return done("SAVEPOINT");
  }
  const at = t.savepoints.findLastIndex((p) => p.name === q.name);
  const point = t.savepoints[at];
  if (!point) {
    t.failed = true;
    throw new PgError(`savepoint "${q.name}" does not exist`, "3B001");
  }
  if (q.word === "RELEASE") {
    t.savepoints = t.savepoints.slice(0, at);
    return done("RELEASE");
  }
  const kept = new Set(point.xids);
  takeBack(
    s,
    [...t.own].filter((x) => !kept.has(x)),
  );
  t.objects = point.objects;
  t.failed = false;
  t.savepoints = t.savepoints.slice(0, at + 1);
  return done("ROLLBACK");
}

function resultOf(s: Session, o: Outcome): StatementResult {
  const cx = contextOf(s);
  const notices = [...s.notices];
  s.notices.length = 0;
  const columns = o.columns?.map((c) => ({
    name: c.name,
    type: wireType(c.type),
    numeric: isNumeric(plainType(c.type)),
    oid: c.type.oid,
    mod: wireMod(c),
  }));
  const rows = (o.rows ?? []).map((r: Row) =>
    r.slice(0, o.columns?.length ?? 0).map((v, i) => sentValue(v, o.columns?.[i]?.type ?? T.text, cx)),
  );
  return {
    columns,
    rows,
    tag: o.tag,
    affected: o.count,
    notices,
    ...(o.copied === undefined ? {} : { copied: o.copied }),
    ...(o.wantsData ? { wantsData: true } : {}),
  };
}

/** The numbers behind a type as the protocol has them. */
function wireMod(c: ResultColumn): number {
  const [n, scale = 0] = c.mod;
  if (n === undefined) return -1;
  const { name } = plainType(c.type);
  if (name === "numeric") return n * 65536 + scale + 4;
  return name === "varchar" || name === "bpchar" ? n + 4 : n;
}

const wireType = (t: PgType): string => (t.name === "unknown" ? "text" : typeText(t));
