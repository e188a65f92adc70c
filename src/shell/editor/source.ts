import type { Terminal } from "../../kernel/terminal.ts";
import type { LineSource } from "../complete-command.ts";
import type { Shell } from "../shell.ts";
import { buffered } from "../stream.ts";

export function editedLines(sh: Shell, _tty: Terminal): LineSource {
  return buffered(sh);
}
