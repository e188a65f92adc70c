import type { Process, SpawnOptions } from "../../kernel/process.ts";
import { statusCode } from "../../kernel/signal.ts";
import { type ErrnoError, isErrno } from "../../std/errno.ts";

/** The status for a command that could not be started: 127 when it is not there, else 126. */
export function startStatus(e: ErrnoError): number {
  return e.code === "ENOENT" ? 127 : 126;
}

/**
 * Becomes another program (env, nohup, su); comes back only when that fails. A file without `#!` that is no binary is
 * given to the shell, as execvp does.
 */
export async function execCommand(
  p: Process,
  argv: readonly string[],
  env: ReadonlyMap<string, string> = p.env,
  argv0?: string,
): Promise<ErrnoError> {
  try {
    return await p.exec(argv, env, argv0);
  } catch (e) {
    if (isErrno(e, "ENOEXEC")) return await p.exec(["/bin/sh", ...argv], env);
    if (!isErrno(e)) throw e;
    return e;
  }
}

/** Starts a child; the error when it cannot be started. */
export function startCommand(p: Process, argv: readonly string[], options?: SpawnOptions): number | ErrnoError {
  try {
    return p.spawn(argv, options);
  } catch (e) {
    if (isErrno(e, "ENOEXEC")) return p.spawn(["/bin/sh", ...argv], options);
    if (!isErrno(e)) throw e;
    return e;
  }
}

/** Waits for a child's end and gives the status as a shell counts it. */
export async function waitStatus(p: Process, pid: number): Promise<number> {
  for (;;) {
    const result = await p.wait(pid);
    if (result && (result.status.kind === "exited" || result.status.kind === "signaled"))
      return statusCode(result.status);
  }
}

/** Runs a command to its end: its status, or the error when it cannot be started. */
export async function runCommand(
  p: Process,
  argv: readonly string[],
  options?: SpawnOptions,
): Promise<number | ErrnoError> {
  const pid = startCommand(p, argv, options);
  return typeof pid === "number" ? await waitStatus(p, pid) : pid;
}
