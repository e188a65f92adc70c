import { setText } from "./buffer.ts";
import { textOf } from "./cells.ts";
import type { Session } from "./edit-line.ts";
import type { Key } from "./keys.ts";

/**
 * C-r and C-s: shows the newest (oldest) line of the history that holds what is typed. Gives the key that ended the
 * search, which is still to be carried out.
 */
export async function search(session: Session, prompt: string, backward: boolean): Promise<Key | undefined> {
  const { editor, buffer, painter } = session;
  const { history } = editor.sh;
  const before = { text: textOf(buffer.cells), cursor: buffer.cursor };
  let wanted = "";
  let place = backward ? history.length : -1;
  let failed = false;
  const direction = backward ? -1 : 1;
  const find = (from: number) => {
    for (let i = from; i >= 0 && i < history.length; i += direction) {
      const line = history[i] ?? "";
      const at = line.lastIndexOf(wanted);
      if (at < 0) continue;
      place = i;
      failed = false;
      setText(buffer, line, [...line.slice(0, at)].length);
      return;
    }
    failed = true;
  };
  for (;;) {
    const label = `(${failed ? "failed " : ""}${backward ? "reverse-" : ""}i-search)\`${wanted}': `;
    await session.show(painter.setPrompt(label, buffer.cells, buffer.cursor));
    const key = await editor.keys.next();
    const name = key.kind === "key" ? key.name : "";
    if (key.kind === "text") {
      wanted += key.text;
      find(Math.min(place, history.length - 1));
    } else if (name === "C-h") {
      wanted = [...wanted].slice(0, -1).join("");
      find(backward ? history.length - 1 : 0);
    } else if (name === "C-r" || name === "C-s") find(place + direction);
    else {
      if (name === "C-g") setText(buffer, before.text, before.cursor);
      await session.show(painter.setPrompt(prompt, buffer.cells, buffer.cursor));
      return name === "C-g" || name === "escape" ? undefined : key;
    }
  }
}
