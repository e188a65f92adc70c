import { stringWidth } from "../../std/width.ts";
import { insert } from "./buffer.ts";
import { textOf } from "./cells.ts";
import { type Candidates, candidatesAt } from "./completion.ts";
import type { Session } from "./edit-line.ts";

/** Beyond so many the list is asked for. */
const MANY = 100;

/** Tab: inserts what all candidates share; where that is nothing more, a second Tab lists them. */
export async function completeAt(session: Session): Promise<void> {
  const { editor, buffer, painter } = session;
  const line = textOf(buffer.cells.slice(0, buffer.cursor));
  const found = await candidatesAt(editor.sh, line);
  const { items } = found;
  if (items.length === 0) {
    session.tabbed = true;
    await session.show("\x07");
    return;
  }
  const shared = commonPrefix(items.map((i) => i.value));
  const only = items.length === 1 ? items[0] : undefined;
  const text = only ? only.value : shared;
  if (text.length > found.prefix.length || (only && text === found.prefix)) {
    replace(session, found, only ? found.quote(text) + only.suffix : found.quote(text));
    await session.replaced();
    if (only || session.editor.style === "busybox") return;
    await session.show("\x07");
    session.tabbed = true;
    return;
  }
  if (!session.tabbed) {
    session.tabbed = true;
    await session.show("\x07");
    return;
  }
  const columns = editor.tty.size.columns;
  if (items.length >= MANY && editor.style === "readline") {
    await session.show(`\nDisplay all ${items.length} possibilities? (y or n)`);
    const key = await editor.keys.next();
    const yes = key.kind === "text" ? /^[yY ]$/.test(key.text) : key.kind === "key" && key.name === "C-i";
    await session.show(yes ? `\n${table(found, columns)}` : "\n");
  } else await session.show(`\n${table(found, columns)}`);
  await session.show(painter.fresh());
}

function replace(session: Session, found: Candidates, text: string): void {
  const { buffer } = session;
  const start = [...found.line.slice(0, found.start)].length;
  buffer.cells.splice(start, buffer.cursor - start);
  buffer.cursor = start;
  insert(buffer, text);
}

function commonPrefix(values: readonly string[]): string {
  let prefix = values[0] ?? "";
  for (const value of values) {
    while (!value.startsWith(prefix)) prefix = prefix.slice(0, -1);
  }
  return prefix;
}

/** readline's list: columns as wide as the longest and two, filled downwards. */
function table(found: Candidates, columns: number): string {
  const words = found.items.map((i) => i.shown);
  const widest = Math.max(...words.map((w) => stringWidth(w))) + 2;
  let across = Math.max(1, Math.floor(columns / widest));
  if (across !== 1 && across * widest === columns) across--;
  const rows = Math.ceil(words.length / across);
  let out = "";
  for (let row = 0; row < rows; row++) {
    for (let i = row, column = 0; i < words.length && column < across; i += rows, column++) {
      const word = words[i] ?? "";
      out += column + 1 < across ? word + " ".repeat(widest - stringWidth(word)) : word;
    }
    out += "\n";
  }
  return out;
}
