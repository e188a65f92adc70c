import type { Process } from "../kernel/process.ts";
import { isErrno } from "../std/errno.ts";
import { concat } from "../std/text.ts";
import { fromBytes } from "./bytes.ts";
import { createShell } from "./create.ts";
import { cannotOpen, printError } from "./messages.ts";
import { runText } from "./run.ts";
import type { Shell } from "./shell.ts";
import { childFds, childSignals } from "./subshell.ts";
import { finish } from "./traps.ts";

/** Runs a file without `#!` by a shell of the same kind, in a child. Gives its pid. */
export function startFile(sh: Shell, path: string, argv: readonly string[], env: ReadonlyMap<string, string>): number {
  const { dialect, numbersLines, applets } = sh;
  return sh.p.fork((p) => fileInNewShell(p, { dialect, numbersLines, applets }, path, argv.slice(1)), {
    env,
    argv: [path, ...argv.slice(1)],
    fds: childFds(sh),
    signals: childSignals(sh, false),
    ...(sh.jobControl ? { pgid: 0, foreground: true } : {}),
  });
}

async function fileInNewShell(
  p: Process,
  kind: Pick<Shell, "dialect" | "numbersLines" | "applets">,
  path: string,
  args: readonly string[],
): Promise<number> {
  const sh = createShell(p, {
    ...kind,
    name: path,
    positional: args,
    interactive: false,
    login: false,
    options: new Set(),
    shopts: new Set(),
    flags: "",
  });
  await runScriptFile(sh, path, path);
  return finish(sh);
}

/** Runs a script file in this shell. */
async function runScriptFile(sh: Shell, path: string, name: string): Promise<void> {
  const text = fromBytes(await readFile(sh, path));
  await runText(sh, { text, name, firstLine: 1 }, "file", "no", sh.dialect === "bash");
}

async function readFile(sh: Shell, path: string): Promise<Uint8Array> {
  const fd = await sh.p.open(path, { read: true });
  const chunks: Uint8Array[] = [];
  try {
    for (let c = await sh.p.read(fd); c; c = await sh.p.read(fd)) chunks.push(c);
  } finally {
    sh.p.close(fd);
  }
  return concat(chunks);
}

/** Why a script cannot be opened; undefined when it can. */
function scriptProblem(sh: Shell, path: string): { message: string; status: number } | undefined {
  const bash = sh.dialect === "bash";
  try {
    if (sh.p.files.stat(path).kind === "directory") {
      return bash ? { message: `${path}: ${path}: Is a directory`, status: 126 } : { message: "", status: 0 };
    }
    if (!sh.p.files.access(path, "r"))
      return {
        message: bash ? `${path}: Permission denied` : `cannot open ${path}: Permission denied`,
        status: bash ? 126 : 2,
      };
    const head = sh.p.files.readFile(path).subarray(0, 80);
    if (bash && (head[0] === 0x7f || head.includes(0)))
      return { message: `${path}: ${path}: cannot execute binary file`, status: 126 };
    return undefined;
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (bash) return { message: `${path}: ${e.strerror}`, status: e.code === "ENOENT" ? 127 : 126 };
    return { message: cannotOpen(sh, path, e), status: 2 };
  }
}

/** Runs the script that a shell was called with. A name without slash is looked for in PATH too. */
export async function runNamedScript(sh: Shell, file: string): Promise<void> {
  const found = file.includes("/") || sh.p.files.exists(file) || sh.dialect !== "bash" ? undefined : pathOf(sh, file);
  const path = found ?? file;
  sh.name = path;
  const problem = scriptProblem(sh, path);
  if (problem) {
    const name = sh.p.argv[0] ?? "sh";
    const line = sh.dialect === "bash" ? "" : sh.dialect === "dash" ? "0: " : sh.numbersLines ? "line 0: " : "";
    const shown =
      sh.dialect === "bash" && problem.message.startsWith(`${path}: ${path}: `)
        ? problem.message
        : `${name}: ${line}${problem.message}`;
    // The others read nothing from a folder, and find nothing wrong with that.
    if (problem.status !== 0) await printError(sh, `${shown}\n`);
    sh.status = problem.status;
    return;
  }
  await runScriptFile(sh, path, path);
}

function pathOf(sh: Shell, file: string): string | undefined {
  for (const folder of (sh.p.env.get("PATH") ?? "").split(":")) {
    const path = `${folder}/${file}`;
    if (sh.p.files.exists(path) && sh.p.files.stat(path).kind === "file") return path;
  }
  return undefined;
}
