import { resolvePath } from "../filesystem/path.ts";
import type { Process, Program } from "../kernel/process.ts";
import { isErrno } from "../std/errno.ts";

/** What there is one of needs no word about which one. */
const WINDOW = new Set(["-n", "--new-window", "-r", "--reuse-window"]);

/** Visual Studio Code's command: files and folders are opened in the editor of the page, where there is one. */
export function codeProgram(edit: ((path: string, folder: boolean) => void) | undefined): Program {
  return async (p) => {
    const words = p.argv.slice(1).filter((word) => !WINDOW.has(word));
    const flag = words.find((word) => word.startsWith("-"));
    if (flag !== undefined) return refuse(p, `code ${flag} is not simulated`);
    if (!edit) {
      const file = words.find((word) => word !== ".") ?? "FILE";
      return refuse(p, `code opens nothing here; edit a file with nano ${file} or vi ${file}`);
    }
    for (const word of words.length ? words : ["."]) {
      const path = resolvePath(p.cwd, word);
      edit(path, isFolder(p, path));
    }
    return 0;
  };
}

async function refuse(p: Process, why: string): Promise<number> {
  await p.write(2, `drydock: ${why}\n`);
  return 1;
}

/** What is not there yet becomes a file once it is saved. */
function isFolder(p: Process, path: string): boolean {
  try {
    return p.files.stat(path).kind === "directory";
  } catch (e) {
    if (isErrno(e)) return false;
    throw e;
  }
}
