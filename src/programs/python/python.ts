import { NotLoaded } from "../../kernel/not-loaded.ts";
import { ownNote } from "../../kernel/own-note.ts";
import type { Process, Program } from "../../kernel/process.ts";
import { ErrnoError, isErrno } from "../../std/errno.ts";
import { givenUp, LoadingCancelled } from "../lib/loading.ts";
import { canSuspend } from "../lib/suspension.ts";
import { compiler } from "./distribution.ts";

/** The version of a Python that its binary does not name. */
const VERSION = "3.13.5";

/** Python itself: what can be answered without it, then CPython. */
export const python: Program = async (p: Process) => {
  const version = ownNote(p) || VERSION;
  const banner = versionLine(p, version);
  const asked = p.argv[1];
  if (asked === "-V" || asked === "--version" || asked === "-VV") {
    await p.write(1, `Python ${asked === "-VV" ? banner : version}\n`);
    return 0;
  }
  if (!canSuspend()) {
    await p.write(
      2,
      "drydock: Python needs a browser whose WebAssembly can wait (JSPI), as Chrome and Edge can from version 137 on\n",
    );
    return 1;
  }
  const missing = await refused(p);
  if (missing !== undefined) return missing;
  let runPython: Awaited<ReturnType<typeof loadPython>>;
  try {
    const now = p.now();
    runPython = await p.load(() => (givenUp.delete(now) ? Promise.reject(new LoadingCancelled()) : loadPython()));
  } catch (error) {
    const cancelled = error instanceof LoadingCancelled;
    const why = error instanceof NotLoaded ? error.message : `drydock: Python could not be loaded: ${String(error)}`;
    await p.write(2, `${cancelled ? "drydock: Python was not loaded" : why}\n`);
    return cancelled ? 130 : 1;
  }
  return await runPython(p, version, banner);
};

/** The code that runs it, then CPython itself: 12 MB, once. */
async function loadPython() {
  const { loadAssets, runPython } = await import("./run.ts");
  await loadAssets();
  return runPython;
}

/** Options that take the next word as their value. */
const WITH_VALUE = /^-[A-Za-z]*[WX]$/;

const LONG_OPTION = /^--(?:help(?:-env|-xoptions|-all)?|version|check-hash-based-pycs)?$/;
const USAGE = `usage: python3 [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`python -h' for more information.\n`;

/** Says what CPython says of a program file that cannot be opened, or of a long option; gives the status. */
async function refused(p: Process): Promise<number | undefined> {
  let i = 1;
  for (; i < p.argv.length; i++) {
    const a = p.argv[i] ?? "";
    if (/^-[A-Za-z]*[cm]/.test(a) || a === "-") return undefined;
    if (!a.startsWith("-")) break;
    if (a.startsWith("--") && !LONG_OPTION.test(a)) {
      await p.write(2, `unknown option ${a}\n${USAGE.replace("python3", p.argv[0] ?? "python3")}`);
      return 2;
    }
    if (WITH_VALUE.test(a)) i++;
  }
  const script = p.argv[i];
  if (script === undefined) return undefined;
  try {
    p.files.stat(script);
    if (p.files.access(script, "r")) return undefined;
    throw new ErrnoError("EACCES");
  } catch (error) {
    if (!isErrno(error)) throw error;
    const path = script.startsWith("/") ? script : `${p.cwd}/${script}`;
    const number = { ENOENT: 2, EACCES: 13, ENOTDIR: 20, ELOOP: 40 }[error.code as string] ?? 2;
    await p.write(2, `${p.argv[0] ?? "python3"}: can't open file '${path}': [Errno ${number}] ${error.strerror}\n`);
    return 2;
  }
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `sys.version`: the version, when it was built (its file says), and the compiler of the distribution. */
function versionLine(p: Process, version: string): string {
  const built = new Date(p.files.stat(p.executable).mtime / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${MONTHS[built.getUTCMonth()]} ${String(built.getUTCDate()).padStart(2)} ${built.getUTCFullYear()}`;
  const time = `${two(built.getUTCHours())}:${two(built.getUTCMinutes())}:${two(built.getUTCSeconds())}`;
  return `${version} (main, ${day}, ${time}) [GCC ${compiler(p)}]`;
}
