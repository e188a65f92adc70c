import { DockerfileError, type LineRange } from "../dockerfile/error.ts";

/** What `--chmod` makes of a mode. */
export type ModeChange = (mode: number, folder: boolean) => number;

const CLAUSE = /^([ugoa]*)([-+=])([rwxXst]*)$/;

/** `755`, or `u+x,go-w`; undefined for an empty one. Throws the builder's words for others. */
export function parseChmod(text: string, range: LineRange): ModeChange | undefined {
  if (text === "") return undefined;
  if (/^[0-7]+$/.test(text) && Number.parseInt(text, 8) <= 0o7777) return () => Number.parseInt(text, 8);
  if (/^\d/.test(text)) {
    throw new DockerfileError(
      `invalid chmod parameter: '${text}'. it should be octal string and between 0 and 07777`,
      range,
    );
  }
  const clauses = text.split(",").map((clause) => CLAUSE.exec(clause));
  if (clauses.some((c) => c === null)) throw new DockerfileError("invalid syntax", range);
  return (mode, folder) =>
    clauses.reduce((m, c) => (c ? applyClause(m, folder, c[1] || "a", c[2] ?? "+", c[3] ?? "") : m), mode);
}

function applyClause(mode: number, folder: boolean, who: string, operator: string, letters: string): number {
  let bits = 0;
  let all = 0;
  const x = /x/.test(letters) || (/X/.test(letters) && (folder || (mode & 0o111) !== 0));
  const rwx = (/r/.test(letters) ? 4 : 0) | (/w/.test(letters) ? 2 : 0) | (x ? 1 : 0);
  for (const [letter, shift, special] of [
    ["u", 6, 0o4000],
    ["g", 3, 0o2000],
    ["o", 0, 0],
  ] as const) {
    if (!who.includes(letter) && !who.includes("a")) continue;
    bits |= rwx << shift;
    all |= 7 << shift;
    if (/s/.test(letters)) bits |= special;
  }
  if (/t/.test(letters)) bits |= 0o1000;
  if (operator === "+") return mode | bits;
  return operator === "-" ? mode & ~bits : (mode & ~all) | bits;
}
