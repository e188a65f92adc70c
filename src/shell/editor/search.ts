import { setText } from "./buffer.ts";
import { textOf } from "./cells.ts";
import type { Session } from "./edit-line.ts";
import type { Key } from "./keys.ts";

/**
 * C-r and C-s: from the cursor on through the line and the history, the newest (oldest) place that holds what is typed.
 * Gives the key that ended the search, which is still to be carried out, and the place in the history that it came to.
 */
export async function search(
  session: Session,
  prompt: string,
  backward: boolean,
  start: number,
): Promise<{ key: Key | undefined; place: number }> {
  const { editor, buffer, painter } = session;
  const before = { text: textOf(buffer.cells), cursor: buffer.cursor };
  const lines = editor.sh.history.slice();
  lines[start] = before.text;
  let line = start;
  let index = [...before.text].slice(0, before.cursor).join("").length;
  let wanted = "";
  let failed = false;
  const direction = backward ? -1 : 1;
  /** Looks from a place on; a line that is shown already is not found again. */
  const find = (from: number) => {
    const shown = lines[line];
    for (let i = line, at = from; i >= 0 && i < lines.length; i += direction) {
      const text = lines[i] ?? "";
      if (i !== line && text === shown) continue;
      if (i !== line) at = backward ? text.length : 0;
      const place = at < 0 ? -1 : backward ? text.lastIndexOf(wanted, at) : text.indexOf(wanted, at);
      if (place < 0) continue;
      line = i;
      index = place;
      failed = false;
      setText(buffer, text, [...text.slice(0, place)].length);
      return;
    }
    failed = true;
  };
  for (;;) {
    const label = `(${failed ? "failed " : ""}${backward ? "reverse-" : ""}i-search)\`${wanted}': `;
    const end = failed ? buffer.cursor : buffer.cursor + [...wanted].length;
    const bell = failed && editor.style === "readline" ? "\x07" : "";
    await session.show(bell + painter.setPrompt(label, buffer.cells, buffer.cursor, [buffer.cursor, end]));
    const key = await editor.keys.next();
    const name = key.kind === "key" ? key.name : "";
    if (key.kind === "text") {
      wanted += key.text;
      find(index);
    } else if (name === "C-h") {
      wanted = [...wanted].slice(0, -1).join("");
      find(index);
    } else if (name === "C-r" || name === "C-s") {
      if (wanted === "") {
        wanted = editor.searched;
        find(index);
      } else find(index + direction);
    } else {
      editor.searched = wanted;
      const left = name === "C-g";
      if (left) setText(buffer, before.text, before.cursor);
      if (key.kind !== "signal") await session.show(painter.setPrompt(prompt, buffer.cells, buffer.cursor));
      return { key: left || name === "escape" ? undefined : key, place: left ? start : line };
    }
  }
}
