import type { Terminal } from "../../kernel/terminal.ts";
import { busyboxNote } from "../busybox-note.ts";
import type { LineSource } from "../complete-command.ts";
import { expandPrompt } from "../interactive.ts";
import { interpreter } from "../interpreter.ts";
import { printError, shortName } from "../messages.ts";
import type { Shell } from "../shell.ts";
import { handle } from "../traps.ts";
import { textOf } from "../variables.ts";
import { type Editor, editLine } from "./edit-line.ts";
import { keyReader } from "./keys.ts";

/** Lines typed at a terminal with bash's editor, or BusyBox's. */
export function editedLines(sh: Shell, tty: Terminal): LineSource {
  const editor: Editor = {
    sh,
    tty,
    style: sh.dialect === "ash" ? "busybox" : "readline",
    keys: keyReader(sh, tty),
    killed: "",
    searches: sh.dialect !== "ash" || !busyboxNote(sh.p)?.includes("(Debian"),
    searched: "",
  };
  if (!sh.traps.has("SIGWINCH")) handle(sh, "SIGWINCH");
  return {
    async next(open) {
      const prompt = await expandPrompt(sh, textOf(sh, open ? "PS2" : "PS1") ?? "");
      const line = await editLine(editor, prompt);
      if (typeof line !== "string" || sh.dialect !== "bash") return line;
      // A here-document's text stays as it is typed.
      if (!/[!^]/.test(line) || open?.kind === "here-document") return line;
      const expanded = (await interpreter(sh)).expandHistory(sh, line, open?.kind === "quote" ? open.quote : "");
      if ("error" in expanded) {
        await printError(sh, `${shortName(sh)}: ${expanded.error}\n`);
        return null;
      }
      if (expanded.changed) await printError(sh, `${expanded.line}\n`);
      return expanded.line;
    },
  };
}
