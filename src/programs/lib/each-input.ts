import { isErrno } from "../../std/errno.ts";
import { type Input, openInput } from "./input.ts";
import type { Call } from "./tool.ts";

/** How a tool words that an input cannot be opened. */
export type CannotOpen = (c: Call, path: string, words: string) => string;

/** GNU's `x: No such file or directory`; most of BusyBox's line tools say the same. */
export const plainWording: CannotOpen = (c, path, words) => `${c.flavour.pick(c.quoteIfNeeded(path), path)}: ${words}`;

/** Opens each operand in turn (standard input when there is none), and complains about those that cannot be read. */
export async function eachInput(
  c: Call,
  paths: readonly string[],
  use: (input: Input, path: string) => Promise<void>,
  wording: CannotOpen = plainWording,
): Promise<void> {
  for (const path of paths.length ? paths : ["-"]) {
    let input: Input;
    try {
      input = await openInput(c.p, path);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.complain(wording(c, path, e.strerror));
      continue;
    }
    await use(input, path);
    input.close();
  }
}
