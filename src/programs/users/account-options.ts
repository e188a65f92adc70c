import type { Call } from "../lib/tool.ts";
import { type GroupEntry, groupEntries } from "../lib/users.ts";

/** The groups that a comma-separated list names, by name or number; leaves with 6 at one that is not there. */
export async function chosenGroups(c: Call, lists: readonly string[]): Promise<GroupEntry[]> {
  const all = groupEntries(c.p.files);
  const chosen: GroupEntry[] = [];
  for (const text of lists.flatMap((list) => list.split(",")).filter((t) => t !== "")) {
    const group = all.find((g) => g.name === text || (/^\d+$/.test(text) && g.gid === Number(text)));
    if (!group) return await c.fail(`group '${text}' does not exist`, 6);
    if (!chosen.includes(group)) chosen.push(group);
  }
  return chosen;
}

/** Only root may lock the account files. */
export async function needRoot(c: Call, path: string, status: number): Promise<void> {
  if (c.p.credentials.uid === 0) return;
  await c.complain("Permission denied.");
  await c.fail(`cannot lock ${path}; try again later.`, status);
}

/** What may be a user's or a group's name: at most 32 letters, digits, `_`, `.` and `-`, with a `$` at the end. */
export function validName(name: string): boolean {
  return /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,31}\$?$/.test(name) && name.length <= 32 && !/^(?:\d+|\.{1,2})$/.test(name);
}

/** Days since 1970 of `2027-01-31` or a number of days; undefined where it is neither. */
export function dayNumber(text: string): string | undefined {
  if (/^-?\d+$/.test(text)) return text;
  const m = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  return m ? String(Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])) / 86_400e3) : undefined;
}
