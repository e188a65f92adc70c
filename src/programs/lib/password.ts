import type { Process } from "../../kernel/process.ts";
import { readAnswer } from "./prompt.ts";

/**
 * Asks for a password; what is typed is not shown. Null at the end of the input. The line that typing leaves open is
 * ended, by BusyBox (which asks on stdout) without a terminal too.
 */
export async function askPassword(p: Process, prompt: string, fd: 1 | 2 = 2): Promise<string | null> {
  await p.write(fd, prompt);
  const terminal = p.terminal(0);
  const before = terminal?.mode;
  if (before) terminal.setMode({ ...before, echo: false });
  try {
    return await readAnswer(p);
  } finally {
    if (before) terminal.setMode(before);
    if (before || fd === 1) await p.write(fd, "\n");
  }
}
