import { isErrno } from "../../std/errno.ts";
import { toBytes } from "../bytes.ts";
import { unescape } from "../escapes.ts";
import { complain, printError } from "../messages.ts";
import type { Shell } from "../shell.ts";
import type { Builtin } from "./builtin.ts";

/** Prints a builtin's output; the status. */
export async function print(sh: Shell, text: string, name?: string): Promise<number> {
  if (text === "") return 0;
  try {
    await sh.p.write(1, toBytes(text));
    return 0;
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (sh.dialect === "ash") {
      if (name === "echo") await printError(sh, `${sh.name}: write error: ${e.strerror}\n`);
    } else await complain(sh, sh.dialect === "bash" ? `write error: ${e.strerror}` : `${name}: I/O error`, name);
    return 1;
  }
}

/** `echo`: bash and ash take -n -e -E, dash only -n and always replaces escapes. */
export const echo: Builtin = (sh, argv) => {
  let escapes = sh.dialect === "dash" || sh.shopts.has("xpg_echo");
  let newline = true;
  let i = 1;
  const options = sh.dialect === "dash" ? /^-n$/ : /^-[neE]+$/;
  for (; i < argv.length && options.test(argv[i] ?? ""); i++) {
    for (const letter of argv[i]?.slice(1) ?? "") {
      if (letter === "n") newline = false;
      else escapes = letter === "e";
    }
    if (sh.dialect === "dash") {
      i++;
      break;
    }
  }
  let text = argv.slice(i).join(" ");
  if (escapes) {
    const result = unescape(text, "echo", sh.dialect);
    text = result.text;
    if (result.stopped) newline = false;
  }
  return print(sh, newline ? `${text}\n` : text, "echo");
};
