import type { Session } from "../session.ts";
import { need } from "./visibility.ts";

/** A new number for what is written from here on. */
export function freshXid(s: Session): number {
  const t = need(s);
  const xid = s.cluster.nextXid++;
  s.cluster.active.set(xid, t);
  t.own.add(xid);
  t.xid = xid;
  return xid;
}

/** Takes back what these numbers have written. */
export function takeBack(s: Session, xids: readonly number[]): void {
  const t = need(s);
  for (const x of xids) {
    s.cluster.aborted.add(x);
    s.cluster.active.delete(x);
    t.own.delete(x);
  }
}

/** Does something wholly or not at all. */
export function subtransaction<X>(s: Session, work: () => X): X {
  const t = need(s);
  const { objects, xid } = t;
  const before = new Set(t.own);
  freshXid(s);
  try {
    return work();
  } catch (e) {
    takeBack(
      s,
      [...t.own].filter((x) => !before.has(x)),
    );
    t.objects = objects;
    throw e;
  } finally {
    t.xid = xid;
    t.cid++;
  }
}
