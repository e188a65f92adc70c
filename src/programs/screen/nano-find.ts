import { moveTo, type Nano } from "./nano.ts";
import { ask } from "./nano-draw.ts";

/** Asks for a text and goes to it. */
export async function find(n: Nano): Promise<void> {
  const text = await ask(n, `Search${n.search ? ` [${n.search}]` : ""}: `, "");
  if (text === undefined) return;
  if (text !== "") n.search = text;
  if (n.search !== "") findNext(n);
}

/** Goes to the next place of the text that is searched; case does not count. */
export function findNext(n: Nano): void {
  const { lines } = n.buffer;
  const wanted = n.search.toLowerCase();
  if (wanted === "") return;
  for (let step = 0; step <= lines.length; step++) {
    const line = (n.cursor.line + step) % lines.length;
    const text = (lines[line] ?? "").toLowerCase();
    const from = step === 0 ? [...text].slice(0, n.cursor.column + 1).join("").length : 0;
    const at = text.indexOf(wanted, from);
    if (at < 0) continue;
    if (line < n.cursor.line || (line === n.cursor.line && step > 0)) n.message = "Search Wrapped";
    moveTo(n, { line, column: [...text.slice(0, at)].length });
    return;
  }
  n.message = `"${n.search}" not found`;
}

/** Asks for a line and goes to it. */
export async function goToLine(n: Nano): Promise<void> {
  const text = await ask(n, "Enter line number, column number: ", "");
  const m = /^\s*(-?\d+)\s*(?:[,;: ]\s*(\d+))?\s*$/.exec(text ?? "");
  if (m) moveTo(n, { line: Number(m[1]) - 1, column: Number(m[2] ?? 1) - 1 });
  else if (text !== undefined) n.message = "Invalid line or column number";
}

/** Where the cursor is, as ^C says it. */
export function location(n: Nano): string {
  const { lines } = n.buffer;
  const length = n.buffer.length(n.cursor.line);
  const before = lines.slice(0, n.cursor.line).reduce((sum, line) => sum + [...line].length + 1, 0) + n.cursor.column;
  const all = lines.reduce((sum, line) => sum + [...line].length + 1, 0) - 1;
  const percent = (a: number, b: number) => `${b === 0 ? 0 : Math.floor((a * 100) / b)}%`;
  return `line ${n.cursor.line + 1}/${lines.length} (${percent(n.cursor.line + 1, lines.length)}), col ${n.cursor.column + 1}/${length + 1} (${percent(n.cursor.column + 1, length + 1)}), char ${before}/${all} (${percent(before, all)})`;
}
