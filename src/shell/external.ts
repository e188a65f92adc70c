import { programOf } from "../filesystem/binary.ts";
import { ErrnoError, isErrno } from "../std/errno.ts";
import { callFunction } from "./functions.ts";
import { addJob, jobStatus, notifyJobs, removeJob, updateJobs, waitJob } from "./jobs.ts";
import { complain } from "./messages.ts";
import { startFile } from "./script.ts";
import { CommandError, type Shell } from "./shell.ts";
import { childFds, childSignals, orTooMany } from "./subshell.ts";
import { afterForeground } from "./terminal.ts";
import { environment, textOf } from "./variables.ts";

const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Where a command name leads: a program file, or why there is none. */
export type Found =
  | { readonly path: string; readonly applet?: true }
  | { readonly message: string; readonly status: 126 | 127 };

/** Looks for a program by name: among those of the shell itself, in PATH, or where a slash says. */
export function findProgram(sh: Shell, name: string): Found {
  if (name === "" && sh.dialect !== "bash") return { message: ": Permission denied", status: 127 };
  if (name.includes("/")) return checkFile(sh, name);
  if (sh.applets.has(name)) return { path: sh.p.executable, applet: true };
  const path = textOf(sh, "PATH") || (sh.dialect === "ash" ? DEFAULT_PATH : undefined);
  if (path === undefined) {
    const here = checkFile(sh, `./${name}`);
    return "path" in here
      ? here
      : { message: `${name}: ${sh.dialect === "bash" ? "No such file or directory" : "not found"}`, status: 127 };
  }
  const known = sh.hash.get(name);
  if (known) return { path: known.path };
  let refused: Found | undefined;
  for (const folder of path.split(":")) {
    const file = `${folder === "" ? "." : folder}/${name}`;
    const found = checkFile(sh, file);
    if ("path" in found) {
      if (sh.options.has("hashall") || sh.dialect !== "bash") sh.hash.set(name, { path: file, hits: 0 });
      return found;
    }
    if (found.status === 126 && isFile(sh, file)) refused ??= found;
  }
  return refused ?? notFound(sh, name);
}

function isFile(sh: Shell, path: string): boolean {
  return sh.p.files.exists(path) && sh.p.files.stat(path).kind === "file";
}

function notFound(sh: Shell, name: string): Found {
  return { message: `${name}: ${sh.dialect === "bash" ? "command not found" : "not found"}`, status: 127 };
}

function checkFile(sh: Shell, path: string): Found {
  const { files } = sh.p;
  try {
    if (files.stat(path).kind === "directory") {
      return { message: `${path}: ${sh.dialect === "bash" ? "Is a directory" : "Permission denied"}`, status: 126 };
    }
    if (!files.access(path, "x")) return { message: `${path}: Permission denied`, status: 126 };
    return { path };
  } catch (e) {
    if (!(e instanceof ErrnoError)) throw e;
    const missing = e.code === "ENOENT" || e.code === "ENOTDIR";
    if (!missing) return { message: `${path}: ${e.strerror}`, status: 126 };
    return {
      message: `${path}: ${sh.dialect === "bash" ? e.strerror : "not found"}`,
      status: e.code === "ENOENT" ? 127 : sh.dialect === "bash" ? 126 : 127,
    };
  }
}

/** Runs a program in the foreground; `replace`: in place of the shell, which has nothing left to do. */
export async function runExternal(sh: Shell, argv: readonly string[], text: string, replace: boolean): Promise<void> {
  const name = argv[0] ?? "";
  const found = findProgram(sh, name);
  if (!("path" in found)) {
    await commandNotFound(sh, argv, found);
    return;
  }
  const env = environment(sh);
  if (sh.dialect === "bash") env.set("_", found.path);
  const known = sh.hash.get(name);
  if (known) known.hits++;
  const words = [found.path, ...argv.slice(1)];
  try {
    if (replace) await becomeProgram(sh, words, env, name);
    const pid = orTooMany(sh, () =>
      sh.p.spawn(words, {
        env,
        fds: childFds(sh),
        argv0: name,
        signals: childSignals(sh, false),
        ...(sh.jobControl ? { pgid: 0, foreground: true } : {}),
      }),
    );
    await waitFor(sh, pid, text);
  } catch (e) {
    if (!(e instanceof ErrnoError)) throw e;
    if (e.code === "ENOEXEC" && !isBinary(sh, found.path)) {
      await waitFor(sh, startFile(sh, found.path, argv, env), text);
      return;
    }
    const failure = execFailure(sh, found.path, e);
    await complain(sh, failure.message);
    sh.status = failure.status;
    sh.hash.delete(name);
  }
}

/** Becomes another program. Returns only by throwing: an ErrnoError where it could not. */
export async function becomeProgram(
  sh: Shell,
  words: readonly string[],
  env: ReadonlyMap<string, string>,
  argv0: string,
): Promise<never> {
  for (const fd of sh.internal) sh.p.close(fd);
  sh.internal.clear();
  sh.replaced = true;
  try {
    return await sh.p.exec(words, env, argv0);
  } catch (e) {
    if (e instanceof ErrnoError) sh.replaced = false;
    throw e;
  }
}

/** Waits for a foreground process, and takes in what happened to others meanwhile. */
async function waitFor(sh: Shell, pid: number, text: string): Promise<void> {
  const job = addJob(sh, text, sh.jobControl ? pid : undefined, false);
  job.processes.push({ pid, state: undefined });
  await waitJob(sh, job);
  sh.status = jobStatus(job);
  await afterForeground(sh, job);
  if (job.processes[0]?.state?.kind !== "stopped") removeJob(sh, job);
  if (sh.jobs.jobs.length > 0) {
    await updateJobs(sh);
    if (!sh.interactive) await notifyJobs(sh);
  }
}

/** Why a file that is there cannot be run. */
export function execFailure(sh: Shell, path: string, e: ErrnoError): { message: string; status: 126 | 127 } {
  const bash = sh.dialect === "bash";
  switch (e.code) {
    case "ENOENT":
      return { message: bash ? `${path}: cannot execute: required file not found` : `${path}: not found`, status: 127 };
    case "ENOEXEC":
      return { message: `${path}: ${bash ? "cannot execute binary file: " : ""}${e.strerror}`, status: 126 };
    default:
      return { message: `${path}: ${e.strerror}`, status: 126 };
  }
}

function isBinary(sh: Shell, path: string): boolean {
  try {
    const bytes = sh.p.files.readFile(path);
    return programOf(bytes) !== undefined || bytes.subarray(0, 80).includes(0);
  } catch (e) {
    if (isErrno(e)) return true;
    throw e;
  }
}

export async function commandNotFound(
  sh: Shell,
  argv: readonly string[],
  found: { readonly message: string; readonly status: number },
): Promise<void> {
  const handler =
    sh.dialect === "bash" && found.status === 127 && !argv[0]?.includes("/")
      ? sh.functions.get("command_not_found_handle")
      : undefined;
  if (handler) {
    await callFunction(sh, handler, ["command_not_found_handle", ...argv]);
    return;
  }
  throw new CommandError(found.message, found.status);
}
