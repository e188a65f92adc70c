import { isErrno } from "../std/errno.ts";
import { fromBytes } from "./bytes.ts";
import { runCommands } from "./commands.ts";
import type { Invocation } from "./invocation.ts";
import type { Shell } from "./shell.ts";
import { textOf } from "./variables.ts";

/**
 * Reads the files that a shell reads when it starts. bash: at login /etc/profile and the first of ~/.bash_profile,
 * ~/.bash_login, ~/.profile; interactive /etc/bash.bashrc (Debian's build) and ~/.bashrc; else $BASH_ENV. dash and ash:
 * at login /etc/profile and ~/.profile; interactive $ENV.
 */
export async function runStartFiles(sh: Shell, how: Invocation): Promise<void> {
  const home = textOf(sh, "HOME") ?? "";
  const bash = sh.dialect === "bash";
  if (sh.login && how.profile) {
    await runIfThere(sh, "/etc/profile");
    const own = bash ? [".bash_profile", ".bash_login", ".profile"] : [".profile"];
    const file = own.map((name) => `${home}/${name}`).find((path) => sh.p.files.access(path, "r"));
    if (file) await runIfThere(sh, file);
    return;
  }
  if (bash && sh.interactive && how.rc && !sh.login && !sh.options.has("posix")) {
    if (how.rcFile !== undefined) await runIfThere(sh, how.rcFile);
    else {
      await runIfThere(sh, "/etc/bash.bashrc");
      await runIfThere(sh, `${home}/.bashrc`);
    }
    return;
  }
  const environment =
    bash && !sh.options.has("posix")
      ? sh.interactive
        ? undefined
        : textOf(sh, "BASH_ENV")
      : sh.interactive
        ? textOf(sh, "ENV")
        : undefined;
  if (environment) await runIfThere(sh, environment);
}

async function runIfThere(sh: Shell, path: string): Promise<void> {
  if (sh.unwind) return;
  let text: string;
  try {
    if (sh.p.files.stat(path).kind !== "file") return;
    text = fromBytes(sh.p.files.readFile(path));
  } catch (e) {
    if (isErrno(e)) return;
    throw e;
  }
  sh.sourceDepth++;
  await runCommands(sh, { text, name: path, firstLine: 1, command: path }, "file");
  sh.sourceDepth--;
  const left = sh.unwind as Shell["unwind"];
  if (left?.kind !== "exit") sh.unwind = undefined;
  sh.status = 0;
}
