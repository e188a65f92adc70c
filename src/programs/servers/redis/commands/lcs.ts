import { type Context, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, named, type Reply } from "../resp.ts";

const pair = (from: number, to: number) => array([integer(from), integer(to)]);

/** `LCS a b [LEN] [IDX [MINMATCHLEN n] [WITHMATCHLEN]]`: the longest common subsequence of two texts. */
export function lcs(c: Context, [first = "", second = "", ...options]: readonly string[]): Reply {
  let wanted: "text" | "LEN" | "IDX" = "text";
  let least = 0;
  let lengths = false;
  for (let i = 0; i < options.length; i++)
    if (is(options[i], "LEN")) wanted = "LEN";
    else if (is(options[i], "IDX")) wanted = "IDX";
    else if (is(options[i], "WITHMATCHLEN")) lengths = true;
    else if (is(options[i], "MINMATCHLEN") && i + 1 < options.length) least = whole(options[++i]);
    else throw syntaxError();
  for (const key of [first, second]) {
    const value = c.db.get(key);
    if (value && value.type !== "string") throw new RedisError("ERR The specified keys must contain string values");
  }
  const a = c.db.as(first, "string")?.text ?? "";
  const b = c.db.as(second, "string")?.text ?? "";
  // length[i][j]: of the first i and j characters.
  const length = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number) => length[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const row = length[i];
      if (row) row[j] = a[i - 1] === b[j - 1] ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
    }
  if (wanted === "LEN") return integer(at(a.length, b.length));
  let text = "";
  const matches: { a: number; b: number; length: number }[] = [];
  for (let i = a.length, j = b.length; i > 0 && j > 0; )
    if (a[i - 1] === b[j - 1]) {
      text = a[i - 1] + text;
      const last = matches.at(-1);
      if (last && last.a === i && last.b === j) {
        last.a--;
        last.b--;
        last.length++;
      } else matches.push({ a: i - 1, b: j - 1, length: 1 });
      i--;
      j--;
    } else if (at(i - 1, j) > at(i, j - 1)) i--;
    else j--;
  if (wanted === "text") return bulk(text);
  const shown = matches
    .filter((m) => m.length >= least)
    .map((m) =>
      array([pair(m.a, m.a + m.length - 1), pair(m.b, m.b + m.length - 1), ...(lengths ? [integer(m.length)] : [])]),
    );
  return named([
    ["matches", array(shown)],
    ["len", integer(at(a.length, b.length))],
  ]);
}
