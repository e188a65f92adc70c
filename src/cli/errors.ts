import { ApiError, NotSimulated } from "../api/errors.ts";
import { Cancelled } from "../std/cancel.ts";
import { isErrno } from "../std/errno.ts";
import { CliError } from "./command.ts";

/**
 * An error as the client prints it: the daemon's own words behind `Error response from daemon: `, the client's as they
 * are, a system call's failure in Go's lower-case words, and what Drydock leaves out behind `drydock: `.
 */
export function errorText(error: unknown): string {
  if (error instanceof NotSimulated) return `drydock: ${error.message}`;
  if (error instanceof ApiError) return `Error response from daemon: ${error.message}`;
  if (error instanceof Cancelled) return "context canceled";
  if (isErrno(error)) return goErrno(error.strerror, error.path);
  if (error instanceof Error) return error.message;
  return String(error);
}

/** A failed file call as Go's `os` words it: `open nosuch: no such file or directory`. */
export function fileError(call: string, path: string, error: unknown): string {
  return isErrno(error) ? `${call} ${path}: ${error.strerror.toLowerCase()}` : errorText(error);
}

function goErrno(words: string, path: string | undefined): string {
  return path === undefined ? words.toLowerCase() : `open ${path}: ${words.toLowerCase()}`;
}

/** Status that `run` and `create` end with when the container could not be made or started by the client or daemon. */
export const RUN_FAILED = 125;

/**
 * An error of `docker run` and `docker create` once the flags are read: `docker: …`, an empty line, and the way to the
 * help. `commandPath` is `docker run`.
 */
export function runError(error: unknown, commandPath: string, status = RUN_FAILED): CliError {
  if (error instanceof NotSimulated) return new CliError(errorText(error), status);
  return new CliError(`docker: ${errorText(error)}\n\nRun '${commandPath} --help' for more information`, status);
}

/** Several errors as one: each on a line of its own. */
export function joinErrors(errors: readonly unknown[], status = 1): CliError {
  return new CliError(errors.map(errorText).join("\n"), status);
}
