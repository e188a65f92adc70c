import type { Micros } from "../../../std/time.ts";

/** An entry's id: milliseconds, and its number within them. */
export interface Id {
  readonly ms: number;
  readonly seq: number;
}

export interface Entry {
  readonly id: Id;
  /** Names and values in turn. */
  readonly fields: readonly string[];
}

/** An entry that was given to a consumer and is not acknowledged. */
export interface Pending {
  readonly id: Id;
  consumer: string;
  deliveredAt: Micros;
  deliveries: number;
}

export interface Consumer {
  readonly name: string;
  seenAt: Micros;
  /** When it last got something. */
  activeAt: Micros | undefined;
}

export interface Group {
  lastDelivered: Id;
  /** How many entries were ever read; undefined where nobody can tell. */
  read: number | undefined;
  /** By id, ascending. */
  pending: Pending[];
  readonly consumers: Map<string, Consumer>;
}

export interface Stream {
  /** Ascending. */
  entries: Entry[];
  lastId: Id;
  maxDeleted: Id;
  /** Entries that were ever added. */
  added: number;
  readonly groups: Map<string, Group>;
}

export const ZERO: Id = { ms: 0, seq: 0 };
export const MAX: Id = { ms: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER };

export const emptyStream = (): Stream => ({ entries: [], lastId: ZERO, maxDeleted: ZERO, added: 0, groups: new Map() });

export const compareIds = (a: Id, b: Id): number => a.ms - b.ms || a.seq - b.seq;
export const sameId = (a: Id, b: Id): boolean => a.ms === b.ms && a.seq === b.seq;
export const showId = (id: Id): string => `${bound(id.ms)}-${bound(id.seq)}`;

/** The largest number stands for the largest of 64 bits. */
const bound = (n: number) => (n === Number.MAX_SAFE_INTEGER ? "18446744073709551615" : String(n));

/** `1-2`, or `1` with the sequence that is meant then; undefined where it is no id. */
export function parseId(text: string | undefined, missing: number): Id | undefined {
  if (text === "-") return ZERO;
  if (text === "+") return MAX;
  const m = /^(\d{1,20})(?:-(\d{1,20}))?$/.exec(text ?? "");
  if (!m) return undefined;
  const number = (digits: string) => Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
  return { ms: number(m[1] ?? ""), seq: m[2] === undefined ? missing : number(m[2]) };
}

export const nextId = ({ ms, seq }: Id): Id => ({ ms, seq: seq + 1 });
export const previousId = ({ ms, seq }: Id): Id =>
  seq > 0 ? { ms, seq: seq - 1 } : { ms: ms - 1, seq: Number.MAX_SAFE_INTEGER };

/** The place of the first entry (or of its like) that is not before `id`. */
export function placeOf(entries: readonly { readonly id: Id }[], id: Id): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = entries[middle];
    if (one && compareIds(one.id, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Entries from `from` to `to`, both included. */
export function between<T extends { readonly id: Id }>(entries: readonly T[], from: Id, to: Id): T[] {
  return entries.slice(placeOf(entries, from), placeOf(entries, nextId(to)));
}

export function found<T extends { readonly id: Id }>(entries: readonly T[], id: Id): T | undefined {
  const one = entries[placeOf(entries, id)];
  return one && sameId(one.id, id) ? one : undefined;
}

/** Takes entries away; the ones that were there. */
export function removeEntries(s: Stream, ids: readonly Id[]): number {
  let removed = 0;
  for (const id of ids) {
    const at = placeOf(s.entries, id);
    const there = s.entries[at];
    if (!there || !sameId(there.id, id)) continue;
    s.entries.splice(at, 1);
    removed++;
    if (compareIds(id, s.maxDeleted) > 0) s.maxDeleted = id;
  }
  return removed;
}

/** How many entries were ever added up to an id; undefined where that cannot be told any more. */
export function addedUpTo(s: Stream, id: Id): number | undefined {
  const first = s.entries[0];
  if (s.added === 0) return undefined;
  if (!first && compareIds(id, s.lastId) < 1) return s.added;
  if (compareIds(id, ZERO) !== 0 && compareIds(id, s.maxDeleted) < 0) return undefined;
  const toLast = compareIds(id, s.lastId);
  if (toLast === 0) return s.added;
  if (toLast > 0 || !first) return undefined;
  if (sameId(s.maxDeleted, ZERO) || compareIds(s.maxDeleted, first.id) < 0) {
    const toFirst = compareIds(id, first.id);
    if (toFirst < 0) return s.added - s.entries.length;
    if (toFirst === 0) return s.added - s.entries.length + 1;
  }
  return undefined;
}

/** How many entries a group has not read yet; undefined where nobody can tell. */
export function lag(s: Stream, g: Group): number | undefined {
  if (s.added === 0 || s.entries.length === 0) return 0;
  if (g.read !== undefined && !deletedBehind(s, g)) return s.added - g.read;
  const read = addedUpTo(s, g.lastDelivered);
  return read === undefined ? undefined : s.added - read;
}

/** Whether something between the group's place and the end was deleted: its count of entries is then no measure. */
function deletedBehind(s: Stream, g: Group): boolean {
  const first = s.entries[0];
  if (!first || sameId(s.maxDeleted, ZERO)) return false;
  return compareIds(s.maxDeleted, first.id) > 0 && compareIds(s.maxDeleted, g.lastDelivered) > 0;
}

export function streamSize(s: Stream): number {
  return s.entries.reduce((n, e) => n + 16 + e.fields.reduce((m, f) => m + f.length + 2, 0), 0);
}

export function copiedStream(s: Stream): Stream {
  const groups = [...s.groups].map(
    ([name, g]) =>
      [
        name,
        {
          ...g,
          pending: g.pending.map((one) => ({ ...one })),
          consumers: new Map([...g.consumers].map(([who, c]) => [who, { ...c }])),
        },
      ] as const,
  );
  return { ...s, entries: [...s.entries], groups: new Map(groups) };
}
