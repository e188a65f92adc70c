import { whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, type Reply, texts } from "../resp.ts";
import {
  compareIds,
  type Entry,
  type Id,
  MAX,
  nextId,
  parseId,
  previousId,
  removeEntries,
  type Stream,
  showId,
  ZERO,
} from "../stream.ts";

export const badId = () => new RedisError("ERR Invalid stream ID specified as stream command argument");

/** An id that a command names; `missing` is the sequence of one without. */
export function idOf(text: string | undefined, missing = 0): Id {
  if (text === "-" || text === "+") throw badId();
  const id = parseId(text, missing);
  if (!id) throw badId();
  return id;
}

/** An end of a range: `-`, `+`, an id, or `(id` that does not count itself. */
export function endOf(text: string | undefined, start: boolean): Id {
  const open = text?.startsWith("(") ?? false;
  const rest = open ? text?.slice(1) : text;
  if (open && (rest === "-" || rest === "+")) throw badId();
  const id = parseId(rest, start ? 0 : Number.MAX_SAFE_INTEGER);
  if (!id) throw badId();
  if (!open) return id;
  if (start && compareIds(id, MAX) === 0) throw new RedisError("ERR invalid start ID for the interval");
  if (!start && compareIds(id, ZERO) === 0) throw new RedisError("ERR invalid end ID for the interval");
  return start ? nextId(id) : previousId(id);
}

export const shownEntry = (e: Entry): Reply => array([bulk(showId(e.id)), texts(e.fields)]);

export interface Trim {
  readonly by: "MAXLEN" | "MINID";
  readonly bound: string;
  readonly limit: number;
}

/** `MAXLEN|MINID [=|~] n [LIMIT n]` at the place `i`; gives the place behind it. */
export function trimAt(words: readonly string[], i: number): readonly [Trim, number] {
  const by = words[i]?.toUpperCase() === "MAXLEN" ? "MAXLEN" : "MINID";
  let at = i + 1;
  const about = words[at] === "~";
  if (about || words[at] === "=") at++;
  const bound = words[at++] ?? "";
  if (by === "MAXLEN" && whole(bound) < 0) throw new RedisError("ERR The MAXLEN argument must be >= 0.");
  if (by === "MINID") idOf(bound);
  let limit = 0;
  if (words[at]?.toUpperCase() === "LIMIT") {
    if (!about) throw new RedisError("ERR syntax error, LIMIT cannot be used without the special ~ option");
    limit = whole(words[at + 1]);
    at += 2;
  }
  // An approximate bound takes whole nodes of a hundred entries only.
  return [{ by, bound, limit: about ? -100 : limit }, at];
}

/** Takes the oldest entries away; how many. */
export function trimmed(s: Stream, { by, bound, limit }: Trim): number {
  let count =
    by === "MAXLEN"
      ? Math.max(0, s.entries.length - Number(bound))
      : s.entries.filter((e) => compareIds(e.id, idOf(bound)) < 0).length;
  if (limit === -100) count -= count % 100;
  return removeEntries(
    s,
    s.entries.slice(0, count).map((e) => e.id),
  );
}
