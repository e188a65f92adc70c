import type { Heap, Version } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import type { Session, Snapshot, Transaction } from "../session.ts";
import { rowKey } from "../types/compare.ts";
import type { Row } from "../types/type.ts";

/** Thrown where another transaction must end first; the statement is done again then. */
export class Waiting {
  constructor(readonly xid: number) {}
}

export function need(s: Session): Transaction {
  const t = s.transaction;
  if (!t) throw new Error("no transaction");
  return t;
}

export function takeSnapshot(s: Session): Snapshot {
  const t = need(s);
  if (t.snapshot) return { ...t.snapshot, cid: t.cid };
  const others = [...s.cluster.active.keys()].filter((x) => !t.own.has(x));
  return { next: s.cluster.nextXid, active: new Set(others), cid: t.cid };
}

function done(s: Session, xid: number, cid: number, snap: Snapshot): boolean {
  if (need(s).own.has(xid)) return cid < snap.cid;
  return xid < snap.next && !snap.active.has(xid) && !s.cluster.active.has(xid) && !s.cluster.aborted.has(xid);
}

export function isVisible(s: Session, v: Version, snap: Snapshot): boolean {
  return done(s, v.xmin, v.cmin, snap) && (v.xmax === 0 || !done(s, v.xmax, v.cmax, snap));
}

/** The rows of a heap that a snapshot shows. */
export function visibleRows(s: Session, heap: Heap, snap: Snapshot): Version[] {
  return heap.rows.filter((v) => isVisible(s, v, snap));
}

export function insertVersion(s: Session, heap: Heap, values: Row): Version {
  const t = need(s);
  const v: Version = { values, xmin: t.xid, cmin: t.cid, xmax: 0, cmax: 0, next: undefined };
  heap.rows.push(v);
  for (const [columns, map] of heap.keys) {
    const key = keyOfRow(values, columns);
    const there = map.get(key);
    if (there) there.push(v);
    else map.set(key, [v]);
  }
  s.cluster.dirty.add(heap);
  return v;
}

/** Takes a row away. Waits for another transaction that did so first. False: it is gone. */
export function removeVersion(s: Session, heap: Heap, v: Version): boolean {
  const t = need(s);
  const { cluster } = s;
  if (v.xmax !== 0 && !cluster.aborted.has(v.xmax)) {
    if (t.own.has(v.xmax)) return false;
    if (cluster.active.has(v.xmax)) throw new Waiting(v.xmax);
    if (t.isolation !== "read committed")
      throw new PgError("could not serialize access due to concurrent update", "40001");
    return false;
  }
  v.xmax = t.xid;
  v.cmax = t.cid;
  cluster.dirty.add(heap);
  return true;
}

export function updateVersion(s: Session, heap: Heap, v: Version, values: Row): Version | undefined {
  if (!removeVersion(s, heap, v)) return undefined;
  const made = insertVersion(s, heap, values);
  v.next = made;
  return made;
}

const keyOfRow = (values: Row, columns: string): string =>
  rowKey(columns.split(",").map((c) => values[Number(c)] ?? null));

/** Rows that have these values in these columns, whoever may see them. */
export function rowsByKey(heap: Heap, columns: readonly number[], values: Row): readonly Version[] {
  const name = columns.join(",");
  let map = heap.keys.get(name);
  if (!map) {
    map = new Map();
    for (const v of heap.rows) {
      const key = keyOfRow(v.values, name);
      const there = map.get(key);
      if (there) there.push(v);
      else map.set(key, [v]);
    }
    heap.keys.set(name, map);
  }
  return map.get(rowKey(values)) ?? [];
}

/** Whether a row is there for whoever comes now; waits for a transaction that may still take its row back. */
export function isLive(s: Session, v: Version): boolean {
  const { cluster } = s;
  const own = need(s).own;
  if (cluster.aborted.has(v.xmin)) return false;
  const gone = v.xmax !== 0 && !cluster.aborted.has(v.xmax);
  if (gone && (own.has(v.xmax) || !cluster.active.has(v.xmax))) return false;
  if (!own.has(v.xmin) && cluster.active.has(v.xmin)) throw new Waiting(v.xmin);
  if (gone && !own.has(v.xmax)) throw new Waiting(v.xmax);
  return true;
}

/** Throws away what nobody can see any more; only when no transaction goes on. */
export function vacuum(s: Pick<Session, "cluster">): void {
  const { cluster } = s;
  if (cluster.active.size > 0) return;
  for (const heap of cluster.dirty) {
    const before = heap.rows.length;
    heap.rows = heap.rows.filter((v) => !cluster.aborted.has(v.xmin) && (v.xmax === 0 || cluster.aborted.has(v.xmax)));
    for (const v of heap.rows) v.xmax = 0;
    if (heap.rows.length !== before) heap.keys.clear();
  }
  cluster.dirty.clear();
  cluster.aborted.clear();
}
