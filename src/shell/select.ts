import { stringWidth } from "../std/width.ts";
import { printError } from "./messages.ts";
import { readLine } from "./read-line.ts";
import type { Shell } from "./shell.ts";
import { textOf } from "./variables.ts";

/** Shows `select`'s menu and asks. The line typed; undefined at the end of the input. */
export async function selectMenu(sh: Shell, values: readonly string[], menu: boolean): Promise<string | undefined> {
  if (menu) await printError(sh, menuText(values, Number(textOf(sh, "COLUMNS")) || 80));
  await printError(sh, textOf(sh, "PS3") ?? "#? ");
  const line = await readLine(sh, 0, {});
  return line.ended && line.text === "" ? undefined : line.text.trim();
}

/** bash's menu: one column while it is short, else as many as fit, filled downwards. */
function menuText(values: readonly string[], columns: number): string {
  const digits = String(values.length).length;
  const widest = Math.max(...values.map((v) => stringWidth(v))) + digits + 2;
  let across = Math.max(1, Math.floor(columns / (widest + 2)));
  let rows = Math.ceil(values.length / across);
  if (rows === 1) {
    rows = across;
    across = 1;
  }
  let out = "";
  for (let row = 0; row < Math.min(rows, values.length); row++) {
    let line = "";
    for (let at = row; at < values.length; at += rows) {
      const cell = `${String(at + 1).padStart(digits)}) ${values[at]}`;
      line += at + rows < values.length ? cell + " ".repeat(Math.max(1, widest + 2 - stringWidth(cell))) : cell;
    }
    out += `${line}\n`;
  }
  return out;
}
